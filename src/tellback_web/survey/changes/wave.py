"""A wave from draft to extended: every change an officer makes before it closes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from tellback.questionnaire.problem import Problem
from tellback.questionnaire.read import read
from tellback_web.audit.changes import record
from tellback_web.schools.models import School
from tellback_web.schools.queries import on_roll_everywhere, roll_of
from tellback_web.survey.models import Participation, Wave
from tellback_web.survey.ready import hash_of, must_be_mended, problems_to_mend

SHORT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")
"""It stands in addresses, in file names and in tables."""


class Refused(ValueError):
    """The change was not made; carries the sentence that says why."""


@transaction.atomic
def prepare_wave(  # noqa: PLR0913 - a wave has this many facts
    *,
    name: str,
    title: str,
    year_group: str,
    paging: str,
    opens_on: date,
    closes_on: date,
    questionnaire: str,
    by: str,
) -> Wave:
    """A draft wave of the questionnaire text; raises Unreadable where it cannot be read."""
    read(questionnaire, name="the questionnaire")
    if closes_on < opens_on:
        msg = "The closing day is before the opening day. Choose a later closing day."
        raise Refused(msg)
    if not SHORT_NAME.fullmatch(name):
        msg = "Use letters, digits and dashes for the short name, such as 2009 or autumn-2026."
        raise Refused(msg)
    if Wave.objects.filter(name=name).exists():
        msg = f"There is a wave named {name} already. Give this one another name."
        raise Refused(msg)
    wave = Wave.objects.create(
        name=name,
        title=title,
        year_group=year_group,
        paging=paging,
        opens_on=opens_on,
        closes_on=closes_on,
        first_closes_on=closes_on,
        questionnaire=questionnaire,
        questionnaire_hash=hash_of(questionnaire),
    )
    record(by=by, verb="prepared the wave", about=name, about_kind="wave")
    return wave


@transaction.atomic
def ask_schools(wave: Wave, schools: Iterable[School], *, by: str) -> int:
    """Bring `schools` into `wave` with their roll as it is now; those in it already stay."""
    wave = _held(wave)
    if wave.state not in (Wave.State.DRAFT, *Wave.ANSWERABLE):
        msg = "The wave is closed, so no school can join it."
        raise Refused(msg)
    made = Participation.objects.bulk_create(
        [
            Participation(wave=wave, school=school, roll=roll_of(school, wave.year_group))
            for school in schools
            if not wave.participations.filter(school=school).exists()
        ]
    )
    record(
        by=by,
        verb="asked schools",
        about=wave.name,
        about_kind="wave",
        details={"schools": len(made)},
    )
    return len(made)


@transaction.atomic
def open_wave(wave: Wave, *, by: str) -> None:
    """Let pupils answer; refuses while the questionnaire has problems or no school is asked."""
    wave = _held(wave)
    if reason := why_not_open(wave):
        raise Refused(reason)
    wave.state = Wave.State.OPEN
    wave.on_roll_everywhere = on_roll_everywhere(wave.year_group)
    wave.save(update_fields=["state", "on_roll_everywhere"])
    record(by=by, verb="opened the wave", about=wave.name, about_kind="wave")


def why_not_open(wave: Wave, found: tuple[Problem, ...] | None = None) -> str | None:
    """The sentence that keeps `wave` from opening, or None.

    `found` is what `check` said of its questionnaire, where the caller has asked already.
    """
    if not wave.may_become(Wave.State.OPEN):
        return f"The wave is {wave.get_state_display().lower()} already."
    if found is None:
        problems = problems_to_mend(read(wave.questionnaire, name="the questionnaire"))
    else:
        problems = must_be_mended(found)
    if problems:
        count = len(problems)
        return f"The questionnaire has {count} problem{'s' if count > 1 else ''} to mend first."
    if not wave.participations.exists():
        return "No school has been asked yet. Ask schools first."
    return None


@transaction.atomic
def extend_wave(wave: Wave, *, closes_on: date, reason: str, by: str) -> None:
    """Move the closing day later; the reason is kept."""
    wave = _held(wave)
    if not wave.may_become(Wave.State.EXTENDED):
        msg = f"The wave is {wave.get_state_display().lower()}, so its closing day stays."
        raise Refused(msg)
    if closes_on <= wave.closes_on:
        msg = "Choose a day after the present closing day."
        raise Refused(msg)
    if not reason.strip():
        msg = "Say why the closing day moves; the report will state it."
        raise Refused(msg)
    wave.state = Wave.State.EXTENDED
    wave.closes_on = closes_on
    wave.extension_reason = reason.strip()
    wave.save(update_fields=["state", "closes_on", "extension_reason"])
    record(
        by=by,
        verb="extended the wave",
        about=wave.name,
        about_kind="wave",
        details={"closes_on": closes_on.isoformat(), "reason": reason.strip()},
    )


@transaction.atomic
def note_could_not(participation: Participation, *, reason: str, by: str) -> None:
    """Keep why a school that tried could not take part."""
    participation.could_not = reason
    participation.save(update_fields=["could_not"])
    record(
        by=by,
        verb="noted that a school could not take part",
        about=f"{participation.school} in {participation.wave}",
        about_kind="wave",
        details={"reason": reason},
    )


def _held(wave: Wave) -> Wave:
    """The wave as it is now, held until this transaction ends."""
    return Wave.objects.select_for_update().get(pk=wave.pk)
