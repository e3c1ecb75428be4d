"""Pages: everything once, in order, and no rule waiting for its own page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.expression import ExpressionFault, parse
from tellback.questionnaire.model import Kind, Question, Questionnaire
from tellback.questionnaire.paging import Page, pages
from tests.library.questionnaire.made_up import questionnaires

One = Literal["section", "question"]
EACH = st.sampled_from(("section", "question"))


def made(*questions: Mapping[str, object], section: str | None = None) -> Questionnaire:
    filled = [{"text": "Well?", "kind": "yes_no", **one} for one in questions]
    only = {"id": "s", "title": "S", "questions": filled, "show_if": section}
    return Questionnaire.model_validate(
        {"id": "paged", "title": "Paged", "version": "1", "sections": [only]}
    )


def ids(questionnaire: Questionnaire, one: One) -> list[list[str]]:
    return [[question.id for question in page.questions] for page in pages(questionnaire, one)]


def rules_on(page: Page) -> list[str]:
    held = [
        rule for one in page.questions for rule in (one.show_if, *(r.show_if for r in one.rows))
    ]
    return [rule for rule in held if rule]


@settings(max_examples=100)
@given(questionnaires(forward=True), EACH)
def test_everything_that_is_shown_stands_on_one_page_in_order(
    questionnaire: Questionnaire, one: One
) -> None:
    cut = pages(questionnaire, one)
    stand = [question.id for page in cut for question in page.questions]
    assert stand == [q.id for q in questionnaire.questions if q.kind is not Kind.PRESET]
    assert [page.number for page in cut] == [*range(1, len(cut) + 1)]
    for page in cut:
        assert page.questions
        assert all(questionnaire.section_of[q.id] == page.section for q in page.questions)


@settings(max_examples=100)
@given(questionnaires(forward=True), EACH)
def test_no_rule_reads_an_answer_of_its_own_page_but_one_of_its_own_question(
    questionnaire: Questionnaire, one: One
) -> None:
    for page in pages(questionnaire, one):
        for question in page.questions:
            for rule in _rules(question):
                others = {name for q in page.questions if q != question for name in q.variables}
                assert others.isdisjoint(parse(rule).variables)


@settings(max_examples=100)
@given(questionnaires(forward=True))
def test_a_section_is_cut_only_where_a_rule_needs_it(questionnaire: Questionnaire) -> None:
    for before, after in pairwise(pages(questionnaire, "section")):
        if before.section != after.section:
            continue
        asking = next((at for at, q in enumerate(after.questions) if q.kind is not Kind.NOTE), None)
        unit = after.questions if asking is None else after.questions[: asking + 1]
        read = {name for q in unit for rule in _rules(q) for name in parse(rule).variables}
        read_before = {name for rule in rules_on(before) for name in parse(rule).variables}
        asked = {name for q in unit for name in q.variables}
        asked_before = {name for q in before.questions for name in q.variables}
        assert read & asked_before or read_before & asked


@settings(max_examples=100)
@given(questionnaires(forward=True))
def test_one_question_a_page_is_at_most_one_that_asks(questionnaire: Questionnaire) -> None:
    for page in pages(questionnaire, "question"):
        assert len([q for q in page.questions if q.kind is not Kind.NOTE]) <= 1


def _rules(question: Question) -> list[str]:
    return [rule for rule in (question.show_if, *(r.show_if for r in question.rows)) if rule]


def test_a_page_is_a_section() -> None:
    questionnaire = made({"id": "a"}, {"id": "b"}, {"id": "c"})
    assert ids(questionnaire, "section") == [["a", "b", "c"]]
    assert ids(questionnaire, "question") == [["a"], ["b"], ["c"]]


def test_a_question_waits_on_the_next_page_for_the_answer_it_rests_on() -> None:
    questionnaire = made(
        {"id": "a"},
        {"id": "b"},
        {"id": "c", "show_if": "${a} = 'yes'"},
        {"id": "d", "show_if": "${a} = 'yes'"},
        {"id": "e", "show_if": "${d} = 'yes'"},
    )
    assert ids(questionnaire, "section") == [["a", "b"], ["c", "d"], ["e"]]


def test_a_row_waits_as_a_question_does() -> None:
    grid = {
        "id": "g",
        "kind": "grid",
        "choices": [{"id": "x", "text": "X"}],
        "rows": [{"id": "r", "text": "R"}, {"id": "s", "text": "S", "show_if": "${a} = 'yes'"}],
    }
    assert ids(made({"id": "a"}, grid), "section") == [["a"], ["g"]]


def test_a_question_read_by_one_before_it_stands_on_another_page() -> None:
    assert ids(made({"id": "a", "show_if": "${b} = 'yes'"}, {"id": "b"}), "section") == [
        ["a"],
        ["b"],
    ]


def test_a_note_rides_with_the_question_after_it() -> None:
    questionnaire = made(
        {"id": "a"},
        {"id": "n", "kind": "note"},
        {"id": "b"},
        {"id": "m", "kind": "note"},
        {"id": "c", "show_if": "${b} = 'yes'"},
        {"id": "thanks", "kind": "note"},
    )
    assert ids(questionnaire, "question") == [["a"], ["n", "b"], ["m", "c", "thanks"]]
    assert ids(questionnaire, "section") == [["a", "n", "b"], ["m", "c", "thanks"]]


def test_a_note_at_the_end_that_waits_for_an_answer_has_a_page_of_its_own() -> None:
    questionnaire = made({"id": "a"}, {"id": "n", "kind": "note", "show_if": "${a} = 'yes'"})
    assert ids(questionnaire, "section") == [["a"], ["n"]]


def test_a_preset_stands_on_no_page_and_cuts_none() -> None:
    preset = {"id": "school", "kind": "preset"}
    questionnaire = made(preset, {"id": "a"}, {"id": "b", "show_if": "${school} = 'x'"})
    assert ids(questionnaire, "section") == [["a", "b"]]
    assert ids(made(preset), "section") == []


def test_a_rule_that_cannot_be_read_cuts_no_pages() -> None:
    with pytest.raises(ExpressionFault):
        pages(made({"id": "a"}, {"id": "b", "show_if": "1 ="}), "section")
