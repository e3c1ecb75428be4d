"""The nouns of the register, one a file."""

from tellback_web.schools.models.acknowledgement import Acknowledgement
from tellback_web.schools.models.locality import NOT_PLACED, Locality, LocalityName
from tellback_web.schools.models.roll import Roll
from tellback_web.schools.models.school import School, SchoolLocality, SchoolName
from tellback_web.schools.models.school_link import SchoolLink

__all__ = [
    "NOT_PLACED",
    "Acknowledgement",
    "Locality",
    "LocalityName",
    "Roll",
    "School",
    "SchoolLink",
    "SchoolLocality",
    "SchoolName",
]
