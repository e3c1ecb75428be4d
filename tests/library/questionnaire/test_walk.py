"""Who is asked what: beside a slow walk that starts with everything shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tellback.questionnaire.expression import ExpressionFault, parse
from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.ruled import looks_back, rules_of
from tellback.questionnaire.walk import Walk
from tests.library.questionnaire import oracle_walk
from tests.library.questionnaire.made_up import answered

YES_NO = {"kind": "yes_no", "text": "Well?"}


def asking(*sections: dict[str, object]) -> Questionnaire:
    filled = [{"id": f"s{at}", "title": f"Section {at}"} | one for at, one in enumerate(sections)]
    return Questionnaire.model_validate(
        {"id": "routes", "title": "Routes", "version": "1", "sections": filled}
    )


def question(name: str, rule: str | None = None, **more: object) -> dict[str, object]:
    return YES_NO | {"id": name, "show_if": rule} | more


CHAIN = asking(
    {
        "questions": [
            question("bullied"),
            question("reported", "${bullied} = 'yes'"),
            question("helped", "${reported} = 'yes'"),
        ]
    }
)


@settings(max_examples=200)
@given(answered())
def test_a_walk_that_looks_back_agrees_with_the_slow_walk(
    case: tuple[Questionnaire, dict[str, str]],
) -> None:
    _agrees(*case)


@settings(max_examples=200)
@given(answered(forward=True))
def test_a_walk_that_looks_forward_agrees_with_the_slow_walk(
    case: tuple[Questionnaire, dict[str, str]],
) -> None:
    _agrees(*case)


def _agrees(questionnaire: Questionnaire, answers: dict[str, str]) -> None:
    walk = Walk(questionnaire)
    asked = oracle_walk.asked(questionnaire, answers)
    assert [*walk.asked(answers)] == asked
    assert [*walk.dropped(answers)] == oracle_walk.dropped(questionnaire, answers)
    kept = {one: answers[one] for one in asked if answers.get(one)}
    assert [*walk.on_path(answers).items()] == [*kept.items()]
    for one in questionnaire.questions:
        rows = {one.row_variable(row) for row in walk.rows_shown(one.id, answers)}
        assert rows == {name for name in asked if one.kind is Kind.GRID and name in one.variables}
        if one.kind is not Kind.GRID and one.variables:
            assert walk.shows(one.id, answers) is (one.id in asked)
        elif rows:
            assert walk.shows(one.id, answers)


@settings(max_examples=100)
@given(answered())
def test_dropping_what_is_dropped_changes_no_route(
    case: tuple[Questionnaire, dict[str, str]],
) -> None:
    questionnaire, answers = case
    walk = Walk(questionnaire)
    kept = walk.on_path(answers)
    assert walk.asked(kept) == walk.asked(answers)
    assert walk.dropped(kept) == ()
    assert walk.on_path(kept) == kept


def test_what_hides_a_question_hides_what_rests_on_its_answer() -> None:
    walk = Walk(CHAIN)
    typed = {"bullied": "no", "reported": "yes", "helped": "yes"}
    assert walk.asked(typed) == ("bullied",)
    assert walk.dropped(typed) == ("reported", "helped")
    assert walk.on_path(typed) == {"bullied": "no"}


def test_an_answer_comes_back_with_its_question() -> None:
    typed = {"bullied": "no", "reported": "yes", "helped": "yes"}
    assert Walk(CHAIN).on_path(typed | {"bullied": "yes"}) == typed | {"bullied": "yes"}


def test_a_hidden_answer_reads_as_blank() -> None:
    questionnaire = asking(
        {
            "questions": [
                question("first"),
                question("second", "${first} = 'yes'"),
                question("third", "${second} = ''"),
            ]
        }
    )
    walk = Walk(questionnaire)
    assert walk.asked({"first": "no", "second": "yes"}) == ("first", "third")
    assert walk.asked({"first": "yes", "second": "yes"}) == ("first", "second")


def test_a_section_hides_its_questions_and_their_rows() -> None:
    grid = {
        "id": "who",
        "kind": "grid",
        "text": "Who?",
        "choices": [{"id": "yes", "text": "Yes"}],
        "rows": [{"id": "one", "text": "One"}, {"id": "two", "text": "Two"}],
    }
    questionnaire = asking(
        {"questions": [question("carer")]},
        {"questions": [grid, question("last")], "show_if": "${carer} = 'yes'"},
        {"questions": [question("end", "${who_one} = 'yes'")]},
    )
    walk = Walk(questionnaire)
    typed = {"carer": "no", "who_one": "yes", "last": "yes"}
    assert walk.asked(typed) == ("carer",)
    assert not walk.shows("who", typed)
    assert walk.rows_shown("who", typed) == ()
    assert walk.asked({"carer": "yes", "who_one": "yes"}) == (
        "carer",
        "who_one",
        "who_two",
        "last",
        "end",
    )


def test_a_grid_is_shown_though_every_row_of_it_is_hidden() -> None:
    grid = {
        "id": "pets",
        "kind": "grid",
        "text": "How many?",
        "choices": [{"id": "yes", "text": "Yes"}],
        "rows": [{"id": "cat", "text": "Cat", "show_if": "${has} = 'yes'"}],
    }
    walk = Walk(asking({"questions": [question("has"), grid]}))
    assert walk.shows("pets", {})
    assert walk.rows_shown("pets", {}) == ()
    assert [row.id for row in walk.rows_shown("pets", {"has": "yes"})] == ["cat"]


def test_a_note_follows_its_rule_and_has_no_variable() -> None:
    note = {"id": "help", "kind": "note", "text": "Talk.", "show_if": "${bullied} = 'yes'"}
    walk = Walk(asking({"questions": [question("bullied"), note]}))
    assert walk.shows("help", {"bullied": "yes"})
    assert not walk.shows("help", {"bullied": "no"})
    assert walk.asked({"bullied": "yes"}) == ("bullied",)


def test_names_that_are_no_variable_are_passed_over() -> None:
    walk = Walk(asking({"questions": [question("first"), question("second", "${ghost} = 'x'")]}))
    typed = {"ghost": "x", "first": "yes"}
    assert walk.asked(typed) == ("first",)
    assert walk.on_path(typed) == {"first": "yes"}
    assert walk.dropped(typed) == ()


def test_a_rule_may_wait_for_a_later_answer() -> None:
    walk = Walk(
        asking(
            {
                "questions": [
                    question("first", "${second} = 'yes'"),
                    question("second", "${third} = 'yes'"),
                    question("third"),
                ]
            }
        )
    )
    assert walk.asked({"second": "yes", "third": "yes"}) == ("first", "second", "third")
    assert walk.asked({"second": "yes", "third": "no"}) == ("third",)


def test_a_question_that_its_own_answer_hides_is_hidden_in_the_end() -> None:
    walk = Walk(asking({"questions": [question("self", "${self} = ''")]}))
    assert walk.asked({}) == ("self",)
    assert walk.asked({"self": "yes"}) == ()
    assert walk.dropped({"self": "yes"}) == ("self",)
    assert not walk.shows("self", {"self": "yes"})


def test_a_walk_changes_nothing_that_it_is_given() -> None:
    typed = {"bullied": "no", "reported": "yes"}
    Walk(CHAIN).asked(typed)
    assert typed == {"bullied": "no", "reported": "yes"}


def test_a_rule_that_cannot_be_read_stops_the_walk_before_it_starts() -> None:
    with pytest.raises(ExpressionFault, match="Something is missing"):
        Walk(asking({"questions": [question("first", "1 =")]}))


def test_an_unknown_question_is_no_question() -> None:
    with pytest.raises(KeyError):
        Walk(CHAIN).shows("nobody", {})
    with pytest.raises(KeyError):
        Walk(CHAIN).rows_shown("nobody", {})


@pytest.mark.parametrize(
    ("name", "back"),
    [("first", True), ("ghost", True), ("q", False), ("last", False)],
)
def test_whether_rules_look_back(name: str, back: bool) -> None:
    rule = f"${{{name}}} = ''"
    questionnaire = asking(
        {"questions": [question("first"), question("q", rule), question("last")]}
    )
    parsed = {one.rule: parse(one.rule) for one in rules_of(questionnaire)}
    assert looks_back(questionnaire, parsed) is back


def test_rules_are_found_where_they_stand() -> None:
    grid = {
        "id": "g",
        "kind": "grid",
        "text": "Which?",
        "choices": [{"id": "yes", "text": "Yes"}],
        "rows": [{"id": "a", "text": "A"}, {"id": "b", "text": "B", "show_if": "3 = 3"}],
    }
    questionnaire = asking(
        {"questions": [question("first")]},
        {"questions": [question("second", "2 = 2"), grid], "show_if": "1 = 1"},
    )
    found = [*rules_of(questionnaire)]
    assert [one.rule for one in found] == ["1 = 1", "2 = 2", "3 = 3"]
    assert [one.section.id for one in found] == ["s1", "s1", "s1"]
    assert [one.question and one.question.id for one in found] == [None, "second", "g"]
    assert [one.row and one.row.id for one in found] == [None, None, "b"]
    assert [one.shows for one in found] == [("second", "g_a", "g_b"), ("second",), ("g_b",)]
    assert [one.before for one in found] == [{"first"}, {"first"}, {"first", "second"}]
