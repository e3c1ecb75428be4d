"""What a release says of itself: which files it has, by which rule, and what the attack found."""

from __future__ import annotations

import json
from collections.abc import Sized
from datetime import date
from hashlib import sha256
from typing import Annotated, Any, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from tellback.release.about import Level
from tellback.release.fault import NotARelease, ReleaseFault
from tellback.release.responses import Responses

LAYOUT = 1
"""The version of the folder's layout; a higher one is not read here."""
MANIFEST = "manifest.json"
RULE = "rule.yaml"
QUESTIONNAIRE = "questionnaire.yaml"
AREAS = "areas.csv"
TABLES = "tables.csv"
ATTACK = "attack.json"
AREA_FOLDER = "areas"
DOWNLOADS = "downloads"
INSIDE = r"^[^./\\][^/\\]*(/[^./\\][^/\\]*)*$"
"""A path that stays inside its folder: no part of it is empty or begins with a dot."""


class Attacked(BaseModel):
    """How many cells the attack met hidden, found exactly, and bounded too narrowly."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hidden: int
    exact: int
    too_narrow: int

    @property
    def found_anything(self) -> bool:
        """Whether this may not be published."""
        return bool(self.exact or self.too_narrow)


class ReleaseManifest(BaseModel):
    """The facts of a release; a stranger's key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tellback_release: Literal[1] = 1
    wave: str
    rule: str
    """The rule's id; its text is in the folder."""
    rule_sha256: str
    snapshot_sha256: str
    made_on: date
    made_with: dict[str, str]
    """Package -> version."""
    files: dict[Annotated[str, StringConstraints(pattern=INSIDE)], str]
    """File, with slashes -> SHA-256 of its bytes; every file but the manifest."""
    attack: Attacked
    responses: Responses | None = None
    """What became of flagged responses; where nobody looked, the file does not have the key."""
    design_effect: float | None = None
    """One for the wave, to one decimal; see `tellback.inference.pooled_design_effect`."""

    def as_text(self) -> str:
        """The file's text; the same facts always give the same."""
        return self.model_dump_json(indent=1, exclude_none=True) + "\n"


def read_manifest(data: bytes, folder: str) -> ReleaseManifest:
    """The manifest in `data`, of the release called `folder`. Raises NotARelease."""
    try:
        held = json.loads(data)
        layout = held.get("tellback_release") if isinstance(held, dict) else None
        if isinstance(layout, int) and layout > LAYOUT:
            msg = (
                f"The release {folder} has layout {layout}, and this Tellback reads {LAYOUT}. "
                "Read it with a later version."
            )
            raise NotARelease(msg)
        return ReleaseManifest.model_validate_json(data)
    except ValidationError as fault:
        where = ".".join(str(step) for step in fault.errors()[0]["loc"]) or "its start"
        msg = f"The release {folder} has a {MANIFEST} that breaks at {where}. Restore it."
        raise NotARelease(msg) from fault
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as fault:
        msg = f"The release {folder} has a {MANIFEST} that is no JSON. Restore it."
        raise NotARelease(msg) from fault


def read_attack(text: str) -> Attacked:
    """The numbers of an attacker's report: counts, or lists of cells. Raises ReleaseFault."""
    try:
        held = json.loads(text)
        return Attacked(**{name: _many(held[name]) for name in Attacked.model_fields})
    except (ValueError, KeyError, TypeError) as fault:
        msg = (
            f"{ATTACK} is no attacker's report: it has no numbers of hidden, exact and too_narrow. "
            "Run the attack again."
        )
        raise ReleaseFault(msg) from fault


def _many(found: Any) -> int:
    return len(found) if isinstance(found, Sized) and not isinstance(found, str) else found


def area_file(level: Level, area: str) -> str:
    """Where the tables of one area stand; its name is written as in a web address."""
    name = f"{level}-{quote(area, safe='')}" if area else level
    return f"{AREA_FOLDER}/{name}.json"


def sha256_of(data: bytes) -> str:
    """As hexadecimal digits."""
    return sha256(data).hexdigest()
