"""Reads of paper batches and their booklets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tellback_web.survey.models import Concern, KeyedBooklet, PaperBatch, Wave


@dataclass(frozen=True)
class Progress:
    """How far a batch is, in booklets."""

    booklets: int
    first_done: int
    to_second: int
    """Booklets that are to be keyed a second time."""
    second_done: int
    to_settle: int
    """Booklets whose two keyings differ and are not settled."""

    @property
    def ready(self) -> bool:
        """Whether the batch can be taken in."""
        return (
            self.first_done == self.booklets
            and self.second_done == self.to_second
            and not self.to_settle
        )


def batches() -> QuerySet[PaperBatch]:
    """Every batch that is not taken in, of waves that are open, by school and name."""
    return (
        PaperBatch.objects.select_related("participation__school", "participation__wave")
        .defer("participation__wave__questionnaire")
        .filter(taken_in_on=None, participation__wave__state__in=Wave.ANSWERABLE)
        .order_by("participation__school__name", "name", "pk")
    )


def batches_too_late() -> QuerySet[PaperBatch]:
    """Every batch that was not taken in before its wave closed."""
    return (
        PaperBatch.objects.select_related("participation__school", "participation__wave")
        .defer("participation__wave__questionnaire")
        .filter(taken_in_on=None)
        .exclude(participation__wave__state__in=Wave.ANSWERABLE)
        .order_by("participation__school__name", "name", "pk")
    )


def batches_taken_in() -> QuerySet[PaperBatch]:
    """Every batch that was taken in, the newest first."""
    return (
        PaperBatch.objects.select_related("participation__school", "participation__wave")
        .defer("participation__wave__questionnaire")
        .exclude(taken_in_on=None)
        .order_by("-taken_in_on", "participation__school__name", "pk")
    )


def is_second_keyed(batch: PaperBatch, number: int) -> bool:
    """Whether booklet `number` is to be keyed twice."""
    return batch.every > 0 and number % batch.every == 0


def progress_of(batch: PaperBatch) -> Progress:
    """How far `batch` is."""
    rows = list(
        batch.keyed_booklets.only("number", "first_done", "second_done", "settled", "batch")
    )
    twice = [row for row in rows if is_second_keyed(batch, row.number)]
    return Progress(
        booklets=batch.booklets,
        first_done=sum(row.first_done for row in rows),
        to_second=sum(
            1 for number in range(1, batch.booklets + 1) if is_second_keyed(batch, number)
        ),
        second_done=sum(row.second_done for row in twice),
        to_settle=sum(row.second_done and row.settled is None for row in rows),
    )


def booklets_to_settle(batch: PaperBatch) -> QuerySet[KeyedBooklet]:
    """Booklets of `batch` whose two keyings differ and wait for a third look, by number."""
    return batch.keyed_booklets.filter(second_done=True, settled__isnull=True).order_by("number")


def booklets_in_hand(batch: PaperBatch) -> QuerySet[KeyedBooklet]:
    """Booklets of `batch` that somebody began to key and has not finished, by number."""
    first = Q(first_done=False)
    second = Q(second_done=False) & ~Q(second_by="")
    return batch.keyed_booklets.filter(first | second).order_by("number")


def raised_of(participation: int, words: Mapping[str, str]) -> frozenset[str]:
    """The variables of `words` whose text is on the school's safeguarding list already."""
    listed = set(
        Concern.objects.filter(participation=participation, text__in=words.values()).values_list(
            "text", flat=True
        )
    )
    return frozenset(name for name, text in words.items() if text in listed)
