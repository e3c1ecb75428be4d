"""What every stored field's `Privacy` promises of its end is carried out here, or named here.

`RULES` delete what a period or a day has run out for; `DONE_ELSEWHERE` names the change that
deletes the rest at its moment; `NO_PERIOD` says why some things have none. A test holds the
three against every model. Children's data come first: retention no longer than is needed is
the UK GDPR's storage limitation, Article 5(1)(e).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any, Final

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tellback_web.audit.changes import record
from tellback_web.audit.models import Event
from tellback_web.audit.triggers import YEARS_KEPT
from tellback_web.people.models import Person
from tellback_web.survey.changes.care import forget_written
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.sandbox import KEPT_DAYS
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import (
    ClassSession,
    Draft,
    KeyedBooklet,
    Participation,
    SentLetter,
    Ticket,
    Wave,
    WrittenAnswer,
)
from tellback_web.survey.queries.after import a_year_after, kept_until
from tellback_web.survey.queries.care import open_concerns_of, texts_waiting

OVER: Final = (Wave.State.CLOSED, Wave.State.RELEASED)
ACCOUNT_YEARS: Final = 1


@dataclass(frozen=True)
class Due:
    """Things whose time is over: what they are, how many, and how they go."""

    what: str
    count: int
    forget: Callable[..., object]
    """Deletes them; is told who does it, as `by`."""
    held_back: str = ""
    """Why they stay in spite of their day; empty where they go."""

    def __str__(self) -> str:
        counted = f"{self.what[0].upper()}{self.what[1:]}: {self.count:,}."
        return f"{counted} Kept all the same: {self.held_back}" if self.held_back else counted


@dataclass(frozen=True)
class Rule:
    """The words of retention that a rule carries out, and what it finds on a day."""

    name: str
    words: frozenset[str]
    find: Callable[[date], Iterator[Due]]


def carry_out(*, as_at: date, by: str, dry_run: bool = False) -> tuple[Due, ...]:
    """Delete what is to be kept no longer on `as_at`; gives what was, or would be, deleted.

    All of it or nothing. Raises Refused for a day that has not come, unless nothing is deleted.
    """
    if as_at > timezone.localdate() and not dry_run:
        msg = "That day has not come yet. Add --dry-run to see what would be deleted then."
        raise Refused(msg)
    with transaction.atomic():
        found = tuple(due for rule in RULES for due in rule.find(as_at) if due.count)
        if dry_run or not found:
            return found
        for due in found:
            if not due.held_back:
                due.forget(by=by)
        _record(found, as_at, by=by)
    return found


def _record(found: tuple[Due, ...], as_at: date, *, by: str) -> None:
    """What went, in counts only."""
    details: dict[str, object] = {"as at": as_at.isoformat()}
    for due in found:
        kept = "held back" if due.held_back else "deleted"
        details[f"{kept}: {due.what}"] = due.count
    record(
        by=by,
        verb="deleted what is kept no longer",
        about="everything",
        about_kind="retention",
        details=details,
    )


def _rows(what: str, rows: QuerySet[Any]) -> Due:
    return Due(what, rows.count(), lambda **_: rows.delete())


def _on(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _left_by_waves(as_at: date) -> Iterator[Due]:
    """Closing deletes these; what a crash or a restored backup left goes now."""
    over = Participation.objects.filter(wave__state__in=OVER, wave__closes_on__lt=as_at)
    tickets = Ticket.objects.filter(participation__in=over)
    yield _rows("tickets of waves that are closed", tickets)
    drafts = Draft.objects.filter(participation__in=over)
    yield _rows("unsent answers of waves that are closed", drafts)


def _left_by_sessions(as_at: date) -> Iterator[Due]:
    """Closing a class session empties these."""
    shut = ClassSession.objects.filter(closed_on__lt=as_at)
    boards = shut.exclude(board_sealed="", board_digest__isnull=True)
    yield Due(
        "board codes of class sessions that are closed",
        boards.count(),
        lambda **_: boards.update(board_digest=None, board_sealed=""),
    )
    tickets = Ticket.objects.filter(class_session__in=shut)
    yield _rows("tickets of class sessions that are closed", tickets)
    drafts = Draft.objects.filter(class_session__in=shut)
    yield _rows("unsent answers of class sessions that are closed", drafts)


def _trials(as_at: date) -> Iterator[Due]:
    """Answers of people who tried a survey out."""
    old = Draft.objects.filter(begun_on__isnull=False)
    days = [one for one in old if one.begun_on and (as_at - one.begun_on).days > KEPT_DAYS]
    rows = Draft.objects.filter(pk__in=[one.pk for one in days])
    yield _rows("trials of a survey, a day after", rows)


def _written(as_at: date) -> Iterator[Due]:
    """What pupils wrote in words; not while a concern of the wave is open, nor unread."""
    for wave in Wave.objects.filter(state__in=OVER):
        until = kept_until(wave).written
        if until < as_at:
            yield Due(
                f"written answers of the wave {wave.name}, kept until {_on(until)}",
                WrittenAnswer.objects.filter(participation__wave=wave).count(),
                partial(forget_written, wave),
                _why_not_forget(wave),
            )


def _why_not_forget(wave: Wave) -> str:
    """What forget_written would refuse with, told before it is tried."""
    if concerns := len(open_concerns_of(wave)):
        are = "concern about a child is" if concerns == 1 else "concerns about children are"
        return f"{concerns} {are} still open in that wave. Close them first."
    if unread := texts_waiting(wave).count():
        return f"{unread} of them nobody has read, and they may tell of harm. Read them first."
    return ""


def _letters(as_at: date) -> Iterator[Due]:
    """The addresses that letters went to; that they were sent stays known."""
    for wave in Wave.objects.filter(state__in=OVER):
        until = kept_until(wave).letters
        sent = SentLetter.objects.filter(participation__wave=wave).exclude(address="")
        if until < as_at:
            what = f"addresses of letters of the wave {wave.name}, kept until {_on(until)}"
            yield Due(what, sent.count(), partial(_without_addresses, sent))


def _without_addresses(sent: QuerySet[SentLetter], **_: str) -> None:
    sent.update(address="")


def _booklets(as_at: date) -> Iterator[Due]:
    """Booklets as they were keyed, once their batch is among the responses."""
    rows = KeyedBooklet.objects.filter(batch__taken_in_on__lte=as_at)
    yield _rows("keyed booklets of batches that are taken in", rows)
    for wave in Wave.objects.filter(state__in=OVER):
        until = kept_until(wave).written
        late = KeyedBooklet.objects.filter(batch__taken_in_on=None, batch__participation__wave=wave)
        if until < as_at:
            yield _rows(f"keyed booklets that came too late for the wave {wave.name}", late)


def _sessions(as_at: date) -> Iterator[Due]:
    """Sign-ins that are over."""
    rows = Session.objects.filter(expire_date__lt=_midnight(as_at))
    yield _rows("sign-ins that are over", rows)


def _events(as_at: date) -> Iterator[Due]:
    """The one place that deletes events. The database's own trigger refuses a younger one."""
    before = _midnight(a_year_after(as_at, -YEARS_KEPT))
    yield _rows(f"events of more than {YEARS_KEPT} years ago", Event.objects.filter(at__lt=before))


def _accounts(as_at: date) -> Iterator[Due]:
    """Accounts closed for a year: the day is that of the event which recorded the closing."""
    before = _midnight(a_year_after(as_at, -ACCOUNT_YEARS))
    closed = Event.objects.filter(verb="closed an account", about_kind="account")
    since = dict(closed.order_by("at").values_list("about", "at"))
    gone = [
        one.pk
        for one in Person.objects.filter(is_active=False)
        if one.email in since and since[one.email] < before
    ]
    yield _rows("accounts closed for more than a year", Person.objects.filter(pk__in=gone))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


RULES: Final = (
    Rule(
        "waves",
        frozenset({"until the wave closes", "until sent, or until the wave closes"}),
        _left_by_waves,
    ),
    Rule(
        "class sessions",
        frozenset(
            {"until the class session closes", "until sent, or until the class session closes"}
        ),
        _left_by_sessions,
    ),
    Rule("trials", frozenset({"until sent, or a day after"}), _trials),
    Rule("written answers", frozenset({"until the wave's day for written answers"}), _written),
    Rule("letters", frozenset({"until the wave's day for letters"}), _letters),
    Rule("booklets", frozenset({"until the batch is taken in"}), _booklets),
    Rule(
        "sign-ins",
        frozenset({"8 hours after the last sign-in, or until the browser closes"}),
        _sessions,
    ),
    Rule("events", frozenset({"6 years, the limitation period for claims"}), _events),
    Rule("accounts", frozenset({"while the account is open, then 1 year"}), _accounts),
)

DONE_ELSEWHERE: Final[dict[str, Callable[..., object]]] = {
    "until a batch is full or the wave closes": close_wave,
    "until the snapshot is made": close_wave,
}
"""Answers on their way to the snapshot: never deleted by a day, only when they are in it."""

NO_PERIOD: Final = {
    "as long as the council keeps safeguarding records": (
        "the council's own schedule for safeguarding decides, and a person carries it out"
    ),
    "as long as the register": "it is changed with the register, and tells nothing of a pupil",
    "as long as the results are published": "it tells nothing of a pupil; results stay public",
    "as long as this version of the program": "it describes the program",
    "never written here": "there is nothing to delete",
    "until it is taken off the shelf": "a questionnaire tells nothing of a person who answers",
}
"""Words that name no period, each with why."""
