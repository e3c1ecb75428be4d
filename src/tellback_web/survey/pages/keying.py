"""What the keyers' pages may know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tellback.questionnaire.keyed import (
    Field,
    KeyPage,
    differences,
    key_pages,
    typed_of,
    words_of,
)
from tellback_web.people.models import Person
from tellback_web.survey.changes.keying import Turn
from tellback_web.survey.models import KeyedBooklet, PaperBatch, Participation, Wave
from tellback_web.survey.permissions.keying import why_not_open_batches
from tellback_web.survey.queries.keying import (
    Progress,
    batches,
    batches_taken_in,
    batches_too_late,
    booklets_in_hand,
    booklets_to_settle,
    progress_of,
)
from tellback_web.survey.ready import ready_for


@dataclass(frozen=True)
class BatchLine:
    """A batch in the list."""

    batch: PaperBatch
    progress: Progress


@dataclass(frozen=True)
class BatchesPage:
    """Every batch."""

    open_ones: tuple[BatchLine, ...]
    too_late: tuple[PaperBatch, ...]
    """Batches that were not taken in before their wave closed."""
    taken_in: tuple[PaperBatch, ...]
    why_not_open: str | None


def batches_page(person: Person) -> BatchesPage:
    """The list of batches."""
    return BatchesPage(
        open_ones=tuple(BatchLine(one, progress_of(one)) for one in batches()),
        too_late=tuple(batches_too_late()),
        taken_in=tuple(batches_taken_in()),
        why_not_open=why_not_open_batches(person),
    )


@dataclass(frozen=True)
class InHand:
    """A booklet that somebody began and has not finished."""

    booklet: KeyedBooklet
    turn: Turn
    by: str
    pages: int
    """Pages saved."""
    mine: bool


@dataclass(frozen=True)
class BatchPage:
    """One batch: how far it is, what is to settle."""

    batch: PaperBatch
    progress: Progress
    in_hand: tuple[InHand, ...]
    to_settle: tuple[KeyedBooklet, ...]
    why_not_open: str | None
    keyed: int | None
    """The booklet that was finished just now."""

    @property
    def too_late(self) -> bool:
        """Whether the wave closed before the batch was taken in."""
        return not self.batch.taken_in_on and not self.batch.participation.wave.answerable

    @property
    def why_nothing_left(self) -> str:
        """The sentence for a keyer who asks for a booklet where none is left for them."""
        if self.progress.second_done < self.progress.to_second:
            return (
                "There is nothing left for you to key in this batch. The second keying is for "
                "somebody who did not key the booklet first."
            )
        return "Every booklet of this batch is keyed."


def batch_page(batch: PaperBatch, *, person: Person, keyed: str = "") -> BatchPage:
    """The page of `batch`; `keyed` is the number of a booklet, as its address has it."""
    mine = person.get_username()
    return BatchPage(
        batch=batch,
        progress=progress_of(batch),
        in_hand=tuple(_in_hand(one, mine) for one in booklets_in_hand(batch)),
        to_settle=tuple(booklets_to_settle(batch)),
        why_not_open=why_not_open_batches(person),
        keyed=int(keyed) if keyed.isascii() and keyed.isdigit() else None,
    )


def _in_hand(booklet: KeyedBooklet, mine: str) -> InHand:
    if booklet.first_done:
        by, pages = booklet.second_by, booklet.second_page
        return InHand(booklet, "second", by, pages, by == mine)
    by, pages = booklet.first_by, booklet.first_page
    return InHand(booklet, "first", by, pages, by == mine)


def schools_with_paper() -> list[tuple[int, str]]:
    """(participation, words) of every school in an open wave."""
    found = Participation.objects.select_related("school", "wave").filter(
        wave__state__in=Wave.ANSWERABLE, wave__sandbox=False
    )
    return [
        (one.pk, f"{one.school.name}: {one.wave.title}")
        for one in found.order_by("school__name", "wave__title")
    ]


@dataclass(frozen=True)
class KeyField:
    """A field as it is keyed: the number and words printed, what stands in it, what is wrong."""

    field: Field
    number: str
    words: str
    heading: str
    """The grid's own words, before its first row."""
    typed: str
    fault: str

    @property
    def longest(self) -> int:
        """Characters that may be typed."""
        return self.field.question.longest if not self.field.places else 30


@dataclass(frozen=True)
class KeyingPage:
    """One page of one booklet."""

    booklet: KeyedBooklet
    turn: Turn
    page: KeyPage
    pages: int
    fields: tuple[KeyField, ...]
    title: str
    reached: int
    """The furthest page of the booklet that is saved."""
    done: bool


def keying_page(
    booklet: KeyedBooklet,
    turn: Turn,
    number: int,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> KeyingPage | None:
    """Page `number` of a keying, with what was keyed of it before; None where there is none."""
    pages = key_pages(ready_for(booklet.batch.participation.wave).questionnaire)
    if not 1 <= number <= len(pages):
        return None
    page = pages[number - 1]
    kept: Mapping[str, str] = getattr(booklet, turn)
    before = {
        field.variable: typed_of(field, kept[field.variable])
        for field in page.fields
        if field.variable in kept
    }
    standing = {**before, **(typed or {})}
    return KeyingPage(
        booklet=booklet,
        turn=turn,
        page=page,
        pages=len(pages),
        fields=tuple(_fields(page, standing, faults or {})),
        title=page.section.title.say(),
        reached=getattr(booklet, f"{turn}_page"),
        done=getattr(booklet, f"{turn}_done"),
    )


def _fields(page: KeyPage, typed: Mapping[str, str], faults: Mapping[str, str]) -> list[KeyField]:
    found, before = [], ""
    for field in page.fields:
        question = field.question
        opens = field.row is not None and question.id != before
        before = question.id
        found.append(
            KeyField(
                field=field,
                number=question.number or "",
                words=field.row.text.say() if field.row else question.text.say(),
                heading=question.text.say() if opens else "",
                typed=typed.get(field.variable, ""),
                fault=faults.get(field.variable, ""),
            )
        )
    return found


@dataclass(frozen=True)
class Difference:
    """A field that two people keyed differently."""

    field: Field
    number: str
    page: str
    """The number and title of the keying page it is on."""
    words: str
    first: str
    second: str
    first_words: str
    second_words: str


@dataclass(frozen=True)
class SettlePage:
    """What is to be looked up on paper once more."""

    booklet: KeyedBooklet
    differences: tuple[Difference, ...]


def settle_page(booklet: KeyedBooklet) -> SettlePage:
    """The differences of `booklet`."""
    questionnaire = ready_for(booklet.batch.participation.wave).questionnaire
    on_page = {
        field.variable: f"Page {page.number}, {page.section.title.say()}"
        for page in key_pages(questionnaire)
        for field in page.fields
    }
    found = []
    for field in differences(questionnaire, booklet.first, booklet.second):
        first, second = (one.get(field.variable, "") for one in (booklet.first, booklet.second))
        found.append(
            Difference(
                field=field,
                number=field.question.number or "",
                page=on_page[field.variable],
                words=questionnaire.title_of(field.variable),
                first=typed_of(field, first),
                second=typed_of(field, second),
                first_words=words_of(field, first),
                second_words=words_of(field, second),
            )
        )
    return SettlePage(booklet, tuple(found))
