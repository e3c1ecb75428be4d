"""The checks of a questionnaire: a gallery of small ones, and the searches beside slow ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellback.questionnaire.check import check, is_advice
from tellback.questionnaire.checks.place import inside
from tellback.questionnaire.checks.plain import ADVICE, has_several_ideas
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.placing import placed
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import read, read_file
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
