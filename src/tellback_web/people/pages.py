"""What the pages about people may know."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from tellback_web.audit.models import Event
from tellback_web.audit.queries import events, kinds
from tellback_web.people.models import Person, RoleHeld
from tellback_web.people.queries import has_second_factor, people
from tellback_web.people.roles import ROLES, Role

EVENTS_A_PAGE = 50


@dataclass(frozen=True)
class PersonLine:
    """One account in the list."""

    person: Person
    roles: tuple[str, ...]


@dataclass(frozen=True)
class PeoplePage:
    """Every account."""

    lines: tuple[PersonLine, ...]


def people_page() -> PeoplePage:
    """Every account with its roles in words."""
    return PeoplePage(
        tuple(
            PersonLine(person, tuple(str(held) for held in person.roles_held.all()))
            for person in people()
        )
    )


@dataclass(frozen=True)
class PersonPage:
    """One account; `link` is shown once, when it was just made."""

    person: Person
    held: tuple[RoleHeld, ...]
    link: str
    second_factor: bool


def person_page(person: Person, *, link: str = "") -> PersonPage:
    """The page of one account."""
    held = tuple(person.roles_held.order_by("role", "school"))
    return PersonPage(person, held, link, has_second_factor(person))


@dataclass(frozen=True)
class OwnAccountPage:
    """What a person sees of their own account."""

    person: Person
    roles: tuple[tuple[Role, str], ...]
    second_factor: bool
    has_password: bool


def own_account_page(person: Person) -> OwnAccountPage:
    """A person's own page: their roles with what each may do."""
    roles = tuple((ROLES[held.role], held.school) for held in person.roles_held.all())
    return OwnAccountPage(person, roles, has_second_factor(person), person.has_usable_password())


@dataclass(frozen=True)
class EventsPage:
    """What was done, page by page."""

    events: Page[Event]
    kinds: tuple[str, ...]
    kind: str


def events_page(*, kind: str, number: str) -> EventsPage:
    """One page of events; a number that is no page gives the nearest."""
    found = Paginator(events(about_kind=kind), EVENTS_A_PAGE)
    return EventsPage(found.get_page(number), tuple(kinds()), kind)
