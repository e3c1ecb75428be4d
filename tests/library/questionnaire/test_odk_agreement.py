"""Who is asked what, judged by ODK's own engine: the same .xlsx goes both ways."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pyxform.xls2xform import convert

from tellback.questionnaire.model import Kind, Question, Questionnaire
from tellback.questionnaire.walk import Walk
from tellback.questionnaire.xlsform import read_xlsx
from tests.library.questionnaire.odk.forms import FORMS
from tests.library.questionnaire.odk.sheets import xlsform

STATES = 300
SEED = 2010
ENGINE = Path(__file__).with_name("odk") / "run_engine.mjs"

BLANK = 0.25
NUMBERS = ("-3", "0", "1", "2", "3", "5", "8", "10", "99")
DECIMALS = ("0.5", "1", "1.5", "1.75", "-2.25")
TEXTS = ("yes", "abc", "a", "3", "10", "x y", "true")

Answers = dict[str, str]


@dataclass(frozen=True)
class Judged:
    """A form, the answers it was given, and what ODK's engine made of each."""

    questionnaire: Questionnaire
    states: tuple[Answers, ...]
    verdicts: tuple[dict[str, Any], ...]


@pytest.fixture(scope="module")
def judged(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """Every form of the gallery, judged in one go. Skipped where the engine is not installed."""
    node = shutil.which("node")
    if node is None or not (root / "node_modules/@getodk/xforms-engine").is_dir():
        sentence = "there is no Node.js, or no node_modules: 'make setup' brings both"
        if os.environ.get("TELLBACK_NO_SKIPS") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    folder = tmp_path_factory.mktemp("forms")
    questionnaires: dict[str, Questionnaire] = {}
    states: dict[str, tuple[Answers, ...]] = {}
    asked: list[dict[str, object]] = []
    for name, form in FORMS.items():
        path = xlsform(folder / f"{name}.xlsx", form.survey, form.choices)
        questionnaires[name] = read_xlsx(path).questionnaire
        states[name] = tuple(_made_up(questionnaires[name], random.Random(f"{SEED} {name}")))
        asked.append({"xml": _xform(path), "states": states[name]})
    told = _engine(node, asked)
    return {
        name: Judged(questionnaires[name], states[name], tuple(verdicts))
        for name, verdicts in zip(FORMS, told, strict=True)
    }


def _xform(path: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return str(convert(str(path)).xform)


def _engine(node: str, asked: list[dict[str, object]]) -> list[list[dict[str, Any]]]:
    outcome = subprocess.run(
        [node, str(ENGINE)], input=json.dumps(asked), capture_output=True, check=False, text=True
    )
    assert outcome.returncode == 0, outcome.stderr
    found: list[list[dict[str, Any]]] = json.loads(outcome.stdout)
    return found


def _made_up(questionnaire: Questionnaire, dice: random.Random) -> Iterator[Answers]:
    """Answers to everything, hidden or not; all blank at first."""
    yield dict.fromkeys(questionnaire.variables, "")
    for _ in range(STATES - 1):
        yield {
            variable: "" if dice.random() < BLANK else _answer(question, dice)
            for variable, question in questionnaire.question_of.items()
        }


def _answer(question: Question, dice: random.Random) -> str:
    if question.kind is Kind.NUMBER:
        return dice.choice(NUMBERS if question.whole else DECIMALS)
    if question.kind is Kind.TEXT:
        return dice.choice(TEXTS)
    ids = [choice.id for choice in question.offered]
    if question.kind is Kind.MULTI:
        return " ".join(one for one in ids if dice.random() < 1 / 2)
    return dice.choice(ids)


def _submitted(verdict: dict[str, Any]) -> Answers:
    """The answers in ODK's XML that are not blank."""
    root = ET.fromstring(verdict["submitted"])  # noqa: S314 - our own engine wrote it
    return {node.tag: node.text for node in root.iter() if not len(node) and node.text}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_questions_are_asked_as_in_odk(name: str, judged: dict[str, Judged]) -> None:
    form = judged[name]
    walk = Walk(form.questionnaire)
    for answers, verdict in zip(form.states, form.verdicts, strict=True):
        relevant = set(verdict["relevant"])
        assert walk.asked(answers) == tuple(
            one for one in form.questionnaire.variables if one in relevant
        ), answers


@pytest.mark.parametrize("name", FORMS)
def test_the_same_notes_are_shown_as_in_odk(name: str, judged: dict[str, Judged]) -> None:
    """Notes, and the words over groups within groups, which become notes here."""
    form = judged[name]
    walk = Walk(form.questionnaire)
    notes = [one.id for one in form.questionnaire.questions if one.kind is Kind.NOTE]
    for answers, verdict in zip(form.states, form.verdicts, strict=True):
        for note in notes:
            assert walk.shows(note, answers) == (note in verdict["relevant"]), (note, answers)


@pytest.mark.parametrize("name", FORMS)
def test_the_same_answers_are_sent_as_in_odk(name: str, judged: dict[str, Judged]) -> None:
    form = judged[name]
    walk = Walk(form.questionnaire)
    carried = set(form.questionnaire.variables)
    for answers, verdict in zip(form.states, form.verdicts, strict=True):
        sent = {one: value for one, value in _submitted(verdict).items() if one in carried}
        kept = walk.on_path(answers)
        assert kept.keys() == sent.keys(), answers
        for variable, value in kept.items():
            if form.questionnaire.question_of[variable].kind is Kind.NUMBER:
                # ODK writes the decimal 1 as 1.0; we keep what was written.
                assert Decimal(value) == Decimal(sent[variable]), (variable, answers)
            else:
                assert value == sent[variable], (variable, answers)


@pytest.mark.parametrize("name", FORMS)
def test_each_rule_is_seen_to_hold_and_to_fail(name: str, judged: dict[str, Judged]) -> None:
    """A gallery that always leads the same way would agree with anything."""
    form = judged[name]
    times = {
        one: sum(one in verdict["relevant"] for verdict in form.verdicts)
        for one in form.questionnaire.variables
        if form.questionnaire.rules_of(one)
    }
    assert times
    assert {one for one, count in times.items() if count in {0, len(form.states)}} == {
        one for one in times if one in ALWAYS
    }


ALWAYS = {"bare", "bool", "same", "point", "never", "ever"}
"""Rules that hold, or fail, for every answer: that ODK says so too is what is tested."""


def test_a_wrong_walk_is_told_apart_from_odk(judged: dict[str, Judged]) -> None:
    form = judged["hidden_answers_hide_more"]
    unruled = form.questionnaire.model_copy(
        update={
            "sections": tuple(
                section.model_copy(
                    update={
                        "questions": tuple(
                            one.model_copy(update={"show_if": None}) if one.id == "told" else one
                            for one in section.questions
                        )
                    }
                )
                for section in form.questionnaire.sections
            )
        }
    )
    walk = Walk(Questionnaire.model_validate(unruled.model_dump()))
    assert any(
        set(walk.asked(answers)) != set(verdict["relevant"]).intersection(walk.asked({}))
        for answers, verdict in zip(form.states, form.verdicts, strict=True)
    )
