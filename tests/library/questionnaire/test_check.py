"""The checks of a questionnaire: a gallery of small ones, and the searches beside slow ones."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.check import check, is_advice
from tellback.questionnaire.checks.place import inside
from tellback.questionnaire.checks.plain import ADVICE, has_several_ideas
from tellback.questionnaire.checks.reach import can_hold
from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Question, Questionnaire
from tellback.questionnaire.placing import placed
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import read, read_file
from tellback.questionnaire.walk import Walk
from tellback.questionnaire.write import to_yaml

GALLERY = Path(__file__).parents[2] / "gallery" / "questionnaires"
GOOD = sorted(GALLERY.glob("*.yaml"))
FAULTY = sorted((GALLERY / "faulty").glob("*.yaml"))


def findings(path: Path) -> tuple[Problem, ...]:
    try:
        return check(read_file(path))
    except Unreadable as unreadable:
        return unreadable.problems


def expected_code(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_nothing_is_found_in_a_good_questionnaire(path: Path) -> None:
    assert findings(path) == ()


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_a_faulty_questionnaire_shows_its_one_fault_and_no_other(path: Path) -> None:
    found = findings(path)
    assert {problem.code for problem in found} == {expected_code(path)}
    for problem in found:
        assert problem.fault.endswith(".")
        assert problem.remedy.endswith((".", "?"))


def test_the_gallery_is_not_empty() -> None:
    assert len(GOOD) > 20
    assert len(FAULTY) > 60


def test_every_piece_of_advice_has_a_faulty_questionnaire() -> None:
    codes = {expected_code(path) for path in FAULTY}
    assert codes >= ADVICE
    assert {code for code in codes if code.startswith("plain-")} == ADVICE


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_advice_is_what_starts_with_plain(path: Path) -> None:
    for problem in findings(path):
        assert is_advice(problem) == problem.code.startswith("plain-")


MANY = """\
id: many
title: Many
version: '1'
languages: [en, cy]
sections:
  - id: s1
    title: {en: One, cy: Un}
    help_line: nobody
    questions:
      - {id: q1, kind: single, text: {en: Which?, cy: Pa un?}}
      - {id: q2, kind: note, required: true, text: {en: Well, cy: Wel}, show_if: "${q3} = 1"}
  - id: s2
    title: {en: Two, cy: Dau}
    questions:
      - {id: q3, kind: number, text: {en: How many?}, least: 3, most: 1}
measures:
  - {id: m, text: {en: M, cy: M}, variable: q9, choices: [a], where: "${q9} = 'a'"}
"""


def test_findings_stand_in_the_order_of_the_questionnaire() -> None:
    found = check(read(MANY, name="many.yaml"))
    assert [(problem.place, problem.code) for problem in found] == [
        ("questionnaire (title)", "missing-translation"),
        ("questionnaire (age)", "plain-age"),
        ("section s1 (help_line)", "unknown-help-line"),
        ("question q1", "needs-choices"),
        ("question q2 (required)", "stray-required"),
        ("question q2 (show_if)", "looks-forward"),
        ("question q3 (least)", "bad-limit"),
        ("question q3 (text)", "missing-translation"),
        ("measure m (where)", "unknown-variable"),
        ("measure m (variable)", "unknown-variable"),
    ]


def test_findings_in_a_file_are_given_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text(MANY, encoding="utf-8")
    found = placed(check(read_file(path)), path)
    assert [problem.place for problem in found] == [
        "many.yaml line 1, questionnaire (age)",
        "many.yaml line 2, questionnaire (title)",
        "many.yaml line 8, section s1 (help_line)",
        "many.yaml line 10, question q1",
        "many.yaml line 11, question q2 (required)",
        "many.yaml line 11, question q2 (show_if)",
        "many.yaml line 15, question q3 (least)",
        "many.yaml line 15, question q3 (text)",
        "many.yaml line 17, measure m (where)",
        "many.yaml line 17, measure m (variable)",
    ]


def test_the_second_of_two_equal_ids_is_the_one_pointed_at() -> None:
    path = GALLERY / "faulty" / "duplicate_question.yaml"
    (found,) = placed(findings(path), path)
    assert found.place == "duplicate_question.yaml line 16, question q1"


def test_findings_in_a_workbook_are_given_its_name() -> None:
    problem = Problem("question q1", "It is wrong.", "Put it right.", "wrong")
    (found,) = placed([problem], Path("form.xlsx"))
    assert found.place == "form.xlsx, question q1"


def test_a_place_within_a_place_is_said_in_one_bracket() -> None:
    assert inside("question q", "choices", 0) == "question q (choices 1)"
    assert inside(inside("question q", "choices", 0), "text") == "question q (choices 1 text)"
    assert inside("question q") == "question q"


@pytest.mark.parametrize(
    "text",
    [
        "Do you smoke and/or drink?",
        "Is your teacher/tutor kind?",
        "Do you walk to school? How long does it take?",
        "How often do you swim and how do you get there?",
        "I feel happy and safe at school",
        "I\u2019m listened to, and I\u2019m helped",
    ],
)
def test_several_ideas_are_noticed(text: str) -> None:
    assert has_several_ideas(text)


@pytest.mark.parametrize(
    "text",
    [
        "Parks and playgrounds",
        "Crisps, sweets and chocolate",
        "Fruit juice (not squash)",
        "How many portions of fruit and vegetables did you eat yesterday?",
        "Do you feel safe at school?",
        "I enjoy school",
        "On 1/2/2010, did you walk to school?",
        "Do you have access to Wi-Fi 24/7?",
        "Who do you live with?",
        "My mum and dad",
        "I eat five portions of fruit and vegetables a day",
        "I look after children (brothers and sisters, for example)",
    ],
)
def test_one_idea_in_many_words_is_left_alone(text: str) -> None:
    assert not has_several_ideas(text)


def survey_for(age: int, words: int) -> Questionnaire:
    text = " ".join(["word"] * words)
    return read(
        f"{{id: t, title: T, version: '1', age: {age}, sections: [{{id: s, title: S, questions: "
        f"[{{id: q, kind: text, text: {text}}}]}}]}}",
        name="t",
    )


@pytest.mark.parametrize(
    ("age", "most"), [(6, 15), (7, 15), (8, 25), (9, 25), (11, 25), (12, 30), (14, 30), (15, 40)]
)
def test_the_longest_question_depends_on_the_age(age: int, most: int) -> None:
    assert check(survey_for(age, most)) == ()
    assert [problem.code for problem in check(survey_for(age, most + 1))] == ["plain-long-question"]


def test_plain_words_are_not_judged_in_another_language() -> None:
    text = to_yaml(survey_for(9, 60)).replace("age: 9", "age: 9\nlanguages: [cy]")
    assert check(read(text, name="t")) == ()


# Reachability: the check's search against every answer there is.

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
