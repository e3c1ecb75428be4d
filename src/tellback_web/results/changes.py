"""Releasing the results of a wave."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from tellback.disclosure import to_json
from tellback.snapshot.atomic_folder import atomic_folder
from tellback_web.audit.changes import record
from tellback_web.results.models import Release
from tellback_web.results.queries import TABLES, present_rule, releases_folder, safe_tables_of
from tellback_web.survey.models import Wave
from tellback_web.survey.queries.reconciliation import why_not_reconciled


class Refused(ValueError):
    """The release was not made; carries the sentence that says why."""


@transaction.atomic
def release_results(wave: Wave, *, by: str) -> Release:
    """Make the safe tables of a closed wave, store them, and let everyone see them.

    Refused while the register of schools disagrees with the wave and nobody answered for it.
    """
    held = Wave.objects.select_for_update().get(pk=wave.pk)
    if not held.may_become(Wave.State.RELEASED):
        msg = f"The wave is {held.get_state_display().lower()}. Close it first; release it once."
        raise Refused(msg)
    if doubts := why_not_reconciled(held):
        some = "is 1 doubt" if len(doubts) == 1 else f"are {len(doubts)} doubts"
        msg = (
            f"There {some} about its schools, such as {doubts[0].place}: {doubts[0].fault} "
            "Settle them first, on the page “After the wave”, under Register."
        )
        raise Refused(msg)
    rule = present_rule()
    text = to_json(safe_tables_of(held, rule))
    folder = f"wave-{held.pk}-{secrets.token_hex(4)}"
    with atomic_folder(releases_folder() / folder) as files:
        (files / TABLES).write_text(text, encoding="utf-8", newline="")
    release = Release.objects.create(
        wave=held,
        folder=folder,
        tables_hash=sha256(text.encode()).hexdigest(),
        rule=rule.id,
        snapshot_hash=held.snapshot_hash,
        released_on=timezone.localdate(),
        released_by=by,
    )
    held.state = Wave.State.RELEASED
    held.save(update_fields=["state"])
    record(by=by, verb="released the results", about=held.name, about_kind="wave")
    return release
