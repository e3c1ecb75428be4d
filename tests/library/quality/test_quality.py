"""Responses to look at are those that a slow and obvious look finds; a person decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tellback.quality.criteria import (
    Criteria,
    Impossible,
    StraightGrids,
    criteria_of,
    read_criteria,
)
from tellback.quality.flag import WORDS, Flag, Reason
from tellback.quality.look import look
from tellback.questionnaire.model import ONE_CHOICE, Kind, Questionnaire
from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.read import read_file
from tellback.response import accept
from tellback.snapshot import read_snapshot
from tests.library.small import (
    answers_to,
    asking,
    everything,
    in_memory,
    pupils,
    single,
    written,
)

Answers = Mapping[str, str]
LOOSE = {"straight_grids": {"rows": 2, "grids": 1}, "longest_run": 2, "alike": 1}


def criteria(**more: object) -> Criteria:
    """Criteria for the small questionnaire that find nothing by themselves."""
    least: dict[str, object] = {
        "questionnaire": "small",
        "straight_grids": {"rows": 2, "grids": 10_000},
        "longest_run": 10_000,
        "least_answered": 0,
        "alike": 10_000,
    }
    return Criteria.model_validate(least | more)


def with_grids() -> Questionnaire:
    """One of every kind, and grids with a line that is not always asked."""
    choices = [{"id": one, "text": one.capitalize()} for one in ("good", "fair", "bad")]

    def grid(name: str) -> dict[str, object]:
        rows = [
            {"id": "a", "text": "A"},
            {"id": "b", "text": "B"},
            {"id": "c", "text": "C", "show_if": "${care} = 'yes'"},
        ]
        return {
            "id": name,
            "kind": "grid",
            "text": name,
            "choices": choices,
            "rows": rows,
            "may_refuse": True,
        }

    old = [question.model_dump(exclude_none=True) for question in everything().questions]
    return asking(*old, grid("g1"), grid("g2"), single("last"))


ASKED = with_grids()


# --- the slow look ------------------------------------------------------------------------------


def slow(
    questionnaire: Questionnaire, given: Sequence[Answers], wanted: Criteria
) -> Iterator[Flag]:
    """Pupil by pupil, from the answers themselves."""
    taken = [accept(questionnaire, answers) for answers in given]
    variables = [
        variable
        for variable in questionnaire.variables
        if questionnaire.question_of[variable].kind is not Kind.PRESET
    ]
    for row, response in enumerate(taken):
        asked = [variable for variable in variables if variable in response.asked]
        answered = [variable for variable in asked if response.answers.get(variable)]
        straight = sum(
            is_straight(questionnaire, question.variables, response.answers, response.asked, wanted)
            for question in questionnaire.questions
            if question.kind is Kind.GRID and len(question.rows) >= wanted.straight_grids.rows
        )
        if straight >= wanted.straight_grids.grids:
            yield Flag(row, Reason.STRAIGHT_GRIDS, f"{straight} grids")
        longest = longest_run(questionnaire, asked, response.answers)
        if longest >= wanted.longest_run:
            yield Flag(row, Reason.LONG_RUN, f"{longest} in a row")
        if len(answered) / max(len(asked), 1) < wanted.least_answered / 100:
            yield Flag(row, Reason.FEW_ANSWERS, f"{len(answered)} of {len(asked)} asked")
        same = [
            other
            for other in taken
            if other.asked == response.asked
            and all(
                shape(questionnaire, one, other.answers)
                == shape(questionnaire, one, response.answers)
                for one in variables
            )
        ]
        if len(same) > 1 and len(answered) >= wanted.alike:
            yield Flag(row, Reason.ALIKE, f"{len(same)} responses")


def is_straight(
    questionnaire: Questionnaire,
    rows: Sequence[str],
    answers: Answers,
    asked: frozenset[str],
    wanted: Criteria,
) -> bool:
    """One answer in every line that was asked, and enough of them."""
    given = [answers.get(row, "") for row in rows if row in asked]
    return (
        len(given) >= wanted.straight_grids.rows
        and len(set(given)) == 1
        and given[0] not in {"", "prefer_not_to_say"}
    )


def longest_run(questionnaire: Questionnaire, asked: Sequence[str], answers: Answers) -> int:
    """Of the same place among the answers offered."""
    places = []
    for variable in asked:
        question = questionnaire.question_of[variable]
        if question.kind in ONE_CHOICE or question.kind is Kind.GRID:
            ids = [choice.id for choice in question.choices]
            answer = answers.get(variable, "")
            places.append(ids.index(answer) if answer in ids else None)
    runs = [len(list(run)) for place, run in groupby(places) if place is not None]
    return max(runs, default=0)


def shape(questionnaire: Questionnaire, variable: str, answers: Answers) -> object:
    """An answer as a snapshot keeps it: of words, only that there are some."""
    answer = answers.get(variable, "")
    kind = questionnaire.question_of[variable].kind
    if kind is Kind.TEXT:
        return bool(answer)
    if kind is Kind.MULTI:
        return frozenset(answer.split())
    if kind is Kind.NUMBER and answer not in {"", "prefer_not_to_say"}:
        return float(answer)
    return answer


wanted_criteria = st.builds(
    criteria,
    straight_grids=st.builds(
        lambda rows, grids: {"rows": rows, "grids": grids}, st.integers(2, 3), st.integers(1, 3)
    ),
    longest_run=st.integers(2, 5),
    least_answered=st.integers(0, 100),
    alike=st.integers(1, 8),
)


@given(st.lists(answers_to(ASKED), max_size=5), st.integers(0, 2), wanted_criteria)
def test_the_look_finds_what_a_slow_look_finds(
    given_answers: list[dict[str, str]], again: int, wanted: Criteria
) -> None:
    repeated = [*given_answers, *given_answers[:again]]
    found = look(in_memory(ASKED, repeated), wanted)
    assert list(found) == sorted(slow(ASKED, repeated, wanted))


RULES = ("${q1} = 'often' and ${care} = 'yes'", "selected(${food}, 'sweets')", "${hours} > 1")


@given(st.lists(answers_to(ASKED), max_size=5))
def test_what_cannot_be_is_found_by_the_rules_of_questionnaires(
    given_answers: list[dict[str, str]],
) -> None:
    rules = [Impossible(id=f"r{at}", rule=rule, why="odd") for at, rule in enumerate(RULES)]
    found = look(in_memory(ASKED, given_answers), criteria(impossible=rules))
    expected = []
    for row, answers in enumerate(given_answers):
        held = accept(ASKED, answers).answers
        hours = held.get("hours", "")
        broken = {
            "r0": held.get("q1") == "often" and held.get("care") == "yes",
            "r1": "sweets" in held.get("food", "").split(),
            "r2": hours.isdigit() and int(hours) > 1,
        }
        expected += [Flag(row, Reason.IMPOSSIBLE, one) for one, is_so in broken.items() if is_so]
    assert list(found) == expected


def test_pupils_who_say_the_same_are_each_flagged_and_a_rule_may_ask_for_nothing() -> None:
    rules = [
        {"id": "always", "rule": "1 = 1", "why": "odd"},
        {"id": "often", "rule": "${q1} = 'often'", "why": "odd"},
    ]
    given_answers = [{"q1": "often"}, {"q1": "never"}, {"q1": "often"}, {}]
    found = look(in_memory(ASKED, given_answers), criteria(impossible=rules))
    assert [(flag.row, flag.detail) for flag in found] == [
        (0, "always"),
        (0, "often"),
        (1, "always"),
        (2, "always"),
        (2, "often"),
        (3, "always"),
    ]


def test_numbers_with_parts_and_refusals_are_read_as_they_were_given() -> None:
    asked = asking(
        {"id": "tall", "kind": "number", "text": "Tall?", "whole": False, "may_refuse": True}
    )
    given_answers = [{"tall": "1.5"}, {"tall": "2"}, {"tall": "prefer_not_to_say"}, {}]
    rules = [
        {"id": "parts", "rule": "${tall} = 1.5", "why": "odd"},
        {"id": "refused", "rule": "${tall} = 'prefer_not_to_say'", "why": "odd"},
    ]
    found = look(in_memory(asked, given_answers), criteria(impossible=rules))
    assert [(flag.row, flag.detail) for flag in found] == [(0, "parts"), (2, "refused")]


def test_a_questionnaire_without_questions_has_nothing_to_look_at() -> None:
    asked = asking({"id": "hello", "kind": "note", "text": "Hello"})
    assert look(in_memory(asked, [{}, {}]), criteria(alike=1)) == ()


def test_pupils_of_two_schools_may_answer_alike(tmp_path: Path) -> None:
    asked = asking(single())
    rows = [
        *pupils(asked, [{"q1": "often"}] * 2, school="1001"),
        *pupils(asked, [{"q1": "often"}, {"q1": "never"}], school="1002"),
    ]
    written(tmp_path / "made", asked, rows)
    snapshot = read_snapshot(tmp_path / "made")
    found = look(snapshot, criteria(alike=1))
    schools = snapshot.table.column("school").to_pylist()
    assert [schools[flag.row] for flag in found] == ["1001", "1001"]


def test_no_flag_says_what_was_answered() -> None:
    found = look(
        in_memory(ASKED, [{"g1_a": "bad", "g1_b": "bad", "last": "never", "q1": "never"}] * 2),
        criteria(**LOOSE, least_answered=100),
    )
    assert {flag.reason for flag in found} == set(Reason) - {Reason.IMPOSSIBLE}
    for flag in found:
        assert not {"bad", "never", "g1", "last"} & set(flag.detail.split())
    assert set(WORDS) == set(Reason)


def test_the_criteria_that_come_with_us_fit_their_questionnaire(root: Path) -> None:
    primary = read_file(root / "content/questionnaires/lifestyle-primary-2009.yaml")
    held = read_criteria(root / "content/quality/lifestyle-primary.yaml", primary)
    assert len(held.impossible) == 3
    often = {variable: "hours_5_more" for variable in primary.variables if variable[:3] == "q21"}
    odd = {"q05": "yes", "q06_fruit": "never", "q06_vegetables": "never", "q20_library": "never"}
    found = look(in_memory(primary, [{}, often, odd, often | odd]), held)
    assert [(flag.row, flag.detail) for flag in found if flag.reason is Reason.IMPOSSIBLE] == [
        (1, "more_hours_than_a_day_has"),
        (2, "five_a_day_without_any"),
        (3, "five_a_day_without_any"),
        (3, "library_internet_without_library"),
        (3, "more_hours_than_a_day_has"),
    ]
    nevers = {
        variable: primary.question_of[variable].choices[0].id
        for variable in primary.variables
        if primary.question_of[variable].kind in ONE_CHOICE | {Kind.GRID}
    }
    reasons = {flag.reason for flag in look(in_memory(primary, [nevers, nevers]), held)}
    assert {Reason.STRAIGHT_GRIDS, Reason.LONG_RUN, Reason.ALIKE} <= reasons


def test_each_file_of_criteria_fits_its_questionnaire(root: Path) -> None:
    found = []
    for path in sorted((root / "content/quality").glob("*.yaml")):
        asked = read_file(root / f"content/questionnaires/{path.stem}-2009.yaml")
        found.append(read_criteria(path, asked).questionnaire)
    assert found == ["lifestyle-primary", "lifestyle-secondary"]


# --- criteria that cannot be read -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "c.yaml line 1: This is not YAML."),
        ("a: \x07", "This is not YAML."),
        ("[]", "Compare it with the files in content/quality."),
        ("questionnaire: small\nlongest: 3", "c.yaml, longest: Extra inputs are not permitted."),
        ("questionnaire: other", "It is for other, and small was asked."),
        (
            "questionnaire: small\nimpossible: [{id: a, rule: 'q1 = (', why: odd}]",
            "c.yaml, impossible a: The rule cannot be read:",
        ),
        (
            "questionnaire: small\nimpossible: [{id: a, rule: \"${last1} = 'x'\", why: odd}]",
            "small has no variable `last1`. Did you mean `last`?",
        ),
        (
            "questionnaire: small\nimpossible: [{id: a, rule: \"${zzzz} = 'x'\", why: odd}]",
            "Check its id.",
        ),
        (
            "questionnaire: small\nimpossible: [{id: a, rule: \"${why} = 'x'\", why: odd}]",
            "`why` is no answer that a snapshot keeps beside the others.",
        ),
        (
            "questionnaire: small\nimpossible:\n"
            + "  - {id: a, rule: \"${q1} = 'x'\", why: odd}\n" * 2,
            "`a` is there twice.",
        ),
    ],
)
def test_criteria_that_cannot_be_used_say_why(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as raised:
        criteria_of(text, ASKED, name="c.yaml")
    assert said in str(raised.value)


def test_without_a_line_the_usual_holds() -> None:
    held = criteria_of("questionnaire: small", ASKED, name="c.yaml")
    assert (held.longest_run, held.straight_grids) == (15, StraightGrids(rows=6, grids=4))
