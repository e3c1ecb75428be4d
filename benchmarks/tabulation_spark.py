"""Spark over the same Parquet: its counts beside the kernel's, its time and its memory."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType

from benchmarks.tabulation_data import SPLITS, YEARS, path_of, rows_of_years, snapshot_of, write_all
from benchmarks.tabulation_engines import Tellback, digest
from tellback.tabulation.family import Family, count_family
from tellback.tabulation.spark import local_session, spark_engine

MOST_IN_MEMORY = 6_000_000
"""Up to here the kernel counts the same, to compare."""


def measure(folder: Path, rows: int) -> bool:
    """Print what a full tabulation costs on Spark; whether it counts what the kernel counts."""
    write_all(folder, rows)
    with Watching() as watching:
        began = time.perf_counter()
        session = local_session("local[2]")
        started = time.perf_counter() - began
        seconds = []
        for _ in range(2 if rows <= MOST_IN_MEMORY else 1):
            began = time.perf_counter()
            families = _count(folder, rows, session)
            seconds.append(time.perf_counter() - began)
        session.stop()
    pupils = [int(one.counted.of(one.sheets[0].counts[0], ()).sum()) for one in families]
    assert pupils == rows_of_years(rows), "Spark lost a pupil"
    same = True
    if rows <= MOST_IN_MEMORY:
        local = Tellback(folder, rows, "local")
        same = digest(local.arrays(local.count())) == digest(Tellback.arrays(families))
    size = sum(path_of(folder, rows, year).stat().st_size for year in YEARS) / 1e6
    print("| engine | pupils | starting | first | again | peak MB | MB on disk | counts |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    print(
        f"| Spark, 2 tasks, from disk | {rows:,} | {started:.1f} s | "
        f"{seconds[0]:.1f} s | {seconds[-1]:.1f} s | {watching.most_mb:,.0f} | {size:,.0f} | "
        f"{'equal' if same else 'DIFFERENT'}{'' if rows <= MOST_IN_MEMORY else ' in sum'} |"
    )
    return same


def _count(folder: Path, rows: int, session: object) -> list[Family]:
    found = []
    for year, many in zip(YEARS, rows_of_years(rows), strict=True):
        engine = spark_engine(path_of(folder, rows, year), session=session)
        found.append(count_family(snapshot_of(year, many, None), SPLITS, engine=engine))
    return found


class Watching:
    """The most memory that this process and those it started held together, looked at often."""

    def __init__(self) -> None:
        self.most_mb = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watching:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.5):
            self.most_mb = max(self.most_mb, _family_mb())


def _family_mb() -> float:
    """Resident memory of this process and all that come from it."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,rss="],  # noqa: S607 - part of every system
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    ours, before = {os.getpid()}, 0
    while len(ours) > before:
        before = len(ours)
        ours |= {pid for pid, parent, _ in rows if parent in ours}
    return sum(held for pid, _, held in rows if pid in ours) / 1024
