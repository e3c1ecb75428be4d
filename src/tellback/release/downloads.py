"""The files of a release that are made for people and for other programs."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.release import csvw, readable
from tellback.release.frequencies import codebook_of
from tellback.release.lines import lines_of
from tellback.release.manifest import TABLES
from tellback.release.ods import to_ods
from tellback.release.published import Published
from tellback.release.sheets import sheets_of
from tellback.release.statistics_layout import Layout
from tellback.release.xlsx import to_xlsx

PUBLIC = "borough"
"""How the names of files begin that everyone may have: they tell of no single school."""
STAFF = "all-areas"
"""The same of files with every school, for those who may see all schools."""


def downloads(published: Published) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each; the same release gives the same bytes."""
    public = published.without_schools()
    yield from _both(public, PUBLIC)
    layout = Layout.of(public, lines_of(public))
    yield f"{PUBLIC}-statistics.csv", layout.data()
    yield f"{PUBLIC}-statistics.meta.csv", layout.meta()
    yield f"{PUBLIC}-codebook.xml", codebook_of(public)
    yield from _both(published, STAFF)
    yield f"{TABLES}{csvw.SUFFIX}", csvw.metadata(published, f"../{TABLES}", csvw.TIDY)


def _both(published: Published, name: str) -> Iterator[tuple[str, bytes]]:
    """The formats in which everyone's and the staff's file are made alike."""
    lines = tuple(lines_of(published))
    day = published.about.made_on
    csv_name = f"{name}.csv"
    yield csv_name, readable.to_csv(lines)
    yield f"{csv_name}{csvw.SUFFIX}", csvw.metadata(published, csv_name, csvw.READABLE)
    yield f"{name}.parquet", readable.to_parquet(lines)
    sheets = sheets_of(published, lines)
    yield f"{name}.xlsx", to_xlsx(sheets, published.title, day)
    yield f"{name}.ods", to_ods(sheets, published.title, day)
