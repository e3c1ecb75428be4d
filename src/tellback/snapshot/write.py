"""Writes a snapshot: all of it or nothing, on the disk before it has its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq

from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.read import read
from tellback.snapshot.atomic_folder import atomic_folder
from tellback.snapshot.columns import columns_of
from tellback.snapshot.encode import PupilRow, free_text_table, responses_table
from tellback.snapshot.fault import SnapshotFault
from tellback.snapshot.manifest import (
    FREE_TEXT,
    HASHED,
    MANIFEST,
    QUESTIONNAIRE,
    RESPONSES,
    Asked,
    Manifest,
)


def write_snapshot(  # noqa: PLR0913 - each is a fact of the snapshot
    directory: Path,
    *,
    questionnaire: Questionnaire,
    questionnaire_text: str,
    wave: str,
    rows: Iterable[PupilRow],
    rng: Random,
    made_on: date | None = None,
) -> str:
    """Write `directory` and give the SHA-256 of its manifest, which stands for all of it.

    The rows are shuffled by `rng`, and the free text apart from them, so that neither
    their order nor each other tells whose they are. The same rows and seed give the same
    bytes. Raises FileExistsError where `directory` is there already, and SnapshotFault
    where the text is not that of the questionnaire; Unreadable where it cannot be read.
    """
    if read(questionnaire_text, name=QUESTIONNAIRE) != questionnaire:
        msg = (
            f"The snapshot {directory.name} was not made: the text of its questionnaire says "
            "something else than the questionnaire that was asked. Give the text it was read from."
        )
        raise SnapshotFault(msg)
    pupils = list(rows)
    rng.shuffle(pupils)
    columns = columns_of(questionnaire)
    with atomic_folder(directory) as folder:
        _write_table(folder / RESPONSES, responses_table(questionnaire, columns, pupils))
        _write_table(folder / FREE_TEXT, free_text_table(questionnaire, pupils, rng.shuffle))
        (folder / QUESTIONNAIRE).write_text(questionnaire_text, encoding="utf-8", newline="")
        files = {name: sha256((folder / name).read_bytes()).hexdigest() for name in HASHED}
        manifest = Manifest(
            wave=wave,
            made_on=made_on,
            questionnaire=Asked(
                id=questionnaire.id, version=questionnaire.version, sha256=files[QUESTIONNAIRE]
            ),
            rows=len(pupils),
            schools=dict(sorted(Counter(pupil.school for pupil in pupils).items())),
            columns=columns,
            files=files,
            made_with={name: version(name) for name in ("tellback", "pyarrow")},
        )
        text = manifest.as_text()
        (folder / MANIFEST).write_text(text, encoding="utf-8", newline="")
    return sha256(text.encode()).hexdigest()


def _write_table(path: Path, table: Any) -> None:
    pq.write_table(table, path, compression="zstd", use_dictionary=True)
