"""Counting on Spark, for more pupils than one machine holds.

Spark shares out the Parquet's groups of rows; each task reads its own and counts them as this
machine would, and hands back dense counts, which are added up here. So it gives the same numbers,
and what is sent about is counts and not pupils. Rows do not go through Java, which takes twenty
times as long. On a cluster, Tellback is installed where the tasks run.
"""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

import numpy as np
import pyarrow.parquet as pq

from tellback.snapshot import Snapshot
from tellback.tabulation import bincount, kernel
from tellback.tabulation.column import Column, Row, Value
from tellback.tabulation.combining import Known, combined
from tellback.tabulation.dense import DenseEngine
from tellback.tabulation.engine import Dense, Key, Uncounted, nothing

SETTINGS = {
    "spark.driver.maxResultSize": "0",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
AT_A_TIME = 1 << 17
"""Pupils that a task reads before it counts them."""

Part = tuple[str, int]
"""A Parquet file, and the number of a group of rows in it."""


class SparkEngine:
    """Counts Parquet files with a snapshot's columns, one row a pupil.

    Their paths are such as the machine can read where a task runs.
    """

    def __init__(self, context: Any, paths: Sequence[Path]) -> None:
        self._context = context
        self._parts = [
            (str(path), group)
            for path in paths
            for group in range(pq.ParquetFile(path).num_row_groups)
        ]

    def combinations(self, reads: Sequence[str]) -> set[tuple[Value, ...]]:
        """See Engine."""
        (found,) = self._combinations([tuple(reads)])
        return found

    def count(self, columns: Sequence[Column], keys: Sequence[Key]) -> list[Dense]:
        """See Engine. Two passes: what stands together anywhere, then the counts."""
        whole = [*columns, *(column for key in keys for column in key)]
        made = [column for column in dict.fromkeys(whole) if column.place]
        reads = list(dict.fromkeys(column.reads for column in made))
        found = dict(zip(reads, self._combinations(reads), strict=True)) if reads else {}
        sent = {column: _looked_up(column, found.get(column.reads, ())) for column in whole}
        work = _Counting(
            tuple(sent[column] for column in columns),
            tuple(tuple(sent[column] for column in key) for key in keys),
        )
        counted = [nothing(columns, key) for key in keys]
        for key, size, counts in self._each_part(work):
            held = counted[key][size]
            held += np.frombuffer(counts, dtype=held.dtype).reshape(held.shape)
        return list(counted)

    def _combinations(self, reads: Sequence[tuple[str, ...]]) -> list[set[tuple[Value, ...]]]:
        found: list[set[tuple[Value, ...]]] = [set() for _ in reads]
        for at, more in self._each_part(_Combining(tuple(reads))):
            found[at] |= more
        return found

    def _each_part(self, work: _Combining | _Counting) -> list[Any]:
        """What `work` gives of the rows, shared out among as many tasks as run at once."""
        tasks = max(1, min(len(self._parts), self._context.defaultParallelism))
        return list(self._context.parallelize(self._parts, tasks).mapPartitions(work).collect())


@dataclass(frozen=True)
class _Looked:
    """The places of a column by what stands in those it reads: the rule itself stays here."""

    reads: tuple[str, ...]
    known: Known

    def __call__(self, row: Row) -> int:
        return self.known[tuple(row[name] for name in self.reads)]


def _looked_up(column: Column, found: Iterable[tuple[Value, ...]]) -> Column:
    if column.place is None:
        return Column(column.reads, column.size)
    rows = {one: dict(zip(column.reads, one, strict=True)) for one in found}
    known = {one: column.place(row) for one, row in rows.items()}
    return Column(column.reads, column.size, _Looked(column.reads, known))


@dataclass(frozen=True)
class _Combining:
    """A task: the combinations that stand in some parts of the rows."""

    reads: tuple[tuple[str, ...], ...]

    def __call__(self, parts: Iterator[Part]) -> Iterator[tuple[int, set[tuple[Value, ...]]]]:
        found: list[set[tuple[Value, ...]]] = [set() for _ in self.reads]
        for batch in _batches(parts, {name for one in self.reads for name in one}):
            for one, reads in zip(found, self.reads, strict=True):
                one.update(combined(batch, reads).found)
        return enumerate(found)


@dataclass(frozen=True)
class _Counting:
    """A task: the counts of some parts of the rows."""

    columns: tuple[Column, ...]
    keys: tuple[Key, ...]

    def __call__(self, parts: Iterator[Part]) -> Iterator[tuple[int, int, bytes]]:
        whole = [*self.columns, *(column for key in self.keys for column in key)]
        batches = _batches(parts, {name for column in whole for name in column.reads})
        engine = DenseEngine(batches, kernel.compiled() or bincount.tally, threads=1)
        for key, dense in enumerate(engine.count(self.columns, self.keys)):
            for size, counts in dense.items():
                yield key, size, counts.tobytes()


def _batches(parts: Iterator[Part], names: set[str]) -> Iterator[Any]:
    for path, group in parts:
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(
                AT_A_TIME, row_groups=[group], columns=sorted(names), use_threads=False
            )


def spark_engine(source: Snapshot | Path, *, session: Any = None) -> SparkEngine:
    """Spark's engine for a snapshot in memory, or for a Parquet file or a folder of them.

    `session` is a Spark session, such as a cluster's; without it, one of this machine's own
    is used. Raises Uncounted where there is no Spark or no Java.
    """
    context = (session or local_session()).sparkContext
    if isinstance(source, Path):
        paths = sorted(source.glob("*.parquet")) if source.is_dir() else [source]
        return SparkEngine(context, paths)
    folder = Path(mkdtemp(prefix="tellback-spark-"))
    path = folder / "responses.parquet"
    pq.write_table(source.table, path)
    engine = SparkEngine(context, [path])
    finalize(engine, shutil.rmtree, folder, ignore_errors=True)
    return engine


def local_session(master: str = "local[*]") -> Any:
    """A Spark session. Raises Uncounted where there is no Spark or no Java."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - it may not be installed
    except ImportError as absent:
        msg = (
            "Spark cannot count: pyspark is not installed. "
            "Install `tellback[spark]`, or count with the local engine."
        )
        raise Uncounted(msg) from absent
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        msg = (
            "Spark cannot count: there is no Java on this machine. "
            "Install Java 17, or count with the local engine."
        )
        raise Uncounted(msg)
    # Without it, tasks would run in whichever python3 comes first on the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("Tellback").master(master)
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return builder.getOrCreate()
