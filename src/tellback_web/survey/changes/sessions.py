"""What a teacher does with a class session: opens it, hands out tickets, closes it.

Events say how many, never which place: an audit trail must not tell when a pupil was where.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from tellback_web.audit.changes import record
from tellback_web.survey.changes.early_reading import bring_texts
from tellback_web.survey.changes.joining import free_place, unused_code
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.codes import digest, seal
from tellback_web.survey.models import ClassSession, Draft, Participation, Ticket, Wave
from tellback_web.survey.queries.sessions import counts_of
from tellback_web.survey.writing import write

MOST_PUPILS = 300
CLOSED = "This class session is closed. Open another for the class."


def open_session(
    participation: Participation, *, class_name: str, pupils: int, by: str
) -> ClassSession:
    """A class session with its board code; raises Refused."""
    if reason := why_not_open(participation):
        raise Refused(reason)
    _must_be_a_class(pupils)
    code = unused_code()

    def make() -> ClassSession:
        session = ClassSession.objects.create(
            participation=participation,
            class_name=class_name.strip(),
            pupils=pupils,
            board_digest=digest(code, "board"),
            board_sealed=seal(code),
            opened_on=timezone.localdate(),
        )
        _record(session, "opened a class session", by=by, details={"pupils": pupils})
        return session

    return write(make)


def why_not_open(participation: Participation) -> str | None:
    """The sentence that keeps a school from opening a class session, or None."""
    if not participation.wave.answerable:
        return "This survey is not open, so no class can answer it."
    if timezone.localdate() > participation.last_day:
        return (
            "The school’s last day for this survey has passed. "
            "Ask the survey officer for a later one."
        )
    return None


def make_room(session: ClassSession, *, pupils: int, by: str) -> None:
    """Change how many pupils the class has; never below the places already given."""
    _must_be_a_class(pupils)

    def change() -> None:
        held = _held(session)
        highest = held.tickets.aggregate(highest=Max("place"))["highest"] or 0
        if pupils < highest:
            msg = f"Number {highest} has been given already. Choose at least {highest} pupils."
            raise Refused(msg)
        ClassSession.objects.filter(pk=held.pk).update(pupils=pupils)
        _record(held, "changed the size of a class", by=by, details={"pupils": pupils})

    write(change)


def make_class_tickets(session: ClassSession, *, by: str) -> tuple[tuple[int, str], ...]:
    """(place, new code) for every place whose pupil has not begun; given once, here.

    Codes printed before for those places stop working.
    """

    def make() -> tuple[tuple[int, str], ...]:
        held = _held(session)
        begun = set(Draft.objects.filter(class_session=held).values_list("place", flat=True))
        begun |= set(held.tickets.filter(spent=True).values_list("place", flat=True))
        held.tickets.exclude(place__in=begun).delete()
        places = [place for place in range(1, held.pupils + 1) if place not in begun]
        made: dict[str, int] = {}
        while len(made) < len(places):
            made.setdefault(unused_code(), places[len(made)])
        # In the order of their digests: the order of printing must not be the order of the rows.
        Ticket.objects.bulk_create(
            [
                _ticket(held, place, mark)
                for mark, place in sorted(
                    (digest(code, "ticket"), place) for code, place in made.items()
                )
            ]
        )
        _record(held, "made tickets for a class", by=by, details={"tickets": len(made)})
        return tuple((place, code) for code, place in made.items())

    return write(make)


def fresh_ticket(session: ClassSession, *, place: int, by: str) -> str:
    """A new code with which the pupil in `place` goes on; the old one stops working.

    What was saved before is kept and sealed, so that whoever types the new code cannot read it.
    """
    code = unused_code()

    def replace() -> str:
        held = _held(session)
        ticket = held.tickets.filter(place=place).first()
        if ticket is None:
            msg = f"Nobody in this class has number {place}. Look at the pupil’s ticket or screen."
            raise Refused(msg)
        if ticket.spent:
            msg = f"Number {place} has sent their answers, so there is nothing to go on with."
            raise Refused(msg)
        Ticket.objects.filter(pk=ticket.pk).update(digest=digest(code, "ticket"))
        Draft.objects.filter(class_session=held, place=place).update(
            digest=digest(code, "draft"), sealed_to=F("page")
        )
        _record(held, "gave a fresh ticket", by=by)
        return code

    return write(replace)


def spare_ticket(session: ClassSession, *, by: str) -> tuple[int, str]:
    """(place, code) for one more pupil, in the next free place."""
    code = unused_code()

    def give() -> tuple[int, str]:
        held = _held(session)
        place = free_place(held)
        if place is None:
            msg = "Every number of the class has been given. Make room for more pupils first."
            raise Refused(msg)
        _ticket(held, place, digest(code, "ticket")).save()
        _record(held, "gave one more ticket", by=by)
        return place, code

    return write(give)


def close_session(session: ClassSession, *, by: str) -> None:
    """Close it: board code, tickets and unsent drafts go for good; the three counts stay."""

    def close() -> None:
        _close(_held(session), by=by)
        bring_texts(session.participation_id)

    write(close)


def close_sessions_of(wave: Wave, *, by: str) -> None:
    """Close every class session of a wave that closes, in its transaction."""
    for session in ClassSession.objects.filter(participation__wave=wave, closed_on=None):
        _close(session, by=by)


@transaction.atomic
def say_finished(participation: Participation, *, by: str) -> None:
    """The school says that all its classes have answered."""
    open_ones = participation.class_sessions.filter(closed_on=None).count()
    if open_ones:
        msg = "A class session is still open. Close it first."
        raise Refused(msg)
    participation.finished_on = timezone.localdate()
    participation.save(update_fields=["finished_on"])
    record(
        by=by,
        verb="said that the school has finished",
        about=str(participation),
        about_kind="wave",
    )


def _close(session: ClassSession, *, by: str) -> None:
    counts = counts_of(session)
    Draft.objects.filter(class_session=session).delete()
    session.tickets.all().delete()
    session.closed_on = timezone.localdate()
    session.board_digest, session.board_sealed = None, ""
    session.joined, session.finished = counts.joined, counts.finished
    session.unsent = counts.answering
    session.save()
    details = {"joined": counts.joined, "finished": counts.finished, "unsent": counts.answering}
    _record(session, "closed a class session", by=by, details=details)


def _held(session: ClassSession) -> ClassSession:
    """The session as it is now, held until this transaction ends; raises Refused once closed."""
    held = (
        ClassSession.objects.select_for_update(of=("self",))
        .select_related("participation__wave", "participation__school")
        .get(pk=session.pk)
    )
    if not held.is_open:
        raise Refused(CLOSED)
    return held


def _ticket(session: ClassSession, place: int, mark: str) -> Ticket:
    return Ticket(
        digest=mark,
        participation_id=session.participation_id,
        class_session=session,
        place=place,
    )


def _must_be_a_class(pupils: int) -> None:
    if not 1 <= pupils <= MOST_PUPILS:
        msg = f"Say how many pupils there are, from 1 to {MOST_PUPILS}."
        raise Refused(msg)


def _record(
    session: ClassSession, verb: str, *, by: str, details: Mapping[str, object] | None = None
) -> None:
    record(by=by, verb=verb, about=str(session), about_kind="wave", details=details)
