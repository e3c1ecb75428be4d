"""The outline of a survey's reports: which headlines under which outcome, and the council's words.

A file of content/reports/, one for each questionnaire; words that a council may change are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import text_of
from tellback.questionnaire.suggestion import did_you_mean

NO_ANSWER = "-9"
"""In place of a choice: pupils who did not answer."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HeadlineOf(_Part):
    """One headline: a measure, or some choices of a variable, and how a sentence says it."""

    measure: str = ""
    variable: str = ""
    choices: tuple[str, ...] = ()
    said: str
    """What follows `85% of pupils`: `said that their health was very good or good`."""
    as_count: bool = False
    """Whether it is told as a number of pupils, and not as a per cent."""
    by: str = ""
    """The name of a split that it is told by as well; empty for none."""
    alone: bool = False
    """With `by`: only the split, not all pupils together."""

    @model_validator(mode="after")
    def _one_of_two(self) -> HeadlineOf:
        if bool(self.measure) == bool(self.variable) or bool(self.variable) != bool(self.choices):
            msg = "a headline has either a measure, or a variable with choices"
            raise ValueError(msg)
        return self


class OutcomePart(_Part):
    """A part of an outcome: `Health` under `Be healthy`."""

    title: str
    headlines: tuple[HeadlineOf, ...] = Field(min_length=1)
    words: tuple[str, ...] = ()
    """Sentences that stand below its headlines; no digits in them but in dates."""


class Outcome(_Part):
    """One of the aims that results are told under."""

    title: str
    parts: tuple[OutcomePart, ...] = Field(min_length=1)


class YouSaid(_Part):
    """A card of the pupils' newsletter."""

    measure: str
    said: str
    """For nine-year-olds, after `8 in 10 of you`: `feel healthy`."""
    symbol: str = ""
    """A picture of content/symbols."""


class Recommendation(_Part):
    """What the council is asked to do; each may become a commitment."""

    verb: Literal["receive", "note", "endorse", "support", "consider", "agree"]
    text: str
    who: str = ""
    by: str = ""
    """When, in words; empty where nothing was said."""


class NationalIndicator(_Part):
    """A national indicator that the survey stands in for: its own definition, and what differs."""

    code: Annotated[str, Field(pattern=r"^NI \d+$")]
    title: str
    definition: str
    """How the national survey counted it."""
    national: str = ""
    """Its figure for England, with the year, such as `28.8`; empty where it is not known."""
    year: str = ""
    source: str = ""
    ours: tuple[HeadlineOf, ...] = ()
    differs: tuple[str, ...] = Field(min_length=1)
    """What differs from ours, a sentence each: that is why the two are not compared."""


class Outline(_Part):
    """The outline of a questionnaire's reports."""

    tellback_outline: Literal[1] = 1
    questionnaire: str
    people: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Split -> choice -> whom a sentence calls so: `sex: {female: girls, male: boys}`."""
    purpose: tuple[str, ...]
    method: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    outcomes: tuple[Outcome, ...]
    national_indicators: tuple[NationalIndicator, ...] = ()
    newsletter: tuple[YouSaid, ...] = ()
    risks: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()
    equality: tuple[str, ...] = ()
    background: tuple[str, ...] = ()


def read_outline(path: Path, questionnaire: Questionnaire) -> Outline:
    """The outline in a YAML file, whose ids are those of `questionnaire`. Raises Unreadable."""
    try:
        held = yaml.safe_load(text_of(path))
        outline = Outline.model_validate(held)
    except yaml.YAMLError as fault:
        raise Unreadable([_broken(path, str(fault).splitlines()[0])]) from fault
    except ValidationError as fault:
        raise Unreadable(
            [_broken(path, f"{_where(one['loc'])}: {one['msg']}") for one in fault.errors()]
        ) from fault
    if problems := list(_strangers(outline, questionnaire, path.name)):
        raise Unreadable(problems)
    return outline


def headlines_in(outline: Outline) -> Iterator[HeadlineOf]:
    """Every headline that it has, wherever it stands."""
    for outcome in outline.outcomes:
        for part in outcome.parts:
            yield from part.headlines
    for indicator in outline.national_indicators:
        yield from indicator.ours


def _strangers(outline: Outline, questionnaire: Questionnaire, name: str) -> Iterator[Problem]:
    """Ids that the questionnaire does not have."""
    measures = {one.id for one in questionnaire.measures}
    asked = [(one.measure, one.variable, one.choices) for one in headlines_in(outline)]
    asked += [(one.measure, "", ()) for one in outline.newsletter]
    for measure, variable, choices in asked:
        if measure and measure not in measures:
            yield _unknown(name, "measure", measure, measures)
        if variable and variable not in questionnaire.question_of:
            yield _unknown(name, "variable", variable, questionnaire.variables)
        elif variable:
            known = [one.id for one in questionnaire.choices_of(variable)] + [NO_ANSWER]
            for choice in choices:
                if choice not in known:
                    yield _unknown(name, f"choice of {variable}", choice, known)
    for split in outline.people:
        if split not in questionnaire.splits:
            yield _unknown(name, "split", split, questionnaire.splits)


def _unknown(name: str, what: str, found: str, known: Iterable[str]) -> Problem:
    said = f"The questionnaire has no {what} `{excerpt(found)}`."
    do = did_you_mean(found, list(known)) or "Compare it with the questionnaire."
    return Problem(name, said, do, "unknown-name")


def _broken(path: Path, what: str) -> Problem:
    do = "Mend it as docs/how-to/reports.md shows."
    return Problem(path.name, f"It is no outline of reports: {what}.", do, "no-outline")


def _where(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(one) for one in steps) or "its start"
