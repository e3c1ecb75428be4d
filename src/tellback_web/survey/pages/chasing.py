"""Whom to ring today, and why: the schools that are late, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from tellback_web.survey.invitation_rules import InvitationRules, invitation_rules
from tellback_web.survey.models import Wave
from tellback_web.survey.pages.monitor import Rate
from tellback_web.survey.permissions.invitations import OVER
from tellback_web.survey.queries.invitations import Stage, Standing, standings

DAY = "j F Y"
UNDER_WAY = (Stage.ASKED, Stage.ACCEPTED, Stage.OPENED)
CLOSING, SILENT, STALLED, FAR_BELOW, NO_ADDRESS = range(5)
"""How pressing a reason is; the first is the most."""


@dataclass(frozen=True)
class Chased:
    """A school to ring, with every reason in words."""

    standing: Standing
    reasons: tuple[str, ...]
    rate: Rate

    @property
    def last_letter(self) -> str:
        """The letter that went to it last, with its day."""
        one = self.standing.last_letter
        return f"{one.get_kind_display()}, {date_format(one.sent_on, DAY)}" if one else "None"


@dataclass(frozen=True)
class ChasingPage:
    """Whom to ring today."""

    wave: Wave
    today: date
    schools: tuple[Chased, ...]
    why_nobody: str
    """Why the list is empty; empty itself where it is not."""


def chasing_page(wave: Wave, *, today: date) -> ChasingPage:
    """The schools of `wave` that are late on `today`, the most pressing first."""
    late = () if wave.sandbox or wave.state in OVER else _late(wave, today)
    return ChasingPage(wave, today, late, "" if late else _why_nobody(wave))


def _why_nobody(wave: Wave) -> str:
    if wave.sandbox:
        return "This is a try-out, so no school is late."
    if wave.state in OVER:
        return "The wave is closed, so there is nobody to ring."
    return "No school is late today."


def _late(wave: Wave, today: date) -> tuple[Chased, ...]:
    rules = invitation_rules()
    found = []
    for one in standings(wave):
        reasons = sorted(reasons_to_ring(one, today=today, rules=rules))
        if reasons:
            missing = (one.participation.roll or 0) - one.participation.responses
            order = (reasons[0][0], one.participation.last_day, -missing, one.name)
            found.append((order, one, tuple(words for _, words in reasons)))
    found.sort(key=lambda late: late[0])
    return tuple(
        Chased(one, words, Rate(one.participation.responses, one.participation.roll or 0))
        for _, one, words in found
    )


def reasons_to_ring(
    one: Standing, *, today: date, rules: InvitationRules
) -> Iterator[tuple[int, str]]:
    """(how pressing, in words) for each reason to ring a school on `today`."""
    if one.stage is Stage.NOT_ASKED and not one.contact:
        yield NO_ADDRESS, "Not asked yet, and there is no e-mail address to write to."
    if one.stage not in UNDER_WAY:
        return
    if one.participation.wave.answerable:
        yield from _closing(one, today, rules)
        yield from _stalled(one, today, rules)
        yield from _far_below(one, rules)
    yield from _silent(one, today, rules)


def _closing(one: Standing, today: date, rules: InvitationRules) -> Iterator[tuple[int, str]]:
    last = one.participation.last_day
    left = (last - today).days
    if left < 0:
        words = f"Its last day was {date_format(last, DAY)}. Give it longer, or note what happened."
        yield CLOSING, words
    elif left <= rules.closing_soon_days:
        yield CLOSING, f"Its last day is {_in_days(left)}, {date_format(last, DAY)}."


def _in_days(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _silent(one: Standing, today: date, rules: InvitationRules) -> Iterator[tuple[int, str]]:
    letter = one.last_letter
    days = [day for day in (one.participation.asked_on, letter and letter.sent_on) if day]
    if one.stage is not Stage.ASKED or not days:
        return
    silent = (today - max(days)).days
    if silent >= rules.silent_after_days:
        yield SILENT, f"Written to {_days_ago(silent)}, and it has not said yes or no."


def _stalled(one: Standing, today: date, rules: InvitationRules) -> Iterator[tuple[int, str]]:
    wave = one.participation.wave
    if one.stage is Stage.ACCEPTED:
        since = max(one.participation.replied_on or wave.opens_on, wave.opens_on)
        words = "No class has begun, though it said yes"
    elif one.stage is Stage.OPENED and one.classes:
        since = max(each.session.opened_on for each in one.classes)
        words = "It has not finished, and its last class began"
    else:
        return
    days = (today - since).days
    if days >= rules.stalled_after_days:
        yield STALLED, f"{words} {_days_ago(days)}."


def _days_ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _far_below(one: Standing, rules: InvitationRules) -> Iterator[tuple[int, str]]:
    rate = Rate(one.participation.responses, one.participation.roll or 0)
    low = rate.responses * 100 < rules.far_below_percent * rate.roll
    if one.stage is Stage.OPENED and low:
        yield FAR_BELOW, f"{rate.responses:,} of {rate.roll:,} pupils ({rate.percent}%) answered."
