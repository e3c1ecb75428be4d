"""A council's thresholds, as dated data."""

from __future__ import annotations

from datetime import date

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError


class RuleFault(ValueError):  # noqa: N818 - the house's word
    """A rule file that cannot be used; its text says why."""


class Rule(BaseModel):
    """What may be shown, from a day on, and where the numbers come from."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    starts: date = Field(alias="from")
    least_base: int = Field(ge=1, le=1000)
    """A table of fewer pupils than this is hidden whole."""
    least_cell: int = Field(ge=1, le=100)
    """A count from 1 to one less than this is hidden."""
    source: str


def read_rule(text: str) -> Rule:
    """The rule in a YAML text; raises RuleFault."""
    try:
        rule = Rule.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as fault:
        msg = f"The rule cannot be read ({fault.__class__.__name__}): {fault}"
        raise RuleFault(msg) from fault
    if rule.least_cell > rule.least_base:
        msg = (
            f"The rule {rule.id} contradicts itself: it shows tables of {rule.least_base} pupils "
            f"but no count under {rule.least_cell}. Raise least_base, or lower least_cell."
        )
        raise RuleFault(msg)
    return rule
