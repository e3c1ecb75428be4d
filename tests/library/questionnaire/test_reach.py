"""Which questions no answers lead to: the search beside every answer there is."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.check import check
from tellback.questionnaire.checks.reach import can_hold
from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Question, Questionnaire
from tellback.questionnaire.walk import Walk

CHOICES = [{"id": one, "text": one} for one in "abc"]
VARIABLES: dict[str, tuple[dict[str, object], list[str]]] = {
    "v0": ({"kind": "yes_no"}, ["", "yes", "no"]),
    "v1": ({"kind": "single", "choices": CHOICES, "may_refuse": True},
           ["", "a", "b", "c", "prefer_not_to_say"]),
    "v2": ({"kind": "multi", "choices": CHOICES},
           ["", "a", "b", "c", "a b", "a c", "b c", "a b c"]),
    "v3": ({"kind": "number", "least": 0, "most": 3}, ["", "0", "1", "2", "3"]),
    "v4": ({"kind": "list", "choices": CHOICES}, ["", "a", "b", "c"]),
}  # fmt: skip
numbers = st.integers(-1, 4).map(str)
operators = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])


def atoms(name: str) -> st.SearchStrategy[str]:
    words = st.sampled_from(["'a'", "'b'", "'yes'", "''", "'prefer_not_to_say'"])
    if name == "v3":
        return st.one_of(
            st.builds(lambda o, n: f"${{v3}} {o} {n}", operators, numbers),
            st.builds(lambda o, n: f"int(${{v3}}) {o} {n}", operators, numbers),
            st.builds(lambda n: f"{n} < ${{v3}}", numbers),
        )
    choose = st.one_of(
        st.builds(lambda o, w: f"${{{name}}} {o} {w}", st.sampled_from(["=", "!="]), words),
        st.builds(lambda w: f"selected(${{{name}}}, {w})", words.filter(lambda w: w != "''")),
        st.builds(lambda o, n: f"string-length(${{{name}}}) {o} {n}", operators, numbers),
    )
    if name != "v2":
        return choose
    counted = st.builds(lambda o, n: f"count-selected(${{v2}}) {o} {n}", operators, numbers)
    return choose | counted | st.just("${v2} = 'a c'")


@st.composite
def rules(draw: st.DrawFn, earlier: list[str]) -> str | None:
    if not earlier or draw(st.booleans()):
        return None
    leaf = st.sampled_from(earlier).flatmap(atoms)
    joined = st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds(lambda one: f"not({one})", inner),
            st.builds(
                lambda one, join, two: f"({one} {join} {two})",
                inner,
                st.sampled_from(["and", "and", "or"]),
                inner,
            ),
        ),
        max_leaves=4,
    )
    return draw(joined)


@st.composite
def routed(draw: st.DrawFn) -> Questionnaire:
    names = list(VARIABLES)[: draw(st.integers(2, 5))]
    questions = [
        Question.model_validate(
            {"id": name, "text": name, "show_if": draw(rules(names[:at])), **VARIABLES[name][0]}
        )
        for at, name in enumerate(names)
    ]
    return Questionnaire.model_validate(
        {
            "id": "r",
            "title": "R",
            "version": "1",
            "sections": [{"id": "s", "title": "S", "questions": questions}],
        }
    )


@settings(max_examples=100, deadline=None)
@given(routed())
def test_what_is_called_unreachable_is_what_no_answers_at_all_lead_to(
    questionnaire: Questionnaire,
) -> None:
    walk, names = Walk(questionnaire), questionnaire.variables
    reached: set[str] = set()
    for values in product(*(VARIABLES[name][1] for name in names)):
        if len(reached) == len(names):
            break
        reached.update(walk.asked(dict(zip(names, values, strict=True))))
    parsed = {rule: parse(rule) for name in names for rule in questionnaire.rules_of(name)}
    called = {
        name
        for name in names
        if not can_hold(questionnaire.rules_of(name), questionnaire, parsed, set())
    }
    assert called == set(names) - reached


def with_rule(rule: str, choices: int = 3) -> tuple[str, ...]:
    asked = [
        {
            "id": f"q{at}",
            "kind": "multi",
            "text": "Which?",
            "choices": [{"id": f"c{one}", "text": f"Choice {one}"} for one in range(choices)],
        }
        for at in range(4)
    ]
    last = {"id": "last", "kind": "text", "text": "Why?", "show_if": rule}
    questionnaire = Questionnaire.model_validate(
        {
            "id": "r",
            "title": "R",
            "version": "1",
            "age": 9,
            "sections": [{"id": "s", "title": "S", "questions": [*asked, last]}],
        }
    )
    return tuple(problem.code for problem in check(questionnaire))


@pytest.mark.parametrize(
    "rule",
    [
        "count-selected(${q0}) + count-selected(${q1}) > 99",
        "${q0} = ${q1} and ${q0} != ${q1}",
        "contains(${q0}, 'zzz')",
        " and ".join(f"selected(${{q{at}}}, 'c{one}')" for at in range(4) for one in range(19))
        + " and ${q0} = ''",
    ],
)
def test_what_cannot_be_decided_in_a_moment_is_not_called_unreachable(rule: str) -> None:
    assert with_rule(rule, choices=19) == ()


def test_a_contradiction_over_many_choices_is_found() -> None:
    assert with_rule("selected(${q0}, 'c1') and count-selected(${q0}) > 19", 19) == ("unreachable",)


@pytest.mark.parametrize(
    ("first", "rule", "reachable"),
    [
        ({"kind": "text"}, "${q0} = 'x'", True),
        ({"kind": "text"}, "${q0} = 'x' and ${q0} = 'y'", False),
        ({"kind": "text"}, "${q0} != '' and ${q0} != 'x'", True),
        ({"kind": "text"}, "${q0} > 3 and ${q0} < 4", True),
        ({"kind": "text"}, "${q0} = 3 and ${q0} != '3'", True),
        ({"kind": "text", "longest": 9}, "string-length(${q0}) = 9", True),
        ({"kind": "text", "longest": 9}, "string-length(${q0}) > 9", False),
        ({"kind": "preset"}, "${q0} = 'x'", True),
        ({"kind": "number", "least": -5, "most": 5}, "${q0} < -4", True),
        ({"kind": "number", "least": -5, "most": 5}, "${q0} < -5", False),
        ({"kind": "number"}, "${q0} > 3 and ${q0} < 4", False),
        ({"kind": "number", "whole": False}, "${q0} > 3 and ${q0} < 4", True),
        ({"kind": "number"}, "${q0} = 3 and ${q0} != '3'", True),
        ({"kind": "number", "whole": False}, "${q0} > 3.1 and ${q0} < 3.2", True),
        ({"kind": "number"}, "${q0} > 3.1 and ${q0} < 3.9", False),
        ({"kind": "number"}, "${q0} > 3.1 and ${q0} < 6.5", True),
        ({"kind": "number", "whole": False}, "int(${q0}) = 3 and ${q0} > 3", True),
        ({"kind": "number"}, "string-length(${q0}) > 99", True),
        ({"kind": "number"}, "${q0} = '1e999999999' and ${q0} = 3", False),
        ({"kind": "number", "may_refuse": True}, "${q0} = 'prefer_not_to_say'", True),
        ({"kind": "number"}, "${q0} = 'prefer_not_to_say'", False),
        ({"kind": "multi", "may_refuse": True}, "selected(${q0}, 'prefer_not_to_say')", True),
        (
            {"kind": "multi", "may_refuse": True},
            "selected(${q0}, 'prefer_not_to_say') and count-selected(${q0}) > 1",
            False,
        ),
        ({"kind": "multi"}, "${q0} = 'b a'", True),
        ({"kind": "multi"}, "string-length(${q0}) = 4", False),
        ({"kind": "multi"}, "string-length(${q0}) = 5", True),
        ({"kind": "multi"}, "not(${q0})", False),
    ],
)
def test_reach_follows_what_each_kind_may_hold(
    first: dict[str, object], rule: str, *, reachable: bool
) -> None:
    choices = {"choices": CHOICES} if first["kind"] == "multi" else {}
    questionnaire = Questionnaire.model_validate(
        {
            "id": "r",
            "title": "R",
            "version": "1",
            "sections": [
                {
                    "id": "s",
                    "title": "S",
                    "questions": [
                        {"id": "q0", "text": "Q", **first, **choices},
                        {"id": "q1", "text": "Q", "kind": "text", "show_if": rule},
                    ],
                }
            ],
        }
    )
    parsed = {rule: parse(rule)}
    assert can_hold([rule], questionnaire, parsed, set()) is reachable
    assert can_hold([rule], questionnaire, parsed, {rule}) is True


@pytest.mark.parametrize("length", [50, 1500])
def test_a_long_chain_of_routes_is_followed_or_left_alone(length: int) -> None:
    first = {"id": "q0", "kind": "yes_no", "text": "Well?"}
    asked = [
        {"id": f"q{at}", "kind": "yes_no", "text": "Well?", "show_if": f"${{q{at - 1}}} = 'yes'"}
        for at in range(1, length)
    ]
    last = {"id": "last", "kind": "text", "text": "Why?"}
    last["show_if"] = f"${{q{length - 1}}} = 'yes' and ${{q0}} = 'no'"
    section = {"id": "s", "title": "S", "questions": [first, *asked, last]}
    questionnaire = Questionnaire.model_validate(
        {"id": "r", "title": "R", "version": "1", "age": 9, "sections": [section]}
    )
    assert [problem.code for problem in check(questionnaire)] == ["unreachable"] * (length < 100)
