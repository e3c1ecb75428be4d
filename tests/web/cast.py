"""The people that tests tell of, each made by a function; all but their roles is the same.

Amina   survey officer of the borough
Bilal   head of North school
Cerys   head of South school: must see nothing of North
Dev     administrator
Efa     analyst
Tessa   teacher at North
Kiran   keyer of paper, and Mabel another
Noor    reader of written answers
Safia   safeguarding lead
"""

from __future__ import annotations

from django.test import Client

from tellback_web.people.changes import add_person, give_role, set_password
from tellback_web.people.models import Person

NORTH = "8001001"
SOUTH = "8001002"
PASSWORD = "plum kettle Tuesday"


def amina() -> Person:
    """The survey officer."""
    return _person("Amina", "survey_officer")


def bilal() -> Person:
    """The head of North."""
    return _person("Bilal", "school", school=NORTH)


def cerys() -> Person:
    """The head of South, who must see nothing of North."""
    return _person("Cerys", "school", school=SOUTH)


def dev() -> Person:
    """The administrator."""
    return _person("Dev", "administrator")


def efa() -> Person:
    """The analyst."""
    return _person("Efa", "analyst")


def tessa() -> Person:
    """A teacher at North."""
    return _person("Tessa", "teacher", school=NORTH)


def kiran() -> Person:
    """A keyer of paper."""
    return _person("Kiran", "keyer")


def mabel() -> Person:
    """Another keyer."""
    return _person("Mabel", "keyer")


def noor() -> Person:
    """The reader of written answers."""
    return _person("Noor", "text_screener")


def safia() -> Person:
    """The safeguarding lead."""
    return _person("Safia", "safeguarding_lead")


def nobody_yet() -> Person:
    """Someone with an account and no role."""
    return _person("Nobody", "")


def browser_of(person: Person) -> Client:
    """A browser in which `person` is signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _person(name: str, role: str, *, school: str = "") -> Person:
    person = add_person(email=f"{name.lower()}@council.example", name=name, by="a test")
    set_password(person, PASSWORD, by="a test")
    if role:
        give_role(person, role=role, school=school, by="a test")
    return person
