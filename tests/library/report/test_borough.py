"""The borough report: every question, real differences alone, nothing compared that cannot be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tellback.disclosure import Rule, read_rule
from tellback.figure.headline import Reading
from tellback.figure.said import plain
from tellback.inference import compare, counted
from tellback.questionnaire.model import Kind
from tellback.questionnaire.published_year import HELD, PublishedYear
from tellback.release.responses import Responses
from tellback.report.blocks import Block, Heading, List, Picture, Row, Table
from tellback.report.borough import borough_report
from tellback.report.borough_groups import Split, of_split, split_blocks
from tellback.report.borough_measures import aims, key_of, title_of
from tellback.report.borough_places import locality_blocks
from tellback.report.borough_protected import protection_said, rule_said
from tellback.report.borough_results import most_apart, most_given
from tellback.report.borough_sample import sample_blocks
from tellback.report.borough_years import years_blocks
from tellback.report.document import Document, sentences_of
from tellback.report.facts import FeedbackFacts
from tellback.report.ground import EarlierWave
from tellback.report.indicators import indicator_blocks
from tellback.report.material import Material
from tellback.report.members_summary import told_headlines
from tellback.report.outline import HeadlineOf, Outcome, OutcomePart
from tellback.report.plain_outline import plain_outline
from tests.library.report.borough_documents import borough, sentences, under
from tests.library.report.demo import (
    AS_PRINTED,
    DEFAULT,
    demo_ground,
    demo_material,
    demo_release,
    questionnaire,
)

PARTS = [
    "In short",
    "About the survey",
    "Who took part",
    "What these results can carry",
    "Results, question by question",
    "Results by sex",
    "Results by ethnicity",
    "Results by locality",
    "Results over the years",
    "National indicators",
    "What follows",
    "How answers are protected",
    "What the survey cost",
    "Appendix: The questionnaire",
]


def headings(document: Document, level: int = 2) -> list[str]:
    return [one.words for one in document.blocks if isinstance(one, Heading) and one.level == level]


def text_of(blocks: Sequence[Block]) -> str:
    return "\n".join(plain(one) for block in blocks for one in sentences_of(block))


def tables(blocks: Sequence[Block]) -> list[Table]:
    return [one for one in blocks if isinstance(one, Table)]


def pictures(document: Document) -> list[Picture]:
    return [one for one in document.blocks if isinstance(one, Picture)]


def test_its_parts_stand_in_this_order() -> None:
    assert headings(borough()) == PARTS
    assert borough().contents


def test_without_what_is_not_known_those_parts_are_gone() -> None:
    material = demo_material(AS_PRINTED)
    bare = replace(
        material,
        ground=replace(material.ground, printed=()),
        outline=plain_outline(questionnaire()),
        facts=material.facts.model_copy(update={"costs": (), "shares": (), "schools": ()}),
    )
    gone = {
        "Results by ethnicity",
        "Results by locality",
        "Results over the years",
        "National indicators",
        "What follows",
        "What the survey cost",
    }
    assert headings(borough_report(bare)) == [one for one in PARTS if one not in gone]


def test_every_question_has_a_picture_with_its_table_and_a_sentence() -> None:
    asked = [one for one in questionnaire().questions if one.kind is not Kind.PRESET]
    found = pictures(under(borough(AS_PRINTED), "Results, question by question"))
    assert [one.figure_id for one in found] == [one.id for one in asked]
    assert [one.title.partition(".")[0] for one in found] == [one.number for one in asked]
    assert all(one.table.rows and one.said for one in found)


def test_an_order_of_the_outline_stands_under_its_question() -> None:
    (helps,) = [one for one in pictures(borough()) if one.figure_id == "q16"]
    assert "‘More fun in lessons’ (81%), ‘Help from" in plain(helps.said[0])


def test_no_sentence_stands_twice_under_a_question() -> None:
    for one in pictures(borough()):
        assert len(set(one.said)) == len(one.said)


def test_what_pupils_wrote_is_not_printed() -> None:
    (wrote,) = [one for one in pictures(borough()) if one.figure_id == "q47"]
    assert plain(wrote.said[0]).startswith("22% of pupils wrote something.")


def test_the_answer_given_most_is_the_largest() -> None:
    table = demo_ground(AS_PRINTED).borough.whole["variable", "q08"]
    (said,) = most_given(table, "2009, release 1")
    best = max(
        (cell for cell in table.cells if cell.role == "choice"), key=lambda one: str(one.percent)
    )
    assert plain(said) == f"The answer given most was ‘{best.words}’, by {best.percent}%."


def test_no_answer_is_called_most_where_a_hidden_one_could_be() -> None:
    """Of question ten three answers are hidden, and a pupil may tick several."""
    assert list(most_given(demo_ground().borough.whole["variable", "q10"], "r")) == []
    hidden = demo_ground().borough.whole["variable", "q39"]
    assert list(most_given(hidden, "r")) == []


def test_a_grid_tells_the_lines_that_are_furthest_apart() -> None:
    whole = demo_ground(AS_PRINTED).borough.whole
    lines = [
        one for (kind, _), one in whole.items() if kind == "variable" and one.question == "q12"
    ]
    (said,) = most_apart(lines, "r")
    assert re.fullmatch(
        r"‘.+’ was answered most often to ‘.+’ \(\d+%\) and least often to ‘.+’ \(\d+%\)\.",
        plain(said),
    )


def test_a_grid_with_hidden_lines_tells_an_answer_of_which_none_is_hidden() -> None:
    boys = demo_ground().borough.groups[("sex",), ("male",)]
    lines = [one for (kind, _), one in boys.items() if kind == "variable" and one.question == "q20"]
    for said in most_apart(lines, "r"):
        assert "‘Every day or most days’ was" not in plain(said)


# By sex, ethnicity and locality.


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
    why = {row.head: row.cells[0] for row in last.rows}
    assert why["Have tried an illegal drug"].startswith("Not shown for areas smaller")


def test_a_release_without_localities_has_no_such_part() -> None:
    assert list(locality_blocks(demo_material(AS_PRINTED))) == []


# Over the years.


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


# National indicators.


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


# What the results can carry, how they are protected, what was asked.


def test_an_example_has_its_interval() -> None:
    said = text_of(list(sample_blocks(demo_material())))
    assert "85% of the 572 pupils who were asked; of the 715 pupils of the schools" in said
    assert "19 times in 20" in said
    assert "Schools were not picked at random" in said


def _with_manifest(**more: object) -> Material:
    material = demo_material()
    release = demo_release()
    manifest = release.manifest.model_copy(update=more)
    return replace(
        material, ground=replace(material.ground, release=replace(release, manifest=manifest))
    )


def test_with_a_design_effect_the_example_reaches_the_whole_borough() -> None:
    said = text_of(list(sample_blocks(_with_manifest(design_effect=1.8))))
    assert "of the 2,996 pupils of the whole borough it is" in said


def test_what_became_of_flagged_responses_is_told() -> None:
    looked = Responses(
        in_snapshot=575,
        flagged=9,
        not_decided=0,
        counted=572,
        left_out={},
        decisions_sha256="",
    )
    said = text_of(list(sample_blocks(_with_manifest(responses=looked))))
    assert "9 of 575 responses were flagged" in said


def test_without_rolls_no_interval_is_told() -> None:
    material = demo_material()
    ground = replace(material.ground, rolls=dict.fromkeys(material.ground.rolls))
    said = text_of(list(sample_blocks(replace(material, ground=ground))))
    assert "19 times" not in said
    assert "not known for every school" in said


def test_the_rule_in_words_and_how_much_is_hidden() -> None:
    said = "\n".join(plain(one) for one in protection_said(demo_material()))
    assert "Nothing is shown of fewer than 10 pupils together." in said
    assert (
        "A count of 1 or 2 is hidden for the whole borough, and one of 1 to 4 for a school." in said
    )
    assert "Answers about sensitive subjects" in said
    assert re.search(r"By this rule [\d,]+ numbers of the whole release are hidden", said)
    assert said.endswith("and found none.")


def test_a_rule_that_hides_nothing_says_so() -> None:
    said = "\n".join(plain(one) for one in protection_said(demo_material(AS_PRINTED)))
    assert "No count is too small to be shown." in said
    assert "no number of the release is hidden" in said


RULE = "id: r\nfrom: 2026-01-01\nsource: s\nleast_base: 10\n"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("least_cell: 2\n", "A count of 1 is hidden."),
        (
            "least_cell: {borough: 1, school: 5}\n",
            "No count is hidden for the whole borough, and one",
        ),
        ("full_cells: hidden\n", "Where all who answered said the same, that is hidden too."),
        ("full_cells: sensitive\n", "said the same to a sensitive question, that is hidden"),
    ],
)
def test_what_a_rule_asks_is_said_plainly(more: str, sentence: str) -> None:
    said = " ".join(plain(one) for one in rule_said(_rule(more)))
    assert sentence in said


def _rule(more: str) -> Rule:
    return read_rule(RULE + more)


def test_an_attack_that_found_something_is_not_hidden() -> None:
    attack = demo_release().manifest.attack.model_copy(update={"exact": 2})
    said = "\n".join(plain(one) for one in protection_said(_with_manifest(attack=attack)))
    assert said.endswith("and found 2.")


def test_the_appendix_has_every_question_with_answers_and_who_was_asked() -> None:
    rows: dict[str, Row] = {
        row.head: row
        for table in tables(under(borough(), "Appendix: The questionnaire").blocks)
        for row in table.rows
    }
    assert len(rows) == 48
    assert rows["4. My health is:"].cells == ("Very good; Good; OK; Not very good", "All pupils")
    assert rows["18. Do you know who speaks for you on the school council?"].cells == (
        "Yes; No",
        "Pupils who answered ‘Yes’ to ‘Does your school have a school council?’",
    )
    assert rows["10. What do you like to do?"].cells[0].startswith("Any of: Swimming; Football")
    assert "For each of: Fruit; Vegetables" in rows["6. I eat:"].cells[0]
    free = rows["47. What else would you like to see for young people here?"]
    assert free.cells[0] == "In the pupil’s own words"


def test_what_schools_said_of_the_survey() -> None:
    material = demo_material()
    feedback = FeedbackFacts(said=9, could_say=15, well=7, troubles=(("Slow computers", 2),))
    facts = material.facts.model_copy(update={"feedback": feedback})
    part = under(borough_report(replace(material, facts=facts)), "Who took part")
    said = text_of(part.blocks)
    assert "9 of 15 schools said how it had gone; with 7 of them well or very well." in said
    assert "Slow computers: 2" in said


def test_recommendations_stand_in_it_with_letters() -> None:
    part = under(borough(), "What follows")
    lists = [one for one in part.blocks if isinstance(one, List)]
    assert lists[0].kind == "letter"
    assert len(lists[0].items) == len(demo_material().outline.recommendations)


def test_no_figure_of_the_document_has_the_id_of_another() -> None:
    ids = [one.figure_id for one in pictures(borough())]
    assert len(set(ids)) == len(ids)


def test_every_sentence_ends() -> None:
    for sentence in sentences(borough()):
        assert plain(sentence)[-1] in ".:?!’”", plain(sentence)
