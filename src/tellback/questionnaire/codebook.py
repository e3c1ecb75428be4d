"""What each variable means: its words, its codes, who was asked, which measures count it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from tellback.questionnaire.bases import base_of
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Measure, Questionnaire
from tellback.questionnaire.words import DEFAULT


@dataclass(frozen=True, slots=True)
class Code:
    """One number in the data, the choice it stands for (none for a missing code), its label."""

    code: int
    choice: str | None
    label: str


@dataclass(frozen=True, slots=True)
class CodebookLine:
    """One variable."""

    variable: str
    question: str
    section: str
    label: str
    kind: str
    codes: tuple[Code, ...]
    missing: tuple[Code, ...]
    values: str
    """What may stand there besides codes: `whole numbers from 0 to 7`, `text`, or nothing."""
    rule: str | None
    """The rule of the base, or None where everyone is asked."""
    base: str
    """Who is asked, in words."""
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """All variables of one version of a questionnaire, in the order asked."""

    questionnaire: str
    version: str
    title: str
    lines: tuple[CodebookLine, ...]

    def as_json(self) -> dict[str, object]:
        """Plain dictionaries and lists, as `tellback questionnaire codebook --json` prints."""
        return asdict(self)

    def as_markdown(self) -> str:
        """A heading and one table, one row a variable."""
        head = ("variable", "label", "kind", "codes", "missing", "base", "measures")
        rows = [head, ("---",) * len(head), *(_cells(line) for line in self.lines)]
        table = "\n".join(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows)
        title = " ".join(self.title.split())
        return (
            f"# {title}\n\nCodebook of `{self.questionnaire}`, version {self.version}.\n\n{table}\n"
        )


def codebook(questionnaire: Questionnaire, language: str = DEFAULT) -> Codebook:
    """The codebook of a questionnaire that `check` finds no fault in, labels in `language`."""
    measures = _measures_by_variable(questionnaire.measures)
    return Codebook(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        title=questionnaire.title.say(language),
        lines=tuple(
            _line(questionnaire, variable, measures.get(variable, ()), language)
            for variable in questionnaire.variables
        ),
    )


def _line(
    questionnaire: Questionnaire, variable: str, measures: tuple[str, ...], language: str
) -> CodebookLine:
    question = questionnaire.question_of[variable]
    base = base_of(questionnaire, variable)
    return CodebookLine(
        variable=variable,
        question=question.id,
        section=questionnaire.section_of[question.id].id,
        label=questionnaire.title_of(variable, language),
        kind=question.kind.value,
        codes=tuple(
            Code(choice.code, choice.id, choice.text.say(language))
            for choice in question.offered
            if choice.code is not None
        ),
        missing=_missing(questionnaire, variable),
        values=_values(questionnaire, variable),
        rule=base.rule,
        base=base.words,
        measures=measures,
    )


def _missing(questionnaire: Questionnaire, variable: str) -> tuple[Code, ...]:
    """Only the missing codes that can occur: not asked needs a rule, refusing the offer."""
    kept = [Missing.NOT_ANSWERED]
    if questionnaire.rules_of(variable):
        kept.append(Missing.NOT_ASKED)
    if questionnaire.question_of[variable].may_refuse:
        kept.append(Missing.PREFER_NOT_TO_SAY)
    return tuple(
        Code(
            code.value,
            PREFER_NOT_TO_SAY if code is Missing.PREFER_NOT_TO_SAY else None,
            code.words,
        )
        for code in kept
    )


def _values(questionnaire: Questionnaire, variable: str) -> str:
    question = questionnaire.question_of[variable]
    if question.kind is Kind.MULTI:
        return "any number of the codes"
    if question.kind in {Kind.TEXT, Kind.PRESET}:
        return f"text of at most {question.longest:,} letters"
    if question.kind is not Kind.NUMBER:
        return ""
    least = "" if question.least is None else f" from {question.least:g}"
    most = "" if question.most is None else f" up to {question.most:g}"
    return f"{'whole ' if question.whole else ''}numbers{least}{most}"


def _measures_by_variable(measures: tuple[Measure, ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for measure in measures:
        found[measure.variable] = (*found.get(measure.variable, ()), measure.id)
    return found


def _cells(line: CodebookLine) -> tuple[str, ...]:
    codes = "; ".join(f"{code.code} {code.label}" for code in line.codes)
    return (
        line.variable,
        line.label,
        line.kind,
        ": ".join(part for part in (line.values, codes) if part),
        "; ".join(f"{code.code} {code.label}" for code in line.missing),
        line.base,
        ", ".join(line.measures),
    )


def _cell(text: str) -> str:
    """Words that cannot end a cell or a row of a Markdown table."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
