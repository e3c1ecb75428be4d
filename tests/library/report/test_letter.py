"""The letter to each head: where the report is, and never what is in it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tellback.figure.said import Fact, Number, Source
from tellback.questionnaire.problem import Unreadable
from tellback.report.blocks import Heading, Lines, List, Words
from tellback.report.document import Document
from tellback.report.facts import FeedbackFacts, SchoolFacts
from tellback.report.filled_in import Value, filled_in
from tellback.report.material import Material
from tellback.report.pdf.write import report_pdf
from tellback.report.school.letter import head_letter
from tests.library.report import edges
from tests.library.report.demo import AS_PRINTED, CONTENT, demo_material

ADDRESS = "https://results.aldermoor.example/2009/"


def with_facts(**more: object) -> Material:
    material = demo_material()
    return replace(material, facts=material.facts.model_copy(update=more))


def text_of(document: Document) -> str:
    return "\n".join(edges.texts_of(document))


def test_it_says_how_many_of_theirs_answered_and_where_to_read() -> None:
    made = head_letter(with_facts(address=ADDRESS), "9004")
    text = text_of(made)
    assert "125 of your 157 pupils on roll in Year 5 answered." in text
    assert f"here: {ADDRESS}schools/9004/report/." in text
    assert (made.look, made.sources, made.name) == ("letter", False, "2009-letter-9004")
    (number,) = edges.numbers_in(made)
    assert number.source.key.startswith("school/9004/")


def test_it_holds_no_result() -> None:
    for number in ("9001", "9006", "9011"):
        assert "%" not in text_of(head_letter(demo_material(), number))


def test_a_school_of_which_all_is_hidden_gets_no_number_and_is_told_why() -> None:
    made = head_letter(with_facts(address=ADDRESS), "9006")
    assert not list(edges.numbers_in(made))
    text = text_of(made)
    assert "So few of your pupils could answer" in text
    assert "The report for your school is ready" not in text
    assert f"here: {ADDRESS}" in text


def test_a_small_school_is_told_of_the_report_of_several_together() -> None:
    material = edges.material_of(edges.release_of())
    made = text_of(head_letter(material, "9011"))
    assert "together with other small schools, as “Small schools”" in made
    assert "report of these schools together. You can read it, or ask for it, here: " in made
    there = replace(material, facts=material.facts.model_copy(update={"address": ADDRESS}))
    assert f"here: {ADDRESS}schools/9011/report/." in text_of(head_letter(there, "9011"))


def test_without_an_address_it_says_where_to_ask() -> None:
    assert "here: surveys@aldermoor.example" in text_of(head_letter(demo_material(), "9004"))
    council = demo_material().facts.council
    bare = council.model_copy(update={"email": "", "telephone": ""})
    text = text_of(head_letter(with_facts(council=bare), "9004"))
    assert "write to Children’s survey officer, Aldermoor Council." in text


def test_without_a_roll_it_says_how_many_answered_alone() -> None:
    schools = tuple(one.model_copy(update={"roll": None}) for one in demo_material().facts.schools)
    text = text_of(head_letter(with_facts(schools=schools), "9004"))
    assert "125 of your pupils in Year 5 answered." in text
    assert "on roll" not in text


def test_it_begins_and_ends_as_letters_do() -> None:
    made = head_letter(demo_material(), "9004")
    ours, theirs = made.blocks[:2]
    assert isinstance(ours, Lines)
    assert ours.lines[-1] == "1 June 2010"
    assert ours.where == "right"
    assert theirs == Lines(("The head teacher", "Downs Meadow Junior"))
    assert isinstance(made.blocks[2], Words)
    assert edges.said_in([made.blocks[2]]) == "Dear head teacher,"
    assert made.blocks[-1] == Lines(
        ("With kind regards,", "Children’s survey officer", "Aldermoor Council")
    )


def test_a_head_is_called_by_the_words_that_were_given() -> None:
    schools = (SchoolFacts(number="9004", name="Downs Meadow Junior", head="Dear friend"),)
    assert "Dear friend,\n" in text_of(head_letter(with_facts(schools=schools), "9004"))


def test_a_school_that_facts_do_not_have_is_called_by_its_name_in_the_release() -> None:
    assert "Downs Meadow Junior" in text_of(head_letter(with_facts(schools=()), "9004"))


def test_a_school_that_is_not_in_the_release_is_an_error() -> None:
    with pytest.raises(KeyError):
        head_letter(demo_material(), "9099")


def test_more_answers_than_are_on_roll_are_told_without_the_roll() -> None:
    schools = (SchoolFacts(number="9004", name="Downs Meadow Junior", roll=100),)
    text = text_of(head_letter(with_facts(schools=schools), "9004"))
    assert "125 of your pupils in Year 5 answered." in text


def test_where_no_school_has_results_of_its_own_it_leads_to_those_of_the_borough() -> None:
    text = text_of(head_letter(demo_material(AS_PRINTED), "9006"))
    assert "no school has a report of its own" in text
    assert "So few" not in text
    assert "is ready" not in text
    with pytest.raises(KeyError):
        head_letter(demo_material(AS_PRINTED), "9099")


def test_what_schools_said_of_the_survey_is_there_where_any_did() -> None:
    told = FeedbackFacts(
        said=12, could_say=15, well=10, troubles=(("Computers", 4), ("Snow", 1)), wishes=("Spring",)
    )
    made = head_letter(with_facts(feedback=told), "9004")
    said = edges.said_in(made.blocks)
    assert "12 of 15 schools told us how the survey went. It went well for 10." in said
    assert "Computers: 4 schools Snow: 1 school" in said
    assert "asked for: Spring" in said
    assert {one.source.words for one in edges.numbers_in(made)} >= {
        "What schools said of the survey when it was over"
    }


def test_without_feedback_there_is_neither_a_sentence_nor_what_announces_a_list() -> None:
    made = head_letter(demo_material(), "9004")
    assert "told us how the survey went" not in text_of(made)
    assert "What went wrong:" not in text_of(made)
    silent = FeedbackFacts(said=3, could_say=15, well=3)
    made = head_letter(with_facts(feedback=silent), "9004")
    assert "3 of 15 schools told us how the survey went" in text_of(made)
    assert "What went wrong:" not in text_of(made)


def test_it_is_the_same_each_time_and_names_no_other_school() -> None:
    material = demo_material()
    assert head_letter(material, "9004") == head_letter(demo_material(), "9004")
    text = text_of(head_letter(material, "9004"))
    for area in material.ground.release.areas:
        if area.level in ("school", "locality") and area.area != "9004":
            assert area.name not in text


def test_it_fits_one_page() -> None:
    told = FeedbackFacts(said=12, could_say=15, well=10, troubles=(("Computers", 4),))
    made = head_letter(with_facts(feedback=told, address=ADDRESS), "9004")
    pdf = report_pdf(made, content=CONTENT)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1


def filled(tmp_path: Path, text: str, **values: Value) -> list[object]:
    (tmp_path / "text.txt").write_text(text, "utf-8")
    made = filled_in(tmp_path / "text.txt", values)
    return [made.title, *made.blocks]


def test_a_text_becomes_a_title_headings_lists_lines_and_paragraphs(tmp_path: Path) -> None:
    number = Number("12", Source("x", ""))
    made = filled(
        tmp_path,
        "About {who}\n\n# One\nWords of 2009.\n\n- {many} came\n- {none} went\n\nA\nB\n\n{block}\n",
        who=("us",), many=(number,), none=None, block=Lines(("x",)),
    )  # fmt: skip
    assert made == [
        "About us",
        Heading("One"),
        Words((Fact("Words of 2009."),)),
        List(((number, " came"),)),
        Lines(("A", "B")),
        Lines(("x",)),
    ]


def test_what_has_nothing_to_say_is_left_out_with_its_heading(tmp_path: Path) -> None:
    text = "T\n\n# One\n\n{none}\n\n# Two\n\nStays.\n\n# Three\n\n- {none}\n\nIt was:\n\n{none}"
    assert filled(tmp_path, text, none=None) == ["T", Heading("Two"), Words(("Stays.",))]


def test_a_strangers_placeholder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as fault:
        filled(tmp_path, "T\n\n{pupil} came.", pupils=("x",))
    assert "{pupil} is no placeholder" in str(fault.value.problems[0])
    with pytest.raises(Unreadable):
        filled_in(tmp_path / "not-there.txt", {})


@pytest.mark.parametrize("name", ["head-letter.txt", "newsletter.txt"])
def test_the_words_that_came_with_tellback_hold_no_number_of_pupils(name: str) -> None:
    text = (demo_material().content / "reports" / name).read_text("utf-8")
    assert not any(letter.isdecimal() for letter in text)


def test_a_councils_own_words_may_have_its_next_steps(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/head-letter.txt").write_text("{wave}\n\nNext:\n\n{next_steps}\n", "utf-8")
    material = replace(demo_material(), content=tmp_path)
    made = head_letter(material, "9004")
    assert made.blocks[-1] == List(tuple((one,) for one in material.outline.next_steps))
