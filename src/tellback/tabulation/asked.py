"""Which pupils were asked, and what comes out where they are taken from those asked more widely."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from tellback.questionnaire.bases import base_of
from tellback.questionnaire.missing import Missing
from tellback.tabulation.engine import Engine, Rows


class Asked:
    """The bases of a snapshot's variables, as pupils."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def columns(self, variable: str) -> tuple[str, ...]:
        """The columns of a variable: one, or one for each choice; none for a preset."""
        return self._columns.get(variable, ())

    def rows(self, variable: str) -> Rows:
        """The pupils who were asked `variable`."""
        column = self.columns(variable)[0]
        return self.engine.everyone() - self.engine.having(column, {Missing.NOT_ASKED})

    def differences(self, rows: Rows, reads: Collection[str]) -> set[int]:
        """What is left of each larger count that is shown where `rows` are taken from it.

        `reads` are the variables that the rule of `rows` reads. Larger than them are: all
        pupils; the pupils asked by a rule that reads no more; and, for each variable read,
        those with the answers that these pupils gave.
        """
        larger = [*self._asked_by(frozenset(reads)), *self._answering_as(rows, reads)]
        return {len(one) - len(rows) for one in larger if rows <= one} - {0}

    def _asked_by(self, reads: frozenset[str]) -> Iterator[Rows]:
        yield self.engine.everyone()
        yield from (rows for other, rows in self._bases if other <= reads)

    def _answering_as(self, rows: Rows, reads: Collection[str]) -> Iterator[Rows]:
        for variable in reads:
            for column in self.columns(variable):
                yield self.engine.having(column, self.engine.counts(column, rows))

    @cached_property
    def _columns(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, column in self.engine.snapshot.columns.items():
            found[column.variable] = (*found.get(column.variable, ()), name)
        return found

    @cached_property
    def _bases(self) -> tuple[tuple[frozenset[str], Rows], ...]:
        """Each rule of a base once: the variables it reads, and whom it asks."""
        questionnaire = self.engine.snapshot.questionnaire
        by_rules = {questionnaire.rules_of(variable): variable for variable in self._columns}
        return tuple(
            (frozenset(base_of(questionnaire, variable).variables), self.rows(variable))
            for variable in by_rules.values()
        )
