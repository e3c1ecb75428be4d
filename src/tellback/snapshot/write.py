"""Writes a snapshot: all of it or nothing, on the disk before it has its name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tellback.questionnaire.model import Kind, Questionnaire
from tellback.response import Response
from tellback.snapshot.atomic_folder import atomic_folder
from tellback.snapshot.columns import ABOUT_PUPIL, Column, codes_of, columns_of

FORMAT = 1
RESPONSES, FREE_TEXT, QUESTIONNAIRE, MANIFEST = (
    "responses.parquet",
    "free_text.parquet",
    "questionnaire.yaml",
    "manifest.json",
)


@dataclass(frozen=True)
class PupilRow:
    """One pupil's response and what is known beside it, from the register and the ticket."""

    school: str
    locality: str
    year_group: str
    mode: str
    response: Response


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
    """Write `directory` and give the SHA-256 of its manifest.

    The rows are shuffled by `rng`, and the free text apart from them, so that neither
    their order nor each other tells whose they are. Raises FileExistsError where `directory` is there already.
    """
    pupils = list(rows)
    rng.shuffle(pupils)
    columns = columns_of(questionnaire)
    with atomic_folder(directory) as folder:
        _write_table(folder / RESPONSES, _responses(questionnaire, columns, pupils))
        _write_table(folder / FREE_TEXT, _free_text(questionnaire, pupils, rng))
        (folder / QUESTIONNAIRE).write_text(questionnaire_text, encoding="utf-8", newline="")
        manifest = _manifest(questionnaire, columns, pupils, wave=wave, made_on=made_on)
        manifest["files"] = {
            name: sha256((folder / name).read_bytes()).hexdigest()
            for name in (RESPONSES, FREE_TEXT, QUESTIONNAIRE)
        }
        text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
        (folder / MANIFEST).write_text(text, encoding="utf-8")
    return sha256(text.encode()).hexdigest()


def _responses(
    questionnaire: Questionnaire, columns: Sequence[Column], pupils: Sequence[PupilRow]
) -> pa.Table:
    fields, arrays = [], []
    for name in ABOUT_PUPIL:
        values = pa.array([getattr(pupil, name) for pupil in pupils], pa.string())
        arrays.append(values.dictionary_encode())
        fields.append(pa.field(name, pa.dictionary(pa.int32(), pa.string())))
    for column in columns:
        codes = codes_of(questionnaire.question_of[column.variable])
        kind = _arrow_type(column)
        given = [column.value(pupil.response, codes) for pupil in pupils]
        arrays.append(pa.array([int(one) if column.whole else one for one in given], kind))
        about = {
            "label": column.label,
            "question": column.question,
            "base": column.base,
            "values": json.dumps(column.values, ensure_ascii=False),
        }
        fields.append(pa.field(column.name, kind, nullable=False, metadata=about))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def _arrow_type(column: Column) -> pa.DataType:
    if column.holds == "number":
        return pa.int32() if column.whole else pa.float64()
    return pa.int16() if max(column.values) > 127 else pa.int8()


def _free_text(
    questionnaire: Questionnaire, pupils: Sequence[PupilRow], rng: Random
) -> pa.Table:
    written = [
        (question.id, pupil.response.answers[question.id])
        for question in questionnaire.questions
        if question.kind is Kind.TEXT
        for pupil in pupils
        if question.id in pupil.response.answers
    ]
    rng.shuffle(written)
    return pa.table(
        {
            "variable": pa.array([one for one, _ in written], pa.string()),
            "text": pa.array([one for _, one in written], pa.string()),
        }
    )


def _write_table(path: Path, table: pa.Table) -> None:
    pq.write_table(table, path, compression="zstd", use_dictionary=True)


def _manifest(
    questionnaire: Questionnaire,
    columns: Sequence[Column],
    pupils: Sequence[PupilRow],
    *,
    wave: str,
    made_on: date | None,
) -> dict[str, Any]:
    return {
        "tellback_snapshot": FORMAT,
        "wave": wave,
        "made_on": made_on.isoformat() if made_on else None,
        "questionnaire": {"id": questionnaire.id, "version": questionnaire.version},
        "rows": len(pupils),
        "schools": dict(sorted(Counter(pupil.school for pupil in pupils).items())),
        "columns": [asdict(column) for column in columns],
        "made_with": {name: version(name) for name in ("tellback", "pyarrow")},
    }
