"""The council's numbers for asking and chasing schools, from content/invitations.yaml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError


class InvitationRules(BaseModel):
    """How much a school is asked for, and after how many days it is rung."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    most_surveys_a_year: int = Field(ge=1, le=100)
    silent_after_days: int = Field(ge=0, le=365)
    stalled_after_days: int = Field(ge=0, le=365)
    closing_soon_days: int = Field(ge=0, le=365)
    far_below_percent: int = Field(ge=0, le=100)


class InvitationRulesFault(ValueError):
    """A file of rules that cannot be used; carries the sentence that says where and why."""


def read_invitation_rules(text: str, *, name: str = "content/invitations.yaml") -> InvitationRules:
    """The rules in a YAML text, which messages call `name`. Raises InvitationRulesFault."""
    try:
        return InvitationRules.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        msg = f"{name} is not YAML{where}. Compare it with the one that came with Tellback."
        raise InvitationRulesFault(msg) from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "the first line"
        msg = f"{name} cannot be used, at {place}: {first['msg']}. Write a whole number there."
        raise InvitationRulesFault(msg) from fault


@lru_cache(maxsize=1)
def invitation_rules() -> InvitationRules:
    """The rules of this council."""
    return read_invitation_rules(
        (Path(settings.CONTENT) / "invitations.yaml").read_text(encoding="utf-8")
    )
