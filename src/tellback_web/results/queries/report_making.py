"""A document on its way: made once of a release, then written in each format that is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

import tellback
from tellback.release import Area
from tellback.release.about import ReleaseAbout
from tellback.release.published import Published
from tellback.report.document import Document
from tellback.report.facts import FeedbackFacts, WaveFacts
from tellback.report.ground import Ground
from tellback.report.making import (
    FORMATS,
    Format,
    area_of_report,
    make_document,
    write_document,
)
from tellback.report.material import Material
from tellback_web.results.models import Release
from tellback_web.results.queries.report_material import (
    facts_of,
    ground_of,
    outline_of,
    parts_of,
    words_mark,
)
from tellback_web.results.queries.reports import FRAGMENT, NUMBERS, Wanted

_FORMATS: dict[str, Format] = {one: one for one in FORMATS}
MADE_FROM = ("report", "figure", "inference", "paper")
"""Folders of the library that decide what a document looks like."""


@dataclass(frozen=True)
class Making:
    """What is made for whom."""

    release: Release
    wanted: Wanted

    @cached_property
    def ground(self) -> Ground:
        """What its figures are made of. Raises ReleaseBroken."""
        return ground_of(self.release)

    @cached_property
    def area(self) -> Area:
        """Of whom it tells. Raises KeyError for a school without a report."""
        if self.wanted.open:
            return self.ground.borough.area
        area = area_of_report(self.ground, self.wanted.school)
        if area is None:
            raise KeyError(self.wanted.school)
        return area

    @cached_property
    def facts(self) -> WaveFacts:
        """What is known beside the answers, of which it tells: it is not made anew for the rest.

        A school's documents have no cost, and its report not what other schools said.
        """
        facts = facts_of(self.release)
        if self.wanted.open:
            return facts
        gone: dict[str, object] = {"costs": (), "shares": (), "staff_time": ()}
        if self.wanted.kind == "school":
            gone["feedback"] = FeedbackFacts()
        return facts.model_copy(update=gone)

    @cached_property
    def mark(self) -> str:
        """What stands for all that it is made of; the same gives the same bytes."""
        found = sha256(_program().encode())
        for part in (repr(parts_of(self.release)), self.facts.model_dump_json(), words_mark()):
            found.update(sha256(part.encode()).digest())
        return found.hexdigest()[:32]

    @cached_property
    def material(self) -> Material:
        """All that it is made of."""
        outline = outline_of(self.release)
        return Material(self.ground, self.facts, outline, Path(settings.CONTENT))

    @cached_property
    def document(self) -> Document:
        """The document itself."""
        return make_document(self.wanted.kind, self.material, school=self.wanted.school)

    def file(self, ending: str) -> bytes:
        """It as a file, or as a piece of a page. Raises KeyError for no such ending."""
        if ending == NUMBERS:
            return _csv(self)
        if ending == FRAGMENT:
            return _fragment(self.document)
        return write_document(self.document, _FORMATS[ending], self.material)


def _fragment(document: Document) -> bytes:
    from tellback.report.html.page import html_fragment, symbols_at  # noqa: PLC0415 - only for documents

    pictures = symbols_at(f"{settings.STATIC_URL}symbols/")
    return str(html_fragment(document, symbols=pictures)).encode()


def _csv(making: Making) -> bytes:
    """The tables of the area that the report is about, in the layout of everyone's files."""
    from tellback.release.lines import lines_of  # noqa: PLC0415 - only for documents
    from tellback.release.readable import to_csv  # noqa: PLC0415

    ground, area = making.ground, making.area
    manifest = ground.release.manifest
    about = ReleaseAbout(manifest.wave, manifest.snapshot_sha256, manifest.made_on)
    tables = ground.release.area(area.level, area.area)
    areas = (ground.borough.area, area)
    return to_csv(lines_of(Published(tables, about, areas, ground.questionnaire)))


@lru_cache(maxsize=1)
def _program() -> str:
    """The hash of the programs that make documents: another version makes them anew."""
    found, home = sha256(), Path(tellback.__file__).parent
    for part in MADE_FROM:
        for path in sorted((home / part).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.read_bytes())
    return found.hexdigest()
