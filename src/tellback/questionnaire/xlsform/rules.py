"""The `relevant` column: kept where it can be read, calculations put in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tellback.questionnaire.expression import ExpressionFault, parse

VARIABLE = re.compile(r"\$\{\s*([^\s{}$]+)\s*\}")
DEEPEST = 20
"""Calculations inside calculations."""
LONGEST = 4_000

Lose = Callable[[str, str, str], None]
"""Takes a fault, a remedy and a code."""


class Rules:
    """Reads rules, knowing which variables are carried and what is calculated."""

    def __init__(self, known: frozenset[str], calculations: Mapping[str, str]) -> None:
        self._known = known
        self._calculations = calculations

    def read(self, text: str, lose: Lose) -> str | None:
        """The rule as ours; None (and told to `lose`) where it cannot be carried."""
        if not text:
            return None
        try:
            whole = self._filled_in(text, 0)
            names = parse(whole).variables
        except ExpressionFault as fault:
            lose(f"The rule “{text[:80]}” cannot be read. {fault}", REMEDY, "lost-route-rule")
            return None
        strangers = [name for name in names if name not in self._known]
        if strangers:
            said = f"The rule “{text[:80]}” reads {strangers[0]}, which is not carried over."
            lose(said, REMEDY, "lost-route-variable")
            return None
        return whole

    def _filled_in(self, text: str, depth: int) -> str:
        """Put each calculation that is read in the place of its name."""
        if depth > DEEPEST or len(text) > LONGEST:
            raise ExpressionFault(1, "The calculations it reads go round in a circle: mend them.")

        def fill(found: re.Match[str]) -> str:
            name = found[1]
            if name in self._known or name not in self._calculations:
                return f"${{{name}}}"
            return f"({self._filled_in(self._calculations[name], depth + 1)})"

        return VARIABLE.sub(fill, text)


REMEDY = "The question is shown to everyone. Write its rule anew in the questionnaire."


def both(first: str | None, second: str | None) -> str | None:
    """A rule that holds where both do."""
    if first and second:
        return f"({first}) and ({second})"
    return first or second
