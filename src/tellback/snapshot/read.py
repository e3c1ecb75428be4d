"""Reads a snapshot back, and refuses one that is not as it was written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.read import read
from tellback.snapshot.columns import ABOUT_PUPIL, Column, columns_of
from tellback.snapshot.write import FORMAT, MANIFEST, QUESTIONNAIRE, RESPONSES


class SnapshotFault(ValueError):  # noqa: N818 - the house's word
    """A snapshot that cannot be used; its text says what is wrong and what to do."""


@dataclass(frozen=True)
class Snapshot:
    """A verified snapshot: its folder, manifest and questionnaire; the table is read when asked."""

    directory: Path
    manifest: dict[str, Any]
    questionnaire: Questionnaire

    @property
    def wave(self) -> str:
        """The wave it was made from."""
        return str(self.manifest["wave"])

    @property
    def rows(self) -> int:
        """How many pupils."""
        return int(self.manifest["rows"])

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Name -> column of numbers."""
        return {column.name: column for column in columns_of(self.questionnaire)}

    @cached_property
    def table(self) -> pa.Table:
        """The responses, one row a pupil."""
        return pq.read_table(self.directory / RESPONSES)


def read_snapshot(directory: Path) -> Snapshot:
    """The snapshot at `directory`, every hash checked. Raises SnapshotFault."""
    manifest = _manifest(directory)
    for name, recorded in manifest["files"].items():
        try:
            found = sha256((directory / name).read_bytes()).hexdigest()
        except OSError as fault:
            raise _fault(directory, f"the file {name} is missing or cannot be read") from fault
        if found != recorded:
            raise _fault(directory, f"the file {name} is not as it was written (wrong SHA-256)")
    try:
        text = (directory / QUESTIONNAIRE).read_text(encoding="utf-8")
        questionnaire = read(text, name=QUESTIONNAIRE)
    except Unreadable as fault:
        raise _fault(directory, "its questionnaire cannot be read") from fault
    snapshot = Snapshot(directory, manifest, questionnaire)
    known = {*ABOUT_PUPIL, *snapshot.columns}
    strangers = sorted(set(pq.read_schema(directory / RESPONSES).names) ^ known)
    if strangers:
        raise _fault(directory, f"column {strangers[0]} does not fit its questionnaire")
    return snapshot


def _manifest(directory: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise _fault(directory, f"its {MANIFEST} is missing or broken") from fault
    if not isinstance(manifest, dict) or manifest.get("tellback_snapshot") != FORMAT:
        raise _fault(directory, f"its {MANIFEST} is not of a snapshot of format {FORMAT}")
    return manifest


def _fault(directory: Path, what: str) -> SnapshotFault:
    return SnapshotFault(
        f"The snapshot {directory.name} cannot be used: {what}. Restore it from a backup."
    )
