"""What the officer's pages of a wave may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tellback.questionnaire.check import check
from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.read import read
from tellback_web.schools.queries import schools_with
from tellback_web.survey.changes.wave import why_not_open
from tellback_web.survey.models import Participation, Wave
from tellback_web.survey.queries.care import missing_readers
from tellback_web.survey.queries.keying import batches
from tellback_web.survey.queries.sessions import open_sessions
from tellback_web.survey.queries.waves import codes_by_participation, participations, unsent, waves
from tellback_web.survey.ready import must_be_mended


@dataclass(frozen=True)
class WavesPage:
    """Every wave."""

    waves: tuple[Wave, ...]
    why_not_change: str | None


def waves_page(*, why_not_change: str | None) -> WavesPage:
    """Every wave, the newest first."""
    return WavesPage(tuple(waves()), why_not_change)


@dataclass(frozen=True)
class SchoolLine:
    """A school of the wave and what was done for it."""

    participation: Participation
    codes: int


@dataclass(frozen=True)
class WavePage:
    """One wave: where it stands and what may be done next."""

    wave: Wave
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]
    questions: int
    schools: tuple[SchoolLine, ...]
    to_ask: int
    unsent: int
    why_not_open: str | None
    why_not_change: str | None
    missing_readers: tuple[str, ...]
    """What must be put right before pupils write anything in words."""


def wave_page(wave: Wave, *, why_not_change: str | None) -> WavePage:
    """The page of `wave`."""
    questionnaire = read(wave.questionnaire, name="the questionnaire")
    found = check(questionnaire)
    mend = must_be_mended(found)
    codes = codes_by_participation(wave)
    asked = tuple(SchoolLine(one, codes.get(one.pk, 0)) for one in participations(wave))
    return WavePage(
        wave=wave,
        problems=mend,
        advice=tuple(problem for problem in found if problem not in mend),
        questions=sum(1 for question in questionnaire.questions if question.number),
        schools=asked,
        to_ask=len(schools_to_ask(wave)),
        unsent=unsent(wave),
        why_not_open=why_not_open(wave, found),
        why_not_change=why_not_change,
        missing_readers=missing_readers() if _asks_for_words(questionnaire) else (),
    )


def _asks_for_words(questionnaire: Questionnaire) -> bool:
    return any(question.kind is Kind.TEXT for question in questionnaire.questions)


def schools_to_ask(wave: Wave) -> list[tuple[str, str]]:
    """(number, name) of schools with pupils in the year group that are not in the wave yet."""
    asked = set(wave.participations.values_list("school__number", flat=True))
    return [
        (school.number, f"{school.name}, {school.locality.name}")
        for school in schools_with(wave.year_group)
        if school.number not in asked
    ]


@dataclass(frozen=True)
class ClosePage:
    """What closing would do."""

    wave: Wave
    responses: int
    schools: int
    unsent: int
    classes: int
    """Class sessions that are open."""
    batches: int
    """Paper batches that are not taken in."""


def close_page(wave: Wave) -> ClosePage:
    """What closing `wave` now would freeze and delete."""
    asked = [one.responses for one in participations(wave)]
    return ClosePage(
        wave=wave,
        responses=sum(asked),
        schools=sum(1 for one in asked if one),
        unsent=unsent(wave),
        classes=open_sessions(wave),
        batches=batches().filter(participation__wave=wave).count(),
    )


@dataclass(frozen=True)
class TicketsPage:
    """New codes, shown this once."""

    participation: Participation
    codes: Sequence[str]
    address: str
