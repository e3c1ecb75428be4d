"""What a register file would change, as it goes to the officer's browser and comes back signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core import signing

from tellback_web.schools.facts import DAYS, Value
from tellback_web.schools.register_file import LinkRow, RegisterRow

SALT: Final = "tellback.register"
GOOD_FOR: Final = 24 * 60 * 60
"""Seconds between looking and storing."""
LARGEST_SEALED: Final = 400_000
"""Letters; a form that is sent back may not be larger than half a megabyte."""


class NotWhole(ValueError):
    """What came back is not what was sent, or is older than a day."""


@dataclass(frozen=True)
class Proposal:
    """The rows of a file and what the officer said of it.

    `since` is the day from which changed names and localities hold, `whole` whether the
    file is the whole register, so that schools which are not in it are marked.
    """

    rows: tuple[RegisterRow, ...]
    links: tuple[LinkRow, ...]
    since: date
    reason: str
    whole: bool
    mark: str = ""
    """Stands for the difference that was looked at; empty where nobody looked."""

    def seal(self) -> str:
        """The proposal as text that cannot be changed on the way."""
        return signing.dumps(
            {
                "rows": [
                    [row.number, row.name, row.kind, row.locality, row.rolls, _plain(row.facts)]
                    for row in self.rows
                ],
                "links": [
                    [row.number, row.other_number, row.other_name, row.kind, _iso(row.since)]
                    for row in self.links
                ],
                "since": self.since.isoformat(),
                "reason": self.reason,
                "whole": self.whole,
                "mark": self.mark,
            },
            salt=SALT,
            compress=True,
        )


def unseal(text: str) -> Proposal:
    """The proposal that was sealed. Raises NotWhole."""
    try:
        held = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature as fault:
        raise NotWhole from fault
    return Proposal(
        rows=tuple(_row(*plain) for plain in held["rows"]),
        links=tuple(_link(*plain) for plain in held["links"]),
        since=date.fromisoformat(held["since"]),
        reason=held["reason"],
        whole=held["whole"],
        mark=held["mark"],
    )


def _row(number: str, *plain: Any) -> RegisterRow:
    name, kind, locality, rolls, facts = plain
    return RegisterRow(number, name, kind, locality, rolls, _facts(facts))


def _link(number: str, *plain: Any) -> LinkRow:
    other_number, other_name, kind, since = plain
    return LinkRow(number, other_number, other_name, kind, _day(since))


def _plain(facts: Mapping[str, Value]) -> dict[str, Any]:
    return {name: _iso(value) if name in DAYS else value for name, value in facts.items()}


def _facts(held: Mapping[str, Any]) -> dict[str, Value]:
    return {name: _day(value) if name in DAYS else value for name, value in held.items()}


def _iso(day: Value) -> str | None:
    return day.isoformat() if isinstance(day, date) else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
