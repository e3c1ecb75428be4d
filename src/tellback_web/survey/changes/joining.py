"""A pupil joins a class session by the code on the board, and gets a code of their own."""

from __future__ import annotations

from django.db import transaction

from tellback_web.survey.changes.turned import CLOSED, FULL, WRONG, Turned
from tellback_web.survey.codes import digest, new_code
from tellback_web.survey.models import ClassSession, Draft, Ticket


@transaction.atomic
def join(session: int) -> str:
    """A new pupil's own code in class session `session`, in the next free place; raises Turned.

    Called in the writer's turn, so that no two pupils get the same place.
    """
    held = (
        ClassSession.objects.select_for_update(of=("self",))
        .select_related("participation__wave")
        .filter(pk=session, closed_on=None)
        .first()
    )
    if held is None:
        raise Turned(WRONG)
    if not held.participation.wave.answerable:
        raise Turned(CLOSED)
    place = free_place(held)
    if place is None:
        raise Turned(FULL)
    code = unused_code()
    ticket = Ticket.objects.create(
        digest=digest(code, "ticket"),
        participation_id=held.participation_id,
        class_session=held,
        place=place,
    )
    Draft.objects.create(
        digest=digest(code, "draft"),
        participation_id=ticket.participation_id,
        class_session=held,
        place=place,
    )
    return code


def free_place(session: ClassSession) -> int | None:
    """The lowest number of the class that no ticket has; None where the class is full."""
    taken = set(session.tickets.values_list("place", flat=True))
    return next((place for place in range(1, session.pupils + 1) if place not in taken), None)


def unused_code() -> str:
    """A code that no ticket and no open board has."""
    while True:
        code = new_code()
        if not (
            Ticket.objects.filter(digest=digest(code, "ticket")).exists()
            or ClassSession.objects.filter(board_digest=digest(code, "board")).exists()
        ):
            return code
