"""The report to members: the council's numbered form, and nothing said that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tellback.figure.said import numbers_of, plain
from tellback.report.blocks import Break, Fields, Heading, Lines, List, Table, Words
from tellback.report.document import Document
from tellback.report.facts import CostFacts, MeetingFacts, StaffTimeFacts
from tellback.report.material import Material
from tellback.report.members.ranked import ranked_said
from tellback.report.members.report import members_report
from tellback.report.outline import RankedOf
from tellback.report.plain_outline import plain_outline
from tests.library.report.borough_documents import members, sentences, under
from tests.library.report.demo import AS_PRINTED, DEFAULT, demo_material, questionnaire

NUMBERED = [
    "5. Summary",
    "6. Recommendations",
    "7. Proposals and details",
    "8. Finance",
    "9. Risks and uncertainties",
    "10. Policy and performance agenda implications",
    "11. Equality and diversity",
    "12. Background papers and consultation",
]


def with_facts(**more: object) -> Material:
    material = demo_material()
    return replace(material, facts=material.facts.model_copy(update=more))


def headings(document: Document, level: int) -> list[str]:
    return [
        f"{one.number} {one.words}".strip()
        for one in document.blocks
        if isinstance(one, Heading) and one.level == level
    ]


def text(document: Document) -> str:
    return "\n".join(plain(one) for one in sentences(document))


def head(document: Document) -> tuple[tuple[str, str, str], ...]:
    fields = document.blocks[0]
    assert isinstance(fields, Fields)
    return fields.rows


@pytest.fixture(scope="module")
def bare() -> Document:
    """Of a survey for which the council has written nothing and knows nothing."""
    material = demo_material()
    nothing = {"costs": (), "shares": (), "schools": (), "first_closes_on": None}
    return members_report(
        replace(
            material,
            outline=plain_outline(questionnaire()),
            facts=material.facts.model_copy(update=nothing),
        )
    )


def test_the_form_has_its_twelve_numbers_in_order() -> None:
    assert [row[0] for row in head(members())] == ["1.", "2.", "3.", "4."]
    assert [row[1] for row in head(members())] == ["Meeting", "Date", "Title", "Directorate"]
    assert headings(members(), 2) == [*NUMBERED, "Contact", "Appendix A: Executive summary"]


def test_a_meeting_that_is_not_arranged_says_so() -> None:
    assert [row[2] for row in head(members())[:2]] == ["To be arranged", "To be arranged"]


def test_a_meeting_is_named_with_its_day_and_asked() -> None:
    meeting = MeetingFacts(body="Scrutiny panel", on=date(2010, 11, 19))
    document = members_report(with_facts(meeting=meeting))
    assert [row[2] for row in head(document)[:2]] == ["Scrutiny panel", "19 November 2010"]
    assert "The Scrutiny panel is asked to:" in text(document)


def test_a_meeting_without_a_day_yet() -> None:
    rows = head(members_report(with_facts(meeting=MeetingFacts(body="Panel"))))
    assert [row[2] for row in rows[:2]] == ["Panel", "To be arranged"]


def test_recommendations_have_letters_verbs_and_who_by_when() -> None:
    (letters,) = [one for one in members().blocks if isinstance(one, List) and one.kind == "letter"]
    said = [plain(one) for one in letters.items]
    assert said[0] == "receive this report and its executive summary."
    assert said[2].endswith("(Survey project group, when the next questionnaire is agreed).")
    verbs = {one.verb for one in demo_material().outline.recommendations}
    assert {one.partition(" ")[0] for one in said} == verbs


def test_under_a_number_with_nothing_stands_none(bare: Document) -> None:
    assert headings(bare, 2)[:8] == NUMBERED
    for title in ("Recommendations", "Finance", "Risks and uncertainties"):
        assert text(under(bare, title)) == "None."
    assert text(under(bare, "Equality and diversity")) == "None."
    assert text(under(bare, "Background papers and consultation")) == "None."


def test_a_survey_without_an_outline_tells_its_measures(bare: Document) -> None:
    summary = text(under(bare, "Appendix A: Executive summary"))
    assert "85% of pupils feel their health is very good or good" in summary


def test_the_money_and_who_pays_it() -> None:
    finance = under(members(), "Finance")
    assert "What was counted of the survey cost £462.00 in all." in text(finance)
    cost, shares = (one for one in finance.blocks if isinstance(one, Table))
    assert [row.cells for row in cost.rows] == [("£462.00",), ("not counted",)]
    assert [(row.head, *row.cells) for row in shares.rows] == [
        ("Primary care trust", "40%", "£184.80"),
        ("Children’s services", "60%", "£277.20"),
    ]


def test_staff_time_stands_beside_the_cost() -> None:
    costs = (CostFacts(item="Printing", pounds=Decimal(20)),)
    time = (StaffTimeFacts(item="Analysis", hours=Decimal("37.50")),)
    finance = under(members_report(with_facts(costs=costs, shares=(), staff_time=time)), "Finance")
    assert "The survey cost £20.00 in all." in text(finance)
    tables = [one for one in finance.blocks if isinstance(one, Table)]
    assert [(row.head, *row.cells) for row in tables[1].rows] == [("Analysis", "37.5")]


def test_equality_tells_sex_and_ethnicity_from_released_cells() -> None:
    equality = under(members(AS_PRINTED), "Equality and diversity")
    for said in ("53% of pupils are girls.", "90% of pupils said that their background is White"):
        assert said in text(equality)
    hidden = text(under(members(), "Equality and diversity"))
    assert "Asian British is hidden to protect a small number of pupils." in hidden


def test_the_contact_is_a_post() -> None:
    (contact,) = [one for one in members().blocks if isinstance(one, Lines)]
    assert contact.lines[0] == "Children’s survey officer"
    assert "Telephone: 01632 960001" in contact.lines


def test_without_telephone_and_address_only_the_post() -> None:
    facts = demo_material().facts
    council = facts.council.model_copy(update={"telephone": "", "email": ""})
    (contact,) = [
        one for one in members_report(with_facts(council=council)).blocks if isinstance(one, Lines)
    ]
    assert len(contact.lines) == 3


def test_the_appendix_begins_on_a_page_and_has_the_five_aims() -> None:
    blocks = members().blocks
    at = next(
        place
        for place, one in enumerate(blocks)
        if isinstance(one, Heading) and one.words.startswith("Appendix A")
    )
    assert isinstance(blocks[at - 1], Break)
    aims = [one.title for one in demo_material().outline.outcomes]
    assert headings(members(), 3)[-5:] == aims
    assert len(headings(members(), 4)) == sum(
        len(one.parts) for one in demo_material().outline.outcomes
    )


def test_the_days_and_why_it_was_open_longer() -> None:
    said = text(members())
    assert "The survey was open from 19 October 2009 to 31 January 2010." in said
    assert "Why it was open longer: Schools were closed by snow." in said


def test_a_survey_that_closed_as_planned_says_nothing_of_it(bare: Document) -> None:
    assert "first to close" not in text(bare)


def test_earlier_years_that_cannot_be_tested_are_said_once_in_the_appendix() -> None:
    said = text(under(members(), "Appendix A: Executive summary"))
    assert said.count("no change since then can be tested") == 1


def test_what_is_told_of_one_cell_stands_in_one_bullet() -> None:
    said = text(members(AS_PRINTED))
    assert "20 pupils drink alcohol every day or most days (17 in 2008). 3% of pupils do so" in said


def test_the_same_release_gives_the_same_document() -> None:
    assert members_report(demo_material()).blocks == members().blocks


RANKED = RankedOf(question="q20", choices=("most_days",), said="What pupils do most often")


def test_an_order_has_the_most_given_first_with_numbers_of_the_release() -> None:
    (said,) = ranked_said(demo_material(AS_PRINTED), RANKED)
    shares = [int(one.text.rstrip("%")) for one in numbers_of(said)]
    assert len(shares) == 3
    assert shares == sorted(shares, reverse=True)
    whole = demo_material(AS_PRINTED).ground.borough.whole
    every = [
        cell.percent
        for (_, known), table in whole.items()
        if known.startswith("q20_")
        for cell in table.cells
        if cell.id == "most_days" and isinstance(cell.percent, int)
    ]
    assert shares == sorted(every, reverse=True)[:3]


def test_the_orders_of_2009_come_out_as_they_were_printed() -> None:
    said = text(members(AS_PRINTED))
    assert (
        "would help them do better at school: ‘More fun in lessons’ (81%), "
        "‘Help from teachers when I need it’ (73%) and ‘A quieter class’ (64%)." in said
    )
    assert "of girls: ‘Shopping’ (53%)" in said
    assert "of boys: ‘Out with friends’ (49%) and ‘To a sports club or dance class’" in said


def test_an_order_is_not_told_where_a_hidden_line_could_come_before_its_last() -> None:
    """How many girls were left out is hidden, and may be more than those who were called names."""
    bullied = RankedOf(
        question="q32", choices=("yes",), said="What happened most", by="sex", first=6
    )
    strict = DEFAULT.replace("no_answer: shown", "no_answer: hidden")
    girls = ranked_said(demo_material(strict), bullied)[0]
    assert plain(girls) == "What happened most, of girls, cannot be told: some lines are hidden."


def test_an_order_is_told_where_what_is_hidden_is_too_little_to_matter() -> None:
    """How few girls go to galleries is hidden; that fewer do than go shopping is plain."""
    girls, _ = ranked_said(demo_material(), RANKED.model_copy(update={"by": "sex"}))
    assert plain(girls).startswith("What pupils do most often, of girls: ‘Shopping’ (53%)")


def test_an_order_of_lines_that_are_all_hidden_is_not_told() -> None:
    """Where they get cigarettes was asked of too few."""
    found = ranked_said(demo_material(), RANKED.model_copy(update={"question": "q39"}))
    assert [plain(one) for one in found] == [
        "What pupils do most often cannot be told: some lines are hidden."
    ]


def test_an_order_of_what_was_asked_of_nobody_is_none() -> None:
    free = RANKED.model_copy(update={"question": "school"})
    assert ranked_said(demo_material(), free) == ()


def test_an_order_by_people_the_outline_does_not_name() -> None:
    material = demo_material(AS_PRINTED)
    nameless = replace(material, outline=material.outline.model_copy(update={"people": {}}))
    said = ranked_said(nameless, RANKED.model_copy(update={"by": "sex"}))
    assert "of pupils who said ‘A boy’" in plain(said[0])


def test_no_paragraph_is_empty() -> None:
    for block in members().blocks:
        if isinstance(block, Words):
            assert plain(block.said).strip()
