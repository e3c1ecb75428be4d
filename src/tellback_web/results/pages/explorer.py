"""The page of the explorer: a form that is an address, and the figures that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tellback_web.results.models import Release
from tellback_web.results.pages.explorer_choice import (
    ALL,
    BOROUGH,
    PLACES,
    SECTION_OF,
    Addresses,
    Choice,
    Option,
    Reader,
    areas_offered,
    choice_of,
    shows_of,
    splits_not_held,
    splits_offered,
)
from tellback_web.results.pages.explorer_figures import View, view_of
from tellback_web.results.pages.explorer_ground import about, held_at
from tellback_web.results.queries.releases import released_waves
from tellback_web.results.queries.report_material import ground_of
from tellback_web.survey.models import Wave


@dataclass(frozen=True)
class ExplorerPage:
    """One view of a release."""

    wave: Wave
    release: Release
    addresses: Addresses
    waves: tuple[Wave, ...]
    """Those with results for everyone; empty before publication."""
    choice: Choice
    shows: tuple[Option, ...]
    splits: tuple[Option, ...]
    areas: tuple[Option, ...]
    not_held: tuple[Option, ...]
    """Splits that this area could have, and that the release does not hold."""
    wrong: str
    refused: str
    """Why there are no figures, where what was asked for is not held."""
    heading: str
    caption: str
    """Where, and split by what."""
    view: View
    about: tuple[str, ...]
    is_staff: bool
    """Whether the reader may ask for another split."""


def explorer_page(
    release: Release, given: Mapping[str, str], reader: Reader, *, preview: bool = False
) -> ExplorerPage:
    """The page that an address asks for. Raises ReleaseBroken."""
    ground = ground_of(release)
    shows = shows_of(ground.questionnaire, ground.borough)
    areas = areas_offered(ground.areas, reader)
    choice, wrong = choice_of(given, shows, areas)
    held = held_at(ground, choice.of)
    splits = splits_offered(held, ground.areas, reader)
    not_held = splits_not_held(ground.questionnaire, held, splits)
    refused = _why_not(choice, splits, not_held)
    shown = View((), 0, 0) if refused or not shows else view_of(ground, choice)
    return ExplorerPage(
        wave=release.wave,
        release=release,
        addresses=Addresses(release, preview),
        waves=() if preview else tuple(released_waves()),
        choice=choice,
        shows=shows,
        splits=splits,
        areas=areas,
        not_held=not_held,
        wrong=wrong,
        refused=refused,
        heading=next(
            (one.text.removeprefix(SECTION_OF) for one in shows if one.value == choice.show), ""
        ),
        caption=_caption(choice, areas, splits),
        view=shown,
        about=about(ground, choice),
        is_staff=reader.every_school,
    )


def _why_not(choice: Choice, splits: tuple[Option, ...], not_held: tuple[Option, ...]) -> str:
    """The sentence in place of figures, where the release does not hold what was asked for."""
    if choice.by in {one.value for one in splits}:
        return ""
    words = {one.value: one.text for one in not_held} | PLACES
    said = words.get(choice.by)
    if said is None or (choice.of != BOROUGH and choice.by in PLACES):
        return "These results are not split in that way. Choose another split."
    return (
        f"These results hold no figures {said[0].lower()}{said[1:]} here. Each split makes it "
        "easier to recognise somebody, so the council decides which there are."
    )


def _caption(choice: Choice, areas: tuple[Option, ...], splits: tuple[Option, ...]) -> str:
    """`Northfold`, `The whole area, by sex`."""
    area = next((one.text for one in areas if one.value == choice.of), "")
    split = next((one.text for one in splits if one.value == choice.by), "")
    return f"{area}, {split[0].lower()}{split[1:]}" if choice.by != ALL and split else area
