"""Reports of schools with hostile names, of silence, of nobody and of everybody."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from functools import lru_cache
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from tellback.disclosure import Hidden
from tellback.figure import Beside
from tellback.figure.beside import Line, Mark, Value
from tellback.figure.said import plain
from tellback.inference import Interval
from tellback.report.blocks import List, Note, Picture, Table, Words
from tellback.report.document import Document
from tellback.report.ground import EarlierWave
from tellback.report.html.page import html_page
from tellback.report.pdf.write import report_pdf
from tellback.report.school.chart import SchoolFigure, svg_school
from tellback.report.school.report import school_report
from tests.library.report import edges
from tests.library.report.demo import CONTENT, demo_material

SVG = "{http://www.w3.org/2000/svg}"


@lru_cache(maxsize=16)
def report(known: str) -> Document:
    material = edges.material_of(edges.release_of())
    return school_report(material, edges.area_of(material, known))


@pytest.mark.parametrize("known", ["9001", "9002", "9003", "9011"])
def test_a_hostile_or_long_name_is_words_wherever_it_stands(known: str) -> None:
    made = report(known)
    assert made.title == edges.NAMES[known]
    page = html_page(made, content=CONTENT)
    assert html.escape(edges.NAMES[known], quote=False) in page.replace("&#34;", '"')
    assert "<script>alert(1)" not in page
    assert report_pdf(made, content=CONTENT).startswith(b"%PDF")


def test_hostile_answers_are_escaped_in_charts_that_are_well_formed() -> None:
    (picture,) = [one for one in edges.pictures_of(report("9002")) if one.figure_id == "food"]
    root = ET.fromstring(str(picture.svg))  # noqa: S314 - our own
    words = " ".join(one.text or "" for one in root.iter(f"{SVG}text"))
    assert "<i>Fish & chips</i>" in words
    assert edges.HOSTILE_ANSWER in picture.description


def test_a_section_that_nobody_answered_says_so() -> None:
    made = report("9001")
    assert edges.said_in(edges.under(made, "Nobody answers here")) == (
        "Nobody gave an answer. Nobody gave an answer."
    )
    (blank,) = [one for one in edges.pictures_of(made) if one.figure_id == "blank"]
    assert blank.table.rows[-1].cells[0] == "100% (60)"


def test_a_question_that_nobody_was_led_to_is_not_drawn() -> None:
    made = report("9001")
    (note,) = edges.under(made, "Nobody is led here")
    assert isinstance(note, Note)
    assert edges.said_in([note]).startswith("Hidden for this school: ‘Asked of nobody?’. Few")


def test_a_sensitive_section_is_one_note() -> None:
    (note,) = edges.under(report("9001"), "Sensitive")
    assert isinstance(note, Note)
    assert "the question is sensitive" in edges.said_in([note])


def alone(roll: int | None) -> Document:
    material = edges.material_of(
        edges.release_of(edges.ALONE, (("9004", 30),)), rolls={"9004": roll}
    )
    return school_report(material, edges.area_of(material, "9004"))


@pytest.mark.parametrize(
    ("roll", "said"),
    [
        (30, "30 of the 30 pupils on roll in Year 5 answered: 100%. Every pupil on roll answered."),
        (25, "30 pupils of Year 5 answered. Our register has 25 on roll, which is fewer."),
        (None, "30 pupils of Year 5 answered. How many are on roll is not known"),
        (31, "30 of the 31 pupils on roll in Year 5 answered: 97%. Not everyone answered"),
    ],
)
def test_how_many_answered_of_how_many_on_roll(roll: int | None, said: str) -> None:
    assert edges.said_in(edges.under(alone(roll), "In one minute")).startswith(said)


def test_where_nobody_else_was_asked_nothing_is_compared_and_nothing_called_hidden() -> None:
    made = alone(36)
    said = edges.said_in(edges.under(made, "What is really different from the rest of the borough"))
    assert said == "Nobody else was asked, so there is nobody to compare this school with."
    (picture,) = [one for one in edges.pictures_of(made) if one.figure_id == "mood"]
    assert picture.table.columns == ("Answer", "This school")
    assert picture.base == "Of all pupils: 30 in this school"
    assert "rest of the borough" not in str(picture.svg)
    (grid,) = [one for one in edges.pictures_of(made) if one.figure_id == "safe"]
    assert grid.table.rows[0].cells[0] == "50%"


def test_of_few_pupils_it_is_not_said_what_is_chance() -> None:
    material = edges.material_of(
        edges.release_of(edges.ALONE, (("9004", 30), ("9021", 6))), rolls={"9004": 30, "9021": 7}
    )
    made = school_report(material, edges.area_of(material, "9021"))
    said = edges.said_in(edges.under(made, "What is really different from the rest of the borough"))
    assert said == "Too few pupils answered to say what is different and what is chance."


def test_an_earlier_release_with_the_school_is_told_over_the_years() -> None:
    before = EarlierWave("2008", edges.release_of(odd="9002"))
    material = edges.material_of(edges.release_of(), earlier=[before])
    made = school_report(material, edges.area_of(material, "9001"))
    (table,) = [one for one in edges.under(made, "Over the years") if isinstance(one, Table)]
    rows = {row.head: row.cells for row in table.rows}
    assert rows["Are often well"] == ("2008", "88%", "50%", "▼\u00a0lower")
    assert rows["Are happy 1 day in 2"] == ("2008", "67%", "67%", "▬\u00a0no real change")
    assert "Never smoke" not in rows


def test_an_earlier_release_without_the_school_is_not_mentioned() -> None:
    before = EarlierWave("2008", edges.release_of(edges.ALONE, (("9004", 30),)))
    material = edges.material_of(edges.release_of(), earlier=[before])
    made = school_report(material, edges.area_of(material, "9001"))
    assert "Over the years" not in edges.headings_of(made)


def test_two_answers_given_as_often_are_said_together_and_more_not_at_all() -> None:
    made = report("9001")
    by_id = {one.figure_id: edges.said_in([one]) for one in edges.pictures_of(made)}
    assert by_id["mood"] == f"Said most: ‘{edges.URDU_ANSWER}’, by 67%."
    assert by_id["age"] == ""
    small = {one.figure_id: edges.said_in([one]) for one in edges.pictures_of(report("9011"))}
    assert small == {}
    group = {one.figure_id: one for one in edges.pictures_of(report("small schools"))}
    assert edges.said_in([group["help"]]) == (
        "Said most: ‘Yes’ of ‘In class 4B’ and ‘No’, each by 36%."
    )


UP = Mark("higher", "triangle up", "")
COUNTS = st.tuples(st.integers(0, 50), st.integers(0, 50), st.booleans(), st.booleans())


def line(words: str, counts: tuple[int, int, bool, bool], *, note: bool = False) -> Line:
    own, rest, hidden, real = counts
    values = [
        Value("This school", "50 pupils", own, own / 50, f"{2 * own}%", Interval(0, 1), None),
        Value("The rest of the borough", "50 pupils", rest, rest / 50, f"{2 * rest}%", None, None),
    ]
    if hidden:
        gone = Hidden("few")
        values = [Value(one.side, one.of, gone, None, "hidden", None, None) for one in values]
    elif real:
        values[0] = replace(values[0], mark=UP)
    return Line(words, note, tuple(values))


def figure(*rows: tuple[str, list[Line]]) -> SchoolFigure:
    made = tuple((words, Beside("f", "T", "Of x", tuple(lines))) for words, lines in rows)
    return SchoolFigure("f", "T", "Of x", made)


@given(st.lists(COUNTS, min_size=1, max_size=6), st.booleans())
def test_bars_are_as_long_as_their_shares_and_marks_stand_where_real(
    counts: list[tuple[int, int, bool, bool]], grid: bool
) -> None:
    lines = [line(f"Answer {at}", one) for at, one in enumerate(counts)]
    made = figure(("Row", lines), ("Other", lines)) if grid else figure(("", lines))
    svg = str(svg_school(made, exclusive=False))
    root = ET.fromstring(svg)  # noqa: S314 - our own
    bars = [one for one in root.iter(f"{SVG}rect") if one.get("fill") == "#12436D"][1:]
    shown = [one[0] for one in counts if not one[2] and one[0]] * len(made.rows)
    for bar, count in zip(bars, shown, strict=True):
        assert float(bar.get("width", 0)) == pytest.approx(max(172 * count / 50, 2), rel=1e-3)
    triangles = svg.count("l-5 -9z")
    assert triangles == sum(real and not hidden for *_, hidden, real in counts) * len(made.rows)
    assert svg.count(">hidden<") == sum(one[2] for one in counts) * len(made.rows)


@given(st.lists(st.integers(0, 10), min_size=2, max_size=5))
def test_parts_of_a_divided_bar_make_up_what_is_shown(counts: list[int]) -> None:
    total = 50
    lines = [line(f"Answer {at}", (one, one, False, False)) for at, one in enumerate(counts)]
    svg = str(svg_school(figure(("A", lines), ("B", lines)), exclusive=True))
    parts = [float(one) for one in re.findall(r'width="([\d.]+)" height="17"', svg)]
    wide = sum(236 * one / total for one in counts)
    assert sum(parts) == pytest.approx(2 * (wide - sum(one > 0 for one in counts)), abs=0.2)


def test_grids_of_many_or_unlike_answers_have_a_pair_of_bars_an_answer() -> None:
    many = [line(f"Answer {at}", (at, at, False, False)) for at in range(6)]
    assert not figure(("A", many), ("B", many)).divided
    assert not figure(("A", many[:2]), ("B", many[:3])).divided
    assert figure(("A", many[:2]), ("B", many[:2])).divided
    assert not figure(("A", many[:2])).divided
    assert "Upper bar" not in str(svg_school(figure(("A", many), ("B", many)), exclusive=True))


def test_an_address_is_told_to_a_school_without_numbers() -> None:
    material = edges.material_of(edges.release_of())
    facts = material.facts.model_copy(update={"address": "https://results.example/"})
    made = school_report(replace(material, facts=facts), edges.area_of(material, "9011"))
    assert "All of it is at https://results.example/." in edges.said_in(made.blocks)


def test_a_release_without_tables_of_a_school_has_words_for_it() -> None:
    words = [one for one in report("9011").blocks if isinstance(one, Words)]
    assert edges.said_in(words[1:2]) == "Fewer than 10 pupils were asked."


def test_what_really_differs_is_drawn_as_dots_with_how_sure_it_is() -> None:
    made = report("9001")
    (dots,) = [
        one for one in made.blocks if isinstance(one, Picture) and one.figure_id == "differences"
    ]
    listed = [
        plain(one)
        for block in edges.under(made, "What is really different from the rest of the borough")
        if isinstance(block, List)
        for one in block.items
    ]
    assert len(dots.table.rows) == len(listed) > 1
    for row, sentence in zip(dots.table.rows, listed, strict=True):
        assert sentence.startswith(row.head[:20])
        own, rest, word = row.cells
        assert re.findall(r"\d+%", sentence)[-2:] == re.findall(r"\d+%", own + rest)
        assert word[0] in "▲▼"
    for value in re.findall(r"\d+%", " ".join(" ".join(row.cells[:2]) for row in dots.table.rows)):
        assert value in dots.svg


def test_where_nothing_really_differs_there_are_no_dots() -> None:
    made = school_report(demo_material(), edges.area_of(demo_material(), "9004"))
    assert "Nothing is really different." in edges.said_in(made.blocks)
    assert not [
        one for one in made.blocks if isinstance(one, Picture) and one.figure_id == "differences"
    ]


def test_a_chart_whose_script_no_sentence_has_set_before_is_printed() -> None:
    made = report("9001")
    mood = next(one for one in edges.pictures_of(made) if one.figure_id == "mood")
    alone = replace(made, blocks=(replace(mood, said=()),))
    assert report_pdf(alone, content=CONTENT).startswith(b"%PDF-")
