"""Handing out codes."""

from __future__ import annotations

from django.db import transaction

from tellback_web.audit.changes import record
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.codes import digest, new_code
from tellback_web.survey.models import Participation, Ticket, Wave

MOST_AT_ONCE = 600


@transaction.atomic
def make_tickets(participation: Participation, *, count: int, by: str) -> tuple[str, ...]:
    """`count` new codes for a school. They are given once, here; only digests are kept."""
    if participation.wave.state not in (Wave.State.DRAFT, *Wave.ANSWERABLE):
        msg = "The wave is closed, so there are no new codes."
        raise Refused(msg)
    if not 1 <= count <= MOST_AT_ONCE:
        msg = f"Ask for 1 to {MOST_AT_ONCE} codes at once."
        raise Refused(msg)
    codes: dict[str, str] = {}
    while len(codes) < count:
        drawn = {digest(code, "ticket"): code for code in (new_code() for _ in range(count))}
        taken = Ticket.objects.filter(digest__in=drawn).values_list("digest", flat=True)
        codes |= {mark: code for mark, code in drawn.items() if mark not in set(taken)}
    kept = dict(list(codes.items())[:count])
    # In the order of their digests: the order of printing must not be the order of the rows.
    Ticket.objects.bulk_create(
        [Ticket(digest=mark, participation=participation) for mark in sorted(kept)]
    )
    record(
        by=by,
        verb="made codes",
        about=f"{participation.school} in {participation.wave}",
        about_kind="wave",
        details={"codes": count},
    )
    return tuple(kept.values())
