"""Whether a figure may stand beside that of an earlier year, and the sentence that says so.

What differs is found by comparing the two questionnaires, and joined with what the later one
declares (`changed`, `since`, `same_as`). Other answers, or other pupils asked: never compared.
Other words, another order, other lines in a grid: shown with a note, because a reader may
judge. Where only figures of the earlier year are left, what is declared is all there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tellback.questionnaire.differing import Meeting, differences
from tellback.questionnaire.model import Measure, Question, Questionnaire
from tellback.questionnaire.published_year import PublishedYear


class Changed(StrEnum):
    """What may differ between two years, the gravest first."""

    NEW = "new"
    CHOICES = "choices"
    BASE = "base"
    UNPUBLISHED = "unpublished"
    WORDING = "wording"
    ORDER = "order"
    ROWS = "rows"


BREAKS = frozenset({Changed.NEW, Changed.CHOICES, Changed.BASE, Changed.UNPUBLISHED})
"""With these there is no trend."""
_SENTENCES = {
    Changed.NEW: "Not compared: it was not asked in {earlier}.",
    Changed.CHOICES: "Not compared: in {earlier} the answers offered were others.",
    Changed.BASE: "Not compared: in {earlier} other pupils were asked.",
    Changed.UNPUBLISHED: "Not compared: of {earlier} no figure of it was published.",
    Changed.WORDING: "Compare with care: in {earlier} the question was worded otherwise.",
    Changed.ORDER: "Compare with care: in {earlier} the answers or lines stood in another order.",
    Changed.ROWS: "Compare with care: in {earlier} other lines stood beside it.",
}
_SAME = "Compared: the question was the same in {earlier}."
_FIGURES_ONLY = (
    "Compare with care: of {earlier} only published figures are left, and nothing is known to have "
    "changed."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether `variable` (or measure) of a later wave may be compared with an earlier one."""

    variable: str
    earlier: str
    """The earlier wave."""
    was: str
    """What the variable was called then; empty where it was not asked."""
    changed: tuple[Changed, ...]
    """The gravest first; empty where it was the same."""
    notes: tuple[str, ...] = ()
    """What the questionnaire or the figures' file says of it."""
    figures_only: bool = False

    @property
    def trend(self) -> bool:
        """Whether the two may be joined by a line, and their difference be tested."""
        return not BREAKS.intersection(self.changed)

    @property
    def sentence(self) -> str:
        """What stands beside the figures, with the notes behind it."""
        said = _FIGURES_ONLY if self.figures_only else _SAME
        if self.changed:
            said = _SENTENCES[self.changed[0]]
        return " ".join([said.format(earlier=self.earlier), *self.notes])


def verdict(
    earlier: Questionnaire | PublishedYear,
    later: Questionnaire,
    variable: str,
    *,
    earlier_wave: str = "",
    later_wave: str = "",
) -> Verdict:
    """Whether `variable`, or the measure of that id, of `later` may be compared with `earlier`.

    The waves are the questionnaires' versions unless given; names of waves sort in time, as
    those do that begin with their year. Raises KeyError for a variable that `later` has not.
    """
    measure = next((one for one in later.measures if one.id == variable), None)
    question = later.question_of[measure.variable if measure else variable]
    waves = (
        earlier_wave or (earlier.wave if isinstance(earlier, PublishedYear) else earlier.version),
        later_wave or later.version,
    )
    declared = set(_declared(question, waves))
    notes = [
        change.note.say()
        for change in question.changed
        if change.note and _between(change.wave, waves)
    ]
    if isinstance(earlier, PublishedYear):
        return _of_figures(earlier, variable, declared, notes, waves[0])
    meeting = Meeting(earlier, later, waves[0])
    held = measure.variable if measure else variable
    was = meeting.was(held)
    found = declared | set(_found(meeting, measure, held))
    old = variable if measure and was else was
    return Verdict(variable, waves[0], old, _gravest_first(found), tuple(notes))


def _of_figures(
    year: PublishedYear, variable: str, declared: set[Changed], notes: list[str], wave: str
) -> Verdict:
    figures = year.of(variable)
    found = declared | {Changed(what) for one in figures for what in one.changed}
    if not figures:
        found.add(Changed.UNPUBLISHED)
    notes += dict.fromkeys(_as_sentence(one.note) for one in figures if one.note)
    was = variable if figures else ""
    return Verdict(variable, wave, was, _gravest_first(found), tuple(notes), figures_only=True)


def _found(meeting: Meeting, measure: Measure | None, variable: str) -> Iterator[Changed]:
    if not meeting.was(variable):
        yield Changed.NEW
        return
    yield from (Changed(what) for what in differences(meeting, variable))
    if measure is not None:
        yield from _of_measure(meeting, measure)


def _of_measure(meeting: Meeting, measure: Measure) -> Iterator[Changed]:
    """A measure is worked out from the answers: it need not have been one in the earlier year."""
    was = meeting.earlier.question_of[meeting.was(measure.variable)]
    if not was.choice_ids.issuperset(measure.choices):
        yield Changed.CHOICES
    before = next((one for one in meeting.earlier.measures if one.id == measure.id), None)
    if before is None:
        return
    if set(before.choices) != set(measure.choices):
        yield Changed.CHOICES
    if before.of != measure.of or not meeting.same_rule(before.where, measure.where):
        yield Changed.BASE


def _declared(question: Question, waves: tuple[str, str]) -> Iterator[Changed]:
    if question.since and question.since > waves[0]:
        yield Changed.NEW
    for change in question.changed:
        if _between(change.wave, waves):
            yield Changed(change.what)


def _between(wave: str, waves: tuple[str, str]) -> bool:
    return waves[0] < wave <= waves[1]


def _gravest_first(found: Iterable[Changed]) -> tuple[Changed, ...]:
    order = list(Changed)
    return tuple(sorted(set(found), key=order.index))


def _as_sentence(note: str) -> str:
    return f"{note[:1].upper()}{note[1:].rstrip('.')}."
