"""What a pupil changes: starts, saves a page, sends.

No Event is recorded here: an audit trail of pupils would tell when each one answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from tellback.response import accept
from tellback_web.survey.changes.care import raise_concerns
from tellback_web.survey.changes.joining import join
from tellback_web.survey.changes.storing import marked, store, words_in
from tellback_web.survey.changes.turned import CLOSED, DAY_PAST, SPENT, WRONG, Turned
from tellback_web.survey.codes import digest
from tellback_web.survey.models import (
    ClassSession,
    Draft,
    Finished,
    Participation,
    StoredResponse,
    Ticket,
    Wave,
)
from tellback_web.survey.ready import Ready, ready_for
from tellback_web.survey.writing import write

BATCH = 8
"""Sent answers of one school that wait for each other before they are shuffled in.

With 8, a guess at who is who among a batch is right once in eight; a school that
never reaches it is shuffled in when its wave closes.
"""


@dataclass(frozen=True)
class Started:
    """A code that was let in: the pupil's own code, and where they left off."""

    code: str
    page: int
    joined: bool = False
    """Whether the code on the board was typed, so that the own code must be shown."""


def start(code: str) -> Started:
    """Let the holder of `code` begin or go on; a board code gives a code of one's own.

    Raises Turned.
    """
    ticket = (
        Ticket.objects.select_related("participation__wave")
        .filter(digest=digest(code, "ticket"))
        .first()
    )
    if ticket is None:
        return _start_with_board_code(code)
    _must_be_open(ticket.participation)
    if ticket.spent:
        raise Turned(SPENT)
    mine = digest(code, "draft")

    def begin() -> int:
        # Asked again in its turn: the wave may have closed since, or the ticket been replaced.
        if not Wave.objects.filter(
            participations=ticket.participation_id, state__in=Wave.ANSWERABLE
        ).exists():
            raise Turned(CLOSED)
        if not Ticket.objects.filter(pk=ticket.pk, digest=ticket.digest).exists():
            raise Turned(WRONG)
        draft, _ = Draft.objects.get_or_create(
            digest=mine,
            defaults={
                "participation_id": ticket.participation_id,
                "class_session_id": ticket.class_session_id,
                "place": ticket.place,
            },
        )
        return draft.page

    return Started(code=code, page=write(begin))


def _start_with_board_code(code: str) -> Started:
    session = (
        ClassSession.objects.select_related("participation__wave")
        .filter(board_digest=digest(code, "board"), closed_on=None)
        .first()
    )
    if session is None:
        raise Turned(WRONG)
    _must_be_open(session.participation)
    return Started(code=write(lambda: join(session.pk)), page=0, joined=True)


def _must_be_open(participation: Participation) -> None:
    if not participation.wave.answerable:
        raise Turned(CLOSED)
    if timezone.localdate() > participation.last_day:
        raise Turned(DAY_PAST)


def save_page(
    code: str,
    *,
    page: int,
    answers: Mapping[str, str],
    only: frozenset[str],
    language: str = "",
) -> None:
    """Keep a page's answers: those in `only` that `answers` lacks become blank. Raises Turned.

    `language` is kept too where one was chosen. Durable when it returns. The same page saved
    twice is the same draft.
    """
    mine = digest(code, "draft")

    def keep() -> None:
        draft = _held_draft(mine)
        if draft is None:
            raise Turned(SPENT)
        if not draft.answerable:
            raise Turned(CLOSED)
        kept = {name: value for name, value in draft.answers.items() if name not in only}
        kept |= {name: answers[name] for name in only if answers.get(name)}
        spoken = {"language": language} if language else {}
        furthest = max(draft.page, page)
        Draft.objects.filter(digest=mine).update(answers=kept, page=furthest, **spoken)

    write(keep)


def choose_reading(code: str, *, language: str = "", look: str | None = None) -> None:
    """Keep in which language, and with which look, the pupil reads; what is not given stays."""
    chosen = {"language": language} if language else {}
    if look is not None:
        chosen["look"] = look
    mine = digest(code, "draft")
    write(lambda: Draft.objects.filter(digest=mine).update(**chosen))


def send(code: str) -> None:
    """Send the draft: it leaves the ticket for good. Sending twice is harmless. Raises Turned."""
    spent, mine = digest(code, "ticket"), digest(code, "draft")

    def finish() -> None:
        draft = _held_draft(mine)
        if draft is None:
            if Ticket.objects.filter(digest=spent, spent=True).exists():
                return
            raise Turned(WRONG)
        if not draft.answerable:
            raise Turned(CLOSED)
        if draft.participation_id is not None:
            _take(draft, draft.participation_id, spent)
        draft.delete()

    write(finish)


def _take(draft: Draft, participation: int, spent: str) -> None:
    """Keep a draft's answers as sent. What may tell of harm does not wait for the others."""
    made = ready_for(draft.wave)
    response = accept(made.questionnaire, draft.answers, walk=made.walk)
    written = words_in(made.questionnaire, response.answers)
    raised = raise_concerns(participation, written) if written else frozenset()
    answers = marked(response.answers, {name: written[name] for name in raised})
    Finished.objects.create(participation_id=participation, answers=answers)
    Ticket.objects.filter(digest=spent).update(spent=True)
    Participation.objects.filter(pk=participation).update(responses=F("responses") + 1)
    shuffle_in(participation, made, at_least=BATCH)


def _held_draft(mine: str) -> Draft | None:
    """The draft, held until this transaction ends, so that two saves of it follow each other."""
    held = Draft.objects.select_for_update(of=("self",)).select_related(
        "participation__wave", "trial_of"
    )
    # Only what is needed: each further column costs time, the questionnaire's text much.
    few = held.only(
        "answers",
        "page",
        "participation__wave__state",
        "participation__wave__paging",
        "participation__wave__questionnaire_hash",
        "trial_of__state",
    )
    try:
        return few.get(digest=mine)
    except Draft.DoesNotExist:
        return None


def shuffle_in(participation: int, made: Ready, *, at_least: int) -> None:
    """Move the sent answers of a school on, in random order, once `at_least` of them wait.

    The tickets spent so far are written again in the same transaction: PostgreSQL marks
    each row with the transaction that wrote it, and the marks of a ticket and of its
    answers must not differ from their neighbours'.
    """
    waiting = list(Finished.objects.filter(participation=participation))
    if len(waiting) < at_least:
        return
    Finished.objects.filter(participation=participation).delete()
    store(
        participation,
        made.questionnaire,
        [finished.answers for finished in waiting],
        mode=StoredResponse.Mode.ONLINE,
    )
    Ticket.objects.filter(participation=participation, spent=True).update(spent=True)
