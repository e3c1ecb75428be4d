"""A school's own numbers as a file: all of them, and nobody else's."""

from __future__ import annotations

import pytest

from tellback.release import Area
from tellback.release.tidy import from_csv
from tellback.report.area_csv import area_csv
from tests.library.report.demo import AS_PRINTED, demo_release


def test_the_rows_of_a_school_are_those_of_the_release() -> None:
    release = demo_release()
    school = next(one for one in release.areas if one.level == "school")
    rows = from_csv(area_csv(release, school))
    assert rows
    assert {(one.level, one.area) for one in rows} == {("school", school.area)}
    assert list(rows) == [
        one for one in release.rows if (one.level, one.area) == ("school", school.area)
    ]


def test_the_whole_area_has_a_file_too() -> None:
    release = demo_release(AS_PRINTED)
    rows = from_csv(area_csv(release, Area("borough", "", "All")))
    assert {one.level for one in rows} == {"borough"}


def test_an_area_without_tables_is_refused() -> None:
    with pytest.raises(KeyError):
        area_csv(demo_release(), Area("school", "0000", "Nowhere"))
