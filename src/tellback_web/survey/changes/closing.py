"""Closing a wave: its responses become a snapshot, and leave the database."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tellback.questionnaire.model import Kind
from tellback.response import accept
from tellback.snapshot import PupilRow, read_snapshot, write_snapshot
from tellback_web.audit.changes import record
from tellback_web.survey.changes.answering import shuffle_in
from tellback_web.survey.changes.sessions import close_sessions_of
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import Draft, StoredResponse, Ticket, Wave
from tellback_web.survey.queries.places import places_of_schools
from tellback_web.survey.queries.waves import unsent
from tellback_web.survey.ready import Ready, ready_for
from tellback_web.survey.writing import one_writer_lock


def snapshots_folder() -> Path:
    """Where snapshots lie."""
    return Path(settings.DATA) / "snapshots"


def close_wave(wave: Wave, *, by: str) -> Path:
    """Close `wave`, write its snapshot, check it, then delete codes, drafts and responses.

    Gives the snapshot's folder. Whatever fails leaves the wave open and no snapshot; a
    folder left by a crash between the two is removed at the next try.
    """
    folder = snapshots_folder() / f"wave-{wave.pk}-{secrets.token_hex(4)}"
    try:
        with transaction.atomic():
            one_writer_lock()
            _close(Wave.objects.select_for_update().get(pk=wave.pk), folder, by=by)
    except BaseException:
        # A commit may have reached the database and its answer not us: then this is the only copy.
        if not Wave.objects.filter(snapshot=folder.name).exists():
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _close(wave: Wave, folder: Path, *, by: str) -> None:
    if not wave.may_become(Wave.State.CLOSED):
        msg = f"The wave is {wave.get_state_display().lower()}, so it cannot be closed."
        raise Refused(msg)
    if not wave.participations.filter(responses__gt=0).exists():
        msg = "Nobody has sent answers yet. A wave without responses is not closed."
        raise Refused(msg)
    _remove_orphans(wave)
    wave.unsent_at_close = unsent(wave)
    close_sessions_of(wave, by=by)
    made = ready_for(wave)
    for participation in wave.participations.values_list("pk", flat=True):
        shuffle_in(participation, made, at_least=1)
    manifest_hash = write_snapshot(
        folder,
        questionnaire=made.questionnaire,
        questionnaire_text=wave.questionnaire,
        wave=wave.name,
        rows=_rows(wave, made),
        rng=secrets.SystemRandom(),
        made_on=timezone.localdate(),
    )
    snapshot = read_snapshot(folder, manifest_sha256=manifest_hash)
    wave.state = Wave.State.CLOSED
    wave.snapshot, wave.snapshot_hash = folder.name, manifest_hash
    wave.save(update_fields=["state", "snapshot", "snapshot_hash", "unsent_at_close"])
    for model in (Ticket, Draft, StoredResponse):
        model.objects.filter(participation__wave=wave).delete()
    details = {"responses": snapshot.rows, "unsent": wave.unsent_at_close}
    record(by=by, verb="closed the wave", about=wave.name, about_kind="wave", details=details)


def _rows(wave: Wave, made: Ready) -> Iterator[PupilRow]:
    stored = StoredResponse.objects.filter(participation__wave=wave)
    schools = places_of_schools(wave)
    presets = [one.id for one in made.questionnaire.questions if one.kind is Kind.PRESET]
    for one in stored.iterator(chunk_size=2000):
        school, locality = schools[one.participation_id]
        answers = {name: value for name, value in one.answers.items() if name not in presets}
        yield PupilRow(
            school=school,
            locality=locality,
            year_group=wave.year_group,
            mode=one.mode,
            response=accept(made.questionnaire, answers, walk=made.walk),
        )


def _remove_orphans(wave: Wave) -> None:
    """Folders of this wave that a crash left before the wave was marked closed."""
    for left in snapshots_folder().glob(f"*wave-{wave.pk}-*"):
        shutil.rmtree(left)
