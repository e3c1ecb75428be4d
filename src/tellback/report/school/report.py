"""The report for one school, beside the rest of the borough and nobody else."""

from __future__ import annotations

import re

from tellback.release import Area
from tellback.report.blocks import Block, Break
from tellback.report.document import Document
from tellback.report.material import Material
from tellback.report.school.front import first_page
from tellback.report.school.headlines import headlines, over_the_years
from tellback.report.school.nothing import nothing_to_show
from tellback.report.school.reading import how_to_read, what_is_hidden, whom_to_ask
from tellback.report.school.results import SchoolResults
from tellback.report.school.section import sections


def school_report(material: Material, area: Area) -> Document:
    """The report of a school, or of small schools counted together.

    A school of which all is hidden gets a short one that says why, and what can be read instead.
    Raises KeyError where the release has no tables of the area, ValueError for an area of another
    level, ReleaseFault.
    """
    if area.level not in ("school", "group"):
        msg = f"{area.name} is no school: give an area of level school or group, not {area.level}."
        raise ValueError(msg)
    results = SchoolResults(material, area)
    facts = material.facts
    return Document(
        name=f"{facts.wave}-{area.level}-{_plain(area.area)}",
        title=area.name,
        subtitle=f"{facts.title}: what {results.voice.pupils} said",
        council=facts.council.name,
        audience=results.voice.only,
        release=facts.release,
        made_on=material.ground.release.manifest.made_on,
        blocks=_blocks(results),
    )


def _blocks(results: SchoolResults) -> tuple[Block, ...]:
    if results.nothing:
        return tuple(nothing_to_show(results))
    return (
        *first_page(results),
        Break(),
        *sections(results),
        *headlines(results),
        *over_the_years(results),
        *how_to_read(results),
        *what_is_hidden(results),
        *whom_to_ask(results.material),
    )


def _plain(text: str) -> str:
    """As part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "area"
