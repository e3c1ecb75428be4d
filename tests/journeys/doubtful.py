"""Builds, in a process of its own, a small borough whose register disagrees with its wave."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from sys import argv

from tellback_web.loading import use_data

LONG = "St Edda and St Cedd’s Church of England Voluntary Aided Infant and Nursery School of "
"""A name as long as real ones, and then some; a place follows."""


def build(data: Path) -> None:
    """A closed wave of two schools, with every kind of trouble; the demo's people."""
    use_data(data)
    from tellback_web.demo.people import make_people  # noqa: PLC0415 - after Django is set up
    from tellback_web.schools.changes import places  # noqa: PLC0415
    from tellback_web.schools.models import Locality, School  # noqa: PLC0415
    from tellback_web.server import bring_up_to_date  # noqa: PLC0415
    from tellback_web.survey.changes.closing import close_wave  # noqa: PLC0415
    from tellback_web.survey.changes.intake import take_in  # noqa: PLC0415
    from tests.web.cast import NORTH, SOUTH  # noqa: PLC0415
    from tests.web.survey.small import BY, wave_open  # noqa: PLC0415

    bring_up_to_date()
    wave = wave_open()
    make_people()
    rows = [(NORTH if number % 2 else SOUTH, {"sex": "girl"}) for number in range(60)]
    take_in(wave, rows, mode="online", by=BY)
    close_wave(wave, by=BY)
    since = {"since": date(2026, 10, 20), "by": BY}
    north, south = (School.objects.get(number=number) for number in (NORTH, SOUTH))
    places.rename_school(north, name=LONG + "Hillside-under-Wold", reason="Merged", **since)
    dales = Locality.objects.get(name="Dales")
    places.move_school(south, locality=Locality.objects.get(name="Moors"), reason="Wards", **since)
    places.rename_locality(dales, name="Dales and Upper Dales", reason="Wards", **since)
    places.add_locality(name="Nobody’s Land", by=BY)


if __name__ == "__main__":
    build(Path(argv[1]))
