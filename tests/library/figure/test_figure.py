"""What a figure says: the same numbers in bars, in a table and in a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings, strategies as st

from tellback.disclosure import SafeTable, protect
from tellback.disclosure.table import KEY
from tellback.figure import draw, html_table, sentence, svg
from tellback.figure.letters import wide
from tellback.tabulation import RawTable
from tests.library.disclosure.tables import raw_measure, raw_table, rule

RULE = rule(10, 3)
SVG = "{http://www.w3.org/2000/svg}"
EVIL = "<script>alert('1')</script> & \"more\""


def safe(*raw: RawTable) -> tuple[SafeTable, ...]:
    return protect(raw, RULE)


def grid(*counts: list[int]) -> tuple[SafeTable, ...]:
    """A grid of rows r0, r1 ... of one question."""
    return safe(
        *(
            replace(raw_table(one, 5, name=f"g{at}"), question="g", row=f"Row {at}")
            for at, one in enumerate(counts)
        )
    )


def texts(chart: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(chart).iter(f"{SVG}text")]


def labels(chart: str) -> list[str]:
    return [
        node.attrib["aria-label"]
        for node in ElementTree.fromstring(chart).iter(f"{SVG}rect")
        if "aria-label" in node.attrib
    ]


def cells(table: str) -> list[list[str]]:
    """The rows of an HTML table as text."""
    rows = ElementTree.fromstring(f"<div>{table}</div>").iter("tr")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]


SOME = safe(raw_table([100, 0, 91], 9))
HIDING = safe(raw_table([2, 40, 20, 9], 0))
WHOLLY_HIDDEN = safe(raw_table([2, 3]))


def test_the_base_is_said_in_words_with_its_number() -> None:
    carers = replace(raw_table([300, 1024]), base_words="pupils who look after someone")
    assert draw(SOME).base == "Of all 200 pupils"
    assert draw(safe(carers)).base == "Of 1,324 pupils who look after someone"
    assert draw(WHOLLY_HIDDEN).base == "Hidden: fewer than 10 pupils were asked"


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("How are you?", "How are you? Of all 200 pupils."),
        ("I eat:", "I eat: Of all 200 pupils."),
        ("Health", "Health. Of all 200 pupils."),
    ],
)
def test_a_caption_is_two_sentences(title: str, caption: str) -> None:
    assert draw(safe(replace(raw_table([200]), title=title))).caption == caption


def test_bars_say_whole_per_cents_and_what_only_rounds_to_none_or_all() -> None:
    said = [bar.said for bar in draw(safe(raw_table([996, 4, 0]))).groups[0].bars]
    assert said == ["more than 99%", "less than 1%", "0%", "0%"]
    assert [bar.said for bar in draw(safe(raw_table([30]))).groups[0].bars] == ["100%", "0%"]


def test_the_description_tells_the_bars_to_who_cannot_see_them() -> None:
    assert draw(SOME).description == "C0 50%, C1 0%, C2 46%, Did not answer 5%."
    hidden = "C0 hidden, C1 56%, C2 28%, C3 hidden, Did not answer 0%."
    assert draw(HIDING).description == hidden


def test_a_figure_of_two_questions_or_none_is_refused() -> None:
    for tables in ([], [*SOME, *safe(raw_table([20, 30], name="other"))]):
        with pytest.raises(ValueError, match="A figure is of one question"):
            draw(tables)


def test_a_measures_figure_does_not_take_its_questions_id() -> None:
    table, measure = safe(raw_table([20, 30]), raw_measure(20, 50, "c0"))
    assert (draw([table]).id, draw([measure]).id) == ("q", "measure-m")


def test_a_chart_is_an_image_with_a_title_and_a_description() -> None:
    root = ElementTree.fromstring(svg(draw(SOME)))
    assert root.attrib["role"] == "img"
    held = {node.attrib["id"]: node.text for node in root if "id" in node.attrib}
    named = root.attrib["aria-labelledby"].split()
    assert [held[name] for name in named] == ["Q. Of all 200 pupils.", draw(SOME).description]


def test_a_chart_has_a_label_on_each_mark_and_its_words_as_text() -> None:
    chart = svg(draw(SOME))
    assert labels(chart) == ["C0: 50%", "C1: 0%", "C2: 46%", "Did not answer: 5%"]
    assert texts(chart) == ["C0", "50%", "C1", "0%", "C2", "46%", "Did not answer", "5%"]


@pytest.mark.parametrize("tables", [SOME, HIDING, WHOLLY_HIDDEN, grid([20, 30], [2, 60])])
def test_a_chart_needs_no_style_and_no_script(tables: tuple[SafeTable, ...]) -> None:
    chart = svg(draw(tables))
    assert not re.search(r"style|class=|<script|\son\w+=|href|url\(", chart)


@pytest.mark.parametrize("tables", [SOME, HIDING, WHOLLY_HIDDEN, grid([20, 30], [2, 60])])
def test_every_mark_lies_inside_the_picture(tables: tuple[SafeTable, ...]) -> None:
    root = ElementTree.fromstring(svg(draw(tables)))
    _, _, width, height = (float(one) for one in root.attrib["viewBox"].split())
    for mark in root.iter(f"{SVG}rect"):
        x, y, wide, high = (float(mark.attrib[one]) for one in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert wide >= 0
        assert x + wide <= width
        assert y + high <= height
    for words in root.iter(f"{SVG}text"):
        assert 0 < float(words.attrib["y"]) < height


def test_a_hidden_bar_is_drawn_as_hidden_and_tells_no_length() -> None:
    root = ElementTree.fromstring(svg(draw(HIDING)))
    dashed = [one for one in root.iter(f"{SVG}rect") if "stroke-dasharray" in one.attrib]
    assert [one.attrib["aria-label"] for one in dashed] == ["C0: hidden", "C3: hidden"]
    assert len({one.attrib["width"] for one in dashed}) == 1


def test_a_table_hidden_whole_says_why_in_chart_and_table() -> None:
    why = "Hidden: fewer than 10 pupils were asked"
    assert texts(svg(draw(WHOLLY_HIDDEN))) == [why]
    assert cells(html_table(draw(WHOLLY_HIDDEN)))[1:] == [[why]]


def test_the_bars_of_a_question_are_as_long_as_their_per_cents() -> None:
    root = ElementTree.fromstring(svg(draw(safe(raw_table([100, 50, 50])))))
    marks = [one for one in root.iter(f"{SVG}rect") if "aria-label" in one.attrib]
    wide = [float(one.attrib["width"]) for one in marks[:3]]
    assert wide[0] == pytest.approx(2 * wide[1])
    assert wide[1] == wide[2]


def test_a_number_in_words_that_has_no_room_beside_its_bar_stands_in_it() -> None:
    root = ElementTree.fromstring(svg(draw(safe(raw_table([996, 4])))))
    said = {one.text: float(one.attrib["x"]) for one in root.iter(f"{SVG}text")}
    assert 0 < said["more than 99%"] < 308 - 13 * 7
    assert said["less than 1%"] < 20


def test_long_words_are_wrapped_and_none_is_lost() -> None:
    words = "I have been bullied and told somebody who works at my school about it straight away"
    raw = raw_table([20, 30])
    raw = replace(raw, cells=(replace(raw.cells[0], words=words), raw.cells[1]))
    said = texts(svg(draw(safe(raw))))
    assert " ".join(said[:2]) == words
    assert max(wide(line, 14) for line in said) <= 360


@pytest.mark.parametrize("words", ["W" * 200, "MW " * 66, "ضصثق فغعه " * 20, "漢字" * 100])
def test_no_words_reach_beyond_the_chart(words: str) -> None:
    """Two hundred of the widest letters, in a heading, in a key and above a bar."""
    raw = raw_table([20, 30])
    cells_ = tuple(replace(one, words=words) for one in raw.cells)
    rows = [replace(raw, cells=cells_, id=name, question="g", row=words) for name in "ab"]
    for chart in (svg(draw(safe(rows[0]))), svg(draw(safe(*rows)))):
        for one in ElementTree.fromstring(chart).iter(f"{SVG}text"):
            assert float(one.attrib["x"]) + wide(one.text or "", 14) <= 360


def test_of_nobody_there_are_no_bars() -> None:
    some = safe(raw_table([20, 30]))[0]
    none = replace(some, base=0, key=KEY)
    figure = draw([none])
    assert figure.description == "Nobody was asked."
    assert texts(svg(figure)) == ["Nobody was asked"]
    assert "Nobody was asked" in html_table(figure)
    grid = draw([replace(one, row=row, key=KEY) for row in ("A", "B") for one in (none,)])
    assert texts(svg(grid)) == ["A", "Nobody was asked", "B", "Nobody was asked"]


def test_who_did_not_answer_is_told_apart_by_lines_where_there_are_no_colours() -> None:
    chart = svg(draw(grid([20, 30], [10, 40])))
    assert chart.count('stroke="#ffffff" stroke-width="1.5"') == 3
    assert 'stroke-width="1.5"' not in svg(draw(SOME))


def test_markup_in_words_is_only_words() -> None:
    raw = replace(raw_table([20, 30]), title=EVIL, base_words=EVIL)
    raw = replace(raw, cells=tuple(replace(one, words=EVIL) for one in raw.cells))
    rows = [replace(raw, id=name, question="g", row=EVIL) for name in "ab"]
    for figure in (draw(safe(raw)), draw(safe(*rows))):
        for written in (svg(figure), html_table(figure)):
            assert "<script" not in written
            assert EVIL in "".join(ElementTree.fromstring(f"<div>{written}</div>").itertext())


def test_a_table_has_a_line_an_answer_and_numbers_in_numeric_cells() -> None:
    table = html_table(draw(SOME))
    assert cells(table) == [
        ["Answer", "Pupils", "Per cent"],
        ["C0", "100", "50%"],
        ["C1", "0", "0%"],
        ["C2", "91", "46%"],
        ["Did not answer", "9", "5%"],
    ]
    root = ElementTree.fromstring(table)
    assert [one.attrib["scope"] for one in root.iter("th")] == ["col"] * 3 + ["row"] * 4
    assert all("govuk-table__cell--numeric" in one.attrib["class"] for one in root.iter("td"))
    assert root.findtext("caption") == "Q. Of all 200 pupils."


def test_a_hidden_cell_says_so_with_the_reason() -> None:
    rows = cells(html_table(draw(HIDING)))
    assert rows[1] == ["C0", "Hidden to protect a small number of pupils"]


def test_a_grid_is_one_divided_bar_a_row_with_a_key() -> None:
    chart = svg(draw(grid([20, 30], [60, 10])))
    assert texts(chart)[:3] == ["C0", "C1", "Did not answer"]
    assert labels(chart) == [
        "Row 0: C0 36%",
        "Row 0: C1 55%",
        "Row 0: Did not answer 9%",
        "Row 1: C0 80%",
        "Row 1: C1 13%",
        "Row 1: Did not answer 7%",
    ]


def test_what_is_hidden_of_a_grids_row_is_one_part_of_its_bar() -> None:
    chart = svg(draw(grid([20, 30, 8], [60, 2, 4])))
    assert labels(chart)[4:] == [
        "Row 1: C0 85%",
        "Row 1: Did not answer 7%",
        "Row 1: other answers hidden",
    ]
    assert "Hidden to protect a small number of pupils" in texts(chart)


def test_a_grid_of_too_many_answers_has_bars_row_by_row() -> None:
    chart = svg(draw(grid([20] * 6, [10] * 6)))
    assert len(labels(chart)) == 14
    assert labels(chart)[0] == "C0: 16%"


def test_a_grids_table_is_rows_by_answers() -> None:
    rows = cells(html_table(draw(grid([20, 30, 8], [60, 2, 4], [1, 1, 1]))))
    assert rows == [
        ["", "C0", "C1", "C2", "Did not answer"],
        ["Row 0. Of all 63 pupils", "20 (32%)", "30 (48%)", "8 (13%)", "5 (8%)"],
        ["Row 1. Of all 71 pupils", "60 (85%)", "hidden", "hidden", "5 (7%)"],
        ["Row 2", "Hidden: few pupils were asked, or it would tell a small number elsewhere"],
    ]


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (SOME, "Q: the answer given most was ‘C0’, by 50% of all 200 pupils."),
        (
            safe(raw_table([50, 50])),
            "Q: the answers given most were ‘C0’ and ‘C1’, by 50% each of all 100 pupils.",
        ),
        (WHOLLY_HIDDEN, "Q: hidden: fewer than 10 pupils were asked."),
        (HIDING, "Q: the answer given most was ‘C1’, by 56% of all 71 pupils."),
        (safe(raw_table([0], 40)), "Q: no answer can be told apart, of all 40 pupils."),
        (
            safe(raw_table([2, 40, 20], answered=41)),
            "Q: ‘C2’ was given by 49% of all 41 pupils; some answers are hidden.",
        ),
    ],
)
def test_a_sentence_says_the_answer_given_most(tables: tuple[SafeTable, ...], said: str) -> None:
    assert sentence(tables[0]) == said


def test_a_measures_sentence_is_its_number() -> None:
    _, measure = safe(raw_table([20, 30]), raw_measure(20, 50, "c0"))
    assert sentence(measure) == "M: 40% of all 50 pupils."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=5), st.integers(0, 9))
def test_no_chart_table_or_sentence_holds_a_hidden_number(counts: list[int], gap: int) -> None:
    """Drawn twice, with other hidden counts that leave the shown ones: nothing differs."""
    (table,) = safe(raw_table(counts, gap))
    hidden = [at for at, cell in enumerate(table.cells[:-1]) if not isinstance(cell.count, int)]
    other = list(counts)
    if len(hidden) > 1:
        other[hidden[0]], other[hidden[1]] = other[hidden[1]], other[hidden[0]]
    (swapped,) = safe(raw_table(other, gap))
    first, second = draw([table]), draw([swapped])
    assert svg(first) == svg(second)
    assert html_table(first) == html_table(second)
    assert sentence(table) == sentence(swapped)
