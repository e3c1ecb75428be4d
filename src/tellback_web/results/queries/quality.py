"""Reads of the responses to look at: flagged in the snapshot, and what was decided on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from tellback.quality import (
    Choice,
    Criteria,
    Decision,
    Decisions,
    Flag,
    Kept,
    digest_of,
    hash_of,
    look,
    without,
)
from tellback.quality.criteria import criteria_of
from tellback.snapshot import Snapshot, read_snapshot
from tellback_web.results.models import Release, ResponseDecision
from tellback_web.results.queries.releases import ReleaseBroken, files_of
from tellback_web.survey.changes.closing import snapshots_folder
from tellback_web.survey.models import Wave

Texts = tuple[tuple[str, str], ...]
"""(name of a questionnaire, text of its criteria) of each file."""


@dataclass(frozen=True)
class Flagged:
    """What is flagged in one snapshot; its answers are not here."""

    snapshot: Snapshot
    """Without its table."""
    criteria: Criteria
    flags: tuple[Flag, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Those of the flags."""
        return frozenset(flag.key for flag in self.flags)


@dataclass(frozen=True)
class Decided:
    """What is in force on a wave's flags, and what follows from it."""

    flagged: Flagged
    in_force: dict[str, ResponseDecision]
    """Flag -> the latest decision on it."""
    lapsed: tuple[ResponseDecision, ...]
    """Decisions on what the criteria do not flag any more: these do nothing."""

    @cached_property
    def decisions(self) -> Decisions:
        """As the library takes them."""
        made = (
            Decision(flag=key, decision=Choice(one.choice), because=one.why)
            for key, one in sorted(self.in_force.items())
        )
        return Decisions(snapshot=hash_of(self.flagged.snapshot), decisions=tuple(made))

    @cached_property
    def kept(self) -> Kept:
        """Which rows count, and how many do not."""
        return without(self.flagged.snapshot, self.flagged.flags, self.decisions)


def flagged_in(wave: Wave) -> Flagged:
    """The flags of a closed wave's snapshot. Raises SnapshotFault, Unreadable, OSError."""
    folder = Path(settings.CONTENT) / "quality"
    texts = tuple((path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml")))
    return _looked(str(snapshots_folder() / wave.snapshot), wave.snapshot_hash, texts)


@lru_cache(maxsize=8)
def _looked(folder: str, snapshot_hash: str, texts: Texts) -> Flagged:
    """A snapshot never changes, so each worker looks through it once."""
    snapshot = read_snapshot(Path(folder), manifest_sha256=snapshot_hash)
    asked = snapshot.questionnaire
    text = dict(texts).get(asked.id)
    criteria = (
        Criteria(questionnaire=asked.id)
        if text is None
        else criteria_of(text, asked, name=f"content/quality/{asked.id}.yaml")
    )
    return Flagged(replace(snapshot, table=None), criteria, look(snapshot, criteria))


def history_of(wave: Wave) -> QuerySet[ResponseDecision]:
    """Every decision on the wave's snapshot, the first first."""
    held = ResponseDecision.objects.filter(wave=wave, snapshot_hash=wave.snapshot_hash)
    return held.order_by("at", "pk")


def decided_on(wave: Wave) -> Decided:
    """What is in force. Raises as `flagged_in`."""
    flagged = flagged_in(wave)
    latest = {one.flag: one for one in history_of(wave)}
    return Decided(
        flagged,
        {key: one for key, one in latest.items() if key in flagged.keys},
        tuple(one for key, one in latest.items() if key not in flagged.keys),
    )


def is_out_of_date(release: Release, decided: Decided) -> bool:
    """Whether a release counted by other decisions than those in force. Raises ReleaseBroken."""
    if not release.manifest_hash or release.snapshot_hash != release.wave.snapshot_hash:
        return False
    responses = files_of(release).manifest.responses
    if responses is None:
        return bool(decided.in_force)
    return responses.decisions_sha256 != digest_of(decided.decisions)


def counted_in_published(wave: Wave) -> int | None:
    """The most responses that a release which was ever published counted, if there is any."""
    published = wave.releases.exclude(published_on=None).exclude(manifest_hash="")
    found = [_counted(release, flagged_in(wave)) for release in published]
    return max((many for many in found if many is not None), default=None)


def _counted(release: Release, flagged: Flagged) -> int | None:
    try:
        responses = files_of(release).manifest.responses
    except ReleaseBroken:
        return None
    return flagged.snapshot.rows if responses is None else responses.counted


def flags_of(flags: Sequence[Flag], rows: frozenset[int], reason: str) -> tuple[Flag, ...]:
    """The flags of some rows for one reason."""
    return tuple(flag for flag in flags if flag.row in rows and flag.reason == reason)


def forget_looked() -> None:
    """Look anew; for tests, whose folders change under the same names."""
    _looked.cache_clear()
