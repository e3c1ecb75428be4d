"""Who took part: counts, both rates, and no hidden number that can be worked out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, strategies as st

from tellback.disclosure import Hidden
from tellback.figure.said import numbers_of, plain
from tellback.report.material import Material
from tellback.report.took_part import LINKED, NOWHERE, TookPart
from tellback.report.took_part_hidden import Shown, made_safe, worked_out
from tests.library.report import edges
from tests.library.report.demo import AS_PRINTED, demo_material


def took(material: Material | None = None) -> TookPart:
    return TookPart(material or demo_material())


def with_facts(**more: object) -> Material:
    material = demo_material()
    return replace(material, facts=material.facts.model_copy(update=more))


def test_how_many_pupils_and_schools() -> None:
    said = took().how_many
    assert plain(said) == "572 pupils of 15 schools answered."
    assert [one.source.release for one in numbers_of(said)] == ["2009, release 1"]


def test_both_rates_stand_in_one_sentence_with_what_they_are_of() -> None:
    assert plain(took().rates) == (
        "That is 80% of the 715 pupils on roll in Year 5 of the schools that took part "
        "and 19% of the 2,996 in all schools of the borough."
    )


def test_without_the_roll_of_all_schools_the_first_rate_stands_alone() -> None:
    assert "2,996" not in plain(took(with_facts(on_roll_everywhere=0)).rates)


def test_a_rate_without_rolls_cannot_be_said() -> None:
    material = demo_material()
    ground = replace(material.ground, rolls=dict.fromkeys(material.ground.rolls))
    part = took(replace(material, ground=ground))
    assert "cannot be said" in plain(part.rates)
    assert part.by_school.rows[-1].cells == ("572", "–", "–")


def test_the_schools_that_tried_and_why_they_could_not() -> None:
    assert plain(took().tried) == (
        "25 schools opened the survey. 15 took part, and 10 could not "
        "(6: closed by snow; 4: IT trouble that could not be solved)."
    )
    table = took().by_reason
    assert len(table.rows) == 10
    assert {row.cells[1] for row in table.rows} == {
        "Closed by snow",
        "IT trouble that could not be solved",
    }


def test_where_none_failed_it_says_so() -> None:
    schools = tuple(
        one.model_copy(update={"could_not": ""}) for one in demo_material().facts.schools
    )
    assert "No school" in plain(took(with_facts(schools=schools)).tried)


def test_a_locality_without_a_school_is_told() -> None:
    assert plain(took().places) == (
        "Schools took part in 6 of the borough’s 7 localities, none in Aldermoor Centre."
    )
    rows = [row.head for row in took().by_school.rows]
    assert rows[:2] == ["Aldermoor Centre", "No school took part"]


def test_every_school_stands_under_its_locality_with_its_roll() -> None:
    rows = {row.head: row.cells for row in took().by_school.rows if not row.over}
    assert rows["Downs Meadow Junior"] == ("125", "157", "80%")
    assert rows["The whole borough"] == ("572", "715", "80%")
    assert {one.number for one in took().schools} == set(demo_material().ground.rolls)


def test_a_school_of_few_is_hidden_and_one_beside_it_too() -> None:
    """St Edda's six are what 176 leave when the three other schools are taken away."""
    (north,) = [one for one in took().localities if one.whole.name == "Eastmere North"]
    hidden = {
        one.name: one.answered for _, one in north.schools if isinstance(one.answered, Hidden)
    }
    assert set(hidden) == {"St Edda’s C of E Primary", "Market Street Primary"}
    assert hidden["Market Street Primary"] is LINKED
    assert north.whole.answered == 176
    assert took().by_school.notes == (
        "Hidden: fewer than 10 pupils were asked.",
        "Hidden so that another number here cannot be worked out.",
    )


def test_a_release_that_does_not_count_schools_says_so() -> None:
    table = took(demo_material(AS_PRINTED)).by_school
    assert table.notes == ("This release does not count schools by themselves.",)
    assert {row.cells[0] for row in table.rows if row.cells} == {"hidden", "0", "572"}


def with_localities(material: Material, *names: str) -> Material:
    """The same schools in these localities, in turn."""
    schools = tuple(
        one.model_copy(update={"locality": names[at % len(names)]})
        for at, one in enumerate(material.facts.schools)
    )
    return replace(material, facts=material.facts.model_copy(update={"schools": schools}))


def test_small_schools_that_are_counted_together_stand_in_one_row() -> None:
    part = took(edges.material_of(edges.release_of()))
    rows = {row.head: row.cells for row in part.by_school.rows}
    assert rows["Small schools: Thimble Infants, Nutshell Primary"] == ("14", "16", "88%")
    assert rows["Thimble Infants"] == ("hidden", "7", "hidden")
    assert rows["Hill End Primary"] == ("30", "36", "83%")
    assert set(part.by_school.notes) == {
        "Too few answered to stand alone: counted together with other schools.",
        "This release does not count these schools together.",
    }


def test_schools_of_which_no_locality_is_known_are_not_left_out() -> None:
    part = took(edges.material_of(edges.release_of()))
    assert part.by_school.rows[0].head == NOWHERE
    assert plain(part.places) == "Of none of the schools a locality is known."


def test_a_locality_of_the_facts_that_the_release_does_not_have() -> None:
    part = took(with_localities(edges.material_of(edges.release_of()), "East", "West"))
    assert [one.whole.name for one in part.localities] == ["East", "West"]
    assert all(isinstance(one.whole.answered, Hidden) for one in part.localities)


def test_one_school_is_no_schools() -> None:
    one = edges.release_of(sizes=(("9001", 60),))
    assert plain(took(edges.material_of(one)).how_many) == "60 pupils of 1 school answered."


@st.composite
def tables(draw: st.DrawFn) -> Shown:
    """Up to eight schools in up to four localities, some of them hidden."""
    many = draw(st.lists(st.one_of(st.none(), st.integers(1, 90)), min_size=1, max_size=8))
    schools = {f"s{at}": one for at, one in enumerate(many)}
    where = [draw(st.sampled_from("abcd")) for _ in schools]
    localities = {
        name: tuple(one for one, lies in zip(schools, where, strict=True) if lies == name)
        for name in sorted(set(where))
    }
    sums = draw(st.sets(st.sampled_from(sorted(localities))))
    small = tuple(one for one, many_of in schools.items() if many_of is None)
    groups = (small,) if len(small) > 1 and draw(st.booleans()) else ()
    return Shown(schools, localities, frozenset(sums), draw(st.booleans()), groups)


def by_rank(shown: Shown) -> set[str]:
    """The slow way: a number is known where its own line adds nothing to what is told."""
    unknown = [one for one, many in shown.schools.items() if many is None]
    told = [set(shown.localities[one]) for one in shown.sums] + [set(one) for one in shown.groups]
    told += [set(shown.schools)] if shown.total else []
    lines = np.array([[float(one in some) for one in unknown] for some in told]).reshape(
        len(told), len(unknown)
    )
    rank = np.linalg.matrix_rank(lines) if lines.size else 0
    return {
        one
        for at, one in enumerate(unknown)
        if np.linalg.matrix_rank(np.vstack([lines, np.eye(len(unknown))[at]])) == rank
    }


@given(tables())
def test_what_can_be_worked_out_is_what_algebra_says(shown: Shown) -> None:
    assert worked_out(shown) == by_rank(shown)


@given(tables())
def test_nothing_that_was_hidden_can_be_worked_out_afterwards(shown: Shown) -> None:
    safe = made_safe(shown)
    secret = {one for one, many in shown.schools.items() if many is None}
    assert not secret & by_rank(safe)
    assert safe.sums <= shown.sums
    assert all(many in (None, shown.schools[one]) for one, many in safe.schools.items())


@given(tables())
def test_where_nothing_could_be_worked_out_all_stays(shown: Shown) -> None:
    if not by_rank(shown):
        assert made_safe(shown) == shown


def test_a_group_of_one_school_cannot_be_kept_and_does_not_go_on_for_ever() -> None:
    shown = Shown({"one": None}, {"a": ("one",)}, frozenset("a"), groups=(("one",),))
    assert worked_out(made_safe(shown)) == {"one"}


@pytest.mark.parametrize("total", [True, False])
def test_a_school_alone_in_its_locality(total: bool) -> None:
    shown = Shown(
        {"one": None, "two": 30, "three": 20},
        {"a": ("one",), "b": ("two", "three")},
        frozenset("ab"),
        total=total,
    )
    safe = made_safe(shown)
    assert "a" not in safe.sums
    assert [one for one, many in safe.schools.items() if many is None] == (
        ["one", "three"] if total else ["one"]
    )
