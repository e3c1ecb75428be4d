"""The words of a wave's letters, and what stands in their placeholders for a school."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from tellback_web.survey.letters import Letter, default_letter
from tellback_web.survey.models import Kind, LetterText, Participation, Wave
from tellback_web.survey.ready import ready_for
from tellback_web.survey.school_link import token_of

DAY = "j F Y"


def own_words(wave: Wave) -> dict[str, Letter]:
    """Kind -> the wave's own words, for the letters that have them."""
    return {one.kind: Letter(one.subject, one.body) for one in wave.letter_texts.all()}


def words_of(wave: Wave, kind: str) -> Letter:
    """The words of one kind of letter: the wave's own, or those that came with Tellback."""
    own = LetterText.objects.filter(wave=wave, kind=kind).first()
    return Letter(own.subject, own.body) if own else default_letter(kind)


def all_words(wave: Wave) -> dict[str, Letter]:
    """Kind -> words, for every kind; one query."""
    own = own_words(wave)
    return {kind: own.get(kind) or default_letter(kind) for kind in Kind.values}


def facts_for(participation: Participation) -> dict[str, str]:
    """Placeholder -> what it becomes for this school, whose wave and school are loaded."""
    wave = participation.wave
    sections = ready_for(wave).questionnaire.sections
    return {
        "school": participation.school.name,
        "wave": wave.title,
        "council": settings.TELLBACK_COUNCIL,
        "year_group": wave.year_group,
        "pupils": _pupils(participation.roll) if participation.roll else "pupils",
        "answered": _pupils(participation.responses),
        "opens_on": date_format(wave.opens_on, DAY),
        "closes_on": date_format(participation.last_day, DAY),
        "why_later": participation.extension_reason or wave.extension_reason,
        "topics": _listed([f"“{one.title.say()}”" for one in sections]),
        "link": school_address(participation),
        "results": results_address(participation),
        "ask": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
    }


def school_address(participation: Participation) -> str:
    """The school's own link, whole, as it stands in letters."""
    return f"{settings.TELLBACK_ADDRESS}/class/with/{token_of(participation)}/"


def results_address(participation: Participation) -> str:
    """The page of the school's report. It is no key: whoever opens it has to sign in."""
    path = reverse(
        "results:school_report",
        kwargs={"name": participation.wave.name, "school": participation.school.number},
    )
    return f"{settings.TELLBACK_ADDRESS}{path}"


def _pupils(count: int) -> str:
    return "1 pupil" if count == 1 else f"{count:,} pupils" if count else "no pupils"


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""
