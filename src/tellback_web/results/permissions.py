"""Who may see, build, sign off and publish results."""

from __future__ import annotations

from tellback_web.people.models import Person
from tellback_web.people.permissions import may, schools_where
from tellback_web.people.roles import Permission
from tellback_web.results.models import Release, SchoolReports


def why_not_release(person: Person) -> str | None:
    """The sentence that refuses to let `person` build, publish or withdraw results, or None."""
    if may(person, Permission.RELEASE):
        return None
    return "Only a survey officer releases results."


def why_not_see_releases(person: Person) -> str | None:
    """The sentence that refuses the releases that are not published yet, or None."""
    if may(person, Permission.SEE_UNRELEASED):
        return None
    return "Results that are not published are for survey officers and analysts."


def why_not_sign_off(person: Person, release: Release) -> str | None:
    """The sentence that refuses the second person's signature, or None.

    Whoever built or checked a release does not sign it off: two people look at what
    everyone will see.
    """
    if not may(person, Permission.SIGN_OFF):
        return "Only survey officers and analysts sign a release off."
    if person.get_username() in {release.made_by, release.checked_by}:
        return "You built or checked this release. Somebody else has to sign it off."
    return None


def why_not_see_microdata(person: Person) -> str | None:
    """The sentence that refuses the pupils' own rows, without names or schools, or None."""
    if may(person, Permission.SEE_MICRODATA):
        return None
    return "The rows of pupils are for analysts alone."


def why_not_see_school(person: Person, school: str) -> str | None:
    """The sentence that refuses a school's results, or None.

    It is the same for a school that took part, one that did not, and a number that no school
    has, so that it tells nothing of any of them.
    """
    if may(person, Permission.SEE_OWN_SCHOOL, school=school) or sees_every_school(person):
        return None
    return "A school’s results are for the school itself, survey officers and analysts."


def why_not_see_school_report(person: Person, release: Release, school: str) -> str | None:
    """The sentence that refuses a school's report and letter, or None.

    Whoever may not see the school's results hears what they hear of those; the school itself
    waits until all schools get theirs.
    """
    if reason := why_not_see_school(person, school):
        return reason
    if sees_every_school(person) or reports_are_released(release):
        return None
    return "Your school’s report is not released yet. You will be written to when it is."


def reports_are_released(release: Release) -> bool:
    """Whether heads see the reports of their schools."""
    released = {"state": SchoolReports.State.RELEASED}
    return SchoolReports.objects.filter(release=release, **released).exists()


def why_not_see_schools(person: Person) -> str | None:
    """The sentence that refuses the way to schools' own pages, or None."""
    if own_schools(person) or sees_every_school(person):
        return None
    return "A school’s results are for the school itself, survey officers and analysts."


def sees_every_school(person: Person) -> bool:
    """Whether `person` may look at the tables of all schools."""
    return may(person, Permission.SEE_UNRELEASED)


def own_schools(person: Person) -> frozenset[str]:
    """The numbers of the schools whose results `person` may see because they work there."""
    return schools_where(person, Permission.SEE_OWN_SCHOOL)
