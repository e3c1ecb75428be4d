"""Counting on Spark, for more pupils than one machine holds.

Spark reads the Parquet and shares it out; each task counts its part as this machine would, and
hands back dense counts, which are added up here. So it gives the same numbers, and what is sent
about is counts and not pupils. On a cluster, Tellback is installed where the tasks run.
"""

from __future__ import annotations

import json
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
import pyarrow as pa
import pyarrow.parquet as pq

from tellback.snapshot import Snapshot
from tellback.tabulation import bincount, kernel
from tellback.tabulation.column import Column, Row, Value
from tellback.tabulation.combining import Known, combined
from tellback.tabulation.dense import DenseEngine
from tellback.tabulation.engine import Dense, Key, Uncounted, nothing

SETTINGS = {
    # Columns that differ in capitals alone are two columns.
    "spark.sql.caseSensitive": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
    "spark.sql.files.maxPartitionBytes": "33554432",
    "spark.driver.maxResultSize": "0",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
COMBINATIONS, COUNTS = "found string", "key int, size int, counts binary"


class SparkEngine:
    """Counts a Spark data frame with a snapshot's columns, one row a pupil."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame

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
            _names(column.reads for column in whole),
            tuple(sent[column] for column in columns),
            tuple(tuple(sent[column] for column in key) for key in keys),
        )
        counted = [nothing(columns, key) for key in keys]
        for row in self._each_part(work, COUNTS):
            held = counted[row.key][row.size]
            held += np.frombuffer(row.counts, dtype=held.dtype).reshape(held.shape)
        return list(counted)

    def _combinations(self, reads: Sequence[tuple[str, ...]]) -> list[set[tuple[Value, ...]]]:
        found: list[set[tuple[Value, ...]]] = [set() for _ in reads]
        for row in self._each_part(_Combining(_names(reads), tuple(reads)), COMBINATIONS):
            for one, more in zip(found, json.loads(row.found), strict=True):
                one.update(map(tuple, more))
        return found

    def _each_part(self, work: _Combining | _Counting, gives: str) -> list[Any]:
        """What `work` gives of its columns, in as many parts as there are tasks at once."""
        # Spark takes a dot in a name for a part of a column, so they go by number meanwhile.
        numbered = [self._frame[f"`{name}`"].alias(str(at)) for at, name in enumerate(work.names)]
        frame = self._frame.select(*numbered)
        frame = frame.coalesce(frame.sparkSession.sparkContext.defaultParallelism)
        with warnings.catch_warnings():
            # It warns of the pandas that happens to be installed, which is not used here.
            warnings.simplefilter("ignore", FutureWarning)
            return list(frame.mapInArrow(work, gives).collect())


def _names(reads: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({name for one in reads for name in one}))


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
    """A task: the combinations that stand in one part of the pupils."""

    names: tuple[str, ...]
    reads: tuple[tuple[str, ...], ...]

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        found: list[set[tuple[Value, ...]]] = [set() for _ in self.reads]
        for batch in _named(batches, self.names):
            for one, reads in zip(found, self.reads, strict=True):
                one.update(combined(batch, reads).found)
        yield pa.record_batch({"found": [json.dumps([list(one) for one in found])]})


@dataclass(frozen=True)
class _Counting:
    """A task: the counts of one part of the pupils."""

    names: tuple[str, ...]
    columns: tuple[Column, ...]
    keys: tuple[Key, ...]

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        batches = _named(batches, self.names)
        engine = DenseEngine(batches, kernel.compiled() or bincount.tally, threads=1)
        for key, dense in enumerate(engine.count(self.columns, self.keys)):
            for size, counts in dense.items():
                yield pa.record_batch(
                    {
                        "key": pa.array([key], pa.int32()),
                        "size": pa.array([size], pa.int32()),
                        "counts": pa.array([counts.tobytes()], pa.binary()),
                    }
                )


def _named(batches: Iterator[Any], names: tuple[str, ...]) -> Iterator[Any]:
    return (batch.rename_columns(list(names)) for batch in batches)


def spark_engine(source: Snapshot | Path, *, session: Any = None) -> SparkEngine:
    """Spark's engine for a snapshot in memory, or for the Parquet that a path names.

    `session` is a Spark session, such as a cluster's; without it, one of this machine's own
    is used. Raises Uncounted where there is no Spark or no Java.
    """
    session = session or local_session()
    if isinstance(source, Path):
        return SparkEngine(session.read.parquet(str(source)))
    folder = Path(mkdtemp(prefix="tellback-spark-"))
    pq.write_table(source.table, folder / "responses.parquet")
    engine = SparkEngine(session.read.parquet(str(folder / "responses.parquet")))
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
