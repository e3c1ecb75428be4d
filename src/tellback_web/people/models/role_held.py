"""A role that a person holds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.people.models.person import KEPT, Person
from tellback_web.people.roles import ROLES

AT_A_SCHOOL = tuple(sorted(role.id for role in ROLES.values() if role.at_a_school))


class RoleHeld(models.Model):
    """A person in a role; a head’s or teacher’s role is bound to one school."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(
        max_length=30, choices=[(role.id, role.display_name) for role in ROLES.values()]
    )
    school = models.CharField(max_length=20, blank=True)
    """The number of the school, for a role that is held at one."""

    class Privacy:
        fields: ClassVar = {
            name: Kept("personal", KEPT) for name in ("id", "person", "role", "school")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "role", "school"], name="a_role_is_held_once"
            ),
            models.CheckConstraint(
                condition=(models.Q(role__in=AT_A_SCHOOL) & ~models.Q(school=""))
                | (~models.Q(role__in=AT_A_SCHOOL) & models.Q(school="")),
                name="only_a_role_at_a_school_has_a_school",
            ),
        ]

    def __str__(self) -> str:
        words = ROLES[self.role].display_name
        return f"{words}, school {self.school}" if self.school else words
