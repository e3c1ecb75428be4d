"""A dated fact begins, or is taken back; the one place that writes what was so on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Manager, Model
from django.utils import timezone

from tellback_web.schools.models.dated import BEGINNING


class Refused(ValueError):
    """The change was not made; carries the sentence that says why."""


def begin(facts: Manager[Any], *, since: date, reason: str, **value: Any) -> None:
    """From `since` on, `value` is so; the fact that began on that very day is corrected.

    `facts` is a related manager such as `school.names`, whose owner the caller holds locked.
    Raises Refused for a day that has not come, or before the latest change.
    """
    if since > timezone.localdate():
        msg = "That day has not come yet. Record the change on its day or later."
        raise Refused(msg)
    latest = facts.order_by("-since").first()
    if latest is not None and latest.since > since:
        msg = (
            f"There is a change on {_on(latest.since)} already. Choose that day or a later one, "
            "or take that change back first."
        )
        raise Refused(msg)
    facts.update_or_create(since=since, defaults={**value, "reason": reason[:300]})


def take_back(facts: Manager[Any]) -> tuple[Any, Any]:
    """Remove the latest fact; gives it and the one that is so again. Raises Refused."""
    held: list[Model] = list(facts.order_by("-since")[:2])
    if len(held) < 2:  # noqa: PLR2004 - the latest and the one before
        msg = "Nothing has changed since the register began, so there is nothing to take back."
        raise Refused(msg)
    held[0].delete()
    return held[0], held[1]


def first(**value: Any) -> dict[str, Any]:
    """The facts of a row that holds for as long as the register knows."""
    return {**value, "since": BEGINNING}


def _on(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
