"""What counts of a pupil's answers, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.answer import FURTHEST
from tellback.questionnaire.walk import Walk
from tellback.response import Refused, accept
from tests.library.small import answers_to, asking, everything, single

CARERS = everything()


def test_answers_on_the_path_are_kept_and_the_others_dropped() -> None:
    response = accept(CARERS, {"care": "no", "hours": "3", "q1": "often"})
    assert response.answers == {"care": "no", "q1": "often"}


def test_a_response_knows_what_was_asked_answered_or_not() -> None:
    response = accept(CARERS, {"care": "yes", "why": ""})
    assert {"hours", "why", "feel_home"} <= response.asked
    assert "feel_snack" not in response.asked
    assert "why" not in response.answers


def test_nothing_answered_is_a_response() -> None:
    assert accept(CARERS, {}).answers == {}


@pytest.mark.parametrize(
    ("variable", "value", "code"),
    [
        ("q2", "often", "unknown-variable"),
        ("feel", "good", "unknown-variable"),
        ("hello", "good", "unknown-variable"),
        ("q1", "sometimes", "not-an-answer"),
        ("food", "fruit fruit", "not-an-answer"),
        ("hours", "three", "not-an-answer"),
        ("hours", "6", "not-an-answer"),
        ("why", "a" * 21, "not-an-answer"),
    ],
)
def test_what_is_no_answer_is_refused(variable: str, value: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        accept(CARERS, {variable: value})
    (problem,) = caught.value.problems
    assert (problem.place, problem.code) == (variable, code)
    assert str(problem) in str(caught.value)


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(Refused) as caught:
        accept(CARERS, {"q2": "often", "q1": "sometimes", "care": "yes"})
    assert [problem.place for problem in caught.value.problems] == ["q2", "q1"]


def test_a_near_miss_is_named() -> None:
    with pytest.raises(Refused, match="Did you mean `place`"):
        accept(CARERS, {"plaec": "often"})


def test_a_refusal_never_repeats_a_pupils_own_words() -> None:
    with pytest.raises(Refused) as caught:
        accept(CARERS, {"why": "my name is Robin Redbreast"})
    assert "Robin" not in str(caught.value)


@pytest.mark.parametrize("number", ["-9", "-8.0", "-7e0"])
def test_a_number_that_stands_for_missing_is_refused(number: str) -> None:
    cold = asking({"id": "cold", "kind": "number", "text": "How cold?"})
    with pytest.raises(Refused, match="cannot be stored"):
        accept(cold, {"cold": number})
    assert accept(cold, {"cold": "-6"}).answers == {"cold": "-6"}


def test_a_number_too_large_for_a_snapshot_is_refused() -> None:
    many = asking({"id": "many", "kind": "number", "text": "How many?"})
    assert accept(many, {"many": str(FURTHEST)}).answers
    for number in (str(FURTHEST + 1), "1e400", str(-FURTHEST - 1)):
        with pytest.raises(Refused, match="cannot be stored"):
            accept(many, {"many": number})


def test_who_prefers_not_to_say_a_number_is_not_refused() -> None:
    shy = asking({"id": "age", "kind": "number", "text": "How old?", "may_refuse": True})
    assert accept(shy, {"age": "prefer_not_to_say"}).answers == {"age": "prefer_not_to_say"}


@settings(max_examples=100)
@given(st.data())
def test_accepting_what_was_accepted_changes_nothing(data: st.DataObject) -> None:
    once = accept(CARERS, data.draw(answers_to(CARERS)))
    assert accept(CARERS, once.answers, walk=Walk(CARERS)) == once
    assert set(once.answers) <= once.asked
    assert all(once.answers.values())


def test_a_walk_that_is_kept_gives_the_same() -> None:
    chain = asking(single("a"), single("b", show_if="${a} = 'often'"))
    walk = Walk(chain)
    for answers in ({"a": "often", "b": "never"}, {"a": "never", "b": "never"}):
        assert accept(chain, answers, walk=walk) == accept(chain, answers)
