"""A pupil's page of questions: which are shown, what stands in them, what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.template.loader import get_template
from django.urls import reverse
from markupsafe import Markup, escape

from tellback.questionnaire.answer import SEVERAL, Unfit, why_unfit
from tellback.questionnaire.model import Definition, HelpLine, Question, Questionnaire, Section
from tellback.questionnaire.paging import Page
from tellback.questionnaire.path import Path
from tellback.questionnaire.words import Words
from tellback_web.survey.fixed_words import FixedWords
from tellback_web.survey.pages.reader import Pictures, Reader
from tellback_web.survey.pages.skeleton import FRAME_GAP, compiled, fill, joined
from tellback_web.survey.ready import Ready


@dataclass(frozen=True)
class Shown:
    """The questions and variables of a page that these answers lead to."""

    questions: tuple[Question, ...]
    variables: tuple[str, ...]


def shown_on(path: Path, page: Page) -> Shown:
    """What of `page` is shown; nothing where all of it is routed past."""
    questions = tuple(question for question in page.questions if path.shows(question))
    variables = [name for question in questions for name in path.shown_variables(question)]
    return Shown(questions, tuple(variables))


def visible_pages(made: Ready, path: Path) -> tuple[int, ...]:
    """The numbers of the pages that show something, in order; a note may stand alone."""
    return tuple(
        page.number
        for page in made.pages
        if any(path.shows(question) for question in page.questions)
    )


def answers_posted(shown: Shown, posted: Mapping[str, list[str]]) -> dict[str, str]:
    """What the pupil gave for the shown variables, as answers."""
    return {
        variable: SEVERAL.join(value for value in posted[variable] if value).strip()
        for variable in shown.variables
        if any(value.strip() for value in posted.get(variable, []))
    }


@dataclass(frozen=True)
class Missed:
    """What must be answered and is not: a question, or a row of a grid."""

    number: str
    row: Words | None = None

    def say(self, words: FixedWords) -> Markup:
        """The sentence beside it."""
        if self.row:
            return words.say("missed_row", row=self.row.say(words.tongue.code))
        if self.number:
            return words.say("missed_question", number=self.number)
        return words.say("missed")


Fault = Missed | Unfit
"""What is wrong with an answer; it is said in the reader's language."""


def said(fault: Fault, words: FixedWords) -> Markup:
    """The sentence for `fault`."""
    if isinstance(fault, Missed):
        return fault.say(words)
    return words.say(f"unfit_{fault.code}", **fault.gaps)


def faults_in(
    questionnaire: Questionnaire, shown: Shown, answers: Mapping[str, str]
) -> dict[str, Fault]:
    """Variable -> why it cannot be stored."""
    found: dict[str, Fault] = {}
    for variable in shown.variables:
        unfit = why_unfit(questionnaire.question_of[variable], answers.get(variable, ""))
        if unfit:
            found[variable] = unfit
    return found


def missed_in(
    questionnaire: Questionnaire, shown: Shown, answers: Mapping[str, str]
) -> dict[str, Fault]:
    """Variable -> what must be answered and is not."""
    found: dict[str, Fault] = {}
    for variable in shown.variables:
        question = questionnaire.question_of[variable]
        row = questionnaire.row_of.get(variable)
        needed = question.required if row is None or row.required is None else row.required
        if needed and not answers.get(variable):
            found[variable] = Missed(question.number or "", row.text if row else None)
    return found


@dataclass(frozen=True)
class QuestionPage:
    """All that the page's frame may know."""

    place: int
    """Which part it is, from 1."""
    parts: int
    title: Markup
    intro: Markup
    note: Markup
    definitions: tuple[Definition, ...]
    help_line: HelpLine | None
    address: str
    hidden: str = FRAME_GAP
    questions: str = FRAME_GAP
    back: str = FRAME_GAP
    faults: list[dict[str, str]] = field(default_factory=list)


def question_page(
    made: Ready, page: Page, words: FixedWords, *, faults: Mapping[str, Fault] | None = None
) -> QuestionPage:
    """The frame of `page`, with gaps where a pupil's own things stand."""
    sections = made.questionnaire.sections
    section: Section = page.section
    place = next(at for at, one in enumerate(sections, start=1) if one.id == section.id)
    first = next(one for one in made.pages if one.section.id == section.id)
    opening = first.number == page.number
    return QuestionPage(
        place=place,
        parts=len(sections),
        title=words.tell(section.title),
        intro=words.tell(section.intro) if section.intro and opening else Markup(),
        note=words.tell(section.note) if section.note else Markup(),
        definitions=section.definitions,
        help_line=made.questionnaire.help_lines.get(section.help_line or ""),
        address=reverse("survey:page", kwargs={"number": page.number}),
        faults=[
            {"text": said(fault, words), "href": f"#{name}"}
            for name, fault in (faults or {}).items()
        ],
    )


@dataclass(frozen=True)
class Own:
    """What on a page is this pupil's own."""

    answers: Mapping[str, str]
    path: Path
    mark: str
    csrf: str
    back: str
    reader: Reader = field(default_factory=Reader)

    @property
    def hidden(self) -> str:
        """The fields that show whose page it is and that our own page sent it."""
        return (
            f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(self.csrf)}">'
            f'<input type="hidden" name=":mark" value="{escape(self.mark)}">'
        )

    def things(self, cards: str) -> tuple[str, ...]:
        """What stands in the gaps of a frame, in their order."""
        reader = self.reader
        return (reader.look_classes, reader.band, self.hidden, cards, str(escape(self.back)))


@dataclass(frozen=True)
class Wanted:
    """A page of a wave's questionnaire: which text, and how it is cut."""

    questionnaire_hash: str
    paging: str
    made: Ready
    page: Page


def html_of(wanted: Wanted, own: Own) -> str:
    """The whole page, from its skeleton."""
    reader, page = own.reader, wanted.page
    skeleton = compiled(wanted.questionnaire_hash, wanted.paging, reader.language)
    frame = skeleton.frame(page.number, lambda: _frame_text(wanted, reader))
    shown = shown_on(own.path, page)
    rows = frozenset(shown.variables)
    cards = "".join(
        fill(skeleton.card(one, partial(card_text, wanted, reader, one)), own.answers, rows)
        for one in shown.questions
    )
    return joined(frame, own.things(cards))


def html_with_faults(wanted: Wanted, own: Own, faults: Mapping[str, Fault]) -> str:
    """The whole page with what is wrong said at the top and beside each question."""
    shown, words = shown_on(own.path, wanted.page), own.reader.words
    context = {
        "gaps": False,
        "answers": own.answers,
        "faults": {name: said(fault, words) for name, fault in faults.items()},
        "rows": frozenset(shown.variables),
    }
    cards = "".join(_card(wanted, own.reader, one, context) for one in shown.questions)
    frame = _frame_text(wanted, own.reader, faults).split(FRAME_GAP)
    return joined(tuple(frame), own.things(cards))


def card_text(wanted: Wanted, reader: Reader, question: Question) -> str:
    """One question with gaps for a pupil's answers."""
    return _card(wanted, reader, question, {"gaps": True})


def _card(wanted: Wanted, reader: Reader, question: Question, context: dict[str, Any]) -> str:
    pictures = Pictures(wanted.questionnaire_hash)
    own = {"question": question, "pictures": pictures, **context}
    return str(get_template("survey/pupil/question.html").render({**reader.frame(), **own}))


def _frame_text(wanted: Wanted, reader: Reader, faults: Mapping[str, Fault] | None = None) -> str:
    page = question_page(wanted.made, wanted.page, reader.words, faults=faults)
    gaps = {"looks": FRAME_GAP, "band": FRAME_GAP, "page": page}
    return str(get_template("survey/pupil/page.html").render({**reader.frame(), **gaps}))
