"""The few numbers of a release's rule that tell when an attack has found something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tellback.disclosure.attack.fault import AttackFault

LEVELS = ("borough", "locality", "group", "school")
"""The levels of `tables.csv`."""
LEAST_CELL = 3
"""The least count shown at a level that the rule does not name."""


class Thresholds(BaseModel):
    """What a rule promises of hidden counts. What else stands in the file is not read."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    least_base: int = Field(default=10, ge=1)
    """A table of fewer pupils than this is hidden whole, as few_asked."""
    least_cell: Mapping[str, int] = Field(default_factory=lambda: dict.fromkeys(LEVELS, LEAST_CELL))
    """Level -> the least count above 0 that may be known there."""
    no_answer: Literal["hidden", "shown"] = "hidden"
    """Whether how many left a question out is kept as answers are."""

    @field_validator("least_cell", mode="before")
    @classmethod
    def _each_level(cls, value: Any) -> Any:
        known = value if isinstance(value, dict) else dict.fromkeys(LEVELS, value)
        return dict.fromkeys(LEVELS, LEAST_CELL) | known


def read_thresholds(text: str) -> Thresholds:
    """The thresholds in the text of a `rule.yaml`. Raises AttackFault."""
    try:
        return Thresholds.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as fault:
        msg = "its rule.yaml is not YAML. Build the release anew."
        raise AttackFault(msg) from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "its start"
        msg = f"its rule.yaml is no rule, at {where}. Build the release anew."
        raise AttackFault(msg) from fault
