"""A release says once how much schools differ, for intervals about the borough."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tellback.disclosure import write_rule
from tellback.inference import Borough, SchoolCount, pooled_design_effect
from tellback.release import read_release
from tellback.release.build import build_release
from tests.library.disclosure.families import ASKED, tables_of, wave
from tests.library.disclosure.test_families import rule
from tests.library.small import written

BOROUGH = Borough(schools=20, pupils=900)


def test_it_is_that_of_the_measures_by_school(tmp_path: Path) -> None:
    rows = wave(Random(3), schools=6, largest=60)
    written(tmp_path / "wave", ASKED, rows)
    text = write_rule(rule((("school",),)))
    build_release(tmp_path / "out", wave=tmp_path / "wave", rule_text=text, borough=BOROUGH)
    measures: dict[str, list[SchoolCount]] = {}
    for table in tables_of(rows, (("school",),)):
        if table.kind == "measure" and table.group.level == "school":
            counts = measures.setdefault(table.id, [])
            counts.append(SchoolCount(table.cells[0].count, table.base))
    effect = read_release(tmp_path / "out").manifest.design_effect
    assert effect == pooled_design_effect(measures.values(), BOROUGH)
    assert effect
    assert effect > 1


def test_without_the_boroughs_numbers_or_its_schools_there_is_none(tmp_path: Path) -> None:
    rows = wave(Random(3), schools=6, largest=60)
    written(tmp_path / "wave", ASKED, rows)
    text = write_rule(rule((("school",),)))
    build_release(tmp_path / "one", wave=tmp_path / "wave", rule_text=text)
    assert read_release(tmp_path / "one").manifest.design_effect is None
    text = write_rule(rule((("sex",),)))
    build_release(tmp_path / "two", wave=tmp_path / "wave", rule_text=text, borough=BOROUGH)
    assert read_release(tmp_path / "two").manifest.design_effect is None
