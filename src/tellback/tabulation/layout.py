"""Which columns of a snapshot hold which variable, before anything is counted."""

from __future__ import annotations

from functools import cached_property

from tellback.questionnaire.model import Questionnaire
from tellback.snapshot import Snapshot
from tellback.tabulation.column import Column, held_in


class Layout:
    """A snapshot's variables and their columns; a column is made once, so as to be counted once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._held: dict[str, Column] = {}

    @property
    def questionnaire(self) -> Questionnaire:
        """What was asked."""
        return self.snapshot.questionnaire

    def names(self, variable: str) -> tuple[str, ...]:
        """The columns of a variable: one, or one for each choice; none for a preset."""
        return self._names.get(variable, ())

    def column(self, name: str) -> Column:
        """The snapshot's own column `name`."""
        if name not in self._held:
            self._held[name] = held_in(self.snapshot, name)
        return self._held[name]

    def columns(self, variable: str) -> tuple[Column, ...]:
        """The columns of `names`."""
        return tuple(self.column(name) for name in self.names(variable))

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, column in self.snapshot.columns.items():
            found[column.variable] = (*found.get(column.variable, ()), name)
        return found
