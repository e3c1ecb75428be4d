"""Headlines of a release: each number is a cell's, tests are one family, nothing hidden is told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

import pytest

from tellback.disclosure.table import whole_percent
from tellback.figure.said import Number, Said, Source, numbers_of, plain
from tellback.inference import compare, counted
from tellback.questionnaire.published_year import PublishedYear, published_year
from tellback.release import Area
from tellback.release.held import TableKey
from tellback.report.ground import EarlierWave
from tellback.report.headlines.told import differences_said, headlines_said, untested_years
from tellback.report.material import Material
from tellback.report.outline import HeadlineOf, headlines_in
from tests.library.figure.headlines import well_formed
from tests.library.report.demo import AS_PRINTED, DEFAULT, demo_material, questionnaire

HEALTH = HeadlineOf(measure="health_good", said="said that they are well")
SPORT = HeadlineOf(measure="family_sport", said="do sport with an adult in the family")
ROWS = "wave,variable,choice,count,percent,base,changed,note,source\n"
ALIKE = "; there is no real difference between girls and boys."
RULES = (AS_PRINTED, DEFAULT)


def told(material: Material, *wanted: HeadlineOf, area: Area | None = None) -> list[list[str]]:
    return [[plain(one) for one in some] for some in headlines_said(material, wanted, area=area)]


def alone(material: Material, wanted: HeadlineOf, area: Area | None = None) -> list[str]:
    return told(material, wanted, area=area)[0]


def area_of(material: Material, number: str) -> Area:
    return next(one for one in material.ground.areas if one.area == number)


def year(rows: str) -> PublishedYear:
    return published_year(ROWS + rows, questionnaire(), name="years.csv")


def after(material: Material, *rows: str) -> Material:
    """The same with other earlier years, the newest first."""
    years = tuple(year(one) for one in rows)
    return replace(material, ground=replace(material.ground, printed=years, _held={}))


def everything(material: Material) -> list[HeadlineOf]:
    """All that the outline has, and the first two answers of each question, by sex too."""
    asked = [
        HeadlineOf(
            variable=key[1],
            choices=tuple(one.id for one in table.cells[: 2 if table.exclusive else 1]),
            said="gave one of these answers",
            by="sex",
        )
        for key, table in material.ground.borough.whole.items()
        if key[0] == "variable"
    ]
    return [*headlines_in(material.outline), *asked]


@lru_cache(maxsize=2)
def cells(rule: str) -> Mapping[tuple[str, ...], dict[str, str]]:
    """The release's own table of numbers, read as any stranger would."""
    text = (demo_material(rule).ground.release.directory / "tables.csv").read_text("utf-8")
    names = ("level", "area", "split", "group", "variable", "choice")
    return {tuple(row[one] for one in names): row for row in csv.DictReader(io.StringIO(text))}


def cells_of(source: Source, rule: str) -> list[dict[str, str]]:
    """The lines of the release that a number's source names."""
    level, area, split, group, table, choices = source.key.split("/")
    where = (level, area or level, split or "all", group or "all", table)
    return [cells(rule)[*where, one] for one in choices.split("+")]


@pytest.mark.parametrize("rule", RULES)
def test_every_number_is_that_of_its_cells(rule: str) -> None:
    material = demo_material(rule)
    found = [one for some in headlines_said(material, everything(material)) for one in some]
    assert len(found) > 200
    checked = 0
    for sentence in found:
        well_formed(plain(sentence))
        for number in (one for one in numbers_of(sentence) if one.source.key):
            rows = cells_of(number.source, rule)
            count, base = sum(int(one["count"]) for one in rows), int(rows[0]["base"])
            assert agrees(number.text, count, base), plain(sentence)
            checked += 1
    assert checked > 200


def agrees(text: str, count: int, base: int) -> bool:
    said = text.lower().removesuffix(" pupils").replace(",", "")
    if said in {"no", "none"}:
        return count == 0
    if said == "less than 1%":
        return count > 0 and whole_percent(count, base) == 0
    if said.startswith("all"):
        return count == base
    if said.endswith("%"):
        return int(said[:-1]) == whole_percent(count, base)
    return int(said) in {count, base}


@pytest.mark.parametrize("number", ["", "9004", "9001"])
def test_what_the_release_hides_is_told_by_no_sentence(number: str) -> None:
    """A headline has a number just where each of its cells has one."""
    material = demo_material()
    area = area_of(material, number)
    level = "school" if number else "borough"
    wanted = [one for one in everything(material) if not one.alone]
    hidden = 0
    for one, sentences in zip(wanted, headlines_said(material, wanted, area=area), strict=True):
        where = (level, number or level, "all", "all", one.measure or one.variable)
        rows = [cells(DEFAULT)[*where, choice] for choice in one.choices or ("held",)]
        own = [piece for piece in sentences[0] if isinstance(piece, Number)]
        shown = all(row["count"] for row in rows)
        assert bool(own) is shown, plain(sentences[0])
        hidden += not shown
    assert hidden >= (30 if number else 4)


def test_a_headline_with_its_years_and_by_what_pupils_are() -> None:
    material = demo_material(AS_PRINTED)
    wanted = replace_in(HEALTH, by="sex")
    assert alone(material, wanted) == [
        "85% of pupils said that they are well (84% in 2008).",
        f"84% of girls and 86% of boys said that they are well{ALIKE}",
    ]
    only = HeadlineOf(variable="q04", choices=("very_good",), said="are well", by="sex", alone=True)
    assert alone(material, only) == ["48% of boys and 37% of girls are well, a real difference."]


def replace_in(wanted: HeadlineOf, **other: object) -> HeadlineOf:
    return wanted.model_copy(update=other)


def test_a_split_that_the_area_has_not_is_not_told() -> None:
    material = demo_material()
    school = area_of(material, "9004")
    wanted = HeadlineOf(measure="family_sport", said="do sport", by="sex")
    assert alone(material, wanted, school) == ["75% of pupils do sport."]
    only = replace_in(wanted, alone=True)
    assert alone(material, only, school) == []
    assert len(alone(material, replace_in(wanted, by="shoe_size"))) == 1


def test_groups_that_the_outline_has_no_words_for_are_told_by_their_answer() -> None:
    material = demo_material(DEFAULT)
    material = replace(material, outline=material.outline.model_copy(update={"people": {}}))
    (said,) = alone(material, replace_in(HEALTH, by="sex", alone=True))
    assert said.startswith("86% of pupils who said ‘A boy’ and 84% of pupils who said ‘A girl’")


def test_many_groups_are_each_tested_against_everyone_else() -> None:
    material = demo_material(DEFAULT)
    (said,) = alone(material, replace_in(HEALTH, by="ethnicity", alone=True))
    assert "white" in said.lower()
    assert "hidden" in said
    assert "real" not in said


def test_all_tests_of_a_call_are_one_family() -> None:
    """27% and 20% differ more than chance by themselves, and not among five hundred others."""
    material = demo_material(AS_PRINTED)
    wanted = HeadlineOf(variable="q05", choices=("no",), said="do not", by="sex", alone=True)
    assert alone(material, wanted) == ["27% of girls and 20% of boys do not, a real difference."]
    others = [
        HeadlineOf(variable=key[1], choices=(one.id,), said="x", by="sex", alone=True)
        for key, table in material.ground.borough.whole.items()
        if key[0] == "variable"
        for one in table.cells
        if one.role == "choice"
    ]
    (among,) = told(material, wanted, *others)[0]
    assert among.endswith("do not; there is no real difference between girls and boys.")


def test_years_and_splits_are_of_the_same_family() -> None:
    """Five hundred tests of years raise what a difference between girls and boys must be."""
    material = after(demo_material(AS_PRINTED), "2008,health_good,held,,85,572,,,x\n")
    wanted = HeadlineOf(variable="q05", choices=("no",), said="do not", by="sex", alone=True)
    assert told(material, wanted, *[HEALTH] * 400)[0][0].endswith(
        "; there is no real difference between girls and boys."
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["2008,family_sport,held,,63,572,,,x\n"], ", up from 63% in 2008."),
        (["2008,family_sport,held,,69,572,,,x\n"], " (69% in 2008; no real change)."),
        (
            ["2008,family_sport,held,,63,,,,x\n", "2007,family_sport,held,,56,500,,,x\n"],
            ", a steady rise since 2007 (56% in 2007 and 63% in 2008).",
        ),
        (
            ["2008,family_sport,held,,63,572,wording,,x\n"],
            ", up from 63% in 2008, when the question was worded otherwise.",
        ),
        (
            ["2008,family_sport,held,,63,572,choices,,x\n"],
            " (not compared with 2008, when the answers offered were others).",
        ),
        (["2008,family_sport,held,30,,,,,x\n"], " (30 pupils in 2008)."),
        (["2008,family_sport,held,1,,,,,x\n"], " (1 pupil in 2008)."),
        (["2008,family_sport,held,63,,100,,,x\n"], " (63% in 2008; no real change)."),
        (["2008,family_sport,held,,62.5,600,,,x\n"], ", up from 62.5% in 2008."),
        (["2008,water_daily,held,,68,,,,x\n"], "."),
    ],
)
def test_years_of_print(rows: list[str], said: str) -> None:
    material = after(demo_material(AS_PRINTED), *rows)
    assert alone(material, SPORT) == [f"70% of pupils {SPORT.said}{said}"]


def test_counts_of_print_stand_beside_counts() -> None:
    rows = "2008,family_sport,held,{},,,,,x\n"
    wanted = replace_in(SPORT, as_count=True)
    for count, text in (("30", "30"), ("0", "none")):
        material = after(demo_material(AS_PRINTED), rows.format(count))
        assert alone(material, wanted)[0].endswith(f"family ({text} in 2008).")


def test_the_source_of_an_earlier_year_is_what_it_was_printed_in() -> None:
    rows = "2008,family_sport,held,,63,,,the base is not known,report of 2009\n"
    material = after(demo_material(AS_PRINTED), rows)
    ((sentence,),) = headlines_said(material, [SPORT])
    now, then = numbers_of(sentence)
    assert now.source.release == "2009, release 1"
    assert then == Number("63%", Source("Report of 2009. The base is not known", ""))


def earlier(material: Material) -> Material:
    """The same wave once more, as that of the year before."""
    before = EarlierWave("2008", material.ground.release)
    return replace(material, ground=replace(material.ground, earlier=(before,), _held={}))


def test_years_of_releases_are_tested_and_their_answers_added_up() -> None:
    material = earlier(demo_material(AS_PRINTED))
    both = HeadlineOf(variable="q04", choices=("very_good", "good"), said="are well")
    assert alone(material, both) == ["85% of pupils are well (85% in 2008; no real change)."]
    ((sentence,),) = headlines_said(material, [both])
    assert numbers_of(sentence)[1].source == Source(
        "The same question in 2008. Base: 572 pupils", "2008"
    )
    few = HeadlineOf(variable="q04", choices=("not_good",), said="are ill", as_count=True)
    assert alone(material, few) == ["3 pupils are ill (3 in 2008; no real change)."]
    none = HeadlineOf(variable="q03", choices=("yemeni",), said="are", as_count=True)
    assert alone(material, none) == ["No pupils are (none in 2008; no real change)."]
    unsaid = HeadlineOf(variable="q04", choices=("-9",), said="did not say")
    assert alone(material, unsaid) == ["2% of pupils did not say (2% in 2008; no real change)."]


def test_what_an_earlier_release_hides_does_not_stand_beside() -> None:
    now, before = demo_material(AS_PRINTED), demo_material(DEFAULT)
    waves = (EarlierWave("2008", before.ground.release),)
    material = replace(now, ground=replace(now.ground, earlier=waves, _held={}))
    asian = HeadlineOf(variable="q03", choices=("asian",), said="are Asian")
    assert alone(material, asian) == ["1% of pupils are Asian."]
    several = HeadlineOf(variable="q03", choices=("asian", "black"), said="are so")
    assert alone(material, several) == ["2% of pupils are so."]


def test_a_note_is_due_where_years_cannot_be_tested() -> None:
    material = demo_material(AS_PRINTED)
    (note,) = untested_years(material, [HEALTH, SPORT])
    assert plain(note) == (
        "How many pupils were asked in 2008 and 2007 was not published, so no change since then "
        "can be tested: those figures only stand beside ours."
    )
    well_formed(plain(note))
    (note,) = untested_years(material, [HEALTH])
    assert plain(note).startswith("How many pupils were asked in 2008 was not published")
    bullied = HeadlineOf(measure="bullied", said="x")
    assert untested_years(material, [bullied, replace_in(HEALTH, alone=True, by="sex")]) == ()
    hidden = HeadlineOf(variable="q03", choices=("asian",), said="x")
    rows = "2008,q03,asian,,2,,,,x\n"
    assert untested_years(after(demo_material(DEFAULT), rows), [hidden]) == ()
    assert untested_years(after(material, rows), [hidden]) != ()
    assert untested_years(earlier(after(material)), [HEALTH]) == ()


def test_a_headline_of_a_table_that_is_not_there_has_no_sentence() -> None:
    material = demo_material(AS_PRINTED)
    assert told(material, HeadlineOf(measure="unknown", said="x"), HEALTH)[0] == []
    with pytest.raises(KeyError):
        headlines_said(material, [HEALTH], area=Area("school", "9999", "Nowhere", ""))


# A school beside the rest.


def really_different(material: Material, area: Area, keys: list[TableKey]) -> Iterator[str]:
    """Table and choice of each difference that is no chance, from the published numbers alone."""
    held = cells(DEFAULT)
    pairs = {}
    for kind, known in keys:
        table = material.ground.held(area).whole[kind, known]
        for choice in (one.id for one in table.cells if one.role == "choice"):
            whole = held["borough", "borough", "all", "all", known, choice]
            part = held[area.level, area.area, "all", "all", known, choice]
            if whole["count"] and part["count"]:
                base = int(whole["base"]) - int(part["base"])
                others = int(whole["count"]) - int(part["count"])
                one = counted("", int(part["count"]), int(part["base"]))
                pairs[f"{known}/{choice}"] = (one, counted("", others, base))
    made = compare(list(pairs.values()), between="groups")
    for known, test in zip(pairs, made, strict=True):
        if test.word in {"higher", "lower"}:
            here, there = test.one, test.other
            yield f"{known} {here.percent} {test.word} {there.percent}"


def as_found(key: TableKey, sentence: Said) -> str:
    here, *_, there = numbers_of(sentence)
    words = {"more than": "higher", "less than": "lower"}
    word = words[re.search(r", (more than|less than) the", plain(sentence))[1]]  # type: ignore[index]
    choice = here.source.key.rpartition("/")[2]
    return f"{key[1]}/{choice} {here.text} {word} {there.text}"


@pytest.mark.parametrize("number", ["Northfold", "9007", "9004"])
def test_differences_are_those_that_the_published_numbers_show(number: str) -> None:
    material = demo_material()
    area = area_of(material, number)
    keys = list(material.ground.held(area).whole)
    found = differences_said(material, area, keys)
    assert list(found) == keys
    told = [as_found(key, one) for key, some in found.items() for one in some]
    assert told == list(really_different(material, area, keys))
    for one in (one for some in found.values() for one in some):
        well_formed(plain(one))


def test_a_difference_is_told_with_its_place_and_both_sources() -> None:
    material = demo_material()
    key = ("variable", "q07_squash")
    area = area_of(material, "9007")
    (sentence,) = differences_said(material, area, [key])[key]
    assert plain(sentence) == (
        "At this school, 57% of pupils answered ‘Once a week’ to ‘I drink: Squash’, "
        "more than the 34% in the rest of the borough."
    )
    here, there = numbers_of(sentence)
    assert here.source.words == "I drink: Squash. Base: 81 pupils"
    assert there.source.words == "I drink: Squash. Base: 491 pupils in the rest of the borough"


def test_a_difference_of_a_measure_is_told_as_the_outline_has_it_or_by_its_name() -> None:
    material = demo_material()
    area = area_of(material, "Northfold")
    key = ("measure", "talk_sibling")
    (sentence,) = differences_said(material, area, [key])[key]
    assert plain(sentence).startswith("In Northfold, 33% of pupils could talk about a problem with")
    bare = material.outline.model_copy(update={"outcomes": (), "national_indicators": ()})
    bare = bare.model_copy(update={"took_part": ()})
    (sentence,) = differences_said(replace(material, outline=bare), area, [key])[key]
    assert plain(sentence) == (
        "‘Could talk about a problem with a brother or sister’: 33% of pupils in Northfold, "
        "less than the 54% in the rest of the borough."
    )


def test_what_may_be_ticked_together_is_chosen() -> None:
    material = demo_material()
    key = ("variable", "q14")
    (sentence,) = differences_said(material, area_of(material, "Northfold"), [key])[key]
    assert "% of pupils chose ‘A pool or sports centre nearby’ for ‘To be more" in plain(sentence)


def test_the_borough_is_beside_nothing_and_a_strange_table_has_no_sentence() -> None:
    material = demo_material()
    keys: list[TableKey] = [("measure", "health_good"), ("measure", "unknown")]
    whole = material.ground.borough.area
    assert differences_said(material, whole, keys) == dict.fromkeys(keys, ())
    school = area_of(material, "9004")
    assert differences_said(material, school, [("measure", "unknown")]) == {keys[1]: ()}
