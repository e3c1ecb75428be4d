"""Deciding whether flagged responses count. Nothing is left out but by a person, with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from tellback.quality import Reason
from tellback_web.audit.changes import record
from tellback_web.results.changes.refused import Refused
from tellback_web.results.models import ResponseDecision
from tellback_web.results.queries.quality import decided_on, flags_of
from tellback_web.survey.models import Wave

COUNTED = (Wave.State.CLOSED, Wave.State.RELEASED)


@transaction.atomic
def decide(
    wave: Wave, *, reason: Reason, rows: Iterable[int], choice: str, why: str, by: str
) -> int:
    """Decide that the responses `rows` count, or do not, as far as `reason` goes.

    Gives how many responses this changes something for; what was decided before stays in the
    history, and the snapshot is not touched. Raises Refused.
    """
    held = Wave.objects.select_for_update().get(pk=wave.pk)
    if held.state not in COUNTED:
        msg = f"The wave is {held.get_state_display().lower()}. Close it first."
        raise Refused(msg)
    if not why.strip():
        msg = "Say why. Whoever looks at the results later will ask."
        raise Refused(msg)
    chosen = frozenset(rows)
    decided = decided_on(held)
    flags = flags_of(decided.flagged.flags, chosen, reason)
    if not chosen or chosen != {flag.row for flag in flags}:
        msg = "Choose at least one of the responses that are listed here."
        raise Refused(msg)
    new = [
        flag
        for flag in flags
        if flag.key not in decided.in_force or decided.in_force[flag.key].choice != choice
    ]
    if not new:
        msg = "All of these were decided so already."
        raise Refused(msg)
    now = timezone.now()
    ResponseDecision.objects.bulk_create(
        ResponseDecision(
            wave=held,
            snapshot_hash=held.snapshot_hash,
            flag=flag.key,
            choice=ResponseDecision.Choice(choice),
            why=why.strip(),
            by=by,
            at=now,
        )
        for flag in new
    )
    many = len({flag.row for flag in new})
    details = {"reason": str(reason), "choice": choice, "responses": many}
    record(by=by, verb="decided on responses", about=held.name, about_kind="wave", details=details)
    return many
