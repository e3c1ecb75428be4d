"""After a wave: doubts answered for, feedback, cost, and how long things are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from tellback_web.audit.changes import record
from tellback_web.schools.models import Acknowledgement
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.feedback_words import TROUBLE
from tellback_web.survey.models import (
    CostLine,
    CostShare,
    Feedback,
    Participation,
    StaffTime,
    Wave,
)
from tellback_web.survey.penny_split import HUNDRED, PENNY
from tellback_web.survey.permissions.after import why_no_feedback
from tellback_web.survey.queries.after import cost_of, staff_time_of
from tellback_web.survey.queries.reconciliation import doubts

HUNDREDTH: Final = Decimal("0.01")
MOST_HOURS: Final = Decimal("99999.99")


@transaction.atomic
def acknowledge(wave: Wave, *, key: str, reason: str, by: str) -> None:
    """Say why a doubt about the schools of `wave` may stand. Raises Refused."""
    wave = _held(wave)
    if wave.state == Wave.State.RELEASED:
        msg = "The results are released already, so there is nothing left to answer for."
        raise Refused(msg)
    if not reason.strip():
        msg = "Say why it may stand; whoever reads this later will want to know."
        raise Refused(msg)
    problem = next((one.problem for one in doubts(wave) if one.key == key), None)
    if problem is None:
        msg = "That doubt is settled or its facts have changed. Look at the page as it is now."
        raise Refused(msg)
    said = {"reason": reason.strip()[:500], "by": by[:254], "made_on": timezone.localdate()}
    Acknowledgement.objects.update_or_create(
        wave=wave.name,
        code=problem.code,
        place=problem.place,
        fault=problem.fault,
        defaults=said,
    )
    details = {"code": problem.code, "of": problem.place, "reason": reason.strip()}
    _record(wave, "answered for a doubt about the register", details, by=by)


@transaction.atomic
def take_back_acknowledgement(wave: Wave, *, key: str, by: str) -> None:
    """The doubt stands again. Raises Refused."""
    wave = _held(wave)
    if wave.state == Wave.State.RELEASED:
        msg = "The results are released; what was said before stays with them."
        raise Refused(msg)
    found = next((one for one in doubts(wave) if one.key == key and one.acknowledged), None)
    if found is None or found.acknowledged is None:
        msg = "Nobody has answered for that doubt."
        raise Refused(msg)
    found.acknowledged.delete()
    details = {"code": found.problem.code, "of": found.problem.place}
    _record(wave, "took back an answer to a doubt", details, by=by)


@transaction.atomic
def give_feedback(  # noqa: PLR0913 - what a school is asked
    participation: Participation,
    *,
    how: str,
    minutes: int | None,
    trouble: Sequence[str],
    trouble_words: str,
    wish: str,
    by: str,
) -> None:
    """What a school says of the wave; saying it again replaces it. Raises Refused."""
    held = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("wave")
        .get(pk=participation.pk)
    )
    if reason := why_no_feedback(held.wave):
        raise Refused(reason)
    said = {
        "how": how,
        "minutes": minutes,
        "trouble": " ".join(word for word in TROUBLE if word in trouble),
        "trouble_words": trouble_words.strip(),
        "wish": wish.strip(),
        "given_on": timezone.localdate(),
    }
    Feedback.objects.update_or_create(participation=held, defaults=said)
    record(
        by=by,
        verb="said how the wave went",
        about=f"{participation.school} in {held.wave}",
        about_kind="wave",
    )


@transaction.atomic
def set_cost_lines(
    wave: Wave, lines: Iterable[tuple[str, Decimal | None]], *, by: str, mark: str | None = None
) -> None:
    """The things that were paid for, in pounds; None for what was not counted.

    `mark` is that of the cost which the officer looked at. Raises Refused.
    """
    wave = _held(wave)
    _refuse_if_changed(wave, mark)
    made = [
        CostLine(wave=wave, item=item, pounds=None if pounds is None else _pence(pounds), place=at)
        for at, (item, pounds) in enumerate(lines)
    ]
    wave.cost_lines.all().delete()
    CostLine.objects.bulk_create(made)
    details = {"lines": len(made), "total": str(cost_of(wave).total)}
    _record(wave, "changed what the wave cost", details, by=by)


@transaction.atomic
def set_cost_shares(
    wave: Wave, shares: Iterable[tuple[str, Decimal]], *, by: str, mark: str | None = None
) -> None:
    """Who pays how many per cent of the whole; they sum to 100, or there are none.

    `mark` is that of the cost which the officer looked at. Raises Refused.
    """
    wave = _held(wave)
    _refuse_if_changed(wave, mark)
    made = [
        CostShare(wave=wave, payer=payer, percent=percent, place=at)
        for at, (payer, percent) in enumerate(shares)
    ]
    if len({one.payer for one in made}) < len(made):
        msg = "A payer stands there twice. Give each payer one share."
        raise Refused(msg)
    together = sum((one.percent for one in made), Decimal(0))
    if made and together != HUNDRED:
        msg = f"The shares sum to {together.normalize():f} per cent. They must sum to 100."
        raise Refused(msg)
    wave.cost_shares.all().delete()
    CostShare.objects.bulk_create(made)
    _record(wave, "changed who pays for the wave", {"payers": len(made)}, by=by)


@transaction.atomic
def set_staff_time(
    wave: Wave, spent: Iterable[tuple[str, Decimal]], *, by: str, mark: str | None = None
) -> None:
    """What staff did for the wave, and in how many hours.

    `mark` is that of the hours which the officer looked at. Raises Refused.
    """
    wave = _held(wave)
    if mark is not None and mark != staff_time_of(wave).mark:
        msg = "Somebody else changed the hours meanwhile. Look at them, then change them."
        raise Refused(msg)
    made = [
        StaffTime(wave=wave, item=item, hours=_hours(hours), place=at)
        for at, (item, hours) in enumerate(spent)
    ]
    wave.staff_times.all().delete()
    StaffTime.objects.bulk_create(made)
    details = {"lines": len(made), "hours": str(staff_time_of(wave).total)}
    _record(wave, "changed the hours of staff", details, by=by)


@transaction.atomic
def set_kept_until(wave: Wave, *, written: date, letters: date, by: str) -> None:
    """The last days on which written answers and letters' addresses are kept. Raises Refused."""
    wave = _held(wave)
    if min(written, letters) < wave.closes_on:
        msg = "Choose a day on or after the closing day; until then they are needed."
        raise Refused(msg)
    wave.written_until, wave.letters_until = written, letters
    wave.save(update_fields=["written_until", "letters_until"])
    details = {"written": written.isoformat(), "letters": letters.isoformat()}
    _record(wave, "set how long things are kept", details, by=by)


def _pence(pounds: Decimal) -> Decimal:
    if pounds < 0 or pounds != pounds.quantize(PENNY):
        msg = "Write pounds and pence, such as 1,234.50."
        raise Refused(msg)
    return pounds.quantize(PENNY)


def _hours(hours: Decimal) -> Decimal:
    if not 0 < hours <= MOST_HOURS or hours != hours.quantize(HUNDREDTH):
        msg = "Write hours as a number above 0, such as 37.5, with at most two decimals."
        raise Refused(msg)
    return hours.quantize(HUNDREDTH)


def _refuse_if_changed(wave: Wave, mark: str | None) -> None:
    if mark is not None and mark != cost_of(wave).mark:
        msg = "Somebody else changed the cost meanwhile. Look at it as it is now, then change it."
        raise Refused(msg)


def _held(wave: Wave) -> Wave:
    """The wave as it is now, held until this transaction ends."""
    return Wave.objects.select_for_update().get(pk=wave.pk)


def _record(wave: Wave, verb: str, details: Mapping[str, object], *, by: str) -> None:
    record(by=by, verb=verb, about=wave.name, about_kind="wave", details=details)
