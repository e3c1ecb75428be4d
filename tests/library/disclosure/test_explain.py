"""Why each count is hidden, told to those who may know the counts."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from tellback.command import main
from tellback.disclosure import Hidden, protect, write_rule
from tellback.disclosure.explain import explain
from tests.library.disclosure.families import ASKED, SPLITS, protected, tables_of, wave
from tests.library.disclosure.tables import raw_table, rule
from tests.library.disclosure.test_families import rule as by_level
from tests.library.small import written


def test_small_counts_and_those_beside_them_are_told_apart() -> None:
    raw = [raw_table([2, 30, 0, 20, 9], 15), raw_table([4, 5], name="few")]
    by = rule(10, 3)
    found = {(one.table, one.cell): one.why for one in explain(raw, protect(raw, by), by)}
    assert found == {
        ("q", "c0"): "2 is fewer than 3",
        ("q", "c4"): "it would tell c0 of the same table",
        ("few", "c0"): "9 pupils were asked, fewer than 10",
        ("few", "c1"): "9 pupils were asked, fewer than 10",
        ("few", "-9"): "9 pupils were asked, fewer than 10",
    }


def test_every_hidden_count_of_a_wave_has_its_reason() -> None:
    rows = wave(Random(3), schools=6, largest=60)
    by = by_level(least_schools=2, full_cells="hidden")
    raw = tables_of(rows, SPLITS[:3])
    safe = protected(raw, by, rows)
    known = {(table.kind, table.id, table.group) for table in raw}
    hidden = sum(
        isinstance(cell.count, Hidden)
        for table in safe
        if (table.kind, table.id, table.group) in known
        for cell in table.cells
    )
    found = list(explain(raw, safe, by))
    assert len(found) == hidden > 100
    kinds = {one.why.split(" ")[0] for one in found}
    assert {"it", "the", "too"} <= kinds
    assert any("the same answer of" in one.why for one in found)
    assert any("of the same table" in one.why for one in found)


def test_the_command_says_it_of_one_variable(tmp_path: Path) -> None:
    written(tmp_path / "wave", ASKED, wave(Random(3), schools=5, largest=40))
    (tmp_path / "rule.yaml").write_text(write_rule(by_level()), encoding="utf-8")
    told = ["release", "explain", "--wave", str(tmp_path / "wave"), "--rule"]
    done = CliRunner().invoke(
        main.make_app(), [*told, str(tmp_path / "rule.yaml"), "--only", "care"]
    )
    assert done.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["variable"] for row in rows} == {"care"}
    assert all(row["why"] and row["count"] for row in rows)
    assert "not protected" in done.stderr


@pytest.mark.parametrize(
    ("rule_text", "more", "words"),
    [
        (None, [], "cannot be read"),
        ("id: [", [], "is not YAML"),
        (write_rule(by_level()), ["--only", "cares_not"], "no variable or measure cares_not"),
    ],
)
def test_what_cannot_be_explained_is_said(
    rule_text: str | None, more: list[str], words: str, tmp_path: Path
) -> None:
    written(tmp_path / "wave", ASKED, wave(Random(3), schools=2))
    if rule_text:
        (tmp_path / "rule.yaml").write_text(rule_text, encoding="utf-8")
    told = ["release", "explain", "--wave", str(tmp_path / "wave"), "--rule"]
    done = CliRunner().invoke(main.make_app(), [*told, str(tmp_path / "rule.yaml"), *more])
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stdout == ""
