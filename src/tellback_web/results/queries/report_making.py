"""A document on its way: made once of a release, then written in each format that is wanted.

What makes and writes it is loaded when it is needed: no other page waits for statistics, or for
the programs that write files.
"""

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
from tellback.report.material import Material
from tellback_web.results.models import Release
from tellback_web.results.queries.report_material import (
    facts_of,
    ground_of,
    outline_of,
    parts_of,
    words_mark,
)
from tellback_web.results.queries.reports import FRAGMENT, Wanted, area_of_report

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
        """What is known beside the answers; a school's documents do not change with the cost."""
        facts = facts_of(self.release)
        if self.wanted.open:
            return facts
        gone = {"costs": (), "shares": (), "staff_time": (), "feedback": FeedbackFacts()}
        return facts.model_copy(update=gone)

    @cached_property
    def mark(self) -> str:
        """What stands for all that it is made of; the same gives the same bytes."""
        found = sha256(_program().encode())
        for part in (repr(parts_of(self.release)), self.facts.model_dump_json(), words_mark()):
            found.update(sha256(part.encode()).digest())
        return found.hexdigest()[:32]

    @cached_property
    def document(self) -> Document:
        """The document itself."""
        return _document(
            self.wanted,
            self.area,
            Material(self.ground, self.facts, outline_of(self.release), Path(settings.CONTENT)),
        )

    def file(self, ending: str) -> bytes:
        """It as a file, or as a piece of a page."""
        return _csv(self) if ending == "csv" else _written(self.document, ending)


def _document(wanted: Wanted, area: Area, material: Material) -> Document:
    if wanted.kind == "report":
        from tellback.report.borough import borough_report  # noqa: PLC0415 - see above

        return borough_report(material)
    if wanted.kind == "summary":
        from tellback.report.members import members_report  # noqa: PLC0415

        return members_report(material)
    if wanted.kind == "newsletter":
        from tellback.report.newsletter import newsletter  # noqa: PLC0415

        return newsletter(material)
    if wanted.kind == "letter":
        from tellback.report.letter import head_letter  # noqa: PLC0415

        return head_letter(material, wanted.school)
    from tellback.report.school import school_report  # noqa: PLC0415

    return school_report(material, area)


def _written(document: Document, ending: str) -> bytes:
    content = Path(settings.CONTENT)
    if ending == FRAGMENT:
        from tellback.report.html import html_fragment, symbols_at  # noqa: PLC0415 - see above

        pictures = symbols_at(f"{settings.STATIC_URL}symbols/")
        return str(html_fragment(document, symbols=pictures)).encode()
    if ending == "html":
        from tellback.report.html import html_page  # noqa: PLC0415

        return html_page(document, content=content).encode()
    if ending == "docx":
        from tellback.report.docx import report_docx  # noqa: PLC0415

        return report_docx(document, content=content)
    if ending == "odt":
        from tellback.report.odt import report_odt  # noqa: PLC0415

        return report_odt(document, content=content)
    from tellback.report.pdf import report_pdf  # noqa: PLC0415

    return report_pdf(document, content=content)


def _csv(making: Making) -> bytes:
    """The tables of the area that the report is about, in the layout of everyone's files."""
    from tellback.release.lines import lines_of  # noqa: PLC0415 - see above
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
