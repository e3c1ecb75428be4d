"""A questionnaire put together from one that is there, a bank of questions, and local ones.

The questions of the base are never touched: figures of earlier years stay comparable. A
bank is made of questionnaires whose sections are topics.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tellback.questionnaire.check import check, is_advice
from tellback.questionnaire.model import Kind, Question, Questionnaire, Section
from tellback.questionnaire.problem import Problem

MOST_LOCAL = 4
"""Questions of a council's or school's own in one survey, so that it stays one survey.

The last national survey of the kind let the council add two and the school two.
"""
LOCAL = "local"
"""The id of the section in which they stand, and how their ids begin."""


class Unassembled(ValueError):
    """The parts do not make a questionnaire; carries the problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


def assemble(
    base: Questionnaire,
    bank: Sequence[Questionnaire],
    picks: Sequence[str],
    *,
    name: str,
    version: str,
    local: Sequence[Question] = (),
) -> Questionnaire:
    """`base` with the bank's questions `picks` (ids) and `local` ones behind its own.

    `name` is the new questionnaire's id. Numbers go on from those of `base`. Raises
    Unassembled with everything that is wrong.
    """
    _raise([*_wrong_picks(base, bank, picks), *_wrong_local(base, local)])
    sections = [*base.sections, *_topics(bank, picks)]
    if local:
        sections.append(Section.model_validate(_local_section(local)))
    lines = {key: line for one in bank for key, line in one.help_lines.items()}
    used = {section.help_line for section in sections}
    made = base.model_copy(
        update={
            "id": name,
            "version": version,
            "help_lines": {key: line for key, line in lines.items() if key in used}
            | base.help_lines,
            "sections": tuple(_numbered(base, sections)),
        }
    )
    whole = Questionnaire.model_validate(made.model_dump())
    _raise([one for one in check(whole) if not is_advice(one)])
    return whole


def _topics(bank: Sequence[Questionnaire], picks: Sequence[str]) -> Iterator[Section]:
    for one in bank:
        for section in one.sections:
            picked = tuple(question for question in section.questions if question.id in picks)
            if picked:
                yield section.model_copy(update={"questions": picked})


def _local_section(local: Sequence[Question]) -> Mapping[str, object]:
    questions = [question.model_dump() for question in local]
    return {"id": LOCAL, "title": "Questions from here", "questions": questions}


def _numbered(base: Questionnaire, sections: Sequence[Section]) -> Iterator[Section]:
    """The sections, those that were added with numbers that go on from the base's."""
    number = sum(1 for question in base.questions if question.number)
    own = {section.id for section in base.sections}
    for section in sections:
        if section.id in own:
            yield section
            continue
        questions = []
        for question in section.questions:
            if question.kind in {Kind.NOTE, Kind.PRESET}:
                questions.append(question)
                continue
            number += 1
            questions.append(question.model_copy(update={"number": str(number)}))
        yield section.model_copy(update={"questions": tuple(questions)})


def _wrong_picks(
    base: Questionnaire, bank: Sequence[Questionnaire], picks: Sequence[str]
) -> Iterator[Problem]:
    there = [question.id for one in bank for question in one.questions]
    held = {*base.variables, *(question.id for question in base.questions)}
    for pick in dict.fromkeys(picks):
        if pick not in there:
            yield Problem(pick, "No bank has such a question.", "Check its id.", "unknown-pick")
        elif there.count(pick) > 1:
            yield Problem(pick, "Two banks have it.", "Rename one.", "twice-in-the-bank")
        elif pick in held:
            fault = f"{base.id} asks it already."
            yield Problem(pick, fault, "Leave it out.", "asked-already")


def _wrong_local(base: Questionnaire, local: Sequence[Question]) -> Iterator[Problem]:
    if len(local) > MOST_LOCAL:
        yield Problem(
            "local questions",
            f"There are {len(local)}; {MOST_LOCAL} are the most.",
            "Leave some out, so that it stays one survey.",
            "too-many-local",
        )
    for question in local:
        if not question.id.startswith(f"{LOCAL}_"):
            yield Problem(
                question.id,
                "A local question's id begins with local_, so that nobody compares it elsewhere.",
                f"Name it {LOCAL}_{question.id}.",
                "local-id",
            )
    if any(section.id == LOCAL for section in base.sections) and local:
        yield Problem(
            LOCAL, "The questionnaire has local questions already.", "Add to those.", "local"
        )


def _raise(problems: list[Problem]) -> None:
    if problems:
        raise Unassembled(problems)
