"""A council's thresholds, as dated data."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from tellback.tabulation.group import LEVELS, Level

Cell = Annotated[int, Field(ge=1, le=100)]

NAMED_SPLITS = frozenset({"school", "locality"})
"""What a rule may split by beside the names in a questionnaire's `splits`."""


class RuleFault(ValueError):
    """A rule file that cannot be used; its text says where, why, and what to do."""


class Rule(BaseModel):
    """What may be shown, from a day on, and where the numbers come from."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str = Field(min_length=1)
    starts: date = Field(alias="from")
    source: str = Field(min_length=1)
    """Who decided the numbers and why, as a reader may see it."""
    least_base: int = Field(default=10, ge=1, le=1000)
    """A table of fewer pupils than this is hidden whole."""
    least_cell: dict[Level, Cell] = Field(default_factory=lambda: dict.fromkeys(LEVELS, 3))
    """Level -> a count from 1 to one less than this is hidden there; with 1, none is."""
    least_schools: int = Field(default=1, ge=1, le=20)
    """A locality with pupils of fewer schools than this is hidden: it would be a school's table."""
    most_of_one_school: int = Field(default=100, ge=50, le=100)
    """Per cent: a locality with more of its pupils than this from one school is hidden."""
    sensitive_below_borough: Literal["hidden", "shown"] = "hidden"
    """Whether sensitive questions are shown for areas smaller than the whole."""
    full_cells: Literal["hidden", "sensitive", "shown"] = "shown"
    """A table in which all who answered said the same tells it of each: hidden always, where
    the question is sensitive, or never."""
    no_answer: Literal["hidden", "shown"] = "hidden"
    """Whether a small number of pupils who left a question out is hidden as answers are. They said
    nothing; those who preferred not to say did, and are always counted as an answer is."""
    small_schools: Literal["together", "hidden"] = "together"
    """Whether schools of too few pupils are counted together, as one group."""
    splits: tuple[tuple[str, ...], ...] = ()
    """What is released beside the whole: `[school]`, `[locality]`, `[sex]`, `[school, sex]`."""
    percent_decimals: Literal[0] = 0
    """Per cents are whole numbers: a finer one of a small base would tell its count."""

    @field_validator("least_cell", mode="before")
    @classmethod
    def _one_for_all(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return dict.fromkeys(LEVELS, 3) | value
        return dict.fromkeys(LEVELS, value)

    @model_validator(mode="after")
    def _its_thresholds_agree(self) -> Rule:
        most = max(self.least_cell.values())
        if most > self.least_base:
            msg = (
                f"it shows tables of {self.least_base} pupils but no count under {most}; "
                "raise `least_base`, or lower `least_cell`"
            )
            raise ValueError(msg)
        if any(self.least_cell[level] < self.least_cell["borough"] for level in LEVELS):
            msg = (
                f"it shows smaller counts of a part than of the whole "
                f"({self.least_cell['borough']}); lower `least_cell` of `borough`"
            )
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _its_splits_agree(self) -> Rule:
        for split in self.splits:
            if not split or len(set(split)) < len(split):
                msg = f"`splits` has [{', '.join(split)}]; name each thing to split by once"
                raise ValueError(msg)
            if set(split) >= NAMED_SPLITS:
                msg = "`splits` crosses school with locality, and a school lies in one locality"
                raise ValueError(msg)
            if missing := self._part_not_released(split):
                msg = (
                    f"`splits` has [{', '.join(split)}] and not [{', '.join(missing)}], "
                    "which its counts add up to; add that, or take this out"
                )
                raise ValueError(msg)
        return self

    def _part_not_released(self, split: tuple[str, ...]) -> tuple[str, ...]:
        released = [frozenset(one) for one in self.splits]
        for leave in split:
            rest = tuple(name for name in split if name != leave)
            if rest and frozenset(rest) not in released:
                return rest
        return ()

    def is_small(self, count: int, level: Level = "borough") -> bool:
        """Whether a count is of so few pupils that it may not be shown; none is not few."""
        return 0 < count < self.least_cell[level]


def read_rule(text: str, *, name: str = "the rule file") -> Rule:
    """The rule in a YAML text, which messages call `name`. Raises RuleFault."""
    try:
        return Rule.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        msg = f"{name.capitalize()} is not YAML{where}. Compare it with content/rules."
        raise RuleFault(msg) from fault
    except ValidationError as fault:
        raise RuleFault(_sentence(fault, name)) from fault


def _sentence(fault: ValidationError, name: str) -> str:
    first = fault.errors()[0]
    place = ".".join(str(step) for step in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    where = f", at `{place}`" if place else ""
    return f"{name.capitalize()} cannot be used{where}: {said}. Compare it with content/rules."


def write_rule(rule: Rule) -> str:
    """The YAML text that `read_rule` turns back into an equal rule."""
    plain = rule.model_dump(mode="json", by_alias=True)
    plain["from"] = rule.starts
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True)
