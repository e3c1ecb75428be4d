"""What a teacher's pages may know: how many, never who and never what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tellback_web.people.permissions import may, schools_where
from tellback_web.people.roles import Permission
from tellback_web.schools.models import School
from tellback_web.survey.changes.sessions import why_not_open
from tellback_web.survey.codes import unseal
from tellback_web.survey.models import ClassSession, Participation
from tellback_web.survey.permissions.classroom import Runner
from tellback_web.survey.queries.sessions import (
    Counts,
    counts_by_session,
    counts_of,
    open_participations,
    sessions_of,
)


@dataclass(frozen=True)
class SessionLine:
    """A class session in the list."""

    session: ClassSession
    counts: Counts


@dataclass(frozen=True)
class SurveyBlock:
    """One survey that the school is asked to take part in."""

    participation: Participation
    why_not_open: str | None
    open_ones: tuple[SessionLine, ...]
    closed_ones: tuple[SessionLine, ...]


@dataclass(frozen=True)
class HomePage:
    """A teacher's starting page."""

    school: School | None
    surveys: tuple[SurveyBlock, ...]
    by_link: bool
    choose: tuple[School, ...]
    """Schools to choose from, for somebody who may run classes in several."""


def home_page(runner: Runner, chosen: str) -> HomePage:
    """The surveys and class sessions of the runner's school."""
    if runner.link_of is not None:
        participation = runner.link_of
        return HomePage(participation.school, (_block(participation),), by_link=True, choose=())
    numbers = _schools_of(runner)
    choose = tuple(School.objects.filter(number__in=numbers).order_by("name"))
    school = next((one for one in choose if one.number == chosen), None)
    if len(choose) == 1:
        school = choose[0]
    surveys = tuple(_block(one) for one in open_participations(school.number)) if school else ()
    return HomePage(school, surveys, by_link=False, choose=choose if len(choose) > 1 else ())


def _schools_of(runner: Runner) -> frozenset[str]:
    person = runner.person
    if person is None:
        return frozenset()
    if may(person, Permission.RUN_CLASS):
        waiting = Participation.objects.filter(wave__sandbox=False).order_by()
        return frozenset(waiting.values_list("school__number", flat=True).distinct())
    return schools_where(person, Permission.RUN_CLASS)


def _block(participation: Participation) -> SurveyBlock:
    counts = counts_by_session(participation.wave)
    lines = [SessionLine(one, counts[one.pk]) for one in sessions_of(participation)]
    return SurveyBlock(
        participation=participation,
        why_not_open=why_not_open(participation),
        open_ones=tuple(line for line in lines if line.session.is_open),
        closed_ones=tuple(line for line in lines if not line.session.is_open),
    )


@dataclass(frozen=True)
class SessionPage:
    """One class session while it runs, or as it ended."""

    session: ClassSession
    counts: Counts
    board_code: str
    address: str
    counted_at: datetime


def session_page(session: ClassSession, *, address: str) -> SessionPage:
    """The page of `session` as it is now."""
    return SessionPage(
        session=session,
        counts=counts_of(session),
        board_code=unseal(session.board_sealed).replace("-", " "),
        address=address,
        counted_at=timezone.now(),
    )


@dataclass(frozen=True)
class ClassTicketsPage:
    """Tickets to be printed, shown once: (place, code)."""

    session: ClassSession
    tickets: Sequence[tuple[int, str]]
    address: str
    large: bool
    fresh: bool = False
    """A ticket with which a pupil goes on."""
