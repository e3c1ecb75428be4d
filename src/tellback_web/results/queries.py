"""Reads of results. The only place of the web floor that touches raw tables."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from tellback.disclosure import Rule, SafeTable, from_json, protect, read_rule
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.read import read
from tellback.snapshot import read_snapshot
from tellback.tabulation import tabulate_all
from tellback_web.results.models import Release
from tellback_web.survey.changes.closing import snapshots_folder
from tellback_web.survey.models import Wave

TABLES, QUESTIONNAIRE = "tables.json", "questionnaire.yaml"
RULE = "default-2026.yaml"


class ReleaseBroken(RuntimeError):
    """A release's files are not as they were released; nothing of it is shown."""


def releases_folder() -> Path:
    """Where releases lie."""
    return Path(settings.DATA) / "releases"


def present_rule() -> Rule:
    """The council's rule."""
    return read_rule((Path(settings.CONTENT) / "rules" / RULE).read_text(encoding="utf-8"))


def safe_tables_of(wave: Wave, rule: Rule) -> tuple[SafeTable, ...]:
    """The safe tables of a closed wave, from its verified snapshot."""
    snapshot = read_snapshot(snapshots_folder() / wave.snapshot, manifest_sha256=wave.snapshot_hash)
    return protect(tabulate_all(snapshot), rule)


def released_waves() -> QuerySet[Wave]:
    """Waves whose results anyone may see, the newest first."""
    return (
        Wave.objects.filter(state=Wave.State.RELEASED).defer("questionnaire").order_by("-opens_on")
    )


def tables_of(release: Release) -> tuple[SafeTable, ...]:
    """The safe tables of `release`, checked against its hash. Raises ReleaseBroken."""
    return _tables(release.folder, release.tables_hash)


@lru_cache(maxsize=8)
def _tables(folder: str, tables_hash: str) -> tuple[SafeTable, ...]:
    path = releases_folder() / folder / TABLES
    data = path.read_bytes() if path.is_file() else b""
    if sha256(data).hexdigest() != tables_hash:
        msg = f"The release {folder} is not as it was released. Restore it from a backup."
        raise ReleaseBroken(msg)
    return from_json(data.decode())


def questionnaire_of(wave: Wave) -> Questionnaire:
    """What the wave asked."""
    return read(wave.questionnaire, name="the questionnaire")
