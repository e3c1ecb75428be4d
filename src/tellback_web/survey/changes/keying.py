"""A booklet's way in: taken by a keyer, keyed page by page, keyed again by another, settled.

No Event tells who keyed which booklet: it would outlive the batch, and on PostgreSQL stand
in the same transaction as a concern that the booklet raised.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from django.db import transaction
from django.db.models import Q

from tellback.questionnaire.keyed import as_answers, differences, key_pages
from tellback_web.survey.changes.care import raise_concerns
from tellback_web.survey.changes.paper_batches import GONE, held_batch, record_of
from tellback_web.survey.changes.storing import words_in
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import KeyedBooklet, PaperBatch
from tellback_web.survey.queries.keying import is_second_keyed
from tellback_web.survey.ready import Ready, ready_for
from tellback_web.survey.writing import one_writer_lock

Turn = Literal["first", "second"]
ANOTHERS = "Somebody else is keying this booklet. Take the next one."
FINISHED = "This booklet is finished. Take the next one."


@transaction.atomic
def take_booklet(batch: PaperBatch, *, by: str) -> KeyedBooklet | None:
    """The booklet that `by` keys next: one they left unfinished, else the next for a first
    keying, else the next that somebody else has keyed; None where nothing is left for them."""
    held = held_batch(batch)
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

    `keyed` holds every field of the page. What may tell of harm goes to the safeguarding list
    when the first keying is done. The last page saved twice is saved once. Raises Refused
    where the keying is another's, or was finished already.
    """
    one_writer_lock()
    held = _held_booklet(booklet)
    _must_be_by(held, turn, by)
    kept: dict[str, str] = getattr(held, turn)
    if getattr(held, f"{turn}_done"):
        if kept != {**kept, **keyed}:
            raise Refused(FINISHED)
        return True
    made = _ready(held)
    last = len(key_pages(made.questionnaire))
    furthest = max(getattr(held, f"{turn}_page"), page)
    done: bool = furthest == page == last
    setattr(held, turn, {**kept, **keyed})
    setattr(held, f"{turn}_page", furthest)
    setattr(held, f"{turn}_done", done)
    if done:
        _finish(held, turn, made, by=by)
    held.save()
    return done


@transaction.atomic
def keep_so_far(booklet: KeyedBooklet, *, turn: Turn, keyed: Mapping[str, str], by: str) -> None:
    """Keep some fields of a page that is left before it is whole. Raises Refused as a save does."""
    held = _held_booklet(booklet)
    _must_be_by(held, turn, by)
    if getattr(held, f"{turn}_done"):
        raise Refused(FINISHED)
    setattr(held, turn, {**getattr(held, turn), **keyed})
    held.save(update_fields=[turn])


@transaction.atomic
def give_back(booklet: KeyedBooklet, *, turn: Turn, by: str) -> None:
    """Throw an unfinished keying away, so that somebody else can key the booklet whole."""
    held = _held_booklet(booklet)
    if getattr(held, f"{turn}_done") or not getattr(held, f"{turn}_by"):
        msg = f"Nobody has booklet {held.number} in hand any more."
        raise Refused(msg)
    record_of(held.batch, "gave a booklet back", by=by, details={"booklet": held.number})
    if turn == "first":
        held.delete()
        return
    held.second, held.second_by, held.second_page = {}, "", 0
    held.save(update_fields=["second", "second_by", "second_page"])


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
    asked = _ready(held).questionnaire
    if {one.variable for one in differences(asked, held.first, held.second)} != set(values):
        msg = "Choose what the paper says for every difference."
        raise Refused(msg)
    held.settled, held.settled_by = dict(values), by
    held.save(update_fields=["settled", "settled_by"])
    details = {"booklet": held.number, "fields": len(values)}
    record_of(held.batch, "settled a booklet", by=by, details=details)


def _finish(held: KeyedBooklet, turn: Turn, made: Ready, *, by: str) -> None:
    if turn == "first":
        words = words_in(made.questionnaire, as_answers(held.first))
        raise_concerns(held.batch.participation_id, words)
    elif not differences(made.questionnaire, held.first, held.second):
        held.settled, held.settled_by = {}, by


def _must_be_by(held: KeyedBooklet, turn: Turn, by: str) -> None:
    if getattr(held, f"{turn}_by") != by:
        raise Refused(ANOTHERS)


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


def _ready(booklet: KeyedBooklet) -> Ready:
    return ready_for(booklet.batch.participation.wave)
