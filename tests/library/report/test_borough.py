"""The borough report: its parts, every question, the questionnaire, what follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tellback.figure.said import plain
from tellback.questionnaire.model import Kind
from tellback.report.blocks import List, Row
from tellback.report.borough.report import borough_report
from tellback.report.borough.results import most_apart, most_given
from tellback.report.document import Document
from tellback.report.facts import FeedbackFacts
from tellback.report.html.page import html_page
from tellback.report.material import Material
from tellback.report.members.report import members_report
from tellback.report.plain_outline import plain_outline
from tests.library.report import edges
from tests.library.report.borough_documents import (
    borough,
    headings,
    pictures,
    sentences,
    tables,
    text_of,
    under,
)
from tests.library.report.demo import (
    AS_PRINTED,
    CONTENT,
    demo_ground,
    demo_material,
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


def test_an_answer_is_called_most_where_what_is_hidden_is_too_little_to_matter() -> None:
    boys = demo_ground().borough.groups[("sex",), ("male",)]["variable", "q04"]
    (said,) = most_given(boys, "r")
    assert plain(said) == "The answer given most was ‘Very good’, by 48%."


def test_a_grid_of_which_all_is_hidden_tells_nothing() -> None:
    hidden = demo_ground().borough.whole["variable", "q39"]
    assert list(most_apart([hidden, hidden], "r")) == []


def test_a_grid_with_hidden_lines_tells_an_answer_of_which_none_is_hidden() -> None:
    boys = demo_ground().borough.groups[("sex",), ("male",)]
    lines = [one for (kind, _), one in boys.items() if kind == "variable" and one.question == "q20"]
    for said in most_apart(lines, "r"):
        assert "‘Every day or most days’ was" not in plain(said)


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


def _edges(rule: str = edges.SHOWN) -> Material:
    return edges.material_of(edges.release_of(rule))


@pytest.mark.parametrize("make", [borough_report, members_report])
@pytest.mark.parametrize("rule", [edges.SHOWN, edges.HIDING], ids=["shown", "hiding"])
def test_silence_markup_and_nobody_asked_do_not_break_it(
    make: Callable[[Material], Document], rule: str
) -> None:
    document = make(_edges(rule))
    for sentence in sentences(document):
        assert not any(isinstance(one, str) and re.search(r"\d", one) for one in sentence)
    assert html_page(document, content=CONTENT)


def test_what_nobody_answered_has_no_answer_given_most() -> None:
    for known in ("blank", "after"):
        (one,) = [each for each in pictures(borough_report(_edges())) if each.figure_id == known]
        assert not one.said
