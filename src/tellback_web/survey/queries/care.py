"""Reads of what pupils wrote and of concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tellback_web.audit.models import Event
from tellback_web.audit.queries import events
from tellback_web.people.models import Person
from tellback_web.people.roles import ROLES, Permission
from tellback_web.survey.care_words import signs_of
from tellback_web.survey.models import Concern, ConcernAction, Wave, WrittenAnswer

ABOUT = "concern"
"""The kind of thing that events about concerns are about."""
OPENED = "opened a concern"


@dataclass(frozen=True)
class ClearedText:
    """Words that may be used: which question they answer, and nothing of who or where."""

    variable: str
    text: str


def cleared_texts(wave: Wave) -> tuple[ClearedText, ...]:
    """What a named person has cleared in `wave`, in the order of the alphabet.

    Without the school: where one pupil of a school wrote, the two together would tell whose
    response has the mark that something was written.
    """
    cleared = WrittenAnswer.objects.filter(
        participation__wave=wave, state=WrittenAnswer.State.CLEARED
    ).order_by("variable", "text")
    return tuple(ClearedText(*pair) for pair in cleared.values_list("variable", "text"))


def texts_waiting(wave: Wave | None = None) -> QuerySet[WrittenAnswer]:
    """Texts that nobody has read yet, the waves that opened first before others.

    No day is kept with a text, for the day would tell the class; within a wave the order
    is that of the random keys.
    """
    waiting = WrittenAnswer.objects.filter(state=WrittenAnswer.State.WAITING)
    if wave is not None:
        waiting = waiting.filter(participation__wave=wave)
    return (
        waiting.select_related("participation__wave")
        .defer("participation__wave__questionnaire")
        .order_by("participation__wave__opens_on", "participation__wave", "id")
    )


def first_to_read(wave: Wave | None = None) -> list[UUID]:
    """The texts that wait in the order to read them: those with signs of harm before all others."""
    ranked = [
        (_rank(text), place, key)
        for place, (key, text) in enumerate(texts_waiting(wave).values_list("id", "text"))
    ]
    return [key for _, _, key in sorted(ranked)]


def _rank(text: str) -> int:
    """0 for what cannot wait, 1 for other signs, 2 for none."""
    signs = signs_of(text)
    return 2 if not signs else 0 if signs[0].at_once else 1


def texts_of(keys: Sequence[UUID]) -> list[WrittenAnswer]:
    """The texts with these keys, in their order."""
    found = WrittenAnswer.objects.select_related("participation__wave").in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def texts_decided() -> QuerySet[WrittenAnswer]:
    """Texts that somebody has read, the last day first."""
    return (
        WrittenAnswer.objects.exclude(state=WrittenAnswer.State.WAITING)
        .select_related("participation__wave")
        .defer("participation__wave__questionnaire")
        .order_by("-screened_on", "-participation__wave__opens_on", "id")
    )


@dataclass(frozen=True)
class WrittenIn:
    """A wave with how many texts wait, were cleared, were withheld in it."""

    wave: int
    title: str
    waiting: int
    cleared: int
    withheld: int


def waves_with_texts() -> tuple[WrittenIn, ...]:
    """Each wave in which something was written, the one that opened first before others."""
    of_wave = "participation__wave"
    states = WrittenAnswer.State
    counted = (
        WrittenAnswer.objects.values_list(of_wave, f"{of_wave}__title")
        .annotate(
            waiting=Count("id", filter=Q(state=states.WAITING)),
            cleared=Count("id", filter=Q(state=states.CLEARED)),
            withheld=Count("id", filter=Q(state=states.WITHHELD)),
        )
        .order_by(f"{of_wave}__opens_on", of_wave)
    )
    return tuple(WrittenIn(*row) for row in counted)


def reference(key: UUID) -> str:
    """What a concern is called where its words and its school must not stand."""
    return f"concern {key.hex[:8]}"


def concerns(*, closed: bool) -> QuerySet[Concern]:
    """Concerns with their school, those nothing was done about first, then the oldest."""
    done = ConcernAction.objects.filter(concern=OuterRef("pk"))
    found = (
        Concern.objects.filter(closed_on__isnull=not closed)
        .select_related("participation__school__locality", "participation__wave")
        .defer("text", "participation__wave__questionnaire")
        .annotate(begun=Exists(done))
    )
    return found.order_by("-closed_on", "id") if closed else found.order_by("begun", "raised_on")


def actions_done() -> dict[UUID, int]:
    """Concern -> how many notes there are of what was done about it."""
    counted = ConcernAction.objects.values_list("concern").annotate(notes=Count("pk"))
    return dict(counted)


def concerns_untouched() -> QuerySet[Concern]:
    """Open concerns about which nothing was done yet, the oldest first."""
    return Concern.objects.filter(closed_on=None, actions=None).order_by("raised_on")


def oldest_untouched() -> date | None:
    """The day of the concern that has waited longest with nothing done, or None."""
    return concerns_untouched().values_list("raised_on", flat=True).first()


def open_concerns_of(wave: Wave) -> list[str]:
    """The references of the wave's open concerns."""
    found = Concern.objects.filter(participation__wave=wave, closed_on=None).order_by("id")
    return [reference(key) for key in found.values_list("id", flat=True)]


def who_opened(key: UUID) -> QuerySet[Event]:
    """Who has looked at a concern, the latest first."""
    return events(about_kind=ABOUT).filter(verb=OPENED, about=reference(key))


def people_who_may(permission: Permission) -> QuerySet[Person]:
    """Those with an open account and a role, held beyond schools, that lets them."""
    roles = [role.id for role in ROLES.values() if permission in role.permissions]
    return Person.objects.filter(
        is_active=True, roles_held__role__in=roles, roles_held__school=""
    ).distinct()


def missing_readers() -> tuple[str, ...]:
    """What must be put right before pupils write anything: sentences, none where all is well."""
    said = []
    if not people_who_may(Permission.SCREEN_TEXT).exists():
        said.append(
            "Nobody reads what pupils write. Give somebody the role Reader of written answers."
        )
    if not people_who_may(Permission.SEE_CONCERNS).exists():
        said.append(
            "Nobody sees what may tell of harm to a child. Give somebody the role "
            "Safeguarding lead."
        )
    return tuple(said)
