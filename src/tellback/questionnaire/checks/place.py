"""Where in a questionnaire a finding is, said the same way by every check."""

from __future__ import annotations

from tellback.questionnaire.model import Measure, Part, Question, Questionnaire, Section

WHOLE = "questionnaire"


def inside(place: str, *steps: str | int) -> str:
    """A place within another: `inside("question q05", "choices", 0)` is `question q05 (choices 1)`.

    Steps are the keys of the file and places in its lists, from 0.
    """
    if not steps:
        return place
    said = " ".join(str(step + 1) if isinstance(step, int) else step for step in steps)
    outer, _, inner = place.removesuffix(")").partition(" (")
    return f"{outer} ({inner} {said})" if inner else f"{outer} ({said})"


def of_section(section: Section) -> str:
    """The place of a section."""
    return f"section {section.id}"


def of_question(question: Question) -> str:
    """The place of a question."""
    return f"question {question.id}"


def of_measure(measure: Measure) -> str:
    """The place of a measure."""
    return f"measure {measure.id}"


def named_parts(questionnaire: Questionnaire) -> tuple[tuple[str, Part], ...]:
    """Every part with a place of its own, in the order of the file, the whole first."""
    found: list[tuple[str, Part]] = [(WHOLE, questionnaire)]
    found += [(f"help line {key}", line) for key, line in questionnaire.help_lines.items()]
    for section in questionnaire.sections:
        found.append((of_section(section), section))
        found += [(of_question(question), question) for question in section.questions]
    found += [(of_measure(measure), measure) for measure in questionnaire.measures]
    return tuple(found)
