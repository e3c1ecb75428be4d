"""Paper on its way in: a batch is opened, keyed by one and then by another, settled, taken in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tellback.questionnaire.keyed import KEPT_UNCLEAR, as_answers, differences, key_pages
from tellback_web.audit.changes import record
from tellback_web.survey.changes.intake import take_in
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import KeyedBooklet, PaperBatch, Participation, StoredResponse
from tellback_web.survey.queries.keying import is_second_keyed, progress_of
from tellback_web.survey.ready import Ready, ready_for

MOST_BOOKLETS = 500
Turn = Literal["first", "second"]
GONE = "This batch was taken in or dropped meanwhile. There is nothing left to key in it."


@transaction.atomic
def open_batch(
    participation: Participation, *, name: str, booklets: int, every: int, by: str
) -> PaperBatch:
    """An envelope of booklets from a school; `every` n-th is keyed twice, none with 0."""
    _must_be_open(participation)
    if not 1 <= booklets <= MOST_BOOKLETS:
        msg = f"Say how many booklets there are, from 1 to {MOST_BOOKLETS}."
        raise Refused(msg)
    batch = PaperBatch.objects.create(
        participation=participation,
        name=name.strip(),
        booklets=booklets,
        every=every,
        made_on=timezone.localdate(),
    )
    _record(batch, "opened a paper batch", by=by, details={"booklets": booklets})
    return batch


@transaction.atomic
def take_booklet(batch: PaperBatch, *, by: str) -> KeyedBooklet | None:
    """The booklet that `by` keys next: one they left unfinished, else the next for a first
    keying, else the next that somebody else has keyed; None where nothing is left for them."""
    held = _held(batch)
    unfinished = held.keyed_booklets.filter(
        Q(first_by=by, first_done=False) | Q(second_by=by, second_done=False)
    ).order_by("number")
    if booklet := unfinished.first():
        return booklet
    there = set(held.keyed_booklets.values_list("number", flat=True))
    for number in range(1, held.booklets + 1):
        if number not in there:
            return KeyedBooklet.objects.create(batch=held, number=number, first_by=by)
    waiting = held.keyed_booklets.filter(first_done=True, second_by="").exclude(first_by=by)
    for booklet in waiting.order_by("number"):
        if is_second_keyed(held, booklet.number):
            booklet.second_by = by
            booklet.save(update_fields=["second_by"])
            return booklet
    return None


@transaction.atomic
def save_key_page(
    booklet: KeyedBooklet, *, turn: Turn, page: int, keyed: Mapping[str, str], by: str
) -> bool:
    """Keep a page of a booklet's first or second keying; gives whether the booklet is done.

    `keyed` holds every field of the page. Raises Refused where the keying is another's, or
    was finished already.
    """
    held = _held_booklet(booklet)
    if getattr(held, f"{turn}_by") != by:
        msg = "Somebody else is keying this booklet. Take the next one."
        raise Refused(msg)
    if getattr(held, f"{turn}_done"):
        msg = "This booklet is finished. Take the next one."
        raise Refused(msg)
    made = _ready(held.batch)
    last = len(key_pages(made.questionnaire))
    setattr(held, turn, {**getattr(held, turn), **keyed})
    furthest = max(getattr(held, f"{turn}_page"), page)
    setattr(held, f"{turn}_page", furthest)
    done = furthest == last and page == last
    setattr(held, f"{turn}_done", done)
    if done and turn == "second" and not differences(made.questionnaire, held.first, held.second):
        held.settled, held.settled_by = {}, by
    held.save()
    return done


@transaction.atomic
def settle(booklet: KeyedBooklet, *, values: Mapping[str, str], by: str) -> None:
    """What paper says where the two keyings differ; every difference at once."""
    held = _held_booklet(booklet)
    if not held.second_done:
        msg = "The second keying of this booklet is not finished."
        raise Refused(msg)
    if held.settled is not None:
        msg = "Somebody has settled this booklet meanwhile."
        raise Refused(msg)
    made = _ready(held.batch)
    differing = {one.variable for one in differences(made.questionnaire, held.first, held.second)}
    if differing != set(values):
        msg = "Choose what the paper says for every difference."
        raise Refused(msg)
    held.settled, held.settled_by = dict(values), by
    held.save(update_fields=["settled", "settled_by"])


@transaction.atomic
def take_in_batch(batch: PaperBatch, *, by: str) -> int:
    """Store the answers of a batch, count what was odd, delete what was keyed; gives how many."""
    held = _held(batch)
    if not progress_of(held).ready:
        msg = "Some booklets are not keyed, keyed twice or settled yet."
        raise Refused(msg)
    _must_be_open(held.participation)
    made = _ready(held)
    booklets = list(held.keyed_booklets.order_by("number"))
    answers = [as_answers({**one.first, **(one.settled or {})}) for one in booklets]
    _count_quality(held, made, booklets, answers)
    take_in(
        held.participation.wave,
        [(held.participation.school.number, one) for one in answers],
        mode=StoredResponse.Mode.PAPER,
        by=by,
    )
    held.keyed_booklets.all().delete()
    held.taken_in_on = timezone.localdate()
    held.save()
    _record(held, "took in a paper batch", by=by, details={"booklets": len(booklets)})
    return len(booklets)


@transaction.atomic
def drop_batch(batch: PaperBatch, *, by: str) -> None:
    """Throw a batch away with all that was keyed of it, such as one opened by mistake."""
    held = _held(batch)
    _record(held, "dropped a paper batch", by=by, details={"booklets": held.booklets})
    held.delete()


def _count_quality(
    batch: PaperBatch, made: Ready, booklets: list[KeyedBooklet], answers: list[dict[str, str]]
) -> None:
    fields = sum(len(page.fields) for page in key_pages(made.questionnaire))
    twice = [one for one in booklets if one.second_done]
    batch.fields_twice = fields * len(twice)
    batch.differing = sum(
        len(differences(made.questionnaire, one.first, one.second)) for one in twice
    )
    batch.unclear = sum(
        sum(1 for value in {**one.first, **(one.settled or {})}.values() if value == KEPT_UNCLEAR)
        for one in booklets
    )
    batch.past_arrows = sum(len(made.walk.dropped(one)) for one in answers)


def _must_be_open(participation: Participation) -> None:
    if not participation.wave.answerable:
        msg = "The wave is not open, so nothing can be keyed for it."
        raise Refused(msg)


def _held(batch: PaperBatch) -> PaperBatch:
    """The batch as it is now, held until this transaction ends; raises Refused once it is over."""
    held = (
        PaperBatch.objects.select_for_update(of=("self",))
        .select_related("participation__wave", "participation__school")
        .filter(pk=batch.pk, taken_in_on=None)
        .first()
    )
    if held is None:
        raise Refused(GONE)
    return held


def _held_booklet(booklet: KeyedBooklet) -> KeyedBooklet:
    held = (
        KeyedBooklet.objects.select_for_update(of=("self",))
        .select_related("batch__participation__wave")
        .filter(pk=booklet.pk)
        .first()
    )
    if held is None:
        raise Refused(GONE)
    return held


def _ready(batch: PaperBatch) -> Ready:
    return ready_for(batch.participation.wave)


def _record(
    batch: PaperBatch, verb: str, *, by: str, details: Mapping[str, object] | None = None
) -> None:
    record(by=by, verb=verb, about=str(batch), about_kind="wave", details=details)
