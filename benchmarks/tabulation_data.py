"""Made-up surveys of five years, written as Parquet: what the engines count.

150 questions (60 of 2 choices, 45 of 4, 30 of 5, 15 of 8) that some pupils leave out, sex (3),
ethnicity (6), a locality (6) and a school; pupils stand in no order, as in a snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from tellback.questionnaire.model import Questionnaire
from tellback.snapshot import Manifest, Snapshot
from tellback.snapshot.columns import columns_of
from tellback.snapshot.manifest import Asked

YEARS = (2005, 2006, 2007, 2008, 2009)
CHOICES = (2,) * 60 + (4,) * 45 + (5,) * 30 + (8,) * 15
QUESTIONS = tuple(f"q{at}" for at in range(len(CHOICES)))
SEXES, ETHNICITIES, LOCALITIES = 3, 6, 6
SCHOOLS = {572: 12, 60_000: 100, 600_000: 1_000, 6_000_000: 4_000, 60_000_000: 4_000}
NOT_ANSWERED = -9
AT_A_TIME = 1_000_000
SPLITS = (("sex",), ("ethnicity",), ("locality",), ("school",))

Numbers = npt.NDArray[Any]


def schools_of(rows: int) -> int:
    """How many schools a survey of `rows` pupils over five years has."""
    return next(many for size, many in sorted(SCHOOLS.items()) if rows <= size)


def rows_of_years(rows: int) -> list[int]:
    """How many of them each year asked."""
    each = rows // len(YEARS)
    return [rows - each * (len(YEARS) - 1), *[each] * (len(YEARS) - 1)]


def path_of(folder: Path, rows: int, year: int) -> Path:
    """The file of one year."""
    return folder / f"{rows}-{year}.parquet"


def write_all(folder: Path, rows: int) -> None:
    """The five files, unless they are there."""
    for year, many in zip(YEARS, rows_of_years(rows), strict=True):
        path = path_of(folder, rows, year)
        if not path.exists():
            part = path.with_suffix(".part")
            with pq.ParquetWriter(part, _schema(), compression="zstd") as writer:
                for table in _tables(many, schools_of(rows), year):
                    writer.write_table(table, row_group_size=AT_A_TIME)
            part.rename(path)


def _schema() -> Any:
    words = pa.dictionary(pa.int32(), pa.string())
    fields = [pa.field(name, words, nullable=False) for name in ("school", "locality")]
    codes = [pa.field(name, pa.int8(), nullable=False) for name in ("sex", "ethnicity", *QUESTIONS)]
    return pa.schema([*fields, *codes])


def _tables(rows: int, schools: int, seed: int) -> Iterator[Any]:
    rng = np.random.default_rng(seed)
    names = pa.array([f"{1000 + at}" for at in range(schools)])
    places = pa.array([f"Locality {at}" for at in range(LOCALITIES)])
    for start in range(0, rows, AT_A_TIME):
        many = min(AT_A_TIME, rows - start)
        school = rng.integers(0, schools, many, dtype=np.int32)
        arrays = [
            pa.DictionaryArray.from_arrays(school, names),
            pa.DictionaryArray.from_arrays(school % np.int32(LOCALITIES), places),
            pa.array(rng.integers(1, SEXES + 1, many, dtype=np.int8)),
            pa.array(rng.integers(1, ETHNICITIES + 1, many, dtype=np.int8)),
        ]
        for choices in CHOICES:
            codes = rng.integers(0, choices + 1, many, dtype=np.int8)
            codes[codes == 0] = NOT_ANSWERED
            arrays.append(pa.array(codes))
        yield pa.Table.from_arrays(arrays, schema=_schema())


@cache
def questionnaire() -> Questionnaire:
    """What was asked."""
    asked = [("sex", SEXES), ("ethnicity", ETHNICITIES), *zip(QUESTIONS, CHOICES, strict=True)]
    questions = [
        {
            "id": name,
            "kind": "single",
            "text": name,
            "choices": [{"id": f"c{at}", "text": f"Choice {at}"} for at in range(1, choices + 1)],
        }
        for name, choices in asked
    ]
    return Questionnaire.model_validate(
        {
            "id": "made-up",
            "title": "Made up",
            "version": "1",
            "splits": {"sex": "sex", "ethnicity": "ethnicity"},
            "sections": [{"id": "all", "title": "All", "questions": questions}],
        }
    )


def snapshot_of(year: int, rows: int, table: Any) -> Snapshot:
    """A year as a snapshot; without its rows where Spark is to read them."""
    asked = questionnaire()
    manifest = Manifest(
        wave=str(year),
        made_on=None,
        questionnaire=Asked(id=asked.id, version=asked.version, sha256=""),
        rows=rows,
        schools={},
        columns=columns_of(asked),
        files={},
        made_with={},
    )
    return Snapshot(manifest, asked, table)
