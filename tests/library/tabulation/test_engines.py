"""Every engine behind the seam gives the same arrays."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.model import Kind
from tellback.response import accept
from tellback.snapshot import PupilRow
from tellback.tabulation import (
    EngineName,
    Uncounted,
    bincount,
    combining,
    counted,
    dense,
    kernel,
    spark,
    tabulate_family,
)
from tellback.tabulation.column import Column
from tellback.tabulation.dense import DenseEngine
from tests.library.small import in_memory
from tests.library.tabulation.families import (
    ASKING,
    LOCALITIES,
    SPLITS,
    TOGETHER,
    snapshot_of_rows,
)
from tests.library.tabulation.test_family import check_family


def in_python(codes: Any, shift: int, keys: list[Any], into: list[Any]) -> None:
    """The kernel's own loops, as they are before they are compiled."""
    for at in range(0, len(keys) - 1, 2):
        kernel.count_by_two(codes, shift, keys[at], keys[at + 1], into[at], into[at + 1])
    if len(keys) % 2:
        kernel.count_by_one(codes, shift, keys[-1], into[-1])


@settings(max_examples=40)
@given(
    codes=st.lists(st.integers(-9, 120), max_size=30),
    many=st.integers(0, 3),
    kind=st.sampled_from([np.int8, np.int16, np.int32]),
    data=st.data(),
)
def test_each_way_of_tallying_gives_the_same(
    codes: list[int], many: int, kind: Any, data: st.DataObject
) -> None:
    keys = [
        np.array([data.draw(st.integers(0, 3)) for _ in codes], dtype=np.uint16)
        for _ in range(many)
    ]
    compiled = kernel.compiled()
    assert compiled is not None
    found = []
    for tally in (bincount.tally, in_python, compiled):
        into = [np.zeros((4, 130), dtype=np.uint32) for _ in keys]
        tally(np.array(codes, dtype=kind), 9, keys, into)
        found.append(into)
    for numpy, python, numba, key in zip(*found, keys, strict=True):
        assert np.array_equal(numpy, python)
        assert np.array_equal(numpy, numba)
        for code, cell in zip(codes, key.tolist(), strict=True):
            assert numpy[cell, code + 9] == sum(
                one == code and other == cell
                for one, other in zip(codes, key.tolist(), strict=True)
            )


@pytest.mark.parametrize("engine", ["local", "numpy"])
def test_blocks_are_added_up(engine: EngineName, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = some_rows(Random(5), 20)
    monkeypatch.setattr(dense, "BLOCK", 3)
    tables = tabulate_family(snapshot_of_rows(rows), SPLITS, together=TOGETHER, engine=engine)
    check_family(tables, rows)


@pytest.mark.parametrize("few", [1 << 20, 4])
def test_combinations_are_found_however_many_there_might_be(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(combining, "FEW", few)
    batch = pa.record_batch(
        {
            "a": pa.array([1, -9, 1, 2, 1], pa.int8()),
            "b": pa.array(["x", "y", "x", "x", "y"]).dictionary_encode(),
            "c": pa.array([0.5, 2.0, 0.5, 0.5, 2.0]),
        }
    )
    rows = [(1, "x", 0.5), (-9, "y", 2.0), (1, "x", 0.5), (2, "x", 0.5), (1, "y", 2.0)]
    whole = combining.combined(batch, ["a", "b", "c"])
    known = dict(zip(whole.there.tolist(), whole.found, strict=True))
    assert [known[one] for one in whole.numbers.tolist()] == rows
    assert sorted(whole.found) == sorted(set(rows))


def test_many_cells_and_many_places_have_room() -> None:
    table = pa.table(
        {
            "school": pa.array([str(at) for at in range(300)]).dictionary_encode(),
            "sex": pa.array([at % 2 for at in range(300)], pa.int8()),
        }
    )
    wide = Column(("school",), 300, lambda row: int(row["school"]))
    key = (wide, Column(("sex",), 300, lambda row: 299 * int(row["sex"])))
    engine = DenseEngine(table.to_batches(), bincount.tally, threads=1)
    ((counts,),) = (list(one.values()) for one in engine.count([wide], [key]))
    assert counts.shape == (1, 90_000, 300)
    assert counts.sum() == 300
    assert counts[0, 7 * 300 + 299, 7] == 1


@pytest.mark.parametrize("few", [0, 20, 64, 10_000])
def test_however_many_passes_are_made_the_tables_are_the_same(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counted, "FEW_CELLS", few)
    rows = some_rows(Random(few), 60)
    check_family(tabulate_family(snapshot_of_rows(rows), SPLITS, together=TOGETHER), rows)


def test_several_threads_count_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "WORTH_A_THREAD", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    snapshot = snapshot_of_rows(some_rows(Random(3), 200))
    local = tabulate_family(snapshot, SPLITS, together=TOGETHER)
    assert local == tabulate_family(snapshot, SPLITS, together=TOGETHER, engine="numpy")


def test_without_numba_numpy_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    kernel.compiled.cache_clear()
    try:
        assert kernel.compiled() is None
        snapshot = snapshot_of_rows(some_rows(Random(4), 5))
        assert tabulate_family(snapshot, SPLITS) == tabulate_family(
            snapshot, SPLITS, engine="numpy"
        )
    finally:
        kernel.compiled.cache_clear()


def test_the_kernel_is_compiled_where_nothing_can_be_kept() -> None:
    class Numba:
        """As numba is where it finds no folder that it may write into."""

        def njit(self, *, nogil: bool, cache: bool = False) -> Any:
            if cache:
                raise RuntimeError("cannot cache function: no locator available")
            return lambda function: (function, nogil)

    made = kernel._compile(Numba(), kernel.count_by_one)
    assert made == (kernel.count_by_one, True)


def some_rows(rng: Random, many: int) -> list[PupilRow]:
    """Pupils who answer at random, a fifth of the questions left out."""
    rows = []
    for _ in range(many):
        answers = {}
        for variable in ASKING.variables:
            question = ASKING.question_of[variable]
            if question.kind is Kind.NUMBER:
                offered = ["0", "2", "5"] if question.whole else ["0", "1.5", "1e2"]
            elif question.kind in {Kind.TEXT, Kind.PRESET}:
                offered = ["because"]
            else:
                offered = [one.id for one in question.offered]
            answers[variable] = rng.choice([*offered, ""])
        school = rng.choice(sorted(LOCALITIES))
        rows.append(PupilRow(school, LOCALITIES[school], "5", "online", accept(ASKING, answers)))
    return rows


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    """A Spark of this machine. Without Java its tests are skipped, except where none may be."""
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        sentence = "there is no Java on this machine: 'apt-get install openjdk-17-jre-headless'"
        if os.environ.get("TELLBACK_NO_SKIPS") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    made = spark.local_session("local[2]")
    yield made
    made.stop()


@pytest.mark.parametrize("many", [40])
def test_spark_counts_what_counting_pupil_by_pupil_gives(
    many: int, session: Any, tmp_path: Path
) -> None:
    rows = some_rows(Random(many), many)
    snapshot = snapshot_of_rows(rows)
    path = tmp_path / "responses.parquet"
    pq.write_table(snapshot.table, path, row_group_size=7)
    engine = spark.spark_engine(path, session=session)
    tables = tabulate_family(snapshot, SPLITS, together=TOGETHER, engine=engine)
    assert tables == tabulate_family(snapshot, SPLITS, together=TOGETHER)
    check_family(tables, rows)


def test_spark_counts_a_snapshot_in_memory(session: Any) -> None:
    snapshot = in_memory(ASKING, [{"q1": "often", "food": "fruit"}, {"care": "yes"}])
    tables = tabulate_family(snapshot, (), engine="spark", only=["food", "m_where"])
    assert tables == tabulate_family(snapshot, (), only=["food", "m_where"])


def test_spark_that_is_not_there_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Uncounted, match="no Java on this machine"):
        spark.local_session()
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(Uncounted, match="pyspark is not installed"):
        tabulate_family(in_memory(ASKING, [{}]), (), engine="spark")
