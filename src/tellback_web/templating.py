"""The Jinja environment of every page: the design system's macros and how Britain writes things."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from tellback_web.navigation import council_sign_in, places_of

HALF_DAY = 12


def environment(**options: Any) -> Environment:
    """The environment Django asks for, with the macros under `govuk_frontend_jinja/`."""
    options["loader"] = ChoiceLoader(
        [
            options["loader"],
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Django sets autoescape
    made.globals.update(
        static=static,
        url=_url,
        messages_of=messages.get_messages,
        places_of=places_of,
        council_sign_in=council_sign_in,
        council=settings.TELLBACK_COUNCIL,
    )
    made.filters.update(
        on_day=on_day, at_time=at_time, number=number, plural=plural, percent_of=percent_of
    )
    return made


def _url(name: str, /, **keywords: Any) -> str:
    return reverse(name, kwargs=keywords or None)


def on_day(moment: date | datetime) -> str:
    """A day as the British public sector writes it: 19 November 2010."""
    day = localtime(moment) if isinstance(moment, datetime) else moment
    return f"{day.day} {day:%B %Y}"


def at_time(moment: datetime) -> str:
    """A time as the British public sector writes it: 2:05pm."""
    local = localtime(moment)
    return f"{(local.hour - 1) % HALF_DAY + 1}:{local:%M}{'am' if local.hour < HALF_DAY else 'pm'}"


def number(value: float) -> str:
    """Thousands with commas: 2,996."""
    return f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 pupil`, `2 pupils`, `no pupils`."""
    return f"{'no' if count == 0 else number(count)} {one if count == 1 else many or one + 's'}"


def percent_of(part: int, whole: int) -> str:
    """A whole per cent, half up; `no figure` of nothing."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else "no figure"
