"""The numbers of one area alone, for a school that wants to reckon with its own."""

from __future__ import annotations

from tellback.release import Area, Release
from tellback.release.tidy import rows_of, to_csv


def area_csv(release: Release, area: Area) -> str:
    """The text of a CSV file like the release's tables.csv, with the rows of `area` and no other.

    Raises KeyError where the area has no tables, ReleaseFault.
    """
    return to_csv(rows_of(release.area(area.level, area.area)))
