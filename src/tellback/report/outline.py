"""The outline of a survey's reports: which headlines under which outcome, and the council's words.

A file of content/reports/, one for each questionnaire; words that a council may change are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from tellback.figure.said import Fact, Number, Said, Source, said
from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import text_of
from tellback.questionnaire.suggestion import did_you_mean

NO_ANSWER = "-9"
"""In place of a choice: pupils who did not answer."""
REFUSED = "-7"
"""In place of a choice: pupils who preferred not to say."""
_COUNTED = re.compile(
    r"\d[\d,.]*\s*(%|per cent|percent|in \d|pupils|children|girls|boys|young people)", re.IGNORECASE
)
_DIGITS = re.compile(r"(\d[\d,.:–/-]*\d|\d)%?")


def _counts_nobody(text: str) -> str:
    """Days, years and names of indicators may have digits; how many pupils did what may not."""
    if found := _COUNTED.search(text):
        msg = (
            f"“{found[0]}” counts pupils, and such a number comes from a release alone. "
            "Leave it out, or give it under `facts` with its source"
        )
        raise ValueError(msg)
    return text


Told = Annotated[str, Field(min_length=1), AfterValidator(_counts_nobody)]
"""Words of the council's own, without a number of pupils."""


def told(words: str, source: Source | None = None) -> Said:
    """The council's words as a sentence: what has digits is a fact, or is from `source`."""
    pieces: list[str | Number | Fact] = []
    end = 0
    for found in _DIGITS.finditer(words):
        pieces += [words[end : found.start()]]
        pieces += [Number(found[0], source) if source else Fact(found[0])]
        end = found.end()
    return said(*pieces, words[end:])


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HeadlineOf(_Part):
    """One headline: a measure, or some choices of a variable, and how a sentence says it."""

    measure: str = ""
    variable: str = ""
    choices: tuple[str, ...] = ()
    said: str
    """What follows `85% of pupils`: `said that their health was very good or good`."""
    of: str = ""
    """Better words for its base: `pupils who look after someone`; empty for the table's own."""
    as_count: bool = False
    """Whether it is told as a number of pupils, and not as a per cent."""
    main: bool = False
    """Whether it stands in the summary for members too, among the few that matter most."""
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


class RankedOf(_Part):
    """The lines of a grid by how many gave some answer, the most often given first."""

    question: str
    choices: tuple[str, ...] = Field(min_length=1)
    said: Told
    """What comes before them: `What pupils said would help them most at school`."""
    first: Annotated[int, Field(ge=2, le=10)] = 3
    by: str = ""
    """The name of a split that it is told by as well; empty for none."""


class OutcomePart(_Part):
    """A part of an outcome: `Health` under `Be healthy`."""

    title: str
    intro: Told | None = None
    """A sentence above its headlines."""
    headlines: tuple[HeadlineOf, ...] = ()
    ranked: tuple[RankedOf, ...] = ()
    words: tuple[Told, ...] = ()
    """Sentences that stand below its headlines."""

    @model_validator(mode="after")
    def _says_something(self) -> OutcomePart:
        if not self.headlines and not self.ranked:
            msg = "a part has `headlines`, or `ranked`, or both"
            raise ValueError(msg)
        return self


class Outcome(_Part):
    """One of the aims that results are told under."""

    title: str
    parts: tuple[OutcomePart, ...] = Field(min_length=1)


class YouSaid(_Part):
    """A card of the pupils' newsletter."""

    measure: str
    said: Told
    """For nine-year-olds, after `8 in 10 of you`: `feel healthy`."""
    symbol: str = ""
    """A picture of content/symbols."""


class Recommendation(_Part):
    """What the council is asked to do; each may become a commitment."""

    verb: Literal["receive", "note", "endorse", "support", "consider", "agree"]
    text: Told
    """What follows the verb, without a full stop."""
    who: Told | None = None
    """The body or the post that is to see to it."""
    by: Told | None = None
    """When, in words."""


class NationalIndicator(_Part):
    """A national indicator that the survey stands in for: its own definition, and what differs."""

    code: Annotated[str, Field(pattern=r"^NI \d+$")]
    title: str
    definition: Told
    """How the national survey counted it."""
    national: Annotated[str, Field(pattern=r"^(\d+(\.\d+)?)?$")] = ""
    """Its figure for England in per cent, such as `28.8`; empty where it is not known."""
    year: str = ""
    source: str = ""
    ours: tuple[HeadlineOf, ...] = ()
    differs: tuple[Told, ...] = Field(min_length=1)
    """What differs from ours, a sentence each: that is why the two are not compared."""

    @model_validator(mode="after")
    def _has_its_source(self) -> NationalIndicator:
        if self.national and not (self.year and self.source):
            msg = f"{self.code} has a figure for England, but not both its `year` and `source`"
            raise ValueError(msg)
        return self


class FactOf(_Part):
    """Something that no answer of a wave tells, such as what another survey found here."""

    wave: str
    """The wave that it belongs to; reports of other waves do not have it."""
    about: Literal["schools", "elsewhere"]
    """Whether it stands with the schools that took part, or with national figures."""
    said: Annotated[str, Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]
    """Who counted it, as a note under the page says it."""

    @property
    def sentence(self) -> Said:
        """With each of its numbers from its source."""
        return told(self.said, Source(self.source, ""))


class Outline(_Part):
    """The outline of a questionnaire's reports."""

    tellback_outline: Literal[1] = 1
    questionnaire: str
    people: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Split -> choice -> whom a sentence calls so: `sex: {female: girls, male: boys}`."""
    summary: tuple[Told, ...] = ()
    """What the survey is, for members; the report adds who took part."""
    purpose: tuple[Told, ...]
    method: tuple[Told, ...] = ()
    took_part: tuple[HeadlineOf, ...] = ()
    """What those who took part said of themselves, such as their sex."""
    next_steps: tuple[Told, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    outcomes: tuple[Outcome, ...]
    national_indicators: tuple[NationalIndicator, ...] = ()
    national: tuple[Told, ...] = ()
    """Of national surveys and indicators as such."""
    facts: tuple[FactOf, ...] = ()
    newsletter: tuple[YouSaid, ...] = ()
    later_surveys: tuple[Told, ...] = ()
    """What is proposed for the next time."""
    finance: tuple[Told, ...] = ()
    risks: tuple[Told, ...] = ()
    policy: tuple[Told, ...] = ()
    equality: tuple[Told, ...] = ()
    background: tuple[Told, ...] = ()

    def facts_of(self, wave: str, about: str) -> tuple[Said, ...]:
        """Sentences of a wave that no answer tells."""
        return tuple(one.sentence for one in self.facts if (one.wave, one.about) == (wave, about))


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
    yield from outline.took_part
    for outcome in outline.outcomes:
        for part in outcome.parts:
            yield from part.headlines
    for indicator in outline.national_indicators:
        yield from indicator.ours


def ranked_in(outline: Outline) -> Iterator[RankedOf]:
    """Every order that it tells."""
    for outcome in outline.outcomes:
        for part in outcome.parts:
            yield from part.ranked


def _strangers(outline: Outline, questionnaire: Questionnaire, name: str) -> Iterator[Problem]:
    """Ids that the questionnaire does not have, and clauses that count."""
    for one in headlines_in(outline):
        if found := _COUNTED.search(one.said):
            do = "The report counts them itself; say only what they said or did."
            yield Problem(name, f"“{one.said}” counts pupils: {found[0]}.", do, "counted")
        yield from _stranger_measure(one.measure, questionnaire, name)
        yield from _stranger_choices(one.variable, one.choices, questionnaire, name)
    for card in outline.newsletter:
        yield from _stranger_measure(card.measure, questionnaire, name)
    for ranked in ranked_in(outline):
        yield from _stranger_question(ranked, questionnaire, name)
    by = [one.by for one in headlines_in(outline)] + [one.by for one in ranked_in(outline)]
    for split in dict.fromkeys([*outline.people, *by]):
        if split and split not in questionnaire.splits:
            yield _unknown(name, "split", split, questionnaire.splits)


def _stranger_question(
    ranked: RankedOf, questionnaire: Questionnaire, name: str
) -> Iterator[Problem]:
    asked = {one.id: one for one in questionnaire.questions}
    if ranked.question not in asked:
        yield _unknown(name, "question", ranked.question, asked)
        return
    for variable in asked[ranked.question].variables:
        yield from _stranger_choices(variable, ranked.choices, questionnaire, name)


def _stranger_measure(measure: str, questionnaire: Questionnaire, name: str) -> Iterator[Problem]:
    known = {one.id for one in questionnaire.measures}
    if measure and measure not in known:
        yield _unknown(name, "measure", measure, known)


def _stranger_choices(
    variable: str, choices: Iterable[str], questionnaire: Questionnaire, name: str
) -> Iterator[Problem]:
    if not variable:
        return
    if variable not in questionnaire.question_of:
        yield _unknown(name, "variable", variable, questionnaire.variables)
        return
    known = [one.id for one in questionnaire.choices_of(variable)] + [NO_ANSWER, REFUSED]
    for choice in choices:
        if choice not in known:
            yield _unknown(name, f"choice of {variable}", choice, known)


def _unknown(name: str, what: str, found: str, known: Iterable[str]) -> Problem:
    said = f"The questionnaire has no {what} `{excerpt(found)}`."
    do = did_you_mean(found, list(known)) or "Compare it with the questionnaire."
    return Problem(name, said, do, "unknown-name")


def _broken(path: Path, what: str) -> Problem:
    do = "Mend it as docs/how-to/reports.md shows."
    return Problem(path.name, f"It is no outline of reports: {what}.", do, "no-outline")


def _where(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(one) for one in steps) or "its start"
