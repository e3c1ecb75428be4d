"""Reads a snapshot back, and refuses one that is not as it was written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.read import read
from tellback.snapshot.columns import ABOUT_PUPIL, Column, Holds
from tellback.snapshot.fault import SnapshotFault
from tellback.snapshot.manifest import HASHED, MANIFEST, QUESTIONNAIRE, RESPONSES, Manifest


@dataclass(frozen=True)
class Snapshot:
    """A snapshot whose every byte was checked."""

    manifest: Manifest
    questionnaire: Questionnaire
    table: Any
    """The responses as an Arrow table, one row a pupil; only tabulation looks inside."""

    @property
    def wave(self) -> str:
        """The wave it was made from."""
        return self.manifest.wave

    @property
    def rows(self) -> int:
        """How many pupils."""
        return self.manifest.rows

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Name -> column of numbers, in the order asked."""
        return {column.name: column for column in self.manifest.columns}


def read_snapshot(directory: Path, *, manifest_sha256: str | None = None) -> Snapshot:
    """The snapshot at `directory`, checked: hashes, columns, codes, counts.

    `manifest_sha256` is what `write_snapshot` gave; without it a snapshot that was
    rewritten as a whole, hashes and all, cannot be told from the first. Raises
    SnapshotFault.
    """
    files = {name: _bytes(directory, name) for name in (MANIFEST, *HASHED)}
    if manifest_sha256 is not None and _hash(files[MANIFEST]) != manifest_sha256:
        raise _fault(directory, f"the file {MANIFEST} is not as it was written")
    manifest = _manifest(directory, files[MANIFEST])
    for name in HASHED:
        if _hash(files[name]) != manifest.files.get(name):
            raise _fault(directory, f"the file {name} is not as it was written")
    try:
        questionnaire = read(files[QUESTIONNAIRE].decode(), name=QUESTIONNAIRE)
    except (Unreadable, UnicodeDecodeError) as fault:
        raise _fault(directory, "its questionnaire cannot be read") from fault
    try:
        table = pq.read_table(pa.BufferReader(files[RESPONSES]))
    except pa.ArrowException as fault:
        raise _fault(directory, f"the file {RESPONSES} holds no table") from fault
    snapshot = Snapshot(manifest, questionnaire, table)
    if reason := _why_not_these_columns(snapshot) or _why_not_these_values(snapshot):
        raise _fault(directory, reason)
    return snapshot


def _bytes(directory: Path, name: str) -> bytes:
    try:
        return (directory / name).read_bytes()
    except OSError as fault:
        raise _fault(directory, f"the file {name} is missing or cannot be read") from fault


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def _manifest(directory: Path, data: bytes) -> Manifest:
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "its start"
        what = f"the file {MANIFEST} is not a snapshot's of this version, at {where}"
        raise _fault(directory, what) from fault


def _why_not_these_columns(snapshot: Snapshot) -> str | None:
    known = {column.name: column.arrow_type for column in snapshot.manifest.columns}
    words = pa.dictionary(pa.int32(), pa.string())
    expected = dict.fromkeys(ABOUT_PUPIL, words) | known
    found = {field.name: field.type for field in snapshot.table.schema}
    for name in (*expected, *found):
        if expected.get(name) != found.get(name):
            return f"the column {name} is not the one that its manifest describes"
    for column in snapshot.manifest.columns:
        if column.variable not in snapshot.questionnaire.question_of:
            return f"its questionnaire has no variable {column.variable}"
    return None


def _why_not_these_values(snapshot: Snapshot) -> str | None:
    table = snapshot.table
    if table.num_rows != snapshot.rows:
        return f"it has {table.num_rows} rows and its manifest says {snapshot.rows}"
    if Counter(table.column("school").to_pylist()) != snapshot.manifest.schools:
        return "its pupils are not those of the schools in its manifest"
    for column in snapshot.manifest.columns:
        held = table.column(column.name)
        if held.null_count:
            return f"the column {column.name} has gaps"
        if column.holds in {Holds.WHOLE, Holds.NUMBER}:
            continue
        strangers = set(held.unique().to_pylist()) - set(column.values)
        if strangers:
            return f"the column {column.name} holds {min(strangers)}, which means nothing"
    return None


def _fault(directory: Path, what: str) -> SnapshotFault:
    return SnapshotFault(
        f"The snapshot {directory.name} cannot be used: {what}. Restore it from a backup."
    )
