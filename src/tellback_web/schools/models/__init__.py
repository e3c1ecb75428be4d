"""The nouns of the register, one a file."""

from tellback_web.schools.models.locality import Locality
from tellback_web.schools.models.roll import Roll
from tellback_web.schools.models.school import School

__all__ = ["Locality", "Roll", "School"]
