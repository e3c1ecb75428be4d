"""The officers' and analysts' pages of releases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tellback_web.people.models import Person
from tellback_web.results.models import Release, SplitRequest
from tellback_web.results.pages.quality import why_out_of_date
from tellback_web.results.permissions import (
    why_not_release,
    why_not_see_microdata,
    why_not_sign_off,
)
from tellback_web.results.queries.releases import ReleaseBroken, files_of
from tellback_web.results.queries.rules import split_words
from tellback_web.survey.models import Wave

BUILT = frozenset(Release.State) - {Release.State.BUILDING, Release.State.REFUSED}
LEVELS = {
    ("borough", False): "The whole area",
    ("borough", True): "The whole area, split",
    ("locality", False): "Localities",
    ("locality", True): "Localities, split",
    ("group", False): "Small schools together",
    ("group", True): "Small schools together, split",
    ("school", False): "Schools",
    ("school", True): "Schools, split",
}
"""(level, whether split by anything else) -> its words."""
FILES = (
    ("borough.ods", "For everyone: spreadsheet (.ods)"),
    ("borough.xlsx", "For everyone: spreadsheet (.xlsx)"),
    ("borough.csv", "For everyone: plain table (.csv)"),
    ("borough-statistics.csv", "For everyone: government statistics layout (.csv)"),
    ("borough.parquet", "For everyone: for programs (.parquet)"),
    ("borough-codebook.xml", "For everyone: codebook (DDI)"),
    ("all-areas.ods", "With every school: spreadsheet (.ods)"),
    ("all-areas.xlsx", "With every school: spreadsheet (.xlsx)"),
    ("all-areas.csv", "With every school: plain table (.csv)"),
    ("all-areas.parquet", "With every school: for programs (.parquet)"),
)


@dataclass(frozen=True)
class Asked:
    """A wish for a split, in words."""

    request: SplitRequest
    words: str


@dataclass(frozen=True)
class WaveReleases:
    """All releases of one wave."""

    wave: Wave
    releases: tuple[Release, ...]
    asked: tuple[Asked, ...]
    why_not_release: str | None


@dataclass(frozen=True)
class Step:
    """One step of a release's life, done or still to do."""

    words: str
    said: str
    """Who and when; empty while it is to do."""


@dataclass(frozen=True)
class HiddenIn:
    """How much of a level is hidden."""

    level: str
    figures: int
    hidden: int

    @property
    def percent(self) -> int:
        """Whole per cent of the figures."""
        return round(100 * self.hidden / self.figures) if self.figures else 0


@dataclass(frozen=True)
class ReleasePage:
    """One release."""

    wave: Wave
    release: Release
    steps: tuple[Step, ...]
    hidden: tuple[HiddenIn, ...]
    broken: str
    out_of_date: str
    """Why it no longer says what a release built now would; empty where it does."""
    files: tuple[tuple[str, str], ...]
    why_not_release: str | None
    why_not_sign_off: str | None
    may_see_microdata: bool


def wave_releases(wave: Wave, person: Person) -> WaveReleases:
    """The page of a wave's releases."""
    asked = wave.split_requests.order_by("-asked_on", "-pk")
    return WaveReleases(
        wave=wave,
        releases=tuple(wave.releases.order_by("-number")),
        asked=tuple(Asked(one, split_words(one.split.split("*"))) for one in asked),
        why_not_release=why_not_release(person),
    )


def release_page(release: Release, person: Person) -> ReleasePage:
    """The page of one release."""
    hidden: tuple[HiddenIn, ...] = ()
    broken = ""
    if release.state in BUILT and release.manifest_hash:
        try:
            hidden = _hidden(release)
        except ReleaseBroken as fault:
            broken = str(fault)
    return ReleasePage(
        wave=release.wave,
        release=release,
        steps=_steps(release),
        hidden=hidden,
        broken=broken,
        out_of_date="" if broken else why_out_of_date(release),
        files=FILES if hidden else (),
        why_not_release=why_not_release(person),
        why_not_sign_off=why_not_sign_off(person, release),
        may_see_microdata=why_not_see_microdata(person) is None,
    )


def _hidden(release: Release) -> tuple[HiddenIn, ...]:
    figures, hidden = Counter[tuple[str, bool]](), Counter[tuple[str, bool]]()
    for row in files_of(release).rows:
        level = row.level, row.split != "all"
        figures[level] += 1
        hidden[level] += bool(row.hidden)
    return tuple(
        HiddenIn(words, figures[level], hidden[level])
        for level, words in LEVELS.items()
        if figures[level]
    )


def _steps(release: Release) -> tuple[Step, ...]:
    found = (
        ("Built", release.made_by, release.made_on),
        ("Checked", release.checked_by, release.checked_on),
        ("Signed off", release.signed_by, release.signed_on),
        ("Published", release.published_by, release.published_on),
        ("Withdrawn", release.withdrawn_by, release.withdrawn_on),
    )
    return tuple(
        Step(words, f"{by}, {day.day} {day:%B %Y}" if day else "")
        for words, by, day in found
        if day or words != "Withdrawn"
    )
