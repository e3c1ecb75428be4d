"""Skip arrows: a pupil who follows the paper is asked what the screen would ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given, settings

from tellback.questionnaire.arrows import Arrow, skip_arrows, worded_questions
from tellback.questionnaire.expression import ExpressionFault
from tellback.questionnaire.model import ONE_CHOICE, Kind, Question, Questionnaire
from tellback.questionnaire.walk import Walk
from tests.library.questionnaire.made_up import questionnaires

TICKS = ("", "a", "b", "c", "a b", "a c", "b c", "a b c")
FEW_KINDS = ("single", "yes_no", "multi", "note")


def printed(questionnaire: Questionnaire) -> list[Question]:
    hidden = {Kind.NOTE, Kind.PRESET}
    return [question for question in questionnaire.questions if question.kind not in hidden]


def every_pupil(questionnaire: Questionnaire) -> Iterator[dict[str, str]]:
    """All the answers there are, every question with one choice being answered."""
    order = printed(questionnaire)
    values = [TICKS if one.kind is Kind.MULTI else sorted(one.choice_ids) for one in order]
    for chosen in product(*values):
        yield dict(zip((one.id for one in order), chosen, strict=True))


@dataclass(frozen=True)
class Paper:
    """What is printed, besides the questions."""

    order: list[str]
    arrows: dict[tuple[str, str], str | None]
    worded: set[str]

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> Paper:
        return cls(
            [question.id for question in printed(questionnaire)],
            {(one.question, one.choice): one.to for one in skip_arrows(questionnaire)},
            set(worded_questions(questionnaire)),
        )

    def answered(
        self, pupil: dict[str, str], asked: tuple[str, ...], *, without_words: str = ""
    ) -> list[str]:
        """What a pupil answers who obeys the arrows, and the words where there are any."""
        done, at = [], 0
        while at < len(self.order):
            name = self.order[at]
            at += 1
            if name in self.worded and name != without_words and name not in asked:
                continue
            done.append(name)
            if (name, pupil[name]) in self.arrows:
                to = self.arrows[name, pupil[name]]
                at = self.order.index(to) if to else len(self.order)
        return done


@settings(max_examples=60)
@given(questionnaires(kinds=FEW_KINDS))
def test_paper_asks_what_the_screen_asks(questionnaire: Questionnaire) -> None:
    questionnaire = shortened(questionnaire)
    walk, paper = Walk(questionnaire), Paper.of(questionnaire)
    needed: set[str] = set()
    for pupil in every_pupil(questionnaire):
        asked = walk.asked(pupil)
        assert paper.answered(pupil, asked) == [*asked]
        for name in paper.worded - needed - {*asked}:
            if name in paper.answered(pupil, asked, without_words=name):
                needed.add(name)
    assert needed == paper.worded


@settings(max_examples=60)
@given(questionnaires(kinds=FEW_KINDS))
def test_there_is_an_arrow_wherever_nobody_is_asked_the_next_question(
    questionnaire: Questionnaire,
) -> None:
    questionnaire = shortened(questionnaire)
    walk = Walk(questionnaire)
    asked_after: dict[tuple[str, str], set[str]] = {}
    for pupil in every_pupil(questionnaire):
        asked = walk.asked(pupil)
        for name in asked:
            asked_after.setdefault((name, pupil[name]), set()).update(asked)
    arrows = {(one.question, one.choice): one for one in skip_arrows(questionnaire)}
    order = printed(questionnaire)
    for at, question in enumerate(order):
        for choice in question.choice_ids if question.kind in ONE_CHOICE else ():
            ever = asked_after.get((question.id, choice), set())
            later = [one.id for one in order[at + 1 :]]
            to = next((name for name in later if name in ever), None)
            past = later[: later.index(to)] if to else later
            arrow = Arrow(question.id, choice, to, tuple(past)) if past else None
            assert arrows.get((question.id, choice)) == arrow


def shortened(questionnaire: Questionnaire) -> Questionnaire:
    """Without its last section where there are more than four questions: fewer pupils to try."""
    if len(printed(questionnaire)) <= 4:
        return questionnaire
    held = questionnaire.model_dump()
    return Questionnaire.model_validate(held | {"sections": held["sections"][:2]})


def made(*questions: Mapping[str, object]) -> Questionnaire:
    filled = [{"text": "Well?", "kind": "yes_no", **one} for one in questions]
    sections = [{"id": "s", "title": "S", "questions": filled}]
    return Questionnaire.model_validate(
        {"id": "arrows", "title": "Arrows", "version": "1", "sections": sections}
    )


def test_an_arrow_passes_by_what_rests_on_what_it_passes_by() -> None:
    questionnaire = made(
        {"id": "bullied"},
        {"id": "reported", "show_if": "${bullied} = 'yes'"},
        {"id": "helped", "show_if": "${reported} = 'yes'"},
        {"id": "last"},
    )
    assert skip_arrows(questionnaire) == (
        Arrow("bullied", "no", "last", ("reported", "helped")),
        Arrow("reported", "no", "last", ("helped",)),
    )
    assert worded_questions(questionnaire) == ()


def test_an_arrow_may_lead_to_the_end() -> None:
    questionnaire = made({"id": "a"}, {"id": "b", "show_if": "${a} = 'yes'"})
    assert skip_arrows(questionnaire) == (Arrow("a", "no", None, ("b",)),)


def test_an_arrow_passes_by_a_grid_of_which_every_row_is_hidden() -> None:
    grid = {
        "id": "g",
        "kind": "grid",
        "choices": [{"id": "x", "text": "X"}],
        "rows": [
            {"id": "r", "text": "R", "show_if": "${a} = 'yes'"},
            {"id": "s", "text": "S", "show_if": "${a} = 'yes' and ${first} = 'yes'"},
        ],
    }
    questionnaire = made({"id": "first"}, {"id": "a"}, grid, {"id": "b"})
    assert skip_arrows(questionnaire) == (Arrow("a", "no", "b", ("g",)),)


def test_no_arrow_passes_by_a_grid_of_which_one_row_may_be_shown() -> None:
    grid = {
        "id": "g",
        "kind": "grid",
        "choices": [{"id": "x", "text": "X"}],
        "rows": [{"id": "r", "text": "R", "show_if": "${a} = 'yes'"}, {"id": "s", "text": "S"}],
    }
    questionnaire = made({"id": "a"}, grid, {"id": "b"})
    assert skip_arrows(questionnaire) == ()
    assert worded_questions(questionnaire) == ()


def test_words_stand_where_ticks_or_numbers_or_an_earlier_question_decide() -> None:
    questionnaire = made(
        {"id": "early"},
        {"id": "ticks", "kind": "multi", "choices": [{"id": "x", "text": "X"}]},
        {"id": "by_tick", "show_if": "selected(${ticks}, 'x')"},
        {"id": "number", "kind": "number"},
        {"id": "by_number", "show_if": "${number} > 0"},
        {"id": "by_early", "show_if": "${early} = 'yes'"},
    )
    assert skip_arrows(questionnaire) == ()
    assert worded_questions(questionnaire) == ("by_tick", "by_number", "by_early")


def test_a_rule_that_looks_forward_has_no_arrows_but_words() -> None:
    questionnaire = made({"id": "a", "show_if": "${b} = 'yes'"}, {"id": "b"})
    assert skip_arrows(questionnaire) == ()
    assert worded_questions(questionnaire) == ("a",)


def test_a_rule_that_reads_what_is_not_there_has_words() -> None:
    questionnaire = made({"id": "a"}, {"id": "b", "show_if": "${a} = 'yes' or ${ghost} = 'x'"})
    assert skip_arrows(questionnaire) == ()
    assert worded_questions(questionnaire) == ("b",)


def test_a_rule_that_cannot_be_read_has_no_arrows() -> None:
    with pytest.raises(ExpressionFault):
        skip_arrows(made({"id": "a", "show_if": "1 ="}))
