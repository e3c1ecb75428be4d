"""The `relevant` column: kept where it can be read, calculations put in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.expression import ExpressionFault, parse
from tellback.questionnaire.expression.functions import FUNCTIONS, Sort
from tellback.questionnaire.expression.tree import Call, Node, Text, Variable
from tellback.questionnaire.suggestion import did_you_mean
from tellback.questionnaire.xlsform.lost import Lost
from tellback.questionnaire.xlsform.workbook import SheetRow

VARIABLE = re.compile(r"""'[^']*'|"[^"]*"|\$\{\s*(?P<name>[^\s{}$]+)\s*\}""")
"""A variable, or words in quotation marks, within which there is none."""
DEEPEST = 20
"""Calculations inside calculations."""
LONGEST = 4_000
MANY = 500
"""Variables, among which it takes too long to look for a near name again and again."""
STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
"""Quotation marks as spreadsheets like to curl them."""
WHOLE = {"yes": "true()", "true": "true()", "no": "false()", "false": "false()"}
"""Rules of one word, as pyxform reads them."""
REMEDY = "It is shown to everyone who comes to it. Write its rule anew in the questionnaire."


@dataclass(frozen=True)
class Calculation:
    """A calculate row: what it works out, and the rules under which it does."""

    formula: str
    rules: tuple[str, ...]


class Rules:
    """Reads rules, knowing which variables are carried and what is calculated."""

    def __init__(
        self, known: frozenset[str], calculations: Mapping[str, Calculation], lost: Lost
    ) -> None:
        self.read: set[str] = set()
        """The variables that rules have been found to read."""
        self._known = known
        self._calculations = calculations
        self._lost = lost

    def of(self, row: SheetRow) -> str | None:
        """The row's rule as ours; None (and listed as lost) where it cannot be carried."""
        text = row.get("relevant")
        if not text:
            return None
        said = f"The rule “{excerpt(text, longest=80)}”"
        try:
            whole = self._filled_in(WHOLE.get(text.lower(), text).translate(STRAIGHT), 0)
            names = parse(whole).variables
        except ExpressionFault as unread:
            self._lost.note(row, f"{said} cannot be read. {unread}", REMEDY, "lost-route-rule")
            return None
        strangers = [name for name in names if name not in self._known]
        if strangers:
            near = did_you_mean(strangers[0], self._known) if len(self._known) < MANY else ""
            fault = f"{said} reads {strangers[0]}, which is not carried over."
            self._lost.note(row, fault, f"{near} {REMEDY}".strip(), "lost-route-variable")
            return None
        self.read.update(names)
        return whole

    def all_of(self, rows: tuple[SheetRow, ...]) -> str | None:
        """One rule that holds where those of all `rows` do."""
        found = [rule for rule in map(self.of, rows) if rule]
        whole = " and ".join(f"({rule})" for rule in found) if len(found) > 1 else "".join(found)
        if len(whole) > LONGEST:
            fault = f"With the rules of its groups, its rule has {len(whole):,} letters."
            self._lost.note(
                rows[-1], f"{fault} {LONGEST:,} is the most.", REMEDY, "lost-route-rule"
            )
            return None
        return whole or None

    def _filled_in(self, text: str, depth: int) -> str:
        """Put each calculation that is read in the place of its name."""
        if depth > DEEPEST:
            raise ExpressionFault(1, "The calculations it reads go round in a circle: mend them.")

        def fill(found: re.Match[str]) -> str:
            name = found["name"]
            if name is None or name in self._known or name not in self._calculations:
                return found[0]
            return self._worked_out(self._calculations[name], depth + 1)

        whole = VARIABLE.sub(fill, text)
        if len(whole) > LONGEST:
            raise ExpressionFault(1, f"With its calculations it has over {LONGEST:,} letters.")
        return whole

    def _worked_out(self, calculation: Calculation, depth: int) -> str:
        """A calculation where it is read: as text, and blank where its own rules hide it."""
        formula = self._filled_in(calculation.formula.translate(STRAIGHT), depth)
        if not _is_text(parse(formula).tree):
            formula = f"string({formula})"
        rules = [self._filled_in(one.translate(STRAIGHT), depth) for one in calculation.rules]
        if rules:
            return f"if({' and '.join(f'({one})' for one in rules)}, {formula}, '')"
        return f"({formula})"


def _is_text(tree: Node) -> bool:
    """Whether an expression gives text as it is, so that storing it would change nothing."""
    match tree:
        case Text() | Variable():
            return True
        case Call("if", (_, then, otherwise)):
            return _is_text(then) and _is_text(otherwise)
        case Call(name, _):
            return FUNCTIONS[name].gives is Sort.TEXT
        case _:
            return False
