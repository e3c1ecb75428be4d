"""What the attacker says each hidden count can be is what it can be, on tiny releases."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings, strategies as st

from tellback.disclosure.attack import AttackReport, attack, piece
from tellback.disclosure.attack.published import read_published
from tellback.disclosure.attack.sheet import sheets_of
from tellback.disclosure.attack.system import system_of
from tests.library.disclosure.attack.possible import Possible, TooMany
from tests.library.disclosure.attack.releases import (
    Cell,
    Counted,
    Group,
    Row,
    Survey,
    cell_of,
    hide,
    hide_tables,
    rows_of,
    write,
)
from tests.library.disclosure.attack.surveys import (
    AND,
    BLANK,
    OLD,
    OR,
    ROUTED,
    SELECTED,
    THREE_WAYS,
    TICKS,
    WHERE,
    WRITTEN,
    single,
    yaml_of,
)

SCHOOLS = ("1", "2")
LEAST_BASE, LEAST_CELL = 3, 2
RULE = f"least_base: {LEAST_BASE}\nleast_cell: {LEAST_CELL}\n"


def made_up(survey: Survey, random: Random) -> tuple[list[Row], int]:
    """The rows of a release with counts hidden here and there, and its number of pupils."""
    pupils = [
        {"school": school, **random.choice(survey.kinds)}
        for school in SCHOOLS
        for _ in range(random.randint(1, 3))
    ]
    areas = [("borough", "borough"), *(("school", one) for one in SCHOOLS)]
    by_sex = random.choice(([], areas[:1], areas)) if survey.splits else []
    groups = [Group(*one) for one in areas]
    values = survey.splits.get("sex", ())[: random.randint(1, 3)]
    groups += [Group(*one, "sex", value) for one in by_sex for value in values]
    rows = list(rows_of(survey, groups, pupils))
    few = random.random() < 0.5
    rows = hide_tables(
        rows, lambda row: few and row["level"] != "borough" and row["base"] < LEAST_BASE
    )
    often = random.choice((0.3, 0.6, 0.8))
    rows = hide(rows, lambda row: row["count"] != "" and random.random() < often)
    for row in rows:
        # A per cent shown where the count is not.
        if row["hidden"] == "small" and random.random() < 0.05:
            whole = next(
                one for one in rows_of(survey, groups, pupils) if cell_of(one) == cell_of(row)
            )
            row["percent"] = whole["percent"]
    return rows, len(pupils)


@settings(max_examples=settings.default.max_examples // 4)
@pytest.mark.parametrize(
    "survey",
    [ROUTED, TICKS, THREE_WAYS, AND, OR, WHERE, SELECTED, BLANK, OLD],
    ids=["routed", "ticks", "three-ways", "and", "or", "where", "selected", "blank", "old"],
)
@given(random=st.randoms(use_true_random=False))
def test_ranges_are_those_of_every_set_of_pupils(survey: Survey, random: Random) -> None:
    rows, pupils = made_up(survey, random)
    try:
        expected = Possible(survey, rows, SCHOOLS, pupils, LEAST_BASE).ranges()
    except TooMany:
        assume(False)
    with TemporaryDirectory() as folder:
        areas = [("school", one, "", "") for one in SCHOOLS]
        release = write(Path(folder), survey, rows, areas=areas, rule=RULE)
        report = attack(release, intervals=True, crossings=True)
    hidden = {cell_of(row) for row in rows if row["count"] == ""}
    assert report.hidden == len(hidden)
    found = {
        (one.level, one.area, one.split, one.group, one.variable, one.choice): (one.lo, one.hi)
        for one in report.intervals
    }
    assert {cell: expected[cell] for cell in found} == found
    # Left out is only what the group's own definition says, and what nobody was asked.
    assert all(expected[cell][1] == 0 or cell[4] == cell[2] for cell in hidden - set(found))


@settings(max_examples=settings.default.max_examples // 4)
@given(random=st.randoms(use_true_random=False))
def test_where_a_rule_reads_words_the_truth_is_within_the_range(random: Random) -> None:
    rows, pupils = made_up(WRITTEN, random)
    expected = Possible(WRITTEN, rows, SCHOOLS, pupils, LEAST_BASE).ranges()
    with TemporaryDirectory() as folder:
        areas = [("school", one, "", "") for one in SCHOOLS]
        release = write(Path(folder), WRITTEN, rows, areas=areas, rule=RULE)
        report = attack(release, intervals=True)
    assert_within(report, expected)
    assert all(one.hi <= pupils for one in report.intervals)


def assert_within(report: AttackReport, expected: dict[Cell, tuple[int, int]]) -> None:
    """Each range that was found holds all that the count can be."""
    for one in report.intervals:
        cell = (one.level, one.area, one.split, one.group, one.variable, one.choice)
        least, most = expected[cell]
        assert one.lo <= least <= most <= one.hi


def test_a_base_of_which_nothing_is_known_is_no_more_than_all_pupils(tmp_path: Path) -> None:
    pupils = [{"school": one, **WRITTEN.kinds[0]} for one in SCHOOLS * 4]
    rows = hide_tables(
        rows_of(WRITTEN, [Group("borough", "borough")], pupils),
        lambda row: row["variable"] == "q1",
        "linked",
    )
    report = attack(write(tmp_path / "r", WRITTEN, rows), intervals=True)
    assert {(one.choice, one.lo, one.hi) for one in report.intervals} == {("a", 0, 8), ("-9", 0, 8)}


@settings(max_examples=settings.default.max_examples // 4)
@given(random=st.randoms(use_true_random=False))
def test_question_by_question_the_truth_is_within_the_range(random: Random) -> None:
    """Releases too large to be one programme are taken so."""
    rows, pupils = made_up(ROUTED, random)
    try:
        expected = Possible(ROUTED, rows, SCHOOLS, pupils, LEAST_BASE).ranges()
    except TooMany:
        assume(False)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(piece, "JOINED", 0)
        areas = [("school", one, "", "") for one in SCHOOLS]
        release = write(Path(folder), ROUTED, rows, areas=areas, rule=RULE)
        assert_within(attack(release, intervals=True), expected)


def test_questions_that_only_hidden_numbers_of_pupils_join_are_taken_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = Survey(
        yaml_of(single("q1", "a") + single("q2", "a")),
        {name: Counted(("a", "-9")) for name in ("q1", "q2")},
        (),
    )
    pupils = [{"school": one, "q1": "a", "q2": "-9"} for one in SCHOOLS * 4]
    groups = [Group("borough", "borough"), *(Group("school", one) for one in SCHOOLS)]
    rows = hide_tables(rows_of(survey, groups, pupils), lambda row: row["level"] == "school")
    written = write(
        tmp_path / "r", survey, rows, areas=[("school", one, "", "") for one in SCHOOLS]
    )
    (sheet,) = sheets_of(read_published(written))
    assert len(list(piece.pieces_of(system_of([sheet])))) == 1
    monkeypatch.setattr(piece, "JOINED", 0)
    assert len(list(piece.pieces_of(system_of([sheet])))) == 2
