"""A wave with schools to invite: North with an address, South with one, East without."""

from __future__ import annotations

import io
from datetime import date, timedelta

from django.utils import timezone
from pypdf import PdfReader

from tellback_web.schools.changes.register import take_register
from tellback_web.schools.models import School
from tellback_web.schools.register_file import RegisterRow
from tellback_web.survey.changes.wave import ask_schools, open_wave
from tellback_web.survey.models import ClassSession, Participation, Wave
from tests.web.cast import NORTH, SOUTH
from tests.web.survey.small import BY, draft_wave, register

EAST = "8001003"


def addresses() -> None:
    """North and South can be written to; East cannot."""
    School.objects.filter(number=NORTH).update(contact="office@north.example")
    School.objects.filter(number=SOUTH).update(contact="office@south.example")


def wave_to_invite(name: str = "small", *, is_open: bool = True) -> Wave:
    """A wave with North, South and East in it, none of them asked yet."""
    if not School.objects.exists():
        register()
    addresses()
    wave = draft_wave(name)
    ask_schools(wave, School.objects.filter(number__in=[NORTH, SOUTH, EAST]), by=BY)
    if is_open:
        open_wave(wave, by=BY)
    wave.refresh_from_db()
    return wave


def of(wave: Wave, number: str) -> Participation:
    """A school's participation, as it is now."""
    return wave.participations.select_related("school__locality", "wave").get(school__number=number)


def ago(days: int) -> date:
    """A day before today."""
    return timezone.localdate() - timedelta(days=days)


def session(
    participation: Participation, name: str, *, pupils: int = 20, opened_on: date | None = None
) -> ClassSession:
    """An open class of a school."""
    return ClassSession.objects.create(
        participation=participation,
        class_name=name,
        pupils=pupils,
        opened_on=opened_on or timezone.localdate(),
    )


def wave_of(schools: int) -> Wave:
    """An open wave of many schools, each with an address and a class."""
    rows = [
        RegisterRow(f"{7000000 + at}", f"School {at}", "Primary", f"Part {at % 7}", {"5": 30})
        for at in range(schools)
    ]
    take_register(rows, by=BY)
    School.objects.update(contact="office@school.example")
    wave = draft_wave("many")
    ask_schools(wave, School.objects.filter(number__startswith="7"), by=BY)
    open_wave(wave, by=BY)
    wave.refresh_from_db()
    ClassSession.objects.bulk_create(
        ClassSession(participation=one, class_name="5A", pupils=30, opened_on=timezone.localdate())
        for one in wave.participations.all()
    )
    return wave


def ticked(page: str) -> set[int]:
    """The schools whose boxes are ticked."""
    inputs = [part.split(">")[0] for part in page.split("<input ")[1:]]
    return {
        int(one.split('value="')[1].split('"')[0])
        for one in inputs
        if 'name="schools"' in one and " checked" in one
    }


def printed_words(document: bytes) -> str:
    """The words of a PDF, with one space between them."""
    pages = PdfReader(io.BytesIO(document)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
