"""What a snapshot says of itself: a file beside its data that a person can read."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tellback.snapshot.columns import Column

RESPONSES = "responses.parquet"
FREE_TEXT = "free_text.parquet"
QUESTIONNAIRE = "questionnaire.yaml"
MANIFEST = "manifest.json"
HASHED = (RESPONSES, FREE_TEXT, QUESTIONNAIRE)
"""The files whose SHA-256 the manifest records; its own is the snapshot's."""


class Asked(BaseModel):
    """Which questionnaire was answered; the hash is that of its text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: str
    sha256: str


class Manifest(BaseModel):
    """The facts of a snapshot; a stranger's key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tellback_snapshot: Literal[1] = 1
    """The version of this layout."""
    wave: str
    made_on: date | None
    questionnaire: Asked
    rows: int
    schools: dict[str, int]
    """School -> pupils who answered."""
    columns: tuple[Column, ...]
    files: dict[str, str]
    """File -> SHA-256 of its bytes."""
    made_with: dict[str, str]
    """Package -> version."""

    def as_text(self) -> str:
        """The file's text; the same facts always give the same."""
        return self.model_dump_json(indent=1) + "\n"
