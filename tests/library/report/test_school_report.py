"""The report of a school: true, its own and nobody else's, and all of the questionnaire."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import pytest

from tellback.disclosure import Hidden, SafeTable
from tellback.disclosure.table import whole_percent
from tellback.figure.side import percent_said
from tellback.release import Area
from tellback.report.blocks import Break, Heading, List, Note, Picture, Table
from tellback.report.document import Document
from tellback.report.ground import Ground, own_side
from tellback.report.headlines.beside import differences_said
from tellback.report.material import Material
from tellback.report.school.report import school_report
from tests.library.report import edges
from tests.library.report.demo import AS_PRINTED, DEFAULT, demo_material

ALL_SHOWN = AS_PRINTED.replace("[[sex]]", "[[school]]\nsensitive_below_borough: shown").replace(
    "as-printed", "all-shown"
)
EXAMPLES = [(DEFAULT, "9001"), (DEFAULT, "9004"), (DEFAULT, "9011"), (ALL_SHOWN, "9004")]


@lru_cache(maxsize=2)
def material(rule: str = DEFAULT) -> Material:
    return demo_material(rule)


@lru_cache(maxsize=32)
def report(number: str, rule: str = DEFAULT) -> Document:
    return school_report(material(rule), edges.area_of(material(rule), number))


def schools(rule: str = DEFAULT) -> list[Area]:
    return [one for one in material(rule).ground.areas if one.level == "school"]


def count_of(tables: dict[str, SafeTable], key: str) -> tuple[int | Hidden, int | Hidden]:
    """Count and base of `school/9004///q04/good`, looked up the slow way."""
    *_, known, choice = key.split("/")
    table = tables[known]
    return next(one.count for one in table.cells if one.id == choice), table.base


@pytest.mark.parametrize(("rule", "number"), EXAMPLES)
def test_every_number_in_a_sentence_is_that_of_its_source(rule: str, number: str) -> None:
    ground = material(rule).ground
    area = edges.area_of(material(rule), number)
    held = ground.held(area).whole
    kinds = {table.id: table for table in held.values()}
    whole = {table.id: table for table in ground.borough.whole.values()}
    found = 0
    for one in edges.numbers_in(report(number, rule)):
        own, _, less = one.source.key.partition(" less ")
        if less:
            count, base = count_of(whole, own)
            part, part_base = count_of(kinds, less)
            numbers = (count, base, part, part_base)
            assert not any(isinstance(each, Hidden) for each in numbers)
            assert percent_said(count - part, base - part_base) == one.text  # type: ignore[operator]
        elif own and not own.endswith("/"):
            count, base = count_of(kinds, own)
            assert isinstance(count, int)
            assert isinstance(base, int)
            # The bounds of an interval have the source of what they are around.
            known = own_side(ground, area, next(k for k in held if k[1] == own.split("/")[-2]))
            interval = known.interval(own.split("/")[-1])
            assert interval
            assert one.text in (percent_said(count, base), *interval.percents.split(" to "))
            found += 1
        elif own:
            assert one.text == "125" or number != "9004"
            assert one.text == f"{ground.held(area).pupils}"
        assert one.source.release == "2009, release 1"
    assert found > 5


@pytest.mark.parametrize(("rule", "number"), EXAMPLES)
def test_the_numbers_of_every_table_are_the_schools_and_the_rests(rule: str, number: str) -> None:
    ground = material(rule).ground
    own = ground.held(edges.area_of(material(rule), number)).whole
    for picture in edges.pictures_of(report(number, rule)):
        tables = {
            key[1]: table
            for key, table in own.items()
            if key[0] == "variable" and table.question == picture.figure_id
        }
        if picture.table.columns[0] != "Answer" or len(tables) > 1:
            continue
        (known,) = tables
        whole = ground.borough.whole["variable", known]
        cells = {cell.words: cell for cell in tables[known].cells}
        for row in picture.table.rows:
            counts = [cells[row.head].count] if row.head in cells else [0]
            counts.append(next(one.count for one in whole.cells if one.words == row.head))
            bases = (tables[known].base, whole.base)
            expected = rest = "hidden"
            if isinstance(counts[0], int) and isinstance(bases[0], int):
                expected = f"{percent_said(counts[0], bases[0])} ({counts[0]})"
                if isinstance(counts[1], int) and isinstance(bases[1], int):
                    other, base = counts[1] - counts[0], bases[1] - bases[0]
                    rest = f"{percent_said(other, base)} ({other})"
            assert row.cells[:2] == (expected, rest), (known, row)


@pytest.mark.parametrize("number", ["9001", "9006", "9013"])
def test_the_same_release_gives_the_same_document(number: str) -> None:
    again = demo_material()
    assert school_report(again, edges.area_of(again, number)) == report(number)


def test_a_report_has_no_other_schools_name_or_number() -> None:
    areas = schools()
    for own in areas:
        text = "\n".join(edges.texts_of(report(own.area)))
        assert own.name in text
        for other in (one for one in areas if one != own):
            assert other.name not in text
            assert not re.search(rf"\b{other.area}\b", text)


class _Watched(Ground):
    """A ground that remembers of which areas it was asked."""

    def held(self, area: Area):  # type: ignore[no-untyped-def]
        seen.append((area.level, area.area))
        return super().held(area)


seen: list[tuple[str, str]] = []


@pytest.mark.parametrize("number", ["9004", "9006"])
def test_a_report_reads_no_other_schools_tables(number: str) -> None:
    one = material().ground
    watched = _Watched(
        one.release, one.name, one.year_group, one.rolls, one.on_roll_everywhere, (), one.printed
    )
    seen.clear()
    made = school_report(replace(material(), ground=watched), edges.area_of(material(), number))
    assert made == report(number)
    assert set(seen) <= {("school", number), ("borough", "")}
    assert set(watched._held) <= {("school", number)}


@pytest.mark.parametrize(("rule", "number"), EXAMPLES)
def test_every_question_is_drawn_or_said_to_be_hidden_once(rule: str, number: str) -> None:
    made = report(number, rule)
    drawn = [one.figure_id for one in edges.pictures_of(made)]
    assert len(drawn) == len(set(drawn))
    unseen = edges.said_in([one for one in made.blocks if isinstance(one, Note)])
    own = material(rule).ground.held(edges.area_of(material(rule), number)).whole
    for table in (table for key, table in own.items() if key[0] == "variable"):
        title = f"{table.title} {table.row}".strip()
        listed = unseen.count(f"‘{title}’") or unseen.count(f"‘{table.title}’")
        shown = [one for one in edges.pictures_of(made) if one.figure_id == table.question]
        if table.hidden:
            assert listed == 1, title
        elif not listed:
            assert shown, title
            if table.row:
                assert table.row in str(shown[0].description)


def test_sections_are_those_of_the_questionnaire_in_their_order() -> None:
    headings = edges.headings_of(report("9004"))
    sections = [one.title.say() for one in material().ground.questionnaire.sections]
    assert [one for one in headings if one in sections] == sections


def test_the_first_page_comes_before_anything_else_and_is_short() -> None:
    made = report("9004")
    at = next(at for at, one in enumerate(made.blocks) if isinstance(one, Break))
    first = made.blocks[:at]
    assert not any(isinstance(one, Picture) for one in first)
    assert len(edges.said_in(first).split()) < 200
    assert edges.said_in(edges.under(made, "In one minute")).startswith(
        "125 of the 157 pupils on roll in Year 5 answered: 80%. Not everyone answered"
    )


def test_the_meaning_of_the_interval_is_told_by_a_number_of_the_school() -> None:
    said = edges.said_in(edges.under(report("9004"), "In one minute"))
    found = re.search(r"‘(.+)’: (\d+%) of those who answered\. .* between (\d+%) and (\d+%)", said)
    assert found
    own = material().ground.held(edges.area_of(material(), "9004")).whole
    table = next(one for one in own.values() if one.title == found[1])
    assert table.cells[0].percent == int(found[2].rstrip("%"))
    assert int(found[3].rstrip("%")) < int(found[2].rstrip("%")) < int(found[4].rstrip("%"))


def test_where_nothing_is_really_different_it_says_so() -> None:
    said = edges.said_in(
        edges.under(report("9004"), "What is really different from the rest of the borough")
    )
    assert said.startswith("Nothing is really different. We compared 265 answers and headlines")
    assert "▲" not in "".join(
        cell for one in edges.pictures_of(report("9004")) for row in one.table.rows
        for cell in row.cells
    )  # fmt: skip


def test_what_is_really_different_is_what_the_tests_of_one_family_say() -> None:
    made = edges.material_of(edges.release_of())
    for number in ("9001", "9002", "9003", "9004"):
        area = edges.area_of(made, number)
        held = made.ground.held(area).whole
        keys = [key for key, table in held.items() if not table.hidden]
        really = {key for key, said in differences_said(made, area, keys).items() if said}
        document = school_report(made, area)
        marked = {
            one.figure_id for one in edges.pictures_of(document)
            if any(sign in cell for row in one.table.rows for cell in row.cells for sign in "▲▼")
        }  # fmt: skip
        assert marked == {held[key].question for key in really if key[0] == "variable"}
        heads = [one for one in edges.under(document, "All headlines") if isinstance(one, Table)]
        differing = {row.head for row in heads[0].rows if row.cells and row.cells[3][0] in "▲▼"}
        assert differing == {held[key].title for key in really if key[0] == "measure"}


def test_the_first_page_has_the_largest_differences_headlines_first() -> None:
    made = edges.material_of(edges.release_of())
    document = school_report(made, edges.area_of(made, "9001"))
    found = edges.under(document, "What is really different from the rest of the borough")
    (items,) = [one for one in found if isinstance(one, List)]
    assert edges.said_in([items]).startswith(
        "Are often well: 50% here, lower than the 88% in the rest of the borough."
    )
    assert "‘Never’: 75% here, higher than the 24%" in edges.said_in([items])
    # Of two answers of one question the larger difference alone.
    assert edges.said_in([items]).count("In class 4B") == 1
    tally = next(one for one in edges.under(document, "Where to look") if isinstance(one, Table))
    assert {row.head: row.cells[1] for row in tally.rows}["You"] == "5"


def test_what_is_good_is_of_the_newsletters_headlines_and_more_than_half_said_it() -> None:
    made = report("9004")
    (items,) = [
        one
        for one in edges.under(made, "What most of your pupils said that is good")
        if isinstance(one, List)
    ]
    told = {one.measure for one in material().outline.newsletter}
    assert 1 <= len(items.items) <= 5
    shares = []
    for number in edges.numbers_in(replace(made, blocks=(items,))):
        assert number.source.key.split("/")[-2] in told
        shares.append(int(number.text.rstrip("%")))
    assert shares == sorted(shares, reverse=True)
    assert min(shares) >= 50


def test_all_headlines_stand_in_one_table_with_the_whole_borough_where_hidden() -> None:
    (table,) = [
        one for one in edges.under(report("9004"), "All headlines") if isinstance(one, Table)
    ]
    rows = {row.head.partition(" (of pupils")[0]: row.cells for row in table.rows if not row.over}
    asked = material().ground.questionnaire.measures
    assert set(rows) == {one.text.say() for one in asked}
    whole = material().ground.borough.whole["measure", "never_smoked"]
    assert rows["Have never tried a cigarette"] == (
        "hidden", "–", f"{whole.cells[0].percent}% of all", "–",
    )  # fmt: skip
    own = material().ground.held(edges.area_of(material(), "9004")).whole["measure", "bullied"]
    assert isinstance(own.cells[0].count, int)
    assert rows["Have been bullied"][0] == f"{whole_percent(own.cells[0].count, 125)}%"


MOST = re.compile(r"Said most: ‘(.+)’, by (.+)\.")
PAIR = re.compile(r"Said most: ‘(.+)’ and ‘(.+)’, each by (.+)\.")
MOST_AND_LEAST = re.compile(
    r"‘(.+)’ was said most of ‘(.+)’ \((.+)\) and least of ‘(.+)’ \((.+)\)\."
)


@pytest.mark.parametrize(("rule", "number"), EXAMPLES)
def test_what_is_said_to_be_most_is_most(rule: str, number: str) -> None:
    own = material(rule).ground.held(edges.area_of(material(rule), number)).whole
    found = 0
    for picture in edges.pictures_of(report(number, rule)):
        tables = [
            table
            for key, table in own.items()
            if key[0] == "variable" and table.question == picture.figure_id and not table.hidden
        ]
        said = edges.said_in([picture])
        if one := MOST.fullmatch(said):
            cells = [cell for cell in tables[0].cells if cell.role == "choice"]
            most = max(cells, key=lambda cell: int(cell.count))  # type: ignore[arg-type]
            assert (most.words, f"{most.percent}%") == one.groups()
            assert sum(cell.count == most.count for cell in cells) == 1
            found += 1
        elif one := MOST_AND_LEAST.fullmatch(said):
            given = {
                table.row: cell
                for table in tables
                for cell in table.cells
                if cell.words == one[1] and isinstance(cell.percent, int)
            }
            assert f"{given[one[2]].percent}%" == one[3]
            assert f"{given[one[4]].percent}%" == one[5]
            shares = [int(cell.percent) for cell in given.values()]  # type: ignore[arg-type]
            assert given[one[2]].percent == max(shares)
            assert given[one[4]].percent == min(shares)
            found += 1
        elif one := PAIR.fullmatch(said):
            first = sorted(tables[0].cells, key=lambda cell: -int(cell.count))[:3]  # type: ignore[arg-type]
            assert [cell.words for cell in first[:2]] == [one[1], one[2]]
            assert first[0].count == first[1].count != first[2].count
        elif said == "Nobody gave an answer.":
            assert all(
                cell.count == 0 for one in tables for cell in one.cells if cell.role == "choice"
            )
        else:
            # What is really different is said in place of what is said most.
            assert not said or said.startswith(("More said ", "Fewer said "))
    assert found >= 3


def test_of_what_pupils_wrote_it_is_not_said_that_most_did() -> None:
    (words,) = [one for one in edges.pictures_of(report("9008")) if one.figure_id == "q47"]
    assert not words.said


def test_a_school_of_which_all_is_hidden_is_told_kindly_why_and_what_to_read() -> None:
    made = report("9006")
    assert not edges.pictures_of(made)
    assert not list(edges.numbers_in(made))
    text = "\n".join(edges.texts_of(made))
    assert "Fewer than 10 pupils were asked." in text
    assert "Please thank your pupils" in text
    assert "results of the whole borough" in text
    assert "small schools" not in text
    assert len(made.blocks) < 15


def test_a_small_school_is_led_to_the_report_of_small_schools_together() -> None:
    made = edges.material_of(edges.release_of())
    for number in ("9011", "9012"):
        text = "\n".join(edges.texts_of(school_report(made, edges.area_of(made, number))))
        assert "small schools that are counted together" in text
        assert "‘Small schools’" in text


def test_small_schools_together_have_a_report_in_words_for_several() -> None:
    made = edges.material_of(edges.release_of())
    document = school_report(made, edges.area_of(made, "small schools"))
    assert document.audience == "For these schools only"
    assert document.name == "2009-group-small-schools"
    text = "\n".join(edges.texts_of(document))
    assert "14 of the 16 pupils on roll in Year 5 answered: 88%." in text
    assert "this school" not in text
    assert "your pupils" not in text
    for name in edges.NAMES.values():
        assert name not in text


def test_an_area_that_is_no_school_is_refused() -> None:
    with pytest.raises(ValueError, match="is no school"):
        school_report(material(), material().ground.areas[0])


def test_a_school_without_tables_is_an_error() -> None:
    with pytest.raises(KeyError):
        school_report(material(), Area("school", "9999", "Nowhere"))


def test_the_document_says_what_it_is() -> None:
    made = report("9004")
    assert (made.name, made.title, made.look) == (
        "2009-school-9004", "Downs Meadow Junior", "report",
    )  # fmt: skip
    assert made.audience == "For this school only"
    assert made.release == "2009, release 1"
    assert str(made.made_on) == "2010-06-01"
    assert made.sources
    ends = [one.words for one in made.blocks if isinstance(one, Heading)][-3:]
    assert ends == [
        "How to read this report",
        "What is hidden, and what you may show",
        "Whom to ask",
    ]
