"""An area of a release as an address says it, and who stands side by side in a view of it."""

from __future__ import annotations

from tellback.figure import Side
from tellback.release import Area
from tellback.release.held import Held, TableKey
from tellback.report import ground as grounds
from tellback.report.ground import Ground
from tellback_web.results.pages.explorer_choice import ALL, BOROUGH, Choice, key_of

LEVELS_OF = {"locality": ("locality",), "school": ("school", "group")}
"""What a view by places shows."""


def area_at(ground: Ground, key: str) -> Area:
    """The area that an address means. Raises KeyError."""
    area = next((one for one in ground.areas if key_of(one) == key), None)
    if area is None:
        raise KeyError(key)
    return area


def held_at(ground: Ground, key: str) -> Held:
    """The tables of an area as an address says it. Raises KeyError, ReleaseFault."""
    return ground.held(area_at(ground, key))


def sides(ground: Ground, choice: Choice, key: TableKey) -> tuple[Side, ...]:
    """Everyone whom a view sets side by side in one table, each with whom it is compared."""
    area = area_at(ground, choice.of)
    if choice.by in LEVELS_OF and choice.of == BOROUGH:
        return tuple(grounds.places(ground, LEVELS_OF[choice.by], key))
    if choice.by != ALL:
        return tuple(grounds.groups(ground, area, choice.split, key))
    if area.level == "borough":
        return (grounds.own_side(ground, area, key, words="All pupils"),)
    part = grounds.beside_rest(ground, area, key)
    return (part, part.against) if part.against else (part,)


def about(ground: Ground, choice: Choice) -> tuple[str, ...]:
    """Whom the intervals are about, in sentences."""
    return grounds.about(ground, area_at(ground, choice.of))
