"""The documents of a release: which there are for whom, and what their files are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from tellback.report.making import FORMATS, KINDS, OF_SCHOOLS, Kind
from tellback_web.results.models import Release, SchoolReport, SchoolReports

OPEN = tuple(kind for kind in KINDS if kind not in OF_SCHOOLS)
"""Documents for everyone; they tell of no answer of a single school."""
FRAGMENT = "fragment"
"""In place of a file's ending: the document as a piece of a page."""
NUMBERS = "csv"
"""The ending of a school's numbers, which are its report as a table."""
ENDINGS: dict[Kind, tuple[str, ...]] = {
    **dict.fromkeys(OPEN, FORMATS),
    "school": (*FORMATS, NUMBERS),
    "letter": ("pdf",),
}
"""The endings of the files that each is made into."""
CALLED: dict[Kind, str] = {"borough": "report"}
"""What a document is called in addresses and names of files, where that is not its kind."""


@dataclass(frozen=True)
class Wanted:
    """A document that somebody asks for; a school's by the school's number."""

    kind: Kind
    school: str = ""

    @property
    def open(self) -> bool:
        """Whether it is for everyone."""
        return self.kind in OPEN

    @property
    def called(self) -> str:
        """As addresses have it."""
        return CALLED.get(self.kind, self.kind)

    @property
    def forms(self) -> tuple[str, ...]:
        """What it is made into: files, and but for letters a piece of a page."""
        page = () if self.kind == "letter" else (FRAGMENT,)
        return (*ENDINGS[self.kind], *page)


def file_name(release: Release, wanted: Wanted) -> str:
    """What a document is called where it is saved, without its ending."""
    parts = (release.wave.name, wanted.called, wanted.school)
    return "-".join(part for part in parts if part)


def reports_of(release: Release) -> SchoolReports | None:
    """The making of the school reports of a release; None where nobody began it."""
    return SchoolReports.objects.filter(release=release).first()


def reports_for(schools: Iterable[str]) -> QuerySet[SchoolReport]:
    """The released reports of these schools, the newest wave first."""
    return (
        SchoolReport.objects.filter(
            school__in=list(schools),
            reports__state=SchoolReports.State.RELEASED,
            reports__release__state=Release.State.PUBLISHED,
        )
        .select_related("reports__release__wave")
        .defer("reports__release__wave__questionnaire")
        .order_by("-reports__release__wave__opens_on", "name")
    )
