"""Questionnaires put together: the base untouched, numbers going on, every clash said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellback.questionnaire.bank import MOST_LOCAL, Unassembled, assemble
from tellback.questionnaire.check import check, is_advice
from tellback.questionnaire.model import Question, Questionnaire
from tellback.questionnaire.read import read, read_file
from tellback.questionnaire.write import to_yaml
from tests.library.small import asking, single

CONTENT = Path(__file__).parents[3] / "content"
BANK = tuple(read_file(path) for path in sorted((CONTENT / "bank").glob("*.yaml")))
BASE = read_file(CONTENT / "questionnaires" / "lifestyle-primary-2009.yaml")


def local(name: str) -> Question:
    return Question.model_validate(single(name))


def together(*picks: str, own: tuple[Question, ...] = ()) -> Questionnaire:
    return assemble(BASE, BANK, picks, name="mine", version="2026", local=own)


def codes(fault: Unassembled) -> list[str]:
    return [problem.code for problem in fault.problems]


@pytest.mark.parametrize("bank", BANK, ids=lambda bank: bank.id)
def test_our_own_bank_is_sound(bank: Questionnaire) -> None:
    assert [one for one in check(bank) if not is_advice(one)] == []


def test_no_two_banks_share_an_id() -> None:
    ids = [question.id for bank in BANK for question in bank.questions]
    assert len(ids) == len(set(ids))


def test_the_questions_of_the_base_are_untouched_and_the_others_stand_behind() -> None:
    made = together("bank_happy", "bank_way_how", own=(local("local_park"),))
    assert made.sections[: len(BASE.sections)] == BASE.sections
    added = made.questions[len(BASE.questions) :]
    assert [(one.id, one.number) for one in added] == [
        ("bank_way_how", "49"),
        ("bank_happy", "50"),
        ("local_park", "51"),
    ]
    assert made.measures == BASE.measures
    assert (made.id, made.version) == ("mine", "2026")


def test_a_help_line_comes_with_its_topic_and_the_base_keeps_its_own() -> None:
    base = asking(single())
    made = assemble(base, BANK, ["bank_happy"], name="mine", version="1")
    assert set(made.help_lines) == {"talk"}
    assert together("bank_happy").help_lines["talk"] == BASE.help_lines["talk"]


def test_it_is_written_and_read_back() -> None:
    made = together("bank_online_upset", "bank_online_told", own=(local("local_park"),))
    assert read(to_yaml(made), name="mine") == made


@pytest.mark.parametrize(
    ("picks", "own", "code"),
    [
        (("bank_none",), (), "unknown-pick"),
        ((), tuple(local(f"local_{at}") for at in range(MOST_LOCAL + 1)), "too-many-local"),
        ((), (local("park"),), "local-id"),
        (("bank_online_told",), (), "unknown-variable"),
        ((), (local("local_a"), local("local_a")), "duplicate-variable"),
    ],
)
def test_what_does_not_fit_is_said(
    picks: tuple[str, ...], own: tuple[Question, ...], code: str
) -> None:
    with pytest.raises(Unassembled) as raised:
        together(*picks, own=own)
    found = codes(raised.value)
    assert any(code.split("-", maxsplit=1)[0] in one for one in found), found
    assert all(problem.remedy for problem in raised.value.problems)


def test_a_question_that_is_asked_already_is_not_added_again() -> None:
    made = together("bank_happy", own=(local("local_park"),))
    with pytest.raises(Unassembled) as raised:
        assemble(made, BANK, ["bank_happy"], name="again", version="1", local=[local("local_b")])
    assert codes(raised.value) == ["asked-already", "local"]
