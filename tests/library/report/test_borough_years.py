"""The borough report over the years and beside national indicators: what may be compared."""

from __future__ import annotations

from dataclasses import replace

from tellback.questionnaire.published_year import PublishedYear
from tellback.report.borough.indicators import indicator_blocks
from tellback.report.borough.years import years_blocks
from tellback.report.ground import EarlierWave
from tellback.report.members.summary import told_headlines
from tests.library.report.borough_documents import (
    borough,
    pictures,
    tables,
    text_of,
    under,
)
from tests.library.report.demo import (
    DEFAULT,
    demo_material,
    demo_release,
)


def test_each_measure_stands_beside_its_earlier_years() -> None:
    table = tables(list(years_blocks(demo_material())))[0]
    assert table.columns == ("Headline", "2009", "2008", "2007")
    rows = {row.head: row.cells for row in table.rows}
    assert rows["Do sport or exercise with an adult in the family"] == ("70%", "63%", "56%")
    assert rows["Have been bullied"] == ("57%", "–", "–")
    assert rows["Be healthy"] == ()


def test_of_three_years_there_is_a_line() -> None:
    drawn = pictures(under(borough(), "Results over the years"))
    assert [one.figure_id for one in drawn] == ["years-family_sport"]
    assert drawn[0].description == "2007 56%, 2008 63%, 2009 70%"
    first = drawn[0].table.rows[0]
    assert (first.head, first.cells) == ("2007", ("56%",))


def test_what_cannot_be_compared_is_named_with_its_reason() -> None:
    said = text_of(list(years_blocks(demo_material())))
    assert "31. The last time was – Not compared: in 2008 the answers offered were others." in said
    assert "no change since then can be tested" in said


def test_without_earlier_years_there_is_no_such_part() -> None:
    material = demo_material()
    assert list(years_blocks(replace(material, ground=replace(material.ground, printed=())))) == []


def _with_bases(year: PublishedYear) -> PublishedYear:
    figures = tuple(
        replace(one, base=600)
        if one.variable != "five_a_day"
        else replace(one, changed=("choices",))
        for one in year.figures
    )
    return replace(year, figures=figures)


def test_where_bases_were_published_the_change_is_tested_and_told() -> None:
    material = demo_material()
    printed = tuple(_with_bases(one) for one in material.ground.printed)
    tested = replace(material, ground=replace(material.ground, printed=printed))
    table = tables(list(years_blocks(tested)))[0]
    assert table.columns[-1] == "Since the year before"
    rows = {row.head: row.cells for row in table.rows}
    assert rows["Could talk about a problem with a friend"][-1] == "higher"
    assert rows["Feel their health is very good or good"][-1] == "no real change"
    assert rows["Eat five portions of fruit and vegetables a day"][1] == "not compared"


def test_an_earlier_release_stands_beside_with_its_counted_figures() -> None:
    material = demo_material()
    earlier = (EarlierWave("2006", demo_release(DEFAULT)),)
    ground = replace(material.ground, printed=(), earlier=earlier)
    table = tables(list(years_blocks(replace(material, ground=ground))))[0]
    rows = [row for row in table.rows if row.cells]
    assert table.columns[1:] == ("2009", "2006", "Since the year before")
    assert {row.cells[0] == row.cells[1] for row in rows} == {True}
    assert {row.cells[2] for row in rows} <= {"no real change", "too few to say"}


def test_national_indicators_are_set_beside_and_never_compared() -> None:
    part = under(borough(), "National indicators")
    said = text_of(part.blocks)
    assert "In England it was 28.8% in 2009 to 2010." in said
    assert said.count("Why the two are not compared:") == 5
    for word in ("higher than", "lower than", "real difference", "▲", "▼", "better than"):
        assert word not in said


def test_a_national_figure_that_is_not_established_is_not_given() -> None:
    (table,) = tables(under(borough(), "National indicators").blocks)
    assert [row.cells[0] for row in table.rows] == [
        "not given here",
        "28.8% (2009 to 2010)",
        "not given here",
        "not given here",
        "not given here",
    ]
    assert table.notes


def test_an_indicator_without_a_question_of_ours() -> None:
    material = demo_material()
    (first, *_) = material.outline.national_indicators
    outline = material.outline.model_copy(
        update={"national_indicators": (first.model_copy(update={"ours": ()}),)}
    )
    changed = replace(material, outline=outline)
    (table,) = tables(list(indicator_blocks(changed, told_headlines(changed))))
    assert table.rows[0].cells[1] == "not asked"
