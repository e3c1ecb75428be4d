"""What a school's report says of tables that few surveys give, made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tellback.disclosure import SafeTable
from tellback.figure.said import plain
from tellback.release.held import ALL, Held
from tellback.report.blocks import Table
from tellback.report.document import Document
from tellback.report.material import Material
from tellback.report.school.report import school_report
from tests.library.release.made import safe, tables
from tests.library.report import edges

Counts = Mapping[str, int | None]
OFTEN = {"often": 30, "rarely": 20, "never": 10, "-9": 0}


def made(own: list[dict[str, object]], whole: list[dict[str, object]], **more: object) -> Document:
    """The report of a school of which these are all the tables."""
    material = edges.material_of(edges.release_of(), **more)  # type: ignore[arg-type]
    area = edges.area_of(material, "9004")
    ground = replace(material.ground)
    ground._held["school", "9004"] = Held(area, {ALL: _keyed(tables(*own))})
    ground.__dict__["borough"] = Held(ground.areas[0], {ALL: _keyed(tables(*whole))})
    return school_report(Material(ground, material.facts, material.outline, material.content), area)


def _keyed(held: tuple[SafeTable, ...]) -> dict[tuple[str, str], SafeTable]:
    return {(one.kind, one.id): one for one in held}


def school(name: str, counts: Counts, base: int | None, **more: object) -> dict[str, object]:
    return safe(name, counts, base, where=("school", "9004"), **more)  # type: ignore[arg-type]


def thrice(counts: Counts) -> Counts:
    return {known: None if one is None else 3 * one for known, one in counts.items()}


def test_without_headlines_there_is_neither_their_table_nor_an_example() -> None:
    document = made([school("health", OFTEN, 60)], [safe("health", thrice(OFTEN), 180)])
    assert "All headlines" not in edges.headings_of(document)
    said = edges.said_in(edges.under(document, "In one minute"))
    assert said.startswith("60 pupils of Year 5 answered. Our register has 36 on roll")
    assert "For example" not in said


def test_where_every_table_is_of_some_pupils_how_many_answered_is_hidden() -> None:
    led = {"base_words": "pupils who were led there"}
    document = made(
        [school("health", OFTEN, 60, **led)],
        [safe("health", thrice(OFTEN), 180, **led)],  # type: ignore[arg-type]
    )
    said = edges.said_in(edges.under(document, "In one minute"))
    assert said.startswith("How many pupils of Year 5 answered is hidden.")
    (picture,) = edges.pictures_of(document)
    assert picture.base == (
        "Of pupils who were led there: 60 in this school, 120 in the rest of the borough"
    )


def test_rows_of_a_grid_that_were_asked_of_others_say_so() -> None:
    rows = [{"question": "safe", "title": "I feel safe:", "row": one} for one in ("A", "B")]
    document = made(
        [
            school("safe_home", OFTEN, 60, **rows[0]),
            school("safe_class", OFTEN, 60, base_words="pupils of class B", **rows[1]),
        ],
        [
            safe("safe_home", thrice(OFTEN), 180, **rows[0]),  # type: ignore[arg-type]
            safe("safe_class", thrice(OFTEN), 180, base_words="pupils of class B", **rows[1]),  # type: ignore[arg-type]
        ],
    )
    (picture,) = edges.pictures_of(document)
    assert picture.base == "How many pupils were asked differs from row to row"
    assert edges.said_in([picture]) == ""


def test_of_many_real_differences_in_a_question_three_are_told() -> None:
    own = {f"a{at}": 60 for at in range(5)}
    whole = {f"a{at}": 70 for at in range(5)}
    document = made(
        [school("food", own, 60, exclusive=False)],
        [safe("food", whole, 300, exclusive=False)],
    )
    (picture,) = edges.pictures_of(document)
    assert [plain(one) for one in picture.said[:1]] == [
        "More said ‘A0’ than in the rest of the borough: 100% against 4%."
    ]
    assert len(picture.said) == 4
    assert plain(picture.said[3]) == "The table has more real differences."
    said = edges.said_in(
        edges.under(document, "What is really different from the rest of the borough")
    )
    assert "We compared 5 answers and headlines" in said
    assert "Of them 5 are so different" in said


def test_a_number_that_is_hidden_for_all_is_hidden_beside_a_hidden_one() -> None:
    measure = {"kind": "measure", "exclusive": False}
    document = made(
        [school("health", OFTEN, 60), school("smoke", {"held": None}, None, **measure)],
        [safe("health", thrice(OFTEN), 180), safe("smoke", {"held": None}, 180, **measure)],  # type: ignore[arg-type]
    )
    (table,) = [one for one in edges.under(document, "All headlines") if isinstance(one, Table)]
    assert [row.cells for row in table.rows if not row.over] == [("hidden", "–", "hidden", "–")]


LED = "pupils who were led there"


def test_a_headline_of_some_pupils_says_of_whom_it_is() -> None:
    measure = {"kind": "measure", "exclusive": False, "base_words": LED}
    document = made(
        [school("well", {"held": 45}, 50, **measure), school("happy", {"held": 40}, 50, **measure)],
        [
            safe("well", {"held": 80}, 150, **measure),  # type: ignore[arg-type]
            safe("happy", {"held": 120}, 150, **measure),  # type: ignore[arg-type]
        ],
    )
    good = edges.said_in(edges.under(document, "What most of your pupils said that is good"))
    assert good == (f"90% of {LED} are often well. How about happy? (of {LED}): 80%.")
    differs = edges.said_in(
        edges.under(document, "What is really different from the rest of the borough")
    )
    assert differs.startswith(f"How about well? (of {LED}): 90% here, higher than the 35% in")
    # What is of all pupils on roll is told of nobody else.
    assert "For example" not in edges.said_in(edges.under(document, "In one minute"))
