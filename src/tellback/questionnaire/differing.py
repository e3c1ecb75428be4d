"""How a variable of one questionnaire differs from that of an earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tellback.questionnaire.bases import base_of
from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import ONE_CHOICE, Kind, Question, Questionnaire
from tellback.questionnaire.words import DEFAULT, Words

BREAKING = frozenset({"choices", "base"})
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_VARIABLE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


@dataclass(frozen=True)
class Meeting:
    """Two questionnaires, and which variable of the earlier is which of the later."""

    earlier: Questionnaire
    later: Questionnaire
    wave: str
    """The earlier's, as `same_as` names it."""
    judging: set[str] = field(default_factory=set)
    """Variables that are being compared: a rule that leads back to itself ends here."""

    def was(self, variable: str) -> str:
        """What `variable` was called in the earlier questionnaire, or nothing."""
        question = self.later.question_of[variable]
        name = question.same_as.get(self.wave, question.id)
        before = next((one for one in self.earlier.questions if one.id == name), None)
        row = self.later.row_of.get(variable)
        if before is not None and row is not None:
            rows = (before.row_variable(one) for one in before.rows if one.id == row.id)
            return next(rows, "")
        if before is None or before.kind is Kind.GRID:
            return variable if variable in self.earlier.question_of else ""
        return before.id

    def same_rule(self, before: str | None, now: str | None) -> bool:
        """Whether two rules ask the same, spaces and new names apart. Raises ExpressionFault."""
        if before is None or now is None:
            return before is now
        renamed = _VARIABLE.sub(lambda found: f"${{{self._known(found[1])}}}", now)
        return parse(before).tree == parse(renamed).tree

    def _known(self, variable: str) -> str:
        return self.was(variable) if variable in self.later.question_of else variable


def differences(meeting: Meeting, variable: str) -> Iterator[str]:
    """`choices`, `base`, `wording`, `order`, `rows`, for a variable that both have.

    Raises ExpressionFault where a rule of either cannot be read.
    """
    was = meeting.was(variable)
    before, now = meeting.earlier.question_of[was], meeting.later.question_of[variable]
    yield from _answers(before, now)
    if _base_differs(meeting, was, variable):
        yield "base"
    if _wording_differs(meeting, was, variable):
        yield "wording"
    yield from _rows(before, now)


def _answers(before: Question, now: Question) -> Iterator[str]:
    ids = [[choice.id for choice in one.offered] for one in (before, now)]
    limits = [(one.least, one.most, one.whole) for one in (before, now)]
    if (
        _shape(before.kind) != _shape(now.kind)
        or limits[0] != limits[1]
        or set(ids[0]) != set(ids[1])
    ):
        yield "choices"
    elif ids[0] != ids[1]:
        yield "order"


def _shape(kind: Kind) -> str:
    """Kinds that differ only in how they look have one shape."""
    return "one choice" if kind in ONE_CHOICE or kind is Kind.GRID else kind.value


def _base_differs(meeting: Meeting, was: str, variable: str) -> bool:
    before, now = base_of(meeting.earlier, was), base_of(meeting.later, variable)
    if not meeting.same_rule(before.rule, now.rule):
        return True
    if variable in meeting.judging:
        return False
    # The same rule picks other pupils where it reads a question whose answers were others.
    meeting.judging.add(variable)
    try:
        return any(
            BREAKING.intersection(differences(meeting, read))
            for read in now.variables
            if read in meeting.later.question_of and meeting.was(read)
        )
    finally:
        meeting.judging.discard(variable)


def _wording_differs(meeting: Meeting, was: str, variable: str) -> bool:
    before, now = meeting.earlier.question_of[was], meeting.later.question_of[variable]
    row, new_row = meeting.earlier.row_of.get(was), meeting.later.row_of.get(variable)
    texts = [
        (before.text, now.text),
        (before.help, now.help),
        (row.text if row else None, new_row.text if new_row else None),
    ]
    now_says = {choice.id: choice.text for choice in now.offered}
    texts += [
        (choice.text, now_says[choice.id]) for choice in before.offered if choice.id in now_says
    ]
    meant = [[str(one.title) + str(one.text) for one in each.definitions] for each in (before, now)]
    return meant[0] != meant[1] or any(_differ(*pair) for pair in texts)


def _differ(before: Words | None, now: Words | None) -> bool:
    """In any language that both have; the shape of quotation marks, and spaces, do not count."""
    if before is None or now is None:
        return before is not now
    languages = before.languages() & now.languages() or {DEFAULT}
    return any(_plain(before.say(one)) != _plain(now.say(one)) for one in languages)


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split())


def _rows(before: Question, now: Question) -> Iterator[str]:
    ids = [[row.id for row in one.rows] for one in (before, now)]
    shared = [[row for row in one if row in ids[0] and row in ids[1]] for one in ids]
    if set(ids[0]) != set(ids[1]):
        yield "rows"
    if shared[0] != shared[1]:
        yield "order"
