"""Rules, questionnaires and answers made up by Hypothesis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tellback.questionnaire.model import Kind, Questionnaire

NAMES = ("a", "b", "c")
VALUES = ("", "x", "y", "x y", "y  x", " ", "3", "0", "-1", "2.5", " 5 ", "abc", "1e3", "true", "ß")
WORDS = ("'x'", '"y"', "''", "'3'", "'x y'", "' x '", "'abc'", "'true'")
NUMBERS = ("0", "1", "3", "2.5", ".5", "10", "0.1")
SIGNS = st.sampled_from(("=", "!=", "<", "<=", ">", ">="))


def any_rule(names: Sequence[str] = NAMES) -> SearchStrategy[str]:
    """Rules that use all of the language, sensible or not."""
    variables = st.sampled_from([f"${{{name}}}" for name in names])
    leaves = variables | st.sampled_from((*WORDS, *NUMBERS, "true()", "false()"))
    return st.recursive(leaves, _larger, max_leaves=8)


def _larger(part: SearchStrategy[str]) -> SearchStrategy[str]:
    one = ("not", "boolean", "number", "string", "int", "round", "string-length", "count-selected")
    two = ("selected", "contains", "starts-with", "ends-with", "coalesce", "concat", "min", "max")
    sums = st.sampled_from(("+", "-", "*", "div", "mod", "and", "or"))
    return (
        st.builds("({} {} {})".format, part, SIGNS | sums, part)
        | st.builds("{}({})".format, st.sampled_from(one), part)
        | st.builds("{}({}, {})".format, st.sampled_from(two), part, part)
        | st.builds("if({}, {}, {})".format, part, part, part)
        | st.builds("round({}, {})".format, part, st.sampled_from(("0", "1", "2")))
        | st.builds("- {}".format, part)
    )


@dataclass
class _Draft:
    """A questionnaire being drawn: what rules may read, and what may be answered."""

    draw: DrawFn
    forward: bool
    all_names: list[str]
    asked: list[str] = field(default_factory=list)

    def rule(self) -> dict[str, str]:
        """A `show_if` half of the time; looking back, unless rules may look forward."""
        names = self.all_names if self.forward else self.asked
        if not names or not self.draw(st.booleans()):
            return {}
        return {"show_if": _named(self.draw(_USUAL), names)}


def usual_rule(names: Sequence[str]) -> SearchStrategy[str]:
    """Rules as questionnaires have them, over choices `a`, `b`, `c` and small numbers."""
    return _USUAL.map(lambda rule: _named(rule, names))


def _named(rule: str, names: Sequence[str]) -> str:
    return re.sub(r"#([0-9]+)", lambda found: names[int(found[1]) % len(names)], rule)


def _usual() -> SearchStrategy[str]:
    """With `#7` for the seventh of whatever names there are: made once, for speed."""
    variable = st.builds("${{#{}}}".format, st.integers(0, 12))
    choice = st.sampled_from(("'a'", "'b'", "'c'", "''"))
    leaf = (
        st.builds("{} {} {}".format, variable, st.sampled_from(("=", "!=")), choice)
        | st.builds("selected({}, {})".format, variable, choice)
        | st.builds("{} {} {}".format, variable, SIGNS, st.sampled_from(("0", "1", "2")))
        | st.builds("count-selected({}) >= {}".format, variable, st.sampled_from(("1", "2")))
        | st.builds("string-length({}) > {}".format, variable, st.sampled_from(("0", "2")))
    )
    joined = st.builds("({} {} {})".format, leaf, st.sampled_from(("and", "or")), leaf)
    return leaf | joined | st.builds("not({})".format, leaf | joined)


_USUAL = _usual()
KINDS = ("single", "multi", "grid", "yes_no", "number", "text", "list", "preset", "note")
CHOICES = tuple({"id": one, "text": f"Choice {one}"} for one in "abc")


@cache
def _shapes(kinds: tuple[str, ...]) -> SearchStrategy[list[list[str]]]:
    """The kinds of the questions of each section; at most six if they are `kinds` of some."""
    section = st.lists(st.sampled_from(kinds), min_size=1, max_size=4)
    few = kinds is not KINDS
    return st.lists(section, min_size=1, max_size=3).map(
        lambda shapes: [shape[:2] for shape in shapes] if few else shapes
    )


@st.composite
def questionnaires(
    draw: DrawFn, *, forward: bool = False, kinds: tuple[str, ...] = KINDS
) -> Questionnaire:
    """Up to three sections of up to four questions of `kinds`, with and without rules."""
    shapes = draw(_shapes(kinds))
    draft = _Draft(draw, forward, _names(shapes))
    sections = []
    for at, shape in enumerate(shapes):
        rule = draft.rule()
        questions = [_question(draft, f"q{at}{number}", kind) for number, kind in enumerate(shape)]
        sections.append({"id": f"s{at}", "title": f"Section {at}", "questions": questions} | rule)
    return Questionnaire.model_validate(
        {"id": "made_up", "title": "Made up", "version": "1", "sections": sections}
    )


def _names(shapes: list[list[str]]) -> list[str]:
    """The variables that questions of these kinds have."""
    found = []
    for at, kinds in enumerate(shapes):
        for number, kind in enumerate(kinds):
            name = f"q{at}{number}"
            rows = {"grid": [f"{name}_r{row}" for row in range(3)], "note": []}
            found += rows.get(kind, [name])
    return found


def _question(draft: _Draft, name: str, kind: str) -> dict[str, object]:
    made: dict[str, object] = {"id": name, "kind": kind, "text": f"Question {name}", **draft.rule()}
    if kind in {"single", "multi", "grid", "list"}:
        made["choices"] = CHOICES
    if kind == "grid":
        rows = [{"id": f"r{row}", "text": f"Row {row}"} | draft.rule() for row in range(3)]
        made["rows"] = rows
        draft.asked += [f"{name}_r{row}" for row in range(3)]
    elif kind != "note":
        draft.asked.append(name)
    return made


@st.composite
def answers_to(draw: DrawFn, questionnaire: Questionnaire) -> dict[str, str]:
    """An answer, blank or not, to some of the variables, shown or not."""
    kinds = [questionnaire.question_of[one].kind for one in questionnaire.variables]
    values = draw(st.tuples(*(_VALUES.get(kind, _CHOICE) for kind in kinds)))
    given = zip(questionnaire.variables, values, strict=True)
    return {variable: value for variable, value in given if value is not None}


_VALUES = {
    Kind.MULTI: st.sampled_from((None, "", "a", "b", "c", "a b", "b c", "a b c")),
    Kind.NUMBER: st.sampled_from((None, "", "0", "1", "2", "3")),
    Kind.TEXT: st.sampled_from((None, "", "a", "words", "1")),
    Kind.PRESET: st.sampled_from((None, "", "a", "words")),
    Kind.YES_NO: st.sampled_from((None, "", "yes", "no")),
}
_CHOICE = st.sampled_from((None, "", "a", "b", "c"))


@st.composite
def answered(draw: DrawFn, *, forward: bool = False) -> tuple[Questionnaire, dict[str, str]]:
    """A questionnaire and what one pupil typed into it."""
    questionnaire = draw(questionnaires(forward=forward))
    return questionnaire, draw(answers_to(questionnaire))
