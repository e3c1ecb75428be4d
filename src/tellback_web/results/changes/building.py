"""Building a release: begun by a person, done by a process of its own."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tellback.disclosure import RuleFault, read_rule
from tellback.inference import Borough
from tellback.questionnaire.problem import Unreadable
from tellback.release import Area, ReleaseFault
from tellback.release.build import build_release
from tellback.release.manifest import MANIFEST
from tellback.snapshot import SnapshotFault
from tellback_web.audit.changes import record
from tellback_web.results.changes.apart import start_apart
from tellback_web.results.changes.refused import Refused
from tellback_web.results.models import Release
from tellback_web.results.queries.quality import decided_on
from tellback_web.results.queries.releases import folder_of
from tellback_web.survey.changes.closing import snapshots_folder
from tellback_web.survey.models import Wave
from tellback_web.survey.queries.reconciliation import why_not_reconciled

COUNTED = (Wave.State.CLOSED, Wave.State.RELEASED)


@transaction.atomic
def begin_release(wave: Wave, *, rule_text: str, by: str) -> Release:
    """A release that is to be built. Raises Refused.

    Refused while the register of schools disagrees with the wave and nobody answered for it.
    """
    held = Wave.objects.select_for_update().get(pk=wave.pk)
    if held.state not in COUNTED:
        msg = f"The wave is {held.get_state_display().lower()}. Close it first."
        raise Refused(msg)
    if held.releases.filter(state=Release.State.BUILDING).exists():
        msg = "A release of this wave is being built. Wait for it, or withdraw it."
        raise Refused(msg)
    _refuse_doubts(held)
    try:
        rule = read_rule(rule_text)
    except RuleFault as fault:
        raise Refused(str(fault)) from fault
    number = (held.releases.aggregate(most=Max("number"))["most"] or 0) + 1
    release = Release.objects.create(
        wave=held,
        number=number,
        folder=f"wave-{held.pk}-{number}-{secrets.token_hex(4)}",
        rule=rule.id,
        rule_text=rule_text,
        snapshot_hash=held.snapshot_hash,
        made_on=timezone.localdate(),
        made_by=by,
    )
    record(by=by, verb="began to build a release", about=held.name, about_kind="wave")
    return release


def build_apart(release: Release) -> None:
    """Start the building of `release` in a process that outlives this request."""
    if settings.BUILD_IN_THIS_PROCESS:
        build(release)
        return
    start_apart("build_release", release.pk)


def build(release: Release) -> None:
    """Count, protect, attack, write; then the release is a draft, or says why it is none."""
    wave = Wave.objects.defer("questionnaire").get(pk=release.wave_id)
    earlier = wave.releases.exclude(published_on=None).order_by("number")
    try:
        decided = decided_on(wave)
        built = build_release(
            folder_of(release),
            wave=snapshots_folder() / wave.snapshot,
            rule_text=release.rule_text,
            made_on=release.made_on,
            names=_names(wave),
            borough=_borough(wave),
            earlier=[folder_of(one) for one in earlier if (folder_of(one) / MANIFEST).is_file()],
            criteria=decided.flagged.criteria,
            decisions=decided.decisions,
        )
    except (ReleaseFault, SnapshotFault, RuleFault, Unreadable, OSError) as fault:
        _finish(release, state=Release.State.REFUSED, fault=str(fault))
        return
    _finish(
        release,
        state=Release.State.DRAFT,
        manifest_hash=built.manifest_sha256,
        hidden=built.report.hidden,
    )


@transaction.atomic
def _finish(release: Release, *, state: str, **facts: object) -> None:
    """Say how it ended, unless somebody gave it up meanwhile."""
    held = Release.objects.select_for_update().get(pk=release.pk)
    if not held.may_become(state):
        return
    held.state = state
    for name, fact in facts.items():
        setattr(held, name, fact)
    held.save(update_fields=["state", *facts])


def _refuse_doubts(wave: Wave) -> None:
    if doubts := why_not_reconciled(wave):
        some = "is 1 doubt" if len(doubts) == 1 else f"are {len(doubts)} doubts"
        msg = (
            f"There {some} about its schools, such as {doubts[0].place}: {doubts[0].fault} "
            "Settle them first, on the page “After the wave”, under Register."
        )
        raise Refused(msg)


def _borough(wave: Wave) -> Borough | None:
    """All schools and pupils of the year group, taken part or not; None where nobody knows.

    Of schools there are as many as the pupils on roll fill at the size of those that took part.
    """
    rolls = [one.roll for one in wave.participations.filter(responses__gt=0) if one.roll]
    answered = sum(one.responses for one in wave.participations.all())
    if not rolls or wave.on_roll_everywhere < max(sum(rolls), answered):
        return None
    schools = round(wave.on_roll_everywhere * len(rolls) / sum(rolls))
    taken = wave.participations.filter(responses__gt=0).count()
    return Borough(max(schools, taken), wave.on_roll_everywhere)


def _names(wave: Wave) -> list[Area]:
    """The names that schools had when the wave opened."""
    taking_part = wave.participations.select_related("school")
    return [
        Area("school", one.school.number, one.school.name_on(wave.opens_on)) for one in taking_part
    ]
