"""Where the schools of a wave lay on the day it opened, whatever the register says since."""

from __future__ import annotations

from tellback_web.schools.queries import HISTORY
from tellback_web.survey.models import Wave


def places_of_schools(wave: Wave) -> dict[int, tuple[str, str]]:
    """Participation -> (number of its school, name of the locality that it lay in then)."""
    asked = wave.participations.select_related("school__locality")
    return {
        one.pk: (one.school.number, one.school.locality_name_on(wave.opens_on))
        for one in asked.prefetch_related(*(f"school__{part}" for part in HISTORY))
    }
