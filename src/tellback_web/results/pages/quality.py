"""What the pages of responses to look at may know: numbers of rows and reasons, never an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from tellback.quality import Flag, Reason
from tellback.questionnaire.problem import Unreadable
from tellback.snapshot import SnapshotFault
from tellback_web.people.models import Person
from tellback_web.results.models import Release, ResponseDecision
from tellback_web.results.permissions import why_not_release
from tellback_web.results.quality_words import SHORT, detail_words, heading, looked_for, reason_of
from tellback_web.results.queries.quality import (
    Decided,
    counted_in_published,
    decided_on,
    history_of,
    is_out_of_date,
)
from tellback_web.results.queries.releases import ReleaseBroken
from tellback_web.results.queries.rules import present_rule
from tellback_web.survey.models import Wave

LINES = 50
"""Responses on a page."""
LATEST = 10
"""Lines of the history on the first page."""
GONE = (Release.State.BUILDING, Release.State.REFUSED, Release.State.WITHDRAWN)
LEFT_OUT, KEPT = ResponseDecision.Choice.LEAVE_OUT, ResponseDecision.Choice.KEEP
ORDER = {"": 0, LEFT_OUT: 1, KEPT: 2}
"""Undecided ones come first."""


@dataclass(frozen=True)
class ReasonLine:
    """A reason, and how many responses are flagged for it."""

    reason: Reason
    heading: str
    flagged: int
    left_out: int
    kept: int
    undecided: int


@dataclass(frozen=True)
class HistoryLine:
    """Decisions that one person made at once, and how many were left out when it was done."""

    at: datetime
    by: str
    words: str
    responses: int
    heading: str
    why: str
    left_out: int


@dataclass(frozen=True)
class QualityPage:
    """All reasons of one wave, and what follows from the decisions."""

    wave: Wave
    responses: int
    flagged: int
    left_out: int
    undecided: int
    reasons: tuple[ReasonLine, ...]
    lapsed: int
    few_more: int
    """How many pupils a new release would count otherwise than a published one, where these are
    too few for it to be allowed; else 0."""
    least_base: int
    out_of_date: tuple[Release, ...]
    history: tuple[HistoryLine, ...]
    more_history: int
    why_not_decide: str | None

    @property
    def counted(self) -> int:
        """Responses that a release counts."""
        return self.responses - self.left_out


@dataclass(frozen=True)
class ResponseLine:
    """One flagged response: its number in the snapshot, which tells nothing of the pupil."""

    row: int
    detail: str
    others: tuple[str, ...]
    """What else it is flagged for, in short."""
    choice: str
    """What was decided for this reason; empty for nothing."""
    said: ResponseDecision | None
    out_elsewhere: bool
    """Whether it is left out for another reason."""

    @property
    def place(self) -> int:
        """Undecided ones stand first, then those left out, then those kept."""
        return ORDER[self.choice]


@dataclass(frozen=True)
class ReasonPage:
    """The responses that are flagged for one reason."""

    wave: Wave
    line: ReasonLine
    looked_for: tuple[str, ...]
    lines: Page[ResponseLine]
    why_not_decide: str | None

    @property
    def rows(self) -> tuple[int, ...]:
        """Those that may be ticked on this page."""
        return tuple(one.row for one in self.lines)


@dataclass(frozen=True)
class HistoryPage:
    """Every decision on a wave's responses."""

    wave: Wave
    responses: int
    history: tuple[HistoryLine, ...]


def quality_page(wave: Wave, person: Person) -> QualityPage:
    """The first page. Raises SnapshotFault, Unreadable, OSError."""
    decided = decided_on(wave)
    history = _history(history_of(wave), decided)
    rule = present_rule()
    responses = decided.flagged.snapshot.rows
    published = counted_in_published(wave)
    more = abs(published - (responses - decided.kept.left_out)) if published is not None else 0
    return QualityPage(
        wave=wave,
        responses=responses,
        flagged=decided.kept.flagged,
        left_out=decided.kept.left_out,
        undecided=decided.kept.undecided,
        reasons=tuple(_line(reason, decided) for reason in Reason),
        lapsed=len(decided.lapsed),
        few_more=more if more < rule.least_base else 0,
        least_base=rule.least_base,
        out_of_date=_out_of_date(wave, decided),
        history=history[:LATEST],
        more_history=len(history) - len(history[:LATEST]),
        why_not_decide=why_not_release(person),
    )


def reason_page(wave: Wave, reason: Reason, person: Person, *, page: str) -> ReasonPage:
    """The responses flagged for `reason`, undecided ones first. Raises as `quality_page`."""
    decided = decided_on(wave)
    others: dict[int, list[Flag]] = {}
    here: dict[int, list[Flag]] = {}
    for flag in decided.flagged.flags:
        where = here if flag.reason is reason else others
        where.setdefault(flag.row, []).append(flag)
    lines = [_response(row, held, others.get(row, []), decided) for row, held in here.items()]
    lines.sort(key=lambda one: (one.place, one.row))
    return ReasonPage(
        wave=wave,
        line=_line(reason, decided),
        looked_for=looked_for(reason, decided.flagged.criteria),
        lines=Paginator(lines, LINES).get_page(page),
        why_not_decide=why_not_release(person),
    )


def history_page(wave: Wave) -> HistoryPage:
    """The whole history, the latest first. Raises as `quality_page`."""
    decided = decided_on(wave)
    held = _history(history_of(wave), decided)
    return HistoryPage(wave, decided.flagged.snapshot.rows, held)


def why_out_of_date(release: Release) -> str:
    """The sentence that a release counted by other decisions than those in force; or nothing."""
    if release.state in GONE:
        return ""
    try:
        stale = is_out_of_date(release, decided_on(release.wave))
    except (SnapshotFault, Unreadable, ReleaseBroken, OSError):
        return ""
    return (
        "It was decided anew which responses count since this release was built. "
        "Build another to count by the decisions as they are now."
        if stale
        else ""
    )


def _out_of_date(wave: Wave, decided: Decided) -> tuple[Release, ...]:
    found = []
    for release in wave.releases.exclude(state__in=GONE).order_by("-number"):
        try:
            if is_out_of_date(release, decided):
                found.append(release)
        except ReleaseBroken:
            continue
    return tuple(found)


def _line(reason: Reason, decided: Decided) -> ReasonLine:
    words = heading(reason, decided.flagged.criteria)
    for one in decided.kept.reasons:
        if one.reason is reason:
            return ReasonLine(reason, words, one.flagged, one.left_out, one.kept, one.undecided)
    return ReasonLine(reason, words, 0, 0, 0, 0)


def _response(row: int, flags: list[Flag], others: list[Flag], decided: Decided) -> ResponseLine:
    said = [decided.in_force.get(flag.key) for flag in flags]
    out = [one for one in said if one and one.choice == LEFT_OUT]
    choice = LEFT_OUT if out else "" if None in said else KEPT
    elsewhere = (decided.in_force.get(flag.key) for flag in others)
    reasons = dict.fromkeys(flag.reason for flag in others)
    return ResponseLine(
        row=row,
        detail=detail_words(flags),
        others=tuple(SHORT[reason] for reason in reasons),
        choice=choice,
        said=(out or said)[0] if choice else None,
        out_elsewhere=any(one and one.choice == LEFT_OUT for one in elsewhere),
    )


def _history(decisions: QuerySet[ResponseDecision], decided: Decided) -> tuple[HistoryLine, ...]:
    """What was decided at once in a line, the latest first; each with what held after it."""
    now: dict[str, str] = {}
    found = []
    for (at, by, choice, reason), held in groupby(
        decisions, key=lambda one: (one.at, one.by, one.choice, reason_of(one.flag))
    ):
        batch = list(held)
        now |= {one.flag: choice for one in batch}
        found.append(
            HistoryLine(
                at=at,
                by=by,
                words=ResponseDecision.Choice(choice).label,
                responses=len(_rows(one.flag for one in batch)),
                heading=heading(reason, decided.flagged.criteria),
                why=batch[0].why,
                left_out=len(_rows(flag for flag, choice in now.items() if choice == LEFT_OUT)),
            )
        )
    return tuple(reversed(found))


def _rows(flags: Iterable[str]) -> set[str]:
    return {flag.partition(".")[0] for flag in flags}
