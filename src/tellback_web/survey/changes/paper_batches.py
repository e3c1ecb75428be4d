"""Paper batches: opened, counted again, taken in, dropped."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from tellback.questionnaire.keyed import KEPT_UNCLEAR, as_answers, differences, key_pages
from tellback_web.audit.changes import record
from tellback_web.survey.changes.intake import take_in
from tellback_web.survey.changes.storing import words_in
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import KeyedBooklet, PaperBatch, Participation, StoredResponse
from tellback_web.survey.queries.keying import progress_of, raised_of
from tellback_web.survey.ready import Ready, ready_for
from tellback_web.survey.writing import one_writer_lock

MOST_BOOKLETS = 500
GONE = "This batch was taken in or dropped meanwhile. There is nothing left to key in it."


@transaction.atomic
def open_batch(
    participation: Participation, *, name: str, booklets: int, every: int, by: str
) -> PaperBatch:
    """An envelope of booklets from a school; `every` n-th is keyed twice, none with 0."""
    _must_be_open(participation)
    _must_be_sensible(booklets)
    batch = PaperBatch.objects.create(
        participation=participation,
        name=name.strip(),
        booklets=booklets,
        every=every,
        made_on=timezone.localdate(),
    )
    record_of(batch, "opened a paper batch", by=by, details={"booklets": booklets})
    return batch


@transaction.atomic
def count_again(batch: PaperBatch, *, booklets: int, by: str) -> None:
    """Correct how many booklets the envelope holds. Raises Refused below one that is begun."""
    held = held_batch(batch)
    _must_be_sensible(booklets)
    last = held.keyed_booklets.order_by("-number").first()
    if last is not None and booklets < last.number:
        msg = f"Booklet {last.number} is keyed or being keyed, so there are {last.number} or more."
        raise Refused(msg)
    held.booklets = booklets
    held.save(update_fields=["booklets"])
    record_of(held, "counted a paper batch again", by=by, details={"booklets": booklets})


@transaction.atomic
def do_without_second(batch: PaperBatch, *, by: str) -> None:
    """Decide that no more of the batch is keyed twice.

    Second keyings that are done stay, with their differences; begun ones are thrown away.
    """
    held = held_batch(batch)
    progress = progress_of(held)
    if progress.second_done == progress.to_second:
        msg = "There is no second keying to go without."
        raise Refused(msg)
    held.keyed_booklets.filter(second_done=False).update(second={}, second_by="", second_page=0)
    held.every = 0
    held.save(update_fields=["every"])
    details = {"left": progress.to_second - progress.second_done}
    record_of(held, "went without the second keying of a paper batch", by=by, details=details)


@transaction.atomic
def take_in_batch(batch: PaperBatch, *, by: str) -> int:
    """Store the answers of a batch, count what was odd, delete what was keyed; gives how many."""
    one_writer_lock()
    held = held_batch(batch)
    if not progress_of(held).ready:
        msg = "Some booklets are not keyed, keyed twice or settled yet."
        raise Refused(msg)
    _must_be_open(held.participation)
    made = ready_for(held.participation.wave)
    booklets = list(held.keyed_booklets.order_by("number"))
    answers = [as_answers({**one.first, **(one.settled or {})}) for one in booklets]
    _count_quality(held, made, booklets, answers)
    take_in(
        held.participation.wave,
        [(held.participation.school.number, one) for one in answers],
        mode=StoredResponse.Mode.PAPER,
        by=by,
        told=[_told(held, made, one) for one in booklets],
    )
    held.keyed_booklets.all().delete()
    held.taken_in_on = timezone.localdate()
    held.save()
    record_of(held, "took in a paper batch", by=by, details={"booklets": len(booklets)})
    return len(booklets)


@transaction.atomic
def drop_batch(batch: PaperBatch, *, by: str) -> None:
    """Throw a batch away with all that was keyed of it, such as one opened by mistake."""
    held = held_batch(batch)
    record_of(held, "dropped a paper batch", by=by, details={"booklets": held.booklets})
    held.delete()


def held_batch(batch: PaperBatch) -> PaperBatch:
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


def record_of(
    batch: PaperBatch, verb: str, *, by: str, details: Mapping[str, object] | None = None
) -> None:
    """An event about `batch`."""
    record(by=by, verb=verb, about=str(batch), about_kind="wave", details=details)


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


def _told(batch: PaperBatch, made: Ready, booklet: KeyedBooklet) -> frozenset[str]:
    """The variables whose words went to the safeguarding list when the booklet was first keyed."""
    words = words_in(made.questionnaire, as_answers(booklet.first))
    return raised_of(batch.participation_id, words)


def _must_be_open(participation: Participation) -> None:
    if participation.wave.sandbox:
        msg = "The wave is for trying out, and nothing of it is kept. Paper goes into a real wave."
        raise Refused(msg)
    if not participation.wave.answerable:
        msg = "The wave is not open, so nothing can be keyed for it."
        raise Refused(msg)


def _must_be_sensible(booklets: int) -> None:
    if not 1 <= booklets <= MOST_BOOKLETS:
        msg = f"Say how many booklets there are, from 1 to {MOST_BOOKLETS}."
        raise Refused(msg)
