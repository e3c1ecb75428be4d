"""Arrows and gates: a pupil who does what the paper says is asked what the screen would ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import assume, given, settings, strategies as st

from tellback.paper.conditions import Conditions
from tellback.paper.route import Route, printed_questions, route_of
from tellback.paper.sentences import sentences_in
from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import ONE_CHOICE, Kind, Question, Questionnaire, Section
from tellback.questionnaire.read import read_any
from tellback.questionnaire.walk import Walk
from tests.library.questionnaire.made_up import questionnaires

ROOT = Path(__file__).parents[3]
CONTENT = ROOT / "content"
FILES = sorted((CONTENT / "questionnaires").glob("*.yaml")) + sorted(
    (ROOT / "tests/gallery/questionnaires").glob("*.yaml")
)
MOST_TICKED = 3


def in_file(path: Path) -> Questionnaire:
    return read_any(path)[0]


class Pupil:
    """Answers a booklet from front to back: obeys arrows, gates and words beside rows.

    Words are tested against what this pupil has written so far, and nothing else is known.
    """

    def __init__(self, questionnaire: Questionnaire, wishes: Mapping[str, str]) -> None:
        self.questionnaire = questionnaire
        self.wishes = wishes
        self.route: Route = route_of(questionnaire)
        self.order = printed_questions(questionnaire)
        self.written = {
            one: wishes[one]
            for one in questionnaire.variables
            if questionnaire.question_of[one].kind is Kind.PRESET
        }
        self.answered: list[str] = []

    def fill_in(self) -> list[str]:
        """The variables answered, in order."""
        ids = [one.id for one in self.order]
        at = 0
        while at < len(ids):
            question = self.order[at]
            gate = self.route.gates.get(question.id)
            if gate and not gate.rule.test(self.written):
                at = ids.index(gate.to) if gate.to else len(ids)
                continue
            self._answer(question)
            arrow = (question.id, self.written.get(question.id, ""))
            if arrow in self.route.arrows:
                to = self.route.arrows[arrow]
                at = ids.index(to) if to else len(ids)
            else:
                at += 1
        return self.answered

    def _answer(self, question: Question) -> None:
        for variable in question.variables:
            row = self.questionnaire.row_of.get(variable)
            if row and row.show_if and not parse(row.show_if).test(self.written):
                continue
            self.written[variable] = self.wishes[variable]
            self.answered.append(variable)


def asked_on_screen(questionnaire: Questionnaire, wishes: Mapping[str, str]) -> list[str]:
    kinds = questionnaire.question_of
    asked = Walk(questionnaire).asked(wishes)
    return [one for one in asked if kinds[one].kind is not Kind.PRESET]


def wishes_for(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, str]]:
    """An answer to everything; where one choice is asked for it is never blank."""
    return st.fixed_dictionaries(
        {one: _wish(questionnaire.question_of[one]) for one in questionnaire.variables}
    )


def _wish(question: Question) -> st.SearchStrategy[str]:
    ids = [one.id for one in question.offered]
    if question.kind in ONE_CHOICE:
        return st.sampled_from(ids)
    if question.kind is Kind.GRID:
        return st.sampled_from(["", *ids])
    if question.kind is Kind.MULTI:
        chosen = st.lists(st.sampled_from(ids), unique=True, max_size=MOST_TICKED)
        return chosen.map(lambda some: " ".join(one for one in ids if one in some))
    if question.kind is Kind.NUMBER:
        return st.sampled_from(("", "0", "1", "2", "3", "17"))
    return st.sampled_from(("", "a", "words"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@settings(max_examples=25)
@given(data=st.data())
def test_paper_asks_what_the_screen_asks(path: Path, data: st.DataObject) -> None:
    questionnaire = in_file(path)
    wishes = data.draw(wishes_for(questionnaire))
    assert Pupil(questionnaire, wishes).fill_in() == asked_on_screen(questionnaire, wishes)


@settings(max_examples=100)
@given(st.data())
def test_paper_asks_what_the_screen_asks_in_made_up_questionnaires(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    # What is preset is on the front of the booklet for everybody.
    assume(not any(one.kind is Kind.PRESET and one.show_if for one in questionnaire.questions))
    assume(not any(has_preset(one) and one.show_if for one in questionnaire.sections))
    wishes = data.draw(wishes_for(questionnaire))
    assert Pupil(questionnaire, wishes).fill_in() == asked_on_screen(questionnaire, wishes)


def has_preset(section: Section) -> bool:
    return any(one.kind is Kind.PRESET for one in section.questions)


def ways(route: Route) -> Iterator[tuple[str, str | None]]:
    """Each (from, to) that is printed."""
    yield from ((question, to) for (question, _), to in route.arrows.items())
    yield from ((gate.question, gate.to) for gate in route.gates.values())


@settings(max_examples=60)
@given(questionnaires())
def test_every_way_leads_forward_to_a_printed_number(questionnaire: Questionnaire) -> None:
    route = route_of(questionnaire)
    order = list(route.numbers)
    assert len({*route.numbers.values()}) == len(order)
    for start, to in ways(route):
        assert to is None or order.index(to) > order.index(start)


def made(*questions: Mapping[str, object]) -> Questionnaire:
    filled = [{"text": "Well?", "kind": "yes_no", **one} for one in questions]
    sections = [{"id": "s", "title": "S", "questions": filled}]
    return Questionnaire.model_validate(
        {"id": "made", "title": "Made", "version": "1", "sections": sections}
    )


def test_one_gate_stands_before_a_run_of_questions_with_the_same_rule() -> None:
    rule = {"show_if": "${early} = 'yes'"}
    route = route_of(
        made(
            {"id": "early"}, {"id": "other"}, {"id": "a", **rule}, {"id": "b", **rule}, {"id": "c"}
        )
    )
    assert not route.arrows
    assert [(gate.question, gate.past, gate.to) for gate in route.gates.values()] == [
        ("a", ("a", "b"), "c")
    ]


def test_a_gate_passes_by_what_rests_on_what_it_passes_by() -> None:
    route = route_of(
        made(
            {"id": "early"},
            {"id": "other"},
            {"id": "a", "show_if": "${early} = 'yes'"},
            {"id": "b", "show_if": "${a} = 'yes'"},
        )
    )
    assert route.gates["a"].past == ("a", "b")
    assert route.gates["a"].to is None


def test_a_question_with_a_stricter_rule_keeps_its_own_gate_behind_another() -> None:
    questionnaire = made(
        {"id": "early"},
        {"id": "ticks", "kind": "multi", "choices": [{"id": "x", "text": "X"}]},
        {"id": "a", "show_if": "${early} = 'yes'"},
        {"id": "b", "show_if": "${early} = 'yes' and selected(${ticks}, 'x')"},
        {"id": "c"},
    )
    gates = route_of(questionnaire).gates
    assert gates["a"].past == ("a", "b")
    assert gates["b"].past == ("b",)
    wishes = {"early": "yes", "ticks": "", "a": "no", "b": "no", "c": "no"}
    assert Pupil(questionnaire, wishes).fill_in() == ["early", "ticks", "a", "c"]


def test_numbers_are_those_of_the_file_unless_one_is_missing_or_stands_twice() -> None:
    given = made({"id": "a", "number": "1a"}, {"id": "b", "number": "1b"})
    assert [*route_of(given).numbers.values()] == ["1a", "1b"]
    missing = made({"id": "a", "number": "7"}, {"id": "b"})
    assert [*route_of(missing).numbers.values()] == ["1", "2"]
    twice = made({"id": "a", "number": "7"}, {"id": "b", "number": "7"})
    assert [*route_of(twice).numbers.values()] == ["1", "2"]


ASKED = made(
    {"id": "pet", "choices": [{"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"}]},
    {"id": "many", "kind": "multi", "choices": [{"id": i, "text": i.upper()} for i in "abc"]},
    {"id": "age", "kind": "number"},
    {
        "id": "eat",
        "kind": "grid",
        "choices": [{"id": "often", "text": "Often:"}, {"id": "never", "text": "Never"}],
        "rows": [{"id": "fish", "text": "Fish"}, {"id": "fruit", "text": "Fruit"}],
    },
    {"id": "wish", "kind": "text"},
    {"id": "school", "kind": "preset"},
)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("${pet} = 'yes'", "you ticked “Yes” in question 1"),
        ("${pet} != 'yes'", "you did not tick “Yes” in question 1"),
        ("${pet} != '' and ${pet} != 'no'", "you ticked something in question 1, but not “No”"),
        ("${pet} = 'yes' or ${pet} = 'no'", "you ticked “Yes” or “No” in question 1"),
        ("${pet} != ''", "you answered question 1"),
        ("${pet} = ''", "you did not answer question 1"),
        ("selected(${many}, 'a')", "you ticked “A” in question 2"),
        ("${many} = 'a b'", "you ticked only “A” and “B” in question 2"),
        ("${many} != 'a'", "you did not tick just “A” in question 2"),
        ("count-selected(${many}) >= 2", "you ticked 2 or more boxes in question 2"),
        ("not(count-selected(${many}) >= 2)", "you did not tick 2 or more boxes in question 2"),
        ("${age} < 9", "your number in question 3 is less than 9"),
        ("not(${age} = 9)", "your number in question 3 is not exactly 9"),
        ("${eat_fish} = 'often'", "you ticked “Often” in question 4 (“Fish”)"),
        (
            "${eat_fish} = 'often' or ${eat_fruit} = 'often'",
            "you ticked “Often” in any line of question 4",
        ),
        ("${wish} = 'a'", "you wrote “a” in question 5"),
        (
            "${pet} = 'yes' and ${age} > 3",
            "you ticked “Yes” in question 1 and your number in question 3 is more than 3",
        ),
        (
            "(${pet} = 'yes' and ${age} > 3) or ${wish} != ''",
            (
                "you answered question 5, or you ticked “Yes” in question 1 "
                "and your number in question 3 is more than 3"
            ),
        ),
    ],
)
def test_a_rule_is_said_with_printed_numbers(rule: str, words: str) -> None:
    said = Conditions(ASKED, sentences_in(CONTENT, "en", "en"), route_of(ASKED).numbers)
    assert said.claims(parse(rule)) == words


@pytest.mark.parametrize("rule", ["${school} = 'x'", "string-length(${wish}) > 3", "1 = 1"])
def test_what_is_not_on_paper_or_has_no_plain_words_is_said_as_the_codebook_says_it(
    rule: str,
) -> None:
    said = Conditions(ASKED, sentences_in(CONTENT, "en", "en"), route_of(ASKED).numbers)
    assert said.claims(parse(rule)) is None
    assert said.base(parse(rule)).startswith("pupils who ")


@pytest.mark.parametrize("language", ["cy", "pl", "ur"])
def test_every_language_has_every_sentence_with_the_same_gaps(language: str) -> None:
    english = sentences_in(CONTENT, "en", "en").paper
    other = sentences_in(CONTENT, language, "en").paper
    assert other.keys() == english.keys()
    for key, sentence in english.items():
        gaps = {
            gap
            for gap in ("number", "to", "last", "claims", "where", "choices")
            if f"{{{gap}}}" in sentence
        }
        assert all(f"{{{gap}}}" in other[key] for gap in gaps), key


def test_a_language_without_a_file_has_english_and_says_so() -> None:
    sentences = sentences_in(CONTENT, "so", "en")
    assert sentences.say("school").language == "en"
    assert sentences_in(CONTENT, "ur-PK", "en").say("school").direction == "rtl"
