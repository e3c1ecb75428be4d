"""What the pages of results may know: figures made of safe tables, never a raw count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from tellback.disclosure import SafeTable
from tellback.figure import Figure, draw, html_table, svg
from tellback.report.ground import Ground
from tellback_web.results.models import Release
from tellback_web.results.pages.explorer_choice import (
    ALL,
    Addresses,
    Choice,
    Option,
    Reader,
    key_of,
    splits_offered,
)
from tellback_web.results.pages.explorer_figures import View, view_of
from tellback_web.results.pages.explorer_ground import about
from tellback_web.results.queries.report_material import ground_of
from tellback_web.survey.models import Wave
from tellback_web.survey.pages.monitor import Rate

DOWNLOADS = (
    ("borough.ods", "Spreadsheet (.ods)", "to read and to sort, in any office program"),
    ("borough.xlsx", "Spreadsheet (.xlsx)", "the same for Excel"),
    ("borough.csv", "Plain table (.csv)", "one line for each number, for any program"),
    (
        "borough-statistics.csv",
        "Statistics layout (.csv)",
        "as the Department for Education’s statistics platform takes it",
    ),
    ("borough.parquet", "Parquet (.parquet)", "the plain table for Python, R or a data warehouse"),
    ("borough-codebook.xml", "Codebook (DDI, .xml)", "each question with its words and answers"),
)
"""Name, words, what it is for."""


@dataclass(frozen=True)
class Drawn:
    """A figure as a page shows it."""

    figure: Figure
    picture: Markup
    table: Markup
    question: str
    """What the explorer knows it by."""


@dataclass(frozen=True)
class ResultsSection:
    """The figures of one section of the questionnaire."""

    id: str
    title: str
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True)
class BoroughPage:
    """The results for the whole area."""

    wave: Wave
    release: Release
    addresses: Addresses
    preview: bool
    responses: int
    in_those: Rate
    in_all: Rate
    schools: int
    about: tuple[str, ...]
    counted: tuple[str, ...]
    """What was looked at of the responses, and which were left out, if anybody looked."""
    headlines: View
    sections: tuple[ResultsSection, ...]
    splits: tuple[Option, ...]
    """Ways to split the headlines, by their addresses."""
    areas: tuple[Option, ...]
    """Localities and small schools together, by their addresses."""
    downloads: tuple[tuple[str, str, str], ...]


def borough_page(wave: Wave, release: Release, *, preview: bool = False) -> BoroughPage:
    """The page of a wave's published release. Raises ReleaseBroken."""
    asked = wave.participations.filter(responses__gt=0)
    responses = sum(one.responses for one in asked)
    addresses = Addresses(release, preview)
    ground = ground_of(release)
    manifest = ground.release.manifest
    files = manifest.files
    return BoroughPage(
        wave=wave,
        release=release,
        addresses=addresses,
        preview=preview,
        responses=responses,
        in_those=Rate(responses, sum(one.roll or 0 for one in asked)),
        in_all=Rate(responses, wave.on_roll_everywhere),
        schools=len(asked),
        about=about(ground, Choice()),
        counted=manifest.responses.sentences if manifest.responses else (),
        headlines=view_of(ground, Choice()),
        sections=_sections(ground),
        splits=_splits(ground, addresses),
        areas=tuple(
            Option(addresses.explore(Choice(of=key_of(area))), area.name)
            for area in ground.areas
            if area.level in ("locality", "group")
        ),
        downloads=tuple(one for one in DOWNLOADS if f"downloads/{one[0]}" in files),
    )


def _splits(ground: Ground, addresses: Addresses) -> tuple[Option, ...]:
    """How the headlines may be split, for everyone."""
    offered = splits_offered(ground.borough, ground.areas, Reader())
    return tuple(
        Option(addresses.explore(Choice(by=one.value)), one.text)
        for one in offered
        if one.value != ALL
    )


@lru_cache(maxsize=8)
def _sections(ground: Ground) -> tuple[ResultsSection, ...]:
    """A release never changes, so each worker draws it once. Raises ReleaseFault."""
    tables = [one for (kind, _), one in ground.borough.whole.items() if kind == "variable"]
    by_question = [list(group) for _, group in groupby(tables, key=lambda one: one.question)]
    sections = (
        ResultsSection(
            section.id,
            section.title.say(),
            tuple(_draw(group) for group in by_question if group[0].section == section.id),
        )
        for section in ground.questionnaire.sections
    )
    return tuple(section for section in sections if section.drawn)


def _draw(tables: list[SafeTable]) -> Drawn:
    figure = draw(tables)
    return Drawn(figure, svg(figure), html_table(figure), tables[0].question)
