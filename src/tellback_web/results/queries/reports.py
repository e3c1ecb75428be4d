"""The documents of a release: which there are, and of whom each tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tellback.release import Area
from tellback.report.ground import Ground
from tellback_web.results.models import Release, SchoolReports

Kind = Literal["report", "summary", "newsletter", "school", "letter"]
OPEN: tuple[Kind, ...] = ("report", "summary", "newsletter")
"""Documents for everyone; they tell of no single school."""
FRAGMENT = "fragment"
"""In place of a file's ending: the document as a piece of a page."""
FILES: dict[Kind, tuple[str, ...]] = {
    "report": ("pdf", "html", "docx", "odt"),
    "summary": ("pdf", "html", "docx", "odt"),
    "newsletter": ("pdf", "html", "docx", "odt"),
    "school": ("pdf", "html", "docx", "odt", "csv"),
    "letter": ("pdf",),
}
"""The endings of the files that each is made into."""
PAGES = ("report", "summary", "newsletter", "school")
"""Documents that are a page too."""


@dataclass(frozen=True)
class Wanted:
    """A document that somebody asks for; a school's by the school's number."""

    kind: Kind
    school: str = ""

    @property
    def open(self) -> bool:
        """Whether it is for everyone."""
        return self.kind in OPEN


def file_name(release: Release, wanted: Wanted) -> str:
    """What a document is called where it is saved, without its ending."""
    parts = (release.wave.name, wanted.kind, wanted.school)
    return "-".join(part for part in parts if part)


def reports_of(release: Release) -> SchoolReports | None:
    """The making of the school reports of a release; None where nobody began it."""
    return SchoolReports.objects.filter(release=release).first()


def area_of_report(ground: Ground, school: str) -> Area | None:
    """Of whom a school's report tells: the school, or the small schools it is counted with.

    None for a number that did not take part, and where results are not split by school.
    """
    known = ground.release.areas
    area = next((one for one in known if (one.level, one.area) == ("school", school)), None)
    if area is None:
        return None
    together = (one for one in ground.areas if (one.level, one.area) == ("group", area.group))
    own = area if area in ground.areas else None
    return next(together, own) if area.group else own


def schools_with_reports(ground: Ground) -> tuple[Area, ...]:
    """The schools that have a report, alone or together with others, by name."""
    schools = (one for one in ground.release.areas if one.level == "school")
    return tuple(
        sorted(
            (one for one in schools if area_of_report(ground, one.area)),
            key=lambda one: (one.name, one.area),
        )
    )
