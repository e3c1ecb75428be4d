"""Who may run a school's class sessions: people with the role, and who holds its link."""

from __future__ import annotations

from dataclasses import dataclass

from tellback_web.people.models import Person
from tellback_web.people.permissions import may
from tellback_web.people.roles import Permission
from tellback_web.survey.models import Participation


@dataclass(frozen=True)
class Runner:
    """Somebody who came to run class sessions: a signed-in person, or the holder of a link."""

    person: Person | None = None
    link_of: Participation | None = None

    @property
    def by(self) -> str:
        """Who the record says it was."""
        if self.person is not None:
            return self.person.get_username()
        return f"the link of {self.link_of.school.name}" if self.link_of else ""


def why_not_run(runner: Runner, participation: Participation) -> str | None:
    """The sentence that refuses, or None."""
    if runner.link_of is not None and runner.link_of.pk == participation.pk:
        return None
    if runner.person is not None and may(
        runner.person, Permission.RUN_CLASS, school=participation.school.number
    ):
        return None
    return "These are the class sessions of another school or another survey."
