"""The borough report by sex, ethnicity and locality: real differences alone are marked."""

from __future__ import annotations

import re
from dataclasses import replace

from tellback.figure.headline import Reading
from tellback.figure.said import plain
from tellback.inference import compare, counted
from tellback.questionnaire.published_year import HELD
from tellback.report.blocks import Picture
from tellback.report.borough.groups import Split, of_split, split_blocks
from tellback.report.borough.measures import aims, key_of, title_of
from tellback.report.borough.places import locality_blocks
from tellback.report.material import Material
from tellback.report.outline import HeadlineOf, Outcome, OutcomePart
from tests.library.report.borough_documents import (
    borough,
    pictures,
    tables,
    text_of,
    under,
)
from tests.library.report.demo import (
    AS_PRINTED,
    demo_material,
)


def _shares(material: Material) -> dict[str, tuple[tuple[int, int], tuple[int, int]]]:
    """Measure's title -> boys and girls, each (count, base), from the release alone."""
    groups = material.ground.borough.groups
    found = {}
    for one in (each for aim in aims(material) for each in aim.measures):
        shown = [
            Reading(groups[("sex",), (value,)][key_of(one)], (HELD,), "").shown
            for value in ("male", "female")
        ]
        if all(isinstance(each, tuple) for each in shown):
            found[title_of(material, one)] = tuple(shown)
    return found  # type: ignore[return-value]


def test_real_differences_by_sex_are_those_of_a_test_of_all_measures_together() -> None:
    material = demo_material()
    shares = _shares(material)
    made = compare(
        [(counted("boys", *boys), counted("girls", *girls)) for boys, girls in shares.values()],
        between="groups",
    )
    real = {title for title, one in zip(shares, made, strict=True) if "triangle" in one.shape}
    rows = {
        row.head: row.cells[-1]
        for table in tables(list(split_blocks(material)))
        if table.caption.endswith("by sex")
        for row in table.rows
    }
    assert {title for title, cell in rows.items() if cell != "–"} == real
    assert real
    assert real != set(shares)


def test_the_sign_says_who_is_higher() -> None:
    rows = {
        row.head: row.cells
        for table in tables(list(split_blocks(demo_material())))
        for row in table.rows
    }
    for cells in rows.values():
        if len(cells) == 3 and cells[2] != "–":
            boys, girls = (int(one.rstrip("%")) for one in cells[:2])
            assert cells[2] == ("▲ Boys higher" if boys > girls else "▼ Boys lower")


def test_the_largest_differences_are_drawn_each_with_its_sentence() -> None:
    (drawn,) = [one for one in pictures(borough()) if one.figure_id == "by-sex"]
    assert drawn.title == "Boys and girls: the eight largest differences that are real"
    assert len(drawn.said) == len(drawn.table.rows) == 8
    apart = [
        abs(int(one) - int(other))
        for said in drawn.said
        for one, other in [re.findall(r"(\d+)%", plain(said))]
    ]
    assert apart == sorted(apart, reverse=True)
    assert all("a real difference" in plain(one) for one in drawn.said)


def test_groups_of_too_few_are_named_and_no_number_of_them_is_told() -> None:
    part = under(borough(), "Results by ethnicity")
    said = text_of(part.blocks)
    assert "‘Asian or Asian British’, ‘Black or Black British’, ‘Chinese’" in said
    assert "no difference can be told" in said
    (table,) = tables(part.blocks)
    assert table.columns[1:] == ("White or White British pupils", "All pupils")


def test_those_who_did_not_say_are_no_group() -> None:
    """They left out other questions too, and would seem to think less well of everything."""
    said = str(under(borough(), "Results by ethnicity").blocks)
    assert "Did not say" not in said
    assert "I don’t know" not in said


def test_a_group_that_stands_alone_is_not_compared() -> None:
    material = demo_material(AS_PRINTED)
    outline = material.outline.model_copy(update={"people": {"sex": {"male": "boys"}}})
    blocks = list(split_blocks(replace(material, outline=outline)))
    assert "No two groups can be set beside each other" in text_of(blocks)
    assert tables(blocks)[0].columns == ("Per cent of those asked", "Boys", "All pupils")


def _with_outcomes(material: Material, *measures: str) -> Material:
    """With an outline that tells of these measures alone."""
    outcomes = tuple(
        Outcome(
            title=one,
            parts=(OutcomePart(title=one, headlines=(HeadlineOf(measure=one, said="said so"),)),),
        )
        for one in measures
    )
    return replace(material, outline=material.outline.model_copy(update={"outcomes": outcomes}))


def test_a_split_of_which_nothing_differs_says_so() -> None:
    blocks = list(split_blocks(_with_outcomes(demo_material(AS_PRINTED), "health_good")))
    assert "No difference between these groups is more than chance." in text_of(blocks)
    assert [row.cells[-1] for table in tables(blocks) for row in table.rows] == ["–"]


def test_one_real_difference_is_drawn_as_what_differs() -> None:
    blocks = list(split_blocks(_with_outcomes(demo_material(AS_PRINTED), "bullied")))
    (drawn,) = [one for one in blocks if isinstance(one, Picture)]
    assert drawn.title == "Boys and girls: what differs"


def test_of_several_groups_each_is_compared_with_everyone_else() -> None:
    split = Split(demo_material(), "ethnicity", ("white", "dont_know", "asian"), ())
    blocks = list(of_split(split))
    (first, *_) = tables(blocks)
    assert first.columns[1:4] == (
        "White or White British pupils",
        "Pupils who said ‘I don’t know’",
        "Asian or Asian British pupils",
    )
    real = [row.cells[-1] for each in tables(blocks) for row in each.rows if row.cells[-1] != "–"]
    assert "▲ White or White British pupils higher" in real
    assert any(one.count(";") == 1 for one in real)
    assert "differ from everyone else by more than chance" in text_of(blocks)


def _marks(material: Material) -> list[str]:
    blocks = list(locality_blocks(material))
    cells = [cell for table in tables(blocks) for row in table.rows for cell in row.cells]
    assert cells.count("hidden") > 5
    return [cell for cell in cells if cell[0] in "▲▼"]


def test_localities_are_marked_only_where_they_really_differ() -> None:
    """Among two hundred differences these could be chance; among forty they are not."""
    material = demo_material()
    last = material.outline.model_copy(update={"outcomes": material.outline.outcomes[-1:]})
    assert _marks(replace(material, outline=last)) == ["▼ 52%", "▼ 39%"]
    assert _marks(material) == []


def test_sensitive_measures_are_shown_for_no_locality_and_that_is_said() -> None:
    blocks = list(locality_blocks(demo_material()))
    last = tables(blocks)[-1]
    assert last.caption == "Not shown for any locality"
    titles = {row.head: row.cells[0] for row in last.rows}
    sensitive = "Not shown for areas smaller than the whole: the question is sensitive"
    assert "Have tried an illegal drug" in titles[sensitive]
    assert "No locality differs from the rest" in text_of(blocks)


def test_a_release_without_localities_has_no_such_part() -> None:
    assert list(locality_blocks(demo_material(AS_PRINTED))) == []
