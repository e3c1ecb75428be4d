"""What the staff's page of reports may know: all documents, and how far the schools' are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tellback.release import Area
from tellback.report.making import area_of_report, schools_with_reports
from tellback_web.people.models import Person
from tellback_web.results.models import Release, SchoolReports
from tellback_web.results.pages.reports import Link, Places
from tellback_web.results.permissions import why_not_release
from tellback_web.results.queries.report_material import ground_of, why_outline_is_not_used
from tellback_web.results.queries.report_work import is_at_work
from tellback_web.results.queries.reports import OPEN, Wanted, reports_of
from tellback_web.results.queries.reports_sent import (
    schools_that_sign_in,
    sent_on,
    to_send,
    with_report,
)
from tellback_web.survey.models import Wave


@dataclass(frozen=True)
class SchoolLine:
    """One school on the staff's page."""

    number: str
    name: str
    together: bool
    """Whether its report is one of small schools together."""
    page: str
    letter: str
    made: bool
    fault: str
    told_on: date | None
    why_not_told: str
    nobody_signs_in: bool


@dataclass(frozen=True)
class Progress:
    """How far the making of school reports is."""

    made: int
    of: int
    going_on: bool
    """Whether a process is at it."""
    faults: int

    @property
    def percent(self) -> int:
        """Of 100."""
        return 100 * self.made // self.of if self.of else 0


@dataclass(frozen=True)
class ReportsPage:
    """All documents of a release, and how far those of the schools are."""

    wave: Wave
    release: Release
    places: Places
    documents: tuple[tuple[Link, tuple[Link, ...]], ...]
    reports: SchoolReports | None
    progress: Progress
    schools: tuple[SchoolLine, ...]
    to_send: int
    """Heads who can be written to and were not yet."""
    without_address: int
    without_account: int
    outline_fault: str
    why_not_release: str | None


def reports_page(release: Release, person: Person) -> ReportsPage:
    """The staff's page. Raises ReleaseBroken."""
    places = Places(release, preview=True)
    reports = reports_of(release)
    schools = _lines(release, reports, places)
    return ReportsPage(
        wave=release.wave,
        release=release,
        places=places,
        documents=tuple(
            (link, places.files(Wanted(kind)))
            for kind, link in zip(OPEN, places.everyone, strict=True)
        ),
        reports=reports,
        progress=progress_of(reports),
        schools=schools,
        to_send=len(to_send(reports)) if reports else 0,
        without_address=sum(bool(one.why_not_told) and not one.told_on for one in schools),
        without_account=sum(one.nobody_signs_in for one in schools),
        outline_fault=why_outline_is_not_used(release),
        why_not_release=why_not_release(person),
    )


def progress_of(reports: SchoolReports | None) -> Progress:
    """How far they are; nothing of nothing where nobody began."""
    if reports is None:
        return Progress(0, 0, going_on=False, faults=0)
    schools = list(reports.schools.all())
    return Progress(
        made=sum(one.made_at is not None for one in schools),
        of=len(schools),
        going_on=is_at_work(reports),
        faults=sum(bool(one.fault) for one in schools),
    )


def _lines(
    release: Release, reports: SchoolReports | None, places: Places
) -> tuple[SchoolLine, ...]:
    ground = ground_of(release)
    known = {one.school: one for one in reports.schools.all()} if reports else {}
    told, sign_in = sent_on(release), schools_that_sign_in()
    asked = with_report(release, [one.area for one in schools_with_reports(ground)])
    contact = {one.school.number: one.school.contact for one in asked}

    def line(area: Area) -> SchoolLine:
        number, report = area.area, known.get(area.area)
        of = area_of_report(ground, number)
        return SchoolLine(
            number=number,
            name=area.name,
            together=of is not None and of.level == "group",
            page=places.page(Wanted("school", number)),
            letter=places.files(Wanted("letter", number))[0].address,
            made=report is not None and report.made_at is not None,
            fault=report.fault if report else "",
            told_on=told.get(number),
            why_not_told="" if contact.get(number) else "No e-mail address in the register",
            nobody_signs_in=number not in sign_in,
        )

    return tuple(line(one) for one in schools_with_reports(ground))
