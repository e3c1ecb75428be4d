"""Who can sign in to the demo: one person for each role."""

from __future__ import annotations

from dataclasses import dataclass

from tellback_web.people.changes import add_person, give_role, set_password
from tellback_web.people.models import Person

PASSWORD = "river lamp seventeen"  # noqa: S105 - printed for everyone who tries the demo
BY = "the demo"


@dataclass(frozen=True)
class DemoPerson:
    """Someone made up, and what they may do."""

    email: str
    name: str
    role: str
    school: str = ""


CAST = (
    DemoPerson("amina@demo.example", "Amina Okoro", "survey_officer"),
    DemoPerson("dev@demo.example", "Dev Marlow", "administrator"),
    DemoPerson("efa@demo.example", "Efa Lindqvist", "analyst"),
    DemoPerson("bilal@demo.example", "Bilal Ashdown", "school", "9004"),
    DemoPerson("tessa@demo.example", "Tessa Harbottle", "teacher", "9004"),
    DemoPerson("kiran@demo.example", "Kiran Foxglove", "keyer"),
    DemoPerson("mabel@demo.example", "Mabel Underhill", "keyer"),
    DemoPerson("noor@demo.example", "Noor Fairweather", "text_screener"),
    DemoPerson("safia@demo.example", "Safia Brightwater", "safeguarding_lead"),
    DemoPerson("petra@demo.example", "Petra Nightingale", "performance_officer"),
    DemoPerson("owen@demo.example", "Owen Castellan", "action_owner"),
    DemoPerson("clara@demo.example", "Clara Winterbourne", "clerk"),
    DemoPerson("cosmo@demo.example", "Cosmo Harrow", "councillor"),
)


def make_people() -> None:
    """Open the accounts that are not there yet."""
    for one in CAST:
        if not Person.objects.filter(email=one.email).exists():
            person = add_person(email=one.email, name=one.name, by=BY)
            give_role(person, role=one.role, school=one.school, by=BY)
            set_password(person, PASSWORD, by=BY)
