"""What the page of a document may know, and where the documents of a release are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from markupsafe import Markup

from tellback.report.making import Kind, area_of_report
from tellback_web.people.models import Person
from tellback_web.results.models import Release
from tellback_web.results.permissions import (
    reports_are_released,
    why_not_see_school_report,
)
from tellback_web.results.queries.report_files import report_file
from tellback_web.results.queries.report_material import ground_of
from tellback_web.results.queries.reports import (
    ENDINGS,
    FRAGMENT,
    OPEN,
    Wanted,
)
from tellback_web.survey.models import Wave

TITLES: dict[Kind, str] = {
    "borough": "Report of the results",
    "summary": "Summary for councillors",
    "newsletter": "Newsletter for pupils",
    "school": "Report for the school",
    "letter": "Letter to the head",
}
FOR_WHOM: dict[Kind, str] = {
    "borough": "Everything in words, charts and tables, with the years before",
    "summary": "The main points in the council’s own form, for a meeting",
    "newsletter": "What pupils said, told to pupils",
}
FORMS = {
    "pdf": ("PDF", ""),
    "html": ("Web page", "in one file"),
    "docx": ("Word", ".docx"),
    "odt": ("OpenDocument", ".odt"),
    "csv": ("Numbers", ".csv"),
}


@dataclass(frozen=True)
class Link:
    """An address with its words; `more` says what to do with it."""

    address: str
    words: str
    more: str = ""


@dataclass(frozen=True)
class Places:
    """Where the documents of a release are: at the wave, or for staff before it is published."""

    release: Release
    preview: bool = False

    def page(self, wanted: Wanted) -> str:
        """A document as a page."""
        name = "school_report" if wanted.kind == "school" else wanted.called
        return self._reverse(name, wanted)

    def files(self, wanted: Wanted) -> tuple[Link, ...]:
        """It as files."""
        names = {"school": "school_report_file", "letter": "school_letter"}
        name = names.get(wanted.kind, f"{wanted.called}_file")
        return tuple(
            Link(self._reverse(name, wanted, ending=ending), *FORMS[ending])
            for ending in ENDINGS[wanted.kind]
        )

    @property
    def whole_area(self) -> str:
        """The results of the whole area."""
        if self.preview:
            return reverse("releases:preview", kwargs={"pk": self.release.pk})
        return reverse("results:borough", kwargs={"name": self.release.wave.name})

    @property
    def everyone(self) -> tuple[Link, ...]:
        """The documents for everyone, each with whom it is for."""
        return tuple(Link(self.page(Wanted(kind)), TITLES[kind], FOR_WHOM[kind]) for kind in OPEN)

    def school(self, number: str) -> str:
        """The school's own page of results."""
        if self.preview:
            known = {"pk": self.release.pk, "school": number}
            return reverse("releases:preview_school", kwargs=known)
        known = {"name": self.release.wave.name, "school": number}
        return reverse("results:school", kwargs=known)

    def _reverse(self, name: str, wanted: Wanted, **more: str) -> str:
        known = more | ({"school": wanted.school} if wanted.school else {})
        if self.preview:
            return reverse(f"releases:{name}", kwargs={"pk": self.release.pk, **known})
        return reverse(f"results:{name}", kwargs={"name": self.release.wave.name, **known})


@dataclass(frozen=True)
class DocumentPage:
    """One document, as a page with its files."""

    wave: Wave
    release: Release
    preview: bool
    title: str
    fragment: Markup
    files: tuple[Link, ...]
    letter: tuple[Link, ...]
    back: Link
    others: tuple[Link, ...]
    """Other documents of the same release, for everyone."""
    only_for: str
    """Who sees it; empty where everyone does."""
    not_yet: str = ""
    """Why the school does not see it yet."""


def document_page(release: Release, wanted: Wanted, *, preview: bool = False) -> DocumentPage:
    """The page of a document. Raises KeyError where there is none, ReleaseBroken, Unprintable."""
    places = Places(release, preview)
    text = report_file(release, wanted, FRAGMENT).decode()
    page = DocumentPage(
        wave=release.wave,
        release=release,
        preview=preview,
        title=TITLES[wanted.kind],
        fragment=Markup(text),  # noqa: S704 - the library's templates escaped it
        files=places.files(wanted),
        letter=(),
        back=Link(places.whole_area, "Results for the whole area"),
        others=tuple(
            Link(places.page(Wanted(kind)), TITLES[kind]) for kind in OPEN if kind != wanted.kind
        ),
        only_for="",
    )
    return page if wanted.open else _of_school(page, places, wanted)


def report_address(release: Release, person: Person, school: str, *, preview: bool) -> str:
    """Where `person` finds a school's report; empty where there is none for them."""
    refused = why_not_see_school_report(person, release, school)
    if refused or area_of_report(ground_of(release), school) is None:
        return ""
    return Places(release, preview).page(Wanted("school", school))


def _of_school(page: DocumentPage, places: Places, wanted: Wanted) -> DocumentPage:
    area = area_of_report(ground_of(page.release), wanted.school)
    if area is None:
        raise KeyError(wanted.school)
    together = area.level == "group"
    return replace(
        page,
        title=f"Report: {area.name}",
        letter=places.files(Wanted("letter", wanted.school)),
        back=Link(places.school(wanted.school), "Results of the school"),
        only_for=TOGETHER if together else ALONE,
        not_yet="" if reports_are_released(page.release) else NOT_YET,
    )


NOT_YET = "The school does not see this yet. Do not pass its numbers on."
ALONE = "Only your school, survey officers and analysts see this page."
TOGETHER = (
    "Too few pupils answered for a report of each school, so this one is of several small schools "
    "together. Only these schools, survey officers and analysts see this page."
)
