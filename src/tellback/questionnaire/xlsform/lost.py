"""What an import could not carry, gathered row by row and told in the order of the sheets."""

from __future__ import annotations

from tellback.questionnaire.problem import Problem
from tellback.questionnaire.xlsform.workbook import SheetRow

ORDER = ("settings", "choices", "survey")


class Lost:
    """The losses found so far."""

    def __init__(self) -> None:
        self._found: dict[Problem, tuple[int, int]] = {}

    def note(self, row: SheetRow, fault: str, remedy: str, code: str) -> None:
        """One loss on a row; the same said twice counts once."""
        name = row.get("name")
        place = f"{row.sheet} row {row.number}" + (f" ({name})" if name else "")
        self._found.setdefault(
            Problem(place, fault, remedy, code), (ORDER.index(row.sheet), row.number)
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every loss, in the order of the sheets and their rows."""
        return tuple(sorted(self._found, key=self._found.__getitem__))
