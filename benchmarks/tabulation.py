"""Full tabulations timed: every engine in a process of its own, all in turn, several times."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import TypedDict

import numpy as np

from benchmarks.prepare import ROOT
from benchmarks.tabulation_data import QUESTIONS, YEARS, path_of, write_all
from benchmarks.tabulation_engines import ENGINES, FivePasses, digest

RUNS = {572: 15, 60_000: 11, 600_000: 7, 6_000_000: 3}
"""Counts in one process, after the first, which warms up and is checked."""
SLOW = ("pandas", "DuckDB, grouping", "Polars", "NumPy, five")
"""Of MANY pupils, these count once in a process."""
MANY = 600_000
BYTES_OF_A_PUPIL = 157
"""150 answers and the keys, read once."""
MEMORY = 1 << 29
"""Bytes to read for the bandwidth of memory."""


class Run(TypedDict):
    """What one process came to."""

    seconds: list[float]
    most_mb: float
    mark: str
    questions: int


def measure(*, rows: list[int], rounds: int, only: str, folder: Path | None) -> bool:
    """Print a table for each size; whether all engines counted the same."""
    with tempfile.TemporaryDirectory(prefix="tellback-bench.") as made:
        data = folder or Path(made)
        data.mkdir(exist_ok=True)
        print(f"\nMemory read: {bandwidth(1):.1f} GB/s by one thread, {bandwidth(2):.1f} by two")
        found = [_size(data, one, rounds, only) for one in rows]
        return all(found)


def _size(folder: Path, rows: int, rounds: int, only: str) -> bool:
    write_all(folder, rows)
    names = [name for name in ENGINES if only.lower() in name.lower()]
    expected = digest_of_reference(folder, rows)
    runs: dict[str, list[Run]] = {name: [] for name in names}
    load = os.getloadavg()[0]
    for _ in range(rounds):
        for name in names:
            runs[name].append(_in_a_process(folder, rows, name))
    print(f"\n{rows:,} pupils (load {load:.1f} before)")
    print("| engine | median | least | most | peak MB | counts |\n|---|---:|---:|---:|---:|---|")
    good = True
    for name, each in runs.items():
        same = all(one["mark"] == expected[one["questions"]] for one in each)
        good = good and same
        _row(name, each, same=same)
    limit = rows * BYTES_OF_A_PUPIL / (bandwidth(2) * 1e9)
    print(f"Reading every byte once would take {limit * 1e3:.3g} ms.")
    return good


def _row(name: str, runs: list[Run], *, same: bool) -> None:
    scale = len(QUESTIONS) / runs[0]["questions"]
    seconds = [second * scale for run in runs for second in run["seconds"]]
    about = "" if scale == 1 else f" (of {runs[0]['questions']} questions, times {scale:g})"
    times = [statistics.median(seconds), min(seconds), max(seconds)]
    shown = " | ".join(_time(one) for one in times)
    most = max(run["most_mb"] for run in runs)
    print(f"| {name}{about} | {shown} | {most:,.0f} | {'equal' if same else 'DIFFERENT'} |")


def _time(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def digest_of_reference(folder: Path, rows: int) -> dict[int, str]:
    """Questions -> the mark of NumPy's five passes over the first so many, kept beside the data."""
    kept = path_of(folder, rows, YEARS[0]).with_suffix(".json")
    if not kept.exists():
        counted = FivePasses(folder, rows).count()
        some = {many: digest(iter(counted), many) for many in (15, len(QUESTIONS))}
        kept.write_text(json.dumps(some), encoding="utf-8")
    return {int(many): mark for many, mark in json.loads(kept.read_text("utf-8")).items()}


def _in_a_process(folder: Path, rows: int, name: str) -> Run:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.tabulation", str(folder), str(rows), name],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    run: Run = json.loads(done.stdout)
    return run


def run_one(folder: Path, rows: int, name: str) -> Run:
    """Count in this process: once to warm up and be checked, then with the clock."""
    engine = ENGINES[name](folder, rows)
    questions = getattr(engine, "questions", len(QUESTIONS))
    mark = digest(engine.arrays(engine.count()), questions)
    once = rows >= MANY and name.startswith(SLOW)
    seconds = []
    for _ in range(1 if once else RUNS.get(rows, 3)):
        began = time.perf_counter()
        engine.count()
        seconds.append(time.perf_counter() - began)
    return {"seconds": seconds, "most_mb": _most_mb(), "mark": mark, "questions": questions}


def _most_mb() -> float:
    """The most memory this process held; the limits of its parent are not in it."""
    told = Path("/proc/self/status").read_text("utf-8")
    return int(told.split("VmHWM:")[1].split()[0]) / 1024


def bandwidth(threads: int) -> float:
    """Thousand million bytes a second that this machine reads: NumPy adds numbers up."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    held = np.ones(MEMORY // 8, dtype=np.int64)
    parts = np.array_split(held, threads)
    best = 0.0
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(5):
            began = time.perf_counter()
            list(pool.map(np.sum, parts))
            best = max(best, MEMORY / (time.perf_counter() - began) / 1e9)
    return best


def main() -> None:
    """One engine, for `_in_a_process`."""
    parser = ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("engine", choices=list(ENGINES))
    asked = parser.parse_args()
    json.dump(run_one(asked.folder, asked.rows, asked.engine), sys.stdout)


if __name__ == "__main__":
    main()
