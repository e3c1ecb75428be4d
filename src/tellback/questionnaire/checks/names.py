"""Names that are used twice, and help lines that name nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tellback.questionnaire.checks.place import inside, of_measure, of_question, of_section
from tellback.questionnaire.model import Question, Questionnaire
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.suggestion import did_you_mean

_REMEDY = {
    "section": "Give one of the sections another id.",
    "question": "Give one of the questions another id.",
    "measure": "Give one of the measures another id.",
    "choice": "Give one of the choices another id, or take it out.",
    "row": "Give one of the rows another id, or take it out.",
    "code": "Give each choice of the question its own `code`, or none of them one.",
    "number": "Number the questions in the order they are printed.",
    "variable": "Rename the question or the row, or give the row another `variable`.",
}


def check_names(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Duplicate ids, variables, codes and printed numbers; help lines that do not exist."""
    yield from _twice("section", ((s.id, of_section(s)) for s in questionnaire.sections))
    yield from _twice("measure", ((m.id, of_measure(m)) for m in questionnaire.measures))
    yield from _twice("number", _numbers(questionnaire))
    ids = [*_twice("question", ((q.id, of_question(q)) for q in questionnaire.questions))]
    for question in questionnaire.questions:
        ids += _twice("row", _listed(question, "rows", (row.id for row in question.rows)))
    yield from ids
    # A question or row told above fills a duplicate variable too, and one sentence is enough.
    told = {problem.place for problem in ids}
    yield from (
        problem
        for problem in _twice("variable", _variables(questionnaire))
        if problem.place not in told
    )
    for question in questionnaire.questions:
        yield from _twice("choice", _listed(question, "choices", (c.id for c in question.choices)))
        yield from _twice(
            "code",
            _listed(question, "choices", (str(c.code) for c in question.offered if c.code)),
        )
    yield from _help_lines(questionnaire)


def _numbers(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    for question in questionnaire.questions:
        if question.number is not None:
            yield question.number, inside(of_question(question), "number")


def _variables(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    for question in questionnaire.questions:
        if question.rows:
            yield from _listed(question, "rows", question.variables)
        else:
            yield from ((variable, of_question(question)) for variable in question.variables)


def _listed(question: Question, key: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for at, name in enumerate(names):
        yield name, inside(of_question(question), key, at)


def _twice(what: str, named: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """A problem for each name met before; statistics packages do not tell capitals apart."""
    first: dict[str, tuple[str, str]] = {}
    for name, place in named:
        if name.casefold() not in first:
            first[name.casefold()] = (name, place)
            continue
        earlier, where = first[name.casefold()]
        same = f"The {what} `{name}` is used twice"
        if earlier != name:
            same = f"The {what} `{name}` differs from `{earlier}` only in its capitals"
        fault = f"{same}." if where == place else f"{same}; the other is at {where}."
        yield Problem(place, fault, _REMEDY[what], f"duplicate-{what}")


def _help_lines(questionnaire: Questionnaire) -> Iterator[Problem]:
    for section in questionnaire.sections:
        key = section.help_line
        if key is not None and key not in questionnaire.help_lines:
            yield Problem(
                inside(of_section(section), "help_line"),
                f"There is no help line `{key}`.",
                did_you_mean(key, questionnaire.help_lines)
                or "Write it under `help_lines` at the top of the file.",
                "unknown-help-line",
            )
