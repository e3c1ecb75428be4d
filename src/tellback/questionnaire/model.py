"""What is asked: the questionnaire as frozen objects, in the shape of its file.

Nothing here reads files (`read.py`, `xlsform.py`) or decides who is asked what
(`walk.py`). A questionnaire never changes once read.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tellback.questionnaire.words import Words

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]*$", max_length=64)]
"""An id in a file: a letter, then letters, digits, dots, dashes or underscores; no spaces."""

ChoiceIdentifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]+$", max_length=64)]
"""A choice's id may also be a number, as it often is in XLSForms."""

Rule = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
"""An expression in the XLSForm subset, such as `${q08} != 'none'`; see `expression.py`."""

PREFER_NOT_TO_SAY = "prefer_not_to_say"
"""The id of the choice that every question with `may_refuse` offers last."""


Picture = Annotated[
    str, StringConstraints(pattern=r"^(symbol:)?[A-Za-z0-9][A-Za-z0-9_. -]*$", max_length=100)
]
"""A picture's file name as it came with the questionnaire, or `symbol:<name>` for one of ours."""


class Kind(StrEnum):
    """The kinds of question."""

    SINGLE = "single"
    MULTI = "multi"
    GRID = "grid"
    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"
    LIST = "list"
    PRESET = "preset"
    NOTE = "note"


ONE_CHOICE = frozenset({Kind.SINGLE, Kind.YES_NO, Kind.LIST})
"""Kinds whose one variable holds one choice."""


class Part(BaseModel):
    """Any part of a questionnaire: frozen, and a stranger's key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(Part):
    """One answer a pupil may tick."""

    id: ChoiceIdentifier
    text: Words
    code: Annotated[int, Field(ge=1, le=250)] | None = None
    """The number in snapshots and .sav files; its place in the list (from 1) unless given."""
    picture: Picture | None = None


class Row(Part):
    """One line of a grid; its variable is `<question id>_<row id>` unless given."""

    id: Identifier
    text: Words
    variable: Identifier | None = None
    show_if: Rule | None = None
    picture: Picture | None = None
    required: bool | None = None
    """Overrides the question's own `required` for this row."""


class Definition(Part):
    """A word explained where it is used; the page shows it as a details component."""

    title: Words
    text: Words


class Change(Part):
    """What changed in a question, and from which wave, for the comparability verdict."""

    wave: str
    what: Literal["wording", "choices", "base", "order", "rows"]
    note: Words | None = None


class Question(Part):
    """Something asked. Its id is also its variable, except for a grid (one variable a row)."""

    id: Identifier
    kind: Kind
    text: Words
    number: str | None = None
    """The number printed before it; notes and presets have none."""
    help: Words | None = None
    note: Words | None = None
    """Words on the page above the question."""
    definitions: tuple[Definition, ...] = ()
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    required: bool = False
    audio: dict[str, str] = Field(default_factory=dict)
    """Language -> the file name of a recording of the question being read."""
    may_refuse: bool = False
    """Offers 'Prefer not to say' as the last choice; stored as missing code -7."""
    show_if: Rule | None = None
    sensitive: bool = False
    """Its answers are for the whole area alone, if the council's rule says so."""
    least: float | None = None
    most: float | None = None
    whole: bool = True
    """Numbers: whole numbers only."""
    longest: Annotated[int, Field(ge=1, le=10_000)] = 500
    """Text: characters at the most."""
    since: str | None = None
    """The first wave that asked it."""
    same_as: dict[str, str] = Field(default_factory=dict)
    """Earlier wave -> the id the question had there, where it was another."""
    changed: tuple[Change, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _yes_no_has_its_choices(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("kind") == "yes_no" and not value.get("choices"):
            return {**value, "choices": YES_NO_CHOICES}
        return value

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The variables this question fills, in the order they are shown."""
        if self.kind is Kind.NOTE:
            return ()
        if self.kind is Kind.GRID:
            return tuple(self.row_variable(row) for row in self.rows)
        return (self.id,)

    def row_variable(self, row: Row) -> str:
        """The variable of one grid row."""
        return row.variable or f"{self.id}_{row.id}"

    @cached_property
    def offered(self) -> tuple[Choice, ...]:
        """The choices with their codes filled in, and 'Prefer not to say' last where offered."""
        taken = tuple(
            choice if choice.code else choice.model_copy(update={"code": place})
            for place, choice in enumerate(self.choices, start=1)
        )
        if not self.may_refuse:
            return taken
        return (*taken, Choice(id=PREFER_NOT_TO_SAY, text=PREFER_NOT_TO_SAY_WORDS))

    @cached_property
    def choice_ids(self) -> frozenset[str]:
        """The ids a pupil may answer with."""
        return frozenset(choice.id for choice in self.offered)


class HelpLine(Part):
    """Someone to talk to, shown beside a sensitive section."""

    name: Words
    text: Words


class Section(Part):
    """A run of questions with a heading."""

    id: Identifier
    title: Words
    intro: Words | None = None
    note: Words | None = None
    """Words on each page of this section."""
    definitions: tuple[Definition, ...] = ()
    help_line: Identifier | None = None
    """A key of the questionnaire's `help_lines`; a sensitive section has one."""
    show_if: Rule | None = None
    sensitive: bool = False
    """As if each of its questions were."""
    questions: tuple[Question, ...]


class Measure(Part):
    """A headline a survey reports: some choices of a variable, over a base."""

    id: Identifier
    text: Words
    variable: Identifier
    """The variable; for a multi question its id, and `choices` the ones ticked."""
    choices: tuple[ChoiceIdentifier, ...] = Field(min_length=1)
    of: Literal["asked", "everyone"] = "asked"
    """`everyone` counts a pupil who was routed past the question as not in `choices`."""
    where: Rule | None = None
    """Narrows the base further, such as to the pupils who knew their representative."""


class Questionnaire(Part):
    """A whole questionnaire; one wave uses one version of it."""

    tellback: Literal[1] = 1
    """The version of this file format."""
    id: Identifier
    title: Words
    version: str
    languages: tuple[str, ...] = ("en",)
    """Codes (en, cy, ur ...); the first is the language of words that name none."""
    age: Annotated[int, Field(ge=4, le=25)] | None = None
    """The youngest reader; the plain-words checks use it."""
    year_groups: tuple[str, ...] = ()
    welcome: Words | None = None
    goodbye: Words | None = None
    help_lines: dict[str, HelpLine] = Field(default_factory=dict)
    sections: tuple[Section, ...] = Field(min_length=1)
    measures: tuple[Measure, ...] = ()
    splits: dict[Identifier, Identifier] = Field(default_factory=dict)
    """What results may be split by -> the variable that tells it: `sex: q01`."""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order asked."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def question_of(self) -> dict[str, Question]:
        """Variable -> the question that fills it."""
        return {
            variable: question for question in self.questions for variable in question.variables
        }

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """Question id -> its section."""
        return {question.id: section for section in self.sections for question in section.questions}

    @cached_property
    def row_of(self) -> dict[str, Row]:
        """Variable of a grid row -> the row."""
        return {
            question.row_variable(row): row for question in self.questions for row in question.rows
        }

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Every variable in the order shown."""
        return tuple(self.question_of)

    def is_sensitive(self, variable: str) -> bool:
        """Whether its question, or the section that it stands in, says so."""
        question = self.question_of[variable]
        return question.sensitive or self.section_of[question.id].sensitive

    def rules_of(self, variable: str) -> tuple[str, ...]:
        """The `show_if` rules that must all hold for `variable` to be shown, outermost first."""
        question = self.question_of[variable]
        row = self.row_of.get(variable)
        found = (self.section_of[question.id].show_if, question.show_if, row and row.show_if)
        return tuple(rule for rule in found if rule)

    def title_of(self, variable: str, language: str = "") -> str:
        """What a table calls `variable`: the question's words, and the row's for a grid."""
        question = self.question_of[variable]
        row = self.row_of.get(variable)
        words = question.text.say(language)
        return f"{words} {row.text.say(language)}" if row else words

    def choices_of(self, variable: str) -> Iterator[Choice]:
        """The choices a pupil may tick for `variable`, in order."""
        return iter(self.question_of[variable].offered)


YES_NO_CHOICES: tuple[dict[str, object], ...] = (
    {"id": "yes", "text": {"en": "Yes"}},
    {"id": "no", "text": {"en": "No"}},
)
PREFER_NOT_TO_SAY_WORDS = Words(
    {
        "": "Prefer not to say",
        "cy": "Mae’n well gen i beidio â dweud",
        "pl": "Wolę nie mówić",
        "ur": "میں نہیں بتانا چاہتا یا چاہتی",
    }
)
