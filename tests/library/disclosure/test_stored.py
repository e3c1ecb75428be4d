"""Safe tables as files: nothing hidden is in them, and what was tampered with is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from tellback.disclosure import StoredFault, from_json, protect, to_json
from tests.library.disclosure.tables import raw_measure, raw_table, rule

RAW = [raw_table([20, 1, 12], 5, name="a"), raw_table([20, 30], name="q"), raw_table([4], name="b")]
TABLES = protect([*RAW, raw_measure(20, 50, "c0")], rule(10, 3))

count = st.integers(0, 40)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.lists(count, min_size=1, max_size=5), count, count), max_size=4))
def test_what_is_written_is_read_back(held: list[tuple[list[int], int, int]]) -> None:
    raw = [raw_table(*one, name=f"one{at}") for at, one in enumerate(held)]
    ticks = [
        raw_table(counts, gap, answered=max(counts) or 1, name=f"tick{at}")
        for at, (counts, gap, _) in enumerate(held)
    ]
    tables = protect([*raw, *ticks], rule(10, 3))
    text = to_json(tables)
    assert from_json(text) == tables
    assert to_json(from_json(text)) == text


def test_a_hidden_number_is_not_in_the_file() -> None:
    held = json.loads(to_json(TABLES))["tables"]
    for table, safe in zip(held, TABLES, strict=True):
        for cell, safe_cell in zip(table["cells"], safe.cells, strict=True):
            if not isinstance(safe_cell.count, int):
                assert set(cell["count"]) == set(cell["percent"]) == {"code", "reason"}
    assert held[2]["base"]["code"] == "linked"


def tampered(change: Callable[[list[dict[str, Any]]], object]) -> str:
    held = json.loads(to_json(TABLES))
    change(held["tables"])
    return json.dumps(held)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "its start"),
        ("[]", "its start"),
        ('{"tellback_safe_tables": 1, "tables": []}', "tellback_safe_tables"),
        (tampered(lambda held: held[0].update(stranger=1)), "tables.0.stranger"),
        (tampered(lambda held: held[0].pop("rule")), "tables.0.rule"),
        (tampered(lambda held: held[0].update(base=True)), "tables.0.base"),
        (tampered(lambda held: held[0]["cells"][0].update(count="20")), "tables.0.cells.0.count"),
    ],
)
def test_a_file_of_something_else_is_refused(text: str, words: str) -> None:
    with pytest.raises(StoredFault, match=f"{words}.*Restore it"):
        from_json(text)


@pytest.mark.parametrize(
    "change",
    [
        lambda held: held[0]["cells"][0].update(count=21),
        lambda held: held[0]["cells"][0].update(percent=90),
        lambda held: held[0]["cells"][1].update(count=1),
        lambda held: held[0]["cells"][3].update(count=5, percent=13),
        lambda held: held[0].update(base=25),
        lambda held: held[0].update(base=0),
        lambda held: held[1].update(base=51),
        lambda held: held[1]["cells"][0].update(count=-20, percent=-40),
        lambda held: held[1].update(cells=held[1]["cells"][1:]),
        lambda held: held[2].update(base=4),
        lambda held: held[2].update(cells=held[1]["cells"]),
        lambda held: held[1].update(base={"code": "small", "reason": "Hidden"}),
        lambda held: held[3]["cells"][0].update(count=51, percent=102),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(
    change: Callable[[list[dict[str, Any]]], object],
) -> None:
    with pytest.raises(StoredFault, match="contradicts itself"):
        from_json(tampered(change))
