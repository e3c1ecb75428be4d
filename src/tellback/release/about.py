"""What a release is told of itself: its wave, its areas, and the codes that others know them by."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from io import StringIO
from typing import Literal, get_args

from tellback.release.fault import ReleaseFault
from tellback.release.responses import Responses

Level = Literal["borough", "locality", "group", "school"]
"""`group` is several schools counted together, as small ones are."""
LEVELS: tuple[Level, ...] = get_args(Level)
BOROUGH = "borough"
"""The whole area: its level, and in files its area."""
NOT_AVAILABLE = "x"
"""The sign of government statistics for what is not available."""


@dataclass(frozen=True)
class PlaceCodes:
    """The council's place in the lists of the Office for National Statistics.

    `old_la_code` is the three digits that the Department for Education gives a council;
    the others have the nine signs that begin with E, W, N or S.
    """

    country_code: str = "E92000001"
    country_name: str = "England"
    region_code: str = NOT_AVAILABLE
    region_name: str = "Not available"
    old_la_code: str = NOT_AVAILABLE
    new_la_code: str = NOT_AVAILABLE


@dataclass(frozen=True)
class ReleaseAbout:
    """Facts of a release that its tables do not tell."""

    wave: str
    snapshot_sha256: str
    """The hash of the manifest of the snapshot that was counted."""
    made_on: date
    codes: PlaceCodes = PlaceCodes()
    responses: Responses | None = None
    """What became of flagged responses; nothing where nobody looked."""
    design_effect: float | None = None
    """How much pupils' coming in schools widens an interval for the borough: one for the wave."""


@dataclass(frozen=True)
class Area:
    """One area of any level, a line of areas.csv."""

    level: Level
    area: str
    """As in a table's group: a school's number, another's name; empty for the borough."""
    name: str
    locality: str = ""
    """For a school: the locality that it lies in."""
    group: str = ""
    """For a school: the group that it is counted with, if it is too small to stand alone."""


HEADER = tuple(field.name for field in fields(Area))


def areas_to_csv(areas: Sequence[Area]) -> str:
    """The text of areas.csv, in the order given."""
    held = StringIO()
    rows = csv.writer(held, lineterminator="\r\n")
    rows.writerow(HEADER)
    for area in areas:
        rows.writerow((area.level, area.area or BOROUGH, *astuple(area)[2:]))
    return held.getvalue()


def areas_from_csv(text: str, *, name: str = "areas.csv") -> tuple[Area, ...]:
    """The areas in such a text; `name` is what messages call it. Raises ReleaseFault."""
    lines = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        rows = list(lines)
    except csv.Error as fault:
        msg = (
            f"{name}, line {lines.line_num}: it is no line of a CSV file ({fault}). Write it anew."
        )
        raise ReleaseFault(msg) from fault
    if not rows or tuple(rows[0]) != HEADER:
        msg = f"{name}, line 1: the header is not `{','.join(HEADER)}`. Write it so."
        raise ReleaseFault(msg)
    found = tuple(_area(row, f"{name}, line {at}") for at, row in enumerate(rows[1:], 2) if row)
    twice = {(area.level, area.area) for area in found}
    if len(twice) < len(found):
        msg = f"{name} names an area of one level twice. Give each a single line."
        raise ReleaseFault(msg)
    return found


def _area(row: Sequence[str], where: str) -> Area:
    if len(row) != len(HEADER):
        msg = f"{where}: {len(row)} values, and there should be {len(HEADER)}. Check its commas."
        raise ReleaseFault(msg)
    level, area, name, locality, group = row
    if level not in LEVELS:
        msg = f"{where}: `{level}` is no level. Write one of {', '.join(LEVELS)}."
        raise ReleaseFault(msg)
    if (level == BOROUGH) != (area == BOROUGH) or not area or not name:
        msg = f"{where}: {level} `{area}` has no area or name of its own. Fill in both."
        raise ReleaseFault(msg)
    return Area(
        next(known for known in LEVELS if known == level),
        "" if area == BOROUGH else area,
        name,
        locality,
        group,
    )
