"""What the pages of written answers and concerns may know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator

from tellback.concern import Sign
from tellback_web.audit.models import Event
from tellback_web.survey.care_words import late_after_days, signs_of, why_no_signs
from tellback_web.survey.models import Concern, ConcernAction, Wave, WrittenAnswer
from tellback_web.survey.queries.care import (
    WrittenIn,
    actions_done,
    concerns,
    concerns_untouched,
    first_to_read,
    oldest_untouched,
    reference,
    texts_decided,
    texts_of,
    texts_waiting,
    waves_with_texts,
    who_opened,
)
from tellback_web.survey.ready import ready_for

TEXTS_A_PAGE = 25


@dataclass(frozen=True)
class Waiting:
    """How many concerns wait with nothing done, and how long the oldest has."""

    count: int
    days: int
    late: bool

    @property
    def words(self) -> str:
        """The rating as a sentence, so that nothing hangs on its colour."""
        if not self.count:
            return "No concern waits"
        since = {0: "came today", 1: "has waited since yesterday"}.get(
            self.days, f"has waited {self.days} days"
        )
        return f"The oldest {since}" + (": late" if self.late else "")


def waiting(today: date) -> Waiting:
    """Where the safeguarding list stands on `today`."""
    oldest = oldest_untouched()
    days = max((today - oldest).days, 0) if oldest else 0
    return Waiting(concerns_untouched().count(), days, late=days > late_after_days())


@dataclass(frozen=True)
class StartPage:
    """Where a reader or a lead begins."""

    waves: tuple[WrittenIn, ...]
    waiting: Waiting | None
    """None for who may not see concerns."""
    no_signs: str

    @property
    def texts(self) -> int:
        """How many texts wait in all."""
        return sum(one.waiting for one in self.waves)


def start_page(today: date, *, sees_concerns: bool) -> StartPage:
    """The start page on `today`."""
    return StartPage(waves_with_texts(), waiting(today) if sees_concerns else None, why_no_signs())


@dataclass(frozen=True)
class TextLine:
    """A text in the list of those that wait."""

    answer: WrittenAnswer
    question: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class QueuePage:
    """The texts that wait, those with signs of harm first."""

    lines: tuple[TextLine, ...]
    page: Page[UUID]
    wave: Wave | None
    no_signs: str


def queue_page(wave: Wave | None, *, number: str) -> QueuePage:
    """One page of the texts that wait in `wave`, or everywhere."""
    page = Paginator(first_to_read(wave), TEXTS_A_PAGE).get_page(number)
    return QueuePage(_lines(texts_of(list(page.object_list))), page, wave, why_no_signs())


def _lines(answers: Iterable[WrittenAnswer]) -> tuple[TextLine, ...]:
    return tuple(TextLine(one, _asked(one), signs_of(one.text)) for one in answers)


def _asked(answer: WrittenAnswer) -> str:
    """The words of the question that the text answers."""
    asked = ready_for(answer.participation.wave).questionnaire.question_of.get(answer.variable)
    return asked.text.say() if asked else answer.variable


@dataclass(frozen=True)
class TextPage:
    """One text, and how many wait beside it."""

    answer: WrittenAnswer
    question: str
    signs: tuple[Sign, ...]
    others: int

    @property
    def decided(self) -> bool:
        """Whether somebody has read it already."""
        return self.answer.state != WrittenAnswer.State.WAITING


def text_page(answer: WrittenAnswer) -> TextPage:
    """The page of one text."""
    others = texts_waiting().exclude(pk=answer.pk).count()
    return TextPage(answer, _asked(answer), signs_of(answer.text), others)


@dataclass(frozen=True)
class DecidedPage:
    """Texts that somebody has read, and what was decided."""

    page: Page[WrittenAnswer]
    lines: tuple[TextLine, ...]


def decided_page(*, number: str) -> DecidedPage:
    """One page of the texts that were read."""
    page = Paginator(texts_decided(), TEXTS_A_PAGE).get_page(number)
    return DecidedPage(page, tuple(TextLine(one, _asked(one), ()) for one in page.object_list))


@dataclass(frozen=True)
class ConcernLine:
    """A concern in the list: its school, and nothing of its words."""

    key: UUID
    reference: str
    school: str
    locality: str
    wave: str
    raised_on: date
    days: int
    late: bool
    actions: int
    closed_on: date | None


@dataclass(frozen=True)
class ConcernsPage:
    """The safeguarding list, open or closed."""

    lines: tuple[ConcernLine, ...]
    waiting: Waiting
    closed: bool
    others: int
    """How many there are in the other list."""
    no_signs: str


def concerns_page(today: date, *, closed: bool) -> ConcernsPage:
    """The list as it is on `today`."""
    notes = actions_done()
    found = concerns(closed=closed)
    lines = tuple(_concern_line(one, notes.get(one.pk, 0), today) for one in found)
    others = concerns(closed=not closed).count()
    return ConcernsPage(lines, waiting(today), closed, others, why_no_signs())


def _concern_line(concern: Concern, actions: int, today: date) -> ConcernLine:
    days = max((today - concern.raised_on).days, 0)
    school = concern.participation.school
    return ConcernLine(
        key=concern.pk,
        reference=reference(concern.pk),
        school=school.name,
        locality=school.locality.name,
        wave=concern.participation.wave.title,
        raised_on=concern.raised_on,
        days=days,
        late=not actions and days > late_after_days(),
        actions=actions,
        closed_on=concern.closed_on,
    )


@dataclass(frozen=True)
class ConcernPage:
    """One concern: the words, the school, what was done, who has looked."""

    concern: Concern
    reference: str
    school: str
    locality: str
    signs: tuple[Sign, ...]
    actions: Sequence[ConcernAction]
    opened: Sequence[Event]
    waiting_days: int


def concern_page(concern: Concern, today: date) -> ConcernPage:
    """The page of one concern on `today`."""
    school = concern.participation.school
    return ConcernPage(
        concern=concern,
        reference=reference(concern.pk),
        school=school.name,
        locality=school.locality.name,
        signs=signs_of(concern.text),
        actions=tuple(concern.actions.order_by("done_on", "pk")),
        opened=tuple(who_opened(concern.pk)[:20]),
        waiting_days=max((today - concern.raised_on).days, 0),
    )
