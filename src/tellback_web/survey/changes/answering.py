"""What a pupil changes: starts, saves a page, sends.

No Event is recorded here: an audit trail of pupils would tell when each one answered.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F

from tellback.response import accept
from tellback_web.survey.codes import digest
from tellback_web.survey.models import (
    Draft,
    Finished,
    Participation,
    StoredResponse,
    Ticket,
    Wave,
)
from tellback_web.survey.ready import ready_for
from tellback_web.survey.writing import write

BATCH = 8
"""Sent answers of one school that wait for each other before they are shuffled in.

With 8, a guess at who is who among a batch is right once in eight; a school that
never reaches it is shuffled in when its wave closes.
"""


class Turned(Exception):
    """The pupil cannot go on; carries the sentence they read."""


CLOSED = "This survey is closed now. Thank you for wanting to answer it."
SPENT = (
    "This code has been used: the answers were sent. "
    "If that was not you, ask your teacher for a new code."
)
WRONG = "We do not know that code. Look at your slip again, and type both words and the number."


@dataclass(frozen=True)
class Started:
    """A code that was let in: where the pupil left off."""

    page: int


def start(code: str) -> Started:
    """Let the holder of `code` begin or go on; raises Turned."""
    ticket = (
        Ticket.objects.select_related("participation__wave")
        .filter(digest=digest(code, "ticket"))
        .first()
    )
    if ticket is None:
        raise Turned(WRONG)
    if not ticket.participation.wave.answerable:
        raise Turned(CLOSED)
    if ticket.spent:
        raise Turned(SPENT)
    mine = digest(code, "draft")

    def begin() -> int:
        # Asked again in its turn: the wave may have closed since.
        if not Wave.objects.filter(
            participations=ticket.participation_id, state__in=Wave.ANSWERABLE
        ).exists():
            raise Turned(CLOSED)
        draft, _ = Draft.objects.get_or_create(
            digest=mine, defaults={"participation_id": ticket.participation_id}
        )
        return draft.page

    return Started(page=write(begin))


def save_page(code: str, *, page: int, answers: Mapping[str, str], only: frozenset[str]) -> None:
    """Keep a page's answers: those in `only` that `answers` lacks become blank. Raises Turned.

    Durable when it returns. The same page saved twice is the same draft.
    """
    mine = digest(code, "draft")

    def keep() -> None:
        draft = _held_draft(mine)
        if draft is None:
            raise Turned(SPENT)
        if not draft.participation.wave.answerable:
            raise Turned(CLOSED)
        kept = {name: value for name, value in draft.answers.items() if name not in only}
        kept |= {name: answers[name] for name in only if answers.get(name)}
        Draft.objects.filter(digest=mine).update(answers=kept, page=max(draft.page, page))

    write(keep)


def send(code: str) -> None:
    """Send the draft: it leaves the ticket for good. Sending twice is harmless. Raises Turned."""
    spent, mine = digest(code, "ticket"), digest(code, "draft")

    def finish() -> None:
        draft = _held_draft(mine)
        if draft is None:
            if Ticket.objects.filter(digest=spent, spent=True).exists():
                return
            raise Turned(WRONG)
        wave = draft.participation.wave
        if not wave.answerable:
            raise Turned(CLOSED)
        made = ready_for(wave)
        response = accept(made.questionnaire, draft.answers, walk=made.walk)
        Finished.objects.create(
            participation_id=draft.participation_id, answers=dict(response.answers)
        )
        Ticket.objects.filter(digest=spent).update(spent=True)
        draft.delete()
        Participation.objects.filter(pk=draft.participation_id).update(responses=F("responses") + 1)
        shuffle_in(draft.participation_id, at_least=BATCH)

    write(finish)


def _held_draft(mine: str) -> Draft | None:
    """The draft, held until this transaction ends, so that two saves of it follow each other."""
    held = Draft.objects.select_for_update(of=("self",)).select_related("participation__wave")
    # Only what is needed: each further column costs time, the questionnaire's text much.
    few = held.only(
        "answers",
        "page",
        "participation__wave__state",
        "participation__wave__paging",
        "participation__wave__questionnaire_hash",
    )
    try:
        return few.get(digest=mine)
    except Draft.DoesNotExist:
        return None


def shuffle_in(participation: int, *, at_least: int) -> None:
    """Move the sent answers of a school on, in random order, once `at_least` of them wait.

    The tickets spent so far are written again in the same transaction: PostgreSQL marks
    each row with the transaction that wrote it, and the marks of a ticket and of its
    answers must not differ from their neighbours'.
    """
    waiting = list(Finished.objects.filter(participation=participation))
    if len(waiting) < at_least:
        return
    secrets.SystemRandom().shuffle(waiting)
    Finished.objects.filter(participation=participation).delete()
    StoredResponse.objects.bulk_create(
        [
            StoredResponse(participation_id=participation, answers=finished.answers)
            for finished in waiting
        ]
    )
    Ticket.objects.filter(participation=participation, spent=True).update(spent=True)
