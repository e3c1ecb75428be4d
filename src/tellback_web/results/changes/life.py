"""A release's life after it was built: checked, signed off, published, withdrawn."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tellback.disclosure import read_rule
from tellback.release import ReleaseFault, read_release
from tellback_web.audit.changes import record
from tellback_web.results.changes.building import begin_release, build
from tellback_web.results.changes.refused import Refused
from tellback_web.results.changes.splits import take_up_splits
from tellback_web.results.models import Release
from tellback_web.results.queries.quality import decided_on, is_out_of_date
from tellback_web.results.queries.releases import folder_of
from tellback_web.survey.models import Wave

State = Release.State


@transaction.atomic
def check(release: Release, *, note: str, by: str) -> Release:
    """Say that the draft was looked through; `note` says what was looked at."""
    held = _held(release, State.CHECKED)
    if not note.strip():
        msg = "Say what you looked at, so that whoever signs it off knows."
        raise Refused(msg)
    held.checked_on, held.checked_by, held.check_note = timezone.localdate(), by, note.strip()
    return _become(held, State.CHECKED, "checked a release", by=by)


@transaction.atomic
def sign_off(release: Release, *, by: str) -> Release:
    """The second person's signature: every file is read once more, as it was written."""
    held = _held(release, State.SIGNED_OFF)
    if by in {held.made_by, held.checked_by}:
        msg = "You built or checked this release. Somebody else has to sign it off."
        raise Refused(msg)
    _verify(held)
    held.signed_on, held.signed_by = timezone.localdate(), by
    return _become(held, State.SIGNED_OFF, "signed a release off", by=by)


@transaction.atomic
def publish(release: Release, *, by: str) -> Release:
    """Let everyone see it; what was published before of the wave is withdrawn, replaced by it."""
    held = _held(release, State.PUBLISHED)
    wave = Wave.objects.select_for_update().defer("questionnaire").get(pk=held.wave_id)
    if held.snapshot_hash != wave.snapshot_hash:
        msg = "The wave was counted anew since this release was built. Build another."
        raise Refused(msg)
    if is_out_of_date(held, decided_on(wave)):
        msg = "It was decided anew which responses count since this was built. Build another."
        raise Refused(msg)
    _verify(held)
    for earlier in wave.releases.filter(state=State.PUBLISHED):
        _withdraw(earlier, why=f"Replaced by release {held.number}.", by=by)
    held.published_on, held.published_by = timezone.localdate(), by
    splits = {"*".join(split) for split in read_rule(held.rule_text).splits}
    take_up_splits(wave, splits=splits, by=by)
    wave.state = Wave.State.RELEASED
    wave.save(update_fields=["state"])
    return _become(held, State.PUBLISHED, "released the results", by=by)


@transaction.atomic
def withdraw(release: Release, *, why: str, by: str) -> Release:
    """Show it no more, or give it up before it was shown. What people took away stays with them."""
    held = _held(release, State.WITHDRAWN)
    if not why.strip():
        msg = "Say why, as everyone who looks for it will read it."
        raise Refused(msg)
    was_published = held.state == State.PUBLISHED
    _withdraw(held, why=why.strip(), by=by)
    if was_published:
        Wave.objects.filter(pk=held.wave_id).update(state=Wave.State.CLOSED)
    return held


def release_results(wave: Wave, *, rule_text: str, by: str, signed_by: str) -> Release:
    """All steps at once, by two people: for the demo, and for a wave that was released before.

    Raises Refused, also where it could not be built.
    """
    release = begin_release(wave, rule_text=rule_text, by=by)
    build(release)
    release.refresh_from_db()
    if release.state == State.REFUSED:
        raise Refused(release.fault)
    check(release, note="Built, checked and signed off in one go.", by=by)
    sign_off(release, by=signed_by)
    return publish(release, by=by)


def _held(release: Release, state: str) -> Release:
    held = Release.objects.select_for_update().get(pk=release.pk)
    if not held.may_become(state):
        msg = f"This release is {held.get_state_display().lower()}, so that cannot be done now."
        raise Refused(msg)
    return held


def _become(held: Release, state: str, verb: str, *, by: str) -> Release:
    held.state = state
    held.save()
    record(by=by, verb=verb, about=held.wave.name, about_kind="wave")
    return held


def _withdraw(held: Release, *, why: str, by: str) -> None:
    held.withdrawn_on, held.withdrawn_by = timezone.localdate(), by
    held.why_withdrawn = why
    _become(held, State.WITHDRAWN, "withdrew a release", by=by)


def _verify(held: Release) -> None:
    """Raise Refused unless every file is as it was written."""
    try:
        read_release(folder_of(held), held.manifest_hash)
    except ReleaseFault as fault:
        raise Refused(str(fault)) from fault
