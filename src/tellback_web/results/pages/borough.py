"""What the pages of results may know: figures made of safe tables, never a raw count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from tellback.disclosure import SafeTable
from tellback.figure import Figure, draw, html_table, svg
from tellback_web.results.models import Release
from tellback_web.results.queries.releases import questionnaire_of, tables_of
from tellback_web.survey.models import Wave
from tellback_web.survey.pages.monitor import Rate


@dataclass(frozen=True)
class Drawn:
    """A figure as a page shows it."""

    figure: Figure
    picture: Markup
    table: Markup


@dataclass(frozen=True)
class ResultsSection:
    """The figures of one section of the questionnaire."""

    id: str
    title: str
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True)
class Headline:
    """A measure in a sentence."""

    words: str
    base: str


@dataclass(frozen=True)
class BoroughPage:
    """The results for the whole area."""

    wave: Wave
    release: Release
    responses: int
    in_those: Rate
    in_all: Rate
    schools: int
    headlines: tuple[Headline, ...]
    sections: tuple[ResultsSection, ...]


def borough_page(wave: Wave, release: Release) -> BoroughPage:
    """The page of a wave's published release."""
    asked = wave.participations.filter(responses__gt=0)
    responses = sum(one.responses for one in asked)
    sections, headlines = _drawn(release.pk, release.manifest_hash)
    return BoroughPage(
        wave=wave,
        release=release,
        responses=responses,
        in_those=Rate(responses, sum(one.roll or 0 for one in asked)),
        in_all=Rate(responses, wave.on_roll_everywhere),
        schools=len(asked),
        headlines=headlines,
        sections=sections,
    )


@lru_cache(maxsize=8)
def _drawn(
    release: int, manifest_hash: str
) -> tuple[tuple[ResultsSection, ...], tuple[Headline, ...]]:
    """A release never changes, so each worker draws it once. Raises ReleaseBroken."""
    held = Release.objects.select_related("wave").get(pk=release, manifest_hash=manifest_hash)
    tables = [table for table in tables_of(held) if table.group.whole]
    questionnaire = questionnaire_of(held.wave)
    variables = [table for table in tables if table.kind == "variable"]
    by_question = [list(group) for _, group in groupby(variables, key=lambda one: one.question)]
    sections = tuple(
        ResultsSection(
            section.id,
            section.title.say(),
            tuple(_draw(group) for group in by_question if group[0].section == section.id),
        )
        for section in questionnaire.sections
    )
    headlines = tuple(_headline(table) for table in tables if table.kind == "measure")
    return tuple(section for section in sections if section.drawn), headlines


def _draw(tables: list[SafeTable]) -> Drawn:
    figure = draw(tables)
    return Drawn(figure, svg(figure), html_table(figure))


def _headline(table: SafeTable) -> Headline:
    figure = draw([table])
    if table.hidden:
        return Headline(f"{table.title}: hidden", table.hidden.reason)
    return Headline(f"{table.title}: {figure.groups[0].bars[0].said}", figure.base)
