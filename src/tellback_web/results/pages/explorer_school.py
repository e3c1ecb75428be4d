"""A school's own page: its headlines beside the rest of the borough, then section by section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tellback.disclosure import Hidden
from tellback.release import Area
from tellback.release.held import Held
from tellback.report.ground import Ground
from tellback_web.results.models import Release
from tellback_web.results.pages.explorer_choice import (
    EVERYTHING,
    SECTION,
    Addresses,
    Choice,
    Option,
    Reader,
    key_of,
)
from tellback_web.results.pages.explorer_figures import Part, View, view_of
from tellback_web.results.pages.explorer_ground import about, held_at
from tellback_web.results.queries.releases import areas_of
from tellback_web.results.queries.report_material import ground_of
from tellback_web.survey.models import Wave


@dataclass(frozen=True)
class SchoolSection:
    """A section of the questionnaire in a school's page."""

    title: str
    address: str
    """Where it is drawn."""
    parts: tuple[Part, ...]
    real: int
    """How many differences are more than chance."""


@dataclass(frozen=True)
class SchoolPage:
    """The results of one school."""

    wave: Wave
    release: Release
    addresses: Addresses
    name: str
    explorer: str
    pupils: int | None
    roll: int | None
    view: View
    """Everything on the page: its comparisons are one family."""
    headlines: View
    sections: tuple[SchoolSection, ...]
    about: tuple[str, ...]
    nothing: str
    """Why there is nothing to show; empty where there is something."""
    together: str
    """Where a school that is too small to stand alone is counted with others."""
    more: bool
    """Whether the reader may look at other schools too."""


@dataclass(frozen=True)
class SchoolsPage:
    """The schools that a reader may look at."""

    wave: Wave
    release: Release
    addresses: Addresses
    schools: tuple[Option, ...]
    """By their addresses; empty where the reader's own school did not take part."""


def schools_page(release: Release, reader: Reader, *, preview: bool = False) -> SchoolsPage:
    """The way to schools' own pages. Raises ReleaseBroken."""
    addresses = Addresses(release, preview)
    schools = tuple(
        Option(addresses.school(one.area), one.name)
        for one in areas_of(release)
        if one.level == "school" and reader.sees(one)
    )
    return SchoolsPage(release.wave, release, addresses, schools)


def area_of_school(release: Release, number: str) -> Area | None:
    """The school's line in the release; None for a school of which it has none."""
    areas = areas_of(release)
    return next((one for one in areas if (one.level, one.area) == ("school", number)), None)


def school_page(
    release: Release, area: Area, reader: Reader, *, preview: bool = False
) -> SchoolPage:
    """The page of a school that took part. Raises ReleaseBroken."""
    ground = ground_of(release)
    addresses = Addresses(release, preview)
    choice = Choice(of=key_of(area))
    held = _held(ground, choice.of)
    nothing = _why_nothing(held)
    view = View((), 0, 0) if nothing else view_of(ground, replace(choice, show=EVERYTHING))
    return SchoolPage(
        wave=release.wave,
        release=release,
        addresses=addresses,
        name=area.name,
        explorer=addresses.explore(choice) if held else addresses.explorer,
        pupils=held.pupils if held else None,
        roll=ground.roll(area),
        view=view,
        headlines=replace(view, parts=tuple(one for one in view.parts if not one.section)),
        sections=tuple(_sections(ground, choice, addresses, view.parts)),
        about=() if nothing else about(ground, choice),
        nothing=nothing,
        together=_together(ground, area, addresses),
        more=reader.every_school or len(reader.own) > 1,
    )


def _held(ground: Ground, key: str) -> Held | None:
    try:
        return held_at(ground, key)
    except KeyError:
        return None


def _why_nothing(held: Held | None) -> str:
    """The one reason why nothing of a school is shown; empty where something is."""
    if held is None:
        return "These results are not split by school"
    reasons = {
        table.hidden.reason if isinstance(table.hidden, Hidden) else ""
        for table in held.whole.values()
    }
    if "" in reasons:
        return ""
    own = (one.hidden for one in held.whole.values() if one.base_words == "all pupils")
    reason = next((one.reason for one in own if one), min(reasons)).removeprefix("Hidden: ")
    return reason[:1].upper() + reason[1:]


def _together(ground: Ground, area: Area, addresses: Addresses) -> str:
    if not area.group:
        return ""
    group = next(
        (one for one in ground.areas if (one.level, one.area) == ("group", area.group)), None
    )
    return addresses.explore(Choice(of=key_of(group))) if group else ""


def _sections(
    ground: Ground, choice: Choice, addresses: Addresses, parts: tuple[Part, ...]
) -> Iterator[SchoolSection]:
    for section in ground.questionnaire.sections:
        own = tuple(part for part in parts if part.section == section.id)
        if own:
            chosen = replace(choice, show=f"{SECTION}{section.id}")
            real = sum(part.real for part in own)
            yield SchoolSection(section.title.say(), addresses.explore(chosen), own, real)
