"""The quick page says exactly what the templates say."""

from __future__ import annotations

import re

from hypothesis import given, settings, strategies as st

from tellback.questionnaire.model import Kind, Question, Questionnaire
from tellback.questionnaire.paging import Page, pages
from tellback.questionnaire.path import Path
from tellback.questionnaire.read import read
from tellback.questionnaire.walk import Walk
from tellback_web.survey.pages.pupil import Own, Wanted, html_of, html_with_faults
from tellback_web.survey.ready import Ready
from tests.web.survey.small import QUESTIONNAIRE

SMALL: Questionnaire = read(QUESTIONNAIRE, name="small")
MADE = Ready(SMALL, Walk(SMALL), pages(SMALL, "section"))


def answer_to(question: Question) -> st.SearchStrategy[str]:
    if question.kind is Kind.MULTI:
        ids = st.sets(st.sampled_from([choice.id for choice in question.choices]))
        return ids.map(lambda picked: " ".join(sorted(picked)))
    if question.kind is Kind.NUMBER:
        return st.integers(0, 90).map(str)
    if question.kind is Kind.TEXT:
        return st.text(st.characters(exclude_categories=["C"]), max_size=20)
    if question.kind is Kind.PRESET:
        return st.just("")
    return st.sampled_from(["", *(choice.id for choice in question.offered)])


ANSWERS = st.fixed_dictionaries(
    {name: answer_to(SMALL.question_of[name]) for name in SMALL.variables}
)


def controls(html: str) -> list[str]:
    """Every control with its attributes, and every area's text, in order."""
    found = re.findall(r"<(?:input|option|textarea|select|legend|label)\b[^>]*>[^<]*", html)
    return [" ".join(one.split()) for one in found]


@given(answers=ANSWERS, page=st.sampled_from(MADE.pages))
@settings(max_examples=150)
def test_the_quick_page_has_the_same_controls_ticks_and_words(
    answers: dict[str, str], page: Page
) -> None:
    given_answers = {name: value for name, value in answers.items() if value}
    own = Own(given_answers, Path(MADE.walk, given_answers), "mark", "token", "/back/")
    wanted = Wanted("hash", "section", MADE, page)
    quick = html_of(wanted, own)
    slow = html_with_faults(wanted, own, {})
    assert controls(quick) == controls(slow)
    assert "\ue000" not in quick
    assert "data-tick" not in quick
