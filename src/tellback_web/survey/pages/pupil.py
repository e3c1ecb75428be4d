"""A pupil's page of questions: which are shown, what stands in them, what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.template.loader import get_template
from django.urls import reverse
from markupsafe import Markup, escape

from tellback.questionnaire.answer import SEVERAL, why_not_answer
from tellback.questionnaire.model import Definition, HelpLine, Question, Questionnaire, Section
from tellback.questionnaire.paging import Page
from tellback.questionnaire.path import Path
from tellback_web.survey.pages.skeleton import FRAME_GAP, compiled, fill
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


def faults_in(
    questionnaire: Questionnaire, shown: Shown, answers: Mapping[str, str]
) -> dict[str, str]:
    """Variable -> the sentence for what cannot be stored."""
    found = {}
    for variable in shown.variables:
        reason = why_not_answer(questionnaire.question_of[variable], answers.get(variable, ""))
        if reason:
            found[variable] = reason
    return found


def missed_in(
    questionnaire: Questionnaire, shown: Shown, answers: Mapping[str, str]
) -> dict[str, str]:
    """Variable -> the sentence for what must be answered and is not."""
    found = {}
    for variable in shown.variables:
        question = questionnaire.question_of[variable]
        row = questionnaire.row_of.get(variable)
        needed = question.required if row is None or row.required is None else row.required
        if needed and not answers.get(variable):
            about = f"‘{row.text}’" if row else f"question {question.number or ''}".strip()
            found[variable] = f"Choose an answer for {about}."
    return found


@dataclass(frozen=True)
class QuestionPage:
    """All that the page's frame may know."""

    progress: str
    title: str
    intro: str
    note: str
    definitions: tuple[Definition, ...]
    help_line: HelpLine | None
    address: str
    hidden: Markup | str
    questions: Markup | str
    back: str
    faults: list[dict[str, str]] = field(default_factory=list)


def question_page(
    made: Ready, page: Page, *, language: str, faults: Mapping[str, str] | None = None
) -> QuestionPage:
    """The frame of `page`, with gaps where a pupil's own things stand."""
    sections = made.questionnaire.sections
    section: Section = page.section
    place = next(at for at, one in enumerate(sections, start=1) if one.id == section.id)
    first = next(one for one in made.pages if one.section.id == section.id)
    opening = first.number == page.number
    title = section.title.say(language)
    questionnaire = made.questionnaire
    return QuestionPage(
        progress=f"Part {place} of {len(sections)}",
        title=title,
        intro=section.intro.say(language) if section.intro and opening else "",
        note=section.note.say(language) if section.note else "",
        definitions=section.definitions,
        help_line=questionnaire.help_lines.get(section.help_line or ""),
        address=reverse("survey:page", kwargs={"number": page.number}),
        hidden=FRAME_GAP,
        questions=FRAME_GAP,
        back=FRAME_GAP,
        faults=[{"text": text, "href": f"#{name}"} for name, text in (faults or {}).items()],
    )


@dataclass(frozen=True)
class Own:
    """What on a page is this pupil's own."""

    answers: Mapping[str, str]
    path: Path
    mark: str
    csrf: str
    back: str
    language: str = ""

    @property
    def hidden(self) -> str:
        """The fields that show whose page it is and that our own page sent it."""
        return (
            f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(self.csrf)}">'
            f'<input type="hidden" name=":mark" value="{escape(self.mark)}">'
        )


def html_of(questionnaire_hash: str, paging: str, made: Ready, page: Page, own: Own) -> str:
    """The whole page, from its skeleton."""
    skeleton = compiled(questionnaire_hash, paging, own.language)
    frame = skeleton.frame(
        page.number, lambda: _frame_text(question_page(made, page, language=own.language), own)
    )
    shown = shown_on(own.path, page)
    rows = frozenset(shown.variables)
    cards = "".join(fill(skeleton.card(one), own.answers, rows) for one in shown.questions)
    return "".join(
        (frame[0], own.hidden, frame[1], cards, frame[2], str(escape(own.back)), frame[3])
    )


def html_with_faults(made: Ready, page: Page, own: Own, faults: Mapping[str, str]) -> str:
    """The whole page with what is wrong said at the top and beside each question."""
    shown = shown_on(own.path, page)
    card = get_template("survey/pupil/question.html")
    cards = "".join(
        card.render(
            {
                "question": question,
                "language": own.language,
                "answers": own.answers,
                "faults": faults,
                "rows": frozenset(shown.variables),
            }
        )
        for question in shown.questions
    )
    frame = _frame_text(question_page(made, page, language=own.language, faults=faults), own)
    parts = frame.split(FRAME_GAP)
    return "".join(
        (parts[0], own.hidden, parts[1], cards, parts[2], str(escape(own.back)), parts[3])
    )


def _frame_text(page: QuestionPage, own: Own) -> str:
    return get_template("survey/pupil/page.html").render({"page": page, "language": own.language})
