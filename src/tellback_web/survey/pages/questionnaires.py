"""What the shelf's pages may know."""

from __future__ import annotations

from dataclasses import dataclass

from tellback.questionnaire.check import check
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.paging import pages
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.read import read
from tellback_web.survey.models import OwnQuestionnaire, Wave
from tellback_web.survey.queries.questionnaires import media_of, sandboxes
from tellback_web.survey.ready import hash_of, must_be_mended
from tellback_web.survey.shelf import OnShelf, on_the_shelf, the_bank

SYMBOL = "symbol:"


@dataclass(frozen=True)
class ShelfPage:
    """Every questionnaire, and the try-outs on offer."""

    came: tuple[tuple[str, str], ...]
    own: tuple[tuple[str, str], ...]
    sandboxes: tuple[Wave, ...]


def shelf_page() -> ShelfPage:
    """The shelf as it is."""
    found = on_the_shelf()
    return ShelfPage(
        came=tuple(one for one in found if one[0].startswith("came:")),
        own=tuple(one for one in found if one[0].startswith("own:")),
        sandboxes=tuple(sandboxes()),
    )


@dataclass(frozen=True)
class LookedAt:
    """One questionnaire: what it is, what is wrong with it, and what may be done."""

    shelf: OnShelf
    own: OwnQuestionnaire | None
    questionnaire: Questionnaire
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]
    questions: int
    pages: int
    missing_media: tuple[str, ...]
    """Files that it names and that did not come with it."""
    sandbox: Wave | None


def look_at(shelf: OnShelf) -> LookedAt:
    """Everything an officer should know before pupils see it."""
    questionnaire = read(shelf.text, name=shelf.title)
    found = check(questionnaire)
    mend = must_be_mended(found)
    mark = hash_of(shelf.text)
    there = media_of(mark)
    return LookedAt(
        shelf=shelf,
        own=shelf.own,
        questionnaire=questionnaire,
        problems=mend,
        advice=tuple(problem for problem in found if problem not in mend),
        questions=sum(1 for question in questionnaire.questions if question.number),
        pages=len(pages(questionnaire, "section")),
        missing_media=tuple(sorted(media_named(questionnaire) - there)),
        sandbox=next((one for one in sandboxes() if one.questionnaire_hash == mark), None),
    )


def media_named(questionnaire: Questionnaire) -> frozenset[str]:
    """The files that a questionnaire names, our own symbols not among them."""
    pictures = {
        picture
        for question in questionnaire.questions
        for picture in (
            *(choice.picture for choice in question.choices),
            *(row.picture for row in question.rows),
        )
        if picture and not picture.startswith(SYMBOL)
    }
    sound = {name for question in questionnaire.questions for name in question.audio.values()}
    return frozenset(pictures | sound)


@dataclass(frozen=True)
class Topic:
    """A topic of the bank with its questions: (id, words)."""

    title: str
    questions: tuple[tuple[str, str], ...]


def topics() -> tuple[Topic, ...]:
    """The bank, topic by topic."""
    return tuple(
        Topic(
            section.title.say(),
            tuple((question.id, question.text.say()) for question in section.questions),
        )
        for one in the_bank()
        for section in one.sections
    )
