"""The same full tabulation by every engine, each with the data as it likes them best.

Work: for each of 150 questions the counts of each answer by {all, sex, ethnicity, locality, school}
in each of five years. An engine is made from the Parquet files (not timed, but for those that say
`from disk`), and then counts; what it counts is compared as one array a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks.tabulation_data import (
    CHOICES,
    ETHNICITIES,
    LOCALITIES,
    NOT_ANSWERED,
    QUESTIONS,
    SEXES,
    SPLITS,
    YEARS,
    Numbers,
    path_of,
    rows_of_years,
    schools_of,
    snapshot_of,
)
from tellback.snapshot import Snapshot
from tellback.tabulation.engine import EngineName
from tellback.tabulation.family import Family, count_family

Work = Callable[[], Any]
"""Counts everything; gives what it counted in a shape of its own."""
Arrays = Iterator[Numbers]
"""For each question: counts of the shape (years, groups, answers), answers from not answered up."""
FEW_QUESTIONS = 15
"""So many are counted by pandas of 6 million pupils; its time is ten times that."""


def digest(arrays: Arrays, questions: int = len(QUESTIONS)) -> str:
    """The mark of everything that was counted in the first `questions`."""
    mark = sha256()
    for array, _ in zip(arrays, range(questions), strict=False):
        mark.update(np.ascontiguousarray(array, dtype=np.int64).tobytes())
    return mark.hexdigest()


class Tellback:
    """What the product uses, up to the arrays that its tables are made from."""

    def __init__(self, folder: Path, rows: int, engine: EngineName, *, disk: bool = False) -> None:
        self._paths = [path_of(folder, rows, year) for year in YEARS]
        self._engine: EngineName = engine
        self._snapshots = [] if disk else list(self._read())

    def _read(self) -> Iterator[Snapshot]:
        for year, path in zip(YEARS, self._paths, strict=True):
            table = pq.read_table(path)
            yield snapshot_of(year, table.num_rows, table)

    def count(self) -> list[Family]:
        """Five snapshots, one after the other."""
        snapshots = self._snapshots or self._read()
        return [count_family(one, SPLITS, engine=self._engine) for one in snapshots]

    @staticmethod
    def arrays(counted: list[Family]) -> Arrays:
        """From each family: its groups in the order of the others' keys, and its answers."""
        for name, choices in zip(QUESTIONS, CHOICES, strict=True):
            years = []
            for family in counted:
                sheet = next(one for one in family.sheets if one.counts[0].reads == (name,))
                groups = []
                for split in family.splits:
                    counts = family.counted.of(sheet.counts[0], split)
                    answers = counts[:, [0, *range(10, 10 + choices)]]
                    labels = split[0].labels if split else ("",)
                    kept = [at for at, label in enumerate(labels) if label != "-9"]
                    groups.append(answers[sorted(kept, key=lambda at: labels[at])])
                years.append(np.concatenate(groups))
            yield np.stack(years)


class Flat:
    """All years in one table: codes from 0, and the numbers of groups, as arrays."""

    def __init__(self, folder: Path, rows: int) -> None:
        tables = [pq.read_table(path_of(folder, rows, year)) for year in YEARS]
        self.rows, self.schools = rows, schools_of(rows)
        self.codes = {}
        for name in QUESTIONS:
            codes = np.concatenate([table.column(name).to_numpy() for table in tables])
            codes[codes == NOT_ANSWERED] = 0
            self.codes[name] = codes.view(np.uint8)
            for at, table in enumerate(tables):
                tables[at] = table.drop_columns([name])
        numbers = np.arange(len(YEARS), dtype=np.uint8)
        self.keys = {
            "year": np.repeat(numbers, rows_of_years(rows)),
            "sex": _codes(tables, "sex"),
            "ethnicity": _codes(tables, "ethnicity"),
            "locality": _words(tables, "locality").astype(np.uint8),
            "school": _words(tables, "school").astype(np.uint16),
        }

    @property
    def sizes(self) -> dict[str, int]:
        """How many groups each key has."""
        many = (SEXES, ETHNICITIES, LOCALITIES, self.schools)
        return dict(zip(("sex", "ethnicity", "locality", "school"), many, strict=True))


def _codes(tables: list[Any], name: str) -> Numbers:
    return (np.concatenate([one.column(name).to_numpy() for one in tables]) - 1).astype(np.uint8)


def _words(tables: list[Any], name: str) -> Numbers:
    return np.concatenate(
        [chunk.indices.to_numpy() for one in tables for chunk in one.column(name).chunks]
    )


class FivePasses:
    """NumPy, obviously: one bincount for each question and split. What all are compared with."""

    def __init__(self, folder: Path, rows: int) -> None:
        self._flat = Flat(folder, rows)

    def count(self) -> list[Numbers]:
        flat, years = self._flat, len(YEARS)
        whole = {"": (np.zeros(flat.rows, np.uint8), 1)}
        whole |= {name: (flat.keys[name], size) for name, size in flat.sizes.items()}
        found = []
        for name, choices in zip(QUESTIONS, CHOICES, strict=True):
            width, parts = choices + 1, []
            for key, size in whole.values():
                joint = flat.keys["year"].astype(np.int64) * size + key
                joint = joint * width + flat.codes[name]
                counted = np.bincount(joint, minlength=years * size * width)
                parts.append(counted.reshape(years, size, width))
            found.append(np.concatenate(parts, axis=1))
        return found

    @staticmethod
    def arrays(counted: list[Numbers]) -> Arrays:
        """As they are."""
        return iter(counted)


class Keyed:
    """Counts by two keys, of small groups crossed and of schools, and adds up from them."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.flat = Flat(folder, rows)
        keys = self.flat.keys
        joint = keys["year"].astype(np.uint16) * SEXES + keys["sex"]
        joint = (joint * ETHNICITIES + keys["ethnicity"]) * LOCALITIES + keys["locality"]
        self.small = joint.astype(np.uint16)
        self.school = keys["year"].astype(np.uint16) * self.flat.schools + keys["school"]

    def added_up(self, small: Numbers, school: Numbers, choices: int) -> Numbers:
        """From flat counts by the small key and by school."""
        width = choices + 1
        cube = small.reshape(len(YEARS), SEXES, ETHNICITIES, LOCALITIES, width)
        parts = [cube.sum((1, 2, 3))[:, None], cube.sum((2, 3)), cube.sum((1, 3)), cube.sum((1, 2))]
        return np.concatenate(
            [*parts, school.reshape(len(YEARS), self.flat.schools, width)], axis=1
        )

    def dense(self, key: Numbers, code: Numbers, many: Numbers, choices: int) -> Numbers:
        """Rows of (key, code, count) as flat counts."""
        by_school = key.dtype == np.uint32
        cells = (self.flat.schools if by_school else SEXES * ETHNICITIES * LOCALITIES) * len(YEARS)
        found = np.zeros(cells * (choices + 1), dtype=np.int64)
        found[key.astype(np.int64) * (choices + 1) + code] = many
        return found

    @staticmethod
    def arrays(counted: Any) -> Arrays:
        """As they are."""
        return iter(counted)


class DuckKeys(Keyed):
    """DuckDB's best: integer keys that are ready, and its perfect hash."""

    def __init__(self, folder: Path, rows: int) -> None:
        import duckdb  # noqa: PLC0415
        import pyarrow as pa  # noqa: PLC0415

        super().__init__(folder, rows)
        self._base = duckdb.connect()
        self._base.execute("SET threads=2; SET perfect_ht_threshold=20")
        arrays = {name: pa.array(codes) for name, codes in self.flat.codes.items()}
        self.table = pa.table({"g": self.small, "h": self.school.astype(np.uint32), **arrays})
        self._base.register("arrow", self.table)
        self._base.execute("CREATE TABLE t AS SELECT * FROM arrow")

    def count(self) -> list[Numbers]:
        found = []
        for name, choices in zip(QUESTIONS, CHOICES, strict=True):
            parts = []
            for key in ("g", "h"):
                asked = f"SELECT {key} k, {name} c, count(*) n FROM t GROUP BY ALL"  # noqa: S608
                got = self._base.execute(asked).fetchnumpy()
                parts.append(self.dense(got["k"], got["c"], got["n"], choices))
            found.append(self.added_up(parts[0], parts[1], choices))
        return found


class DuckSets(Keyed):
    """DuckDB with a query of grouping sets for each question."""

    def __init__(self, folder: Path, rows: int) -> None:
        import duckdb  # noqa: PLC0415
        import pyarrow as pa  # noqa: PLC0415

        super().__init__(folder, rows)
        self._base = duckdb.connect()
        self._base.execute("SET threads=2")
        whole = {**self.flat.keys, **self.flat.codes}
        self._base.register("arrow", pa.table({name: pa.array(one) for name, one in whole.items()}))
        self._base.execute("CREATE TABLE t AS SELECT * FROM arrow")

    def count(self) -> list[Numbers]:
        splits, sizes = list(self.flat.sizes), self.flat.sizes
        sets = ", ".join(["(year, c)", *(f"(year, c, {name})" for name in splits)])
        found = []
        for question, choices in zip(QUESTIONS, CHOICES, strict=True):
            got = self._base.execute(
                f"SELECT year, {question} c, {', '.join(splits)}, count(*) n, "  # noqa: S608
                f"grouping({', '.join(splits)}) s FROM t GROUP BY GROUPING SETS ({sets})"
            ).fetchnumpy()
            first, parts = 1, np.zeros((len(YEARS), 1 + sum(sizes.values()), choices + 1), np.int64)
            alone = got["s"] == (1 << len(splits)) - 1
            parts[got["year"][alone], 0, got["c"][alone]] = got["n"][alone]
            for at, name in enumerate(splits):
                rows = got["s"] == (1 << len(splits)) - 1 - (1 << (len(splits) - 1 - at))
                group = np.asarray(got[name][rows]).astype(np.int64)
                parts[got["year"][rows], first + group, got["c"][rows]] = got["n"][rows]
                first += sizes[name]
            found.append(parts)
        return found


class Polars(Keyed):
    """Polars: two keys a question, all in one plan."""

    def __init__(self, folder: Path, rows: int) -> None:
        import polars as pl  # noqa: PLC0415

        super().__init__(folder, rows)
        self._polars = pl
        self._frame = pl.DataFrame(
            {"g": self.small, "h": self.school.astype(np.uint32), **self.flat.codes}
        )

    def count(self) -> list[Numbers]:
        lazy, length = self._frame.lazy(), self._polars.len().alias("n")
        asked = [lazy.group_by(key, name).agg(length) for name in QUESTIONS for key in ("g", "h")]
        got = iter(self._polars.collect_all(asked))
        found = []
        for name, choices in zip(QUESTIONS, CHOICES, strict=True):
            parts = []
            for key in ("g", "h"):
                one = next(got)
                columns = (one[column].to_numpy() for column in (key, name, "n"))
                parts.append(self.dense(*columns, choices))
            found.append(self.added_up(parts[0], parts[1], choices))
        return found


class Pandas(Keyed):
    """pandas: a groupby for each question and split, as an analyst writes it."""

    def __init__(self, folder: Path, rows: int) -> None:
        import pandas as pd  # noqa: PLC0415

        super().__init__(folder, rows)
        self.questions = FEW_QUESTIONS if rows >= 6_000_000 else len(QUESTIONS)
        names = QUESTIONS[: self.questions]
        self._frame = pd.DataFrame(
            {**self.flat.keys, **{name: self.flat.codes[name] for name in names}}, copy=False
        )

    def count(self) -> list[Numbers]:
        sizes = self.flat.sizes
        found = []
        for name, choices in zip(QUESTIONS[: self.questions], CHOICES, strict=False):
            counted = np.zeros((len(YEARS), 1 + sum(sizes.values()), choices + 1), np.int64)
            first = 0
            for split, size in (("", 1), *sizes.items()):
                keys = ["year", *([split] if split else []), name]
                got = self._frame.groupby(keys, observed=True, sort=False).size()
                at = [got.index.get_level_values(key).to_numpy().astype(np.int64) for key in keys]
                group = at[1] if split else 0
                counted[at[0], first + group, at[-1]] = got.to_numpy()
                first += size
            found.append(counted)
        return found


ENGINES: dict[str, Callable[[Path, int], Any]] = {
    "Tellback, kernel, from memory": lambda folder, rows: Tellback(folder, rows, "local"),
    "Tellback, kernel, from disk": lambda folder, rows: Tellback(folder, rows, "local", disk=True),
    "Tellback, NumPy, from memory": lambda folder, rows: Tellback(folder, rows, "numpy"),
    "NumPy, five passes": FivePasses,
    "DuckDB, keys made ready": DuckKeys,
    "DuckDB, grouping sets": DuckSets,
    "Polars, keys made ready": Polars,
    "pandas, groupby": Pandas,
}
