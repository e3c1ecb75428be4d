"""People and the roles they hold, one noun a file."""

from tellback_web.people.models.person import Person
from tellback_web.people.models.role_held import RoleHeld

__all__ = ["Person", "RoleHeld"]
