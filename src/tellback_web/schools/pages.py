"""What each page of the register may know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tellback.questionnaire.problem import Problem
from tellback_web.schools.models import Locality, School, SchoolLocality, SchoolName
from tellback_web.schools.models.dated import Fact, Period, periods
from tellback_web.schools.proposal import LARGEST_SEALED, Proposal
from tellback_web.schools.queries.difference import ChangedSchool, difference, mark_of, why_not_take
from tellback_web.schools.queries.history import LinkLine, links_of, went_on_as
from tellback_web.schools.queries.register import HISTORY, present_localities, register, roll_of
from tellback_web.schools.register_file import RegisterFile, RegisterRow


@dataclass(frozen=True)
class Was:
    """What something was called, or where it lay, before a day."""

    words: str
    until: date


@dataclass(frozen=True)
class SchoolLine:
    """One line of the register's table."""

    school: School
    name_was: Was | None
    locality_was: Was | None
    rolls: tuple[int | None, ...]

    @property
    def there(self) -> bool:
        """Whether it counts: open, and in the register as it is now."""
        return self.school.is_open and self.school.missing_since is None


@dataclass(frozen=True)
class RegisterPage:
    """The register: its year groups are the columns after the locality."""

    year_groups: tuple[str, ...]
    lines: tuple[SchoolLine, ...]
    totals: tuple[int, ...]
    """Of the schools that are there."""
    schools: int
    without_contact: int
    sought: str
    why_not_change: str | None


def register_page(*, sought: str, why_not_change: str | None) -> RegisterPage:
    """Every school, or those in which `sought` occurs, with their rolls and the totals below."""
    schools = list(register().prefetch_related(*HISTORY))
    years = sorted(
        {roll.year_group for school in schools for roll in school.rolls.all()},
        key=lambda year: (len(year), year),
    )
    lines = tuple(_school_line(school, years) for school in schools)
    totals = tuple(
        sum(line.rolls[at] or 0 for line in lines if line.there) for at in range(len(years))
    )
    return RegisterPage(
        year_groups=tuple(years),
        lines=tuple(line for line in lines if _is_found(line.school, sought.strip().lower())),
        totals=totals,
        schools=len(lines),
        without_contact=sum(1 for line in lines if line.there and not line.school.contact),
        sought=sought.strip(),
        why_not_change=why_not_change,
    )


def _is_found(school: School, sought: str) -> bool:
    names = [one.name for one in school.names.all()]
    words = (school.number, school.name, school.locality.name, school.dfe_number, *names)
    return not sought or any(sought in word.lower() for word in words)


def _school_line(school: School, years: Sequence[str]) -> SchoolLine:
    names, localities = periods(school.names.all()), periods(school.localities.all())
    return SchoolLine(
        school=school,
        name_was=_was(names, lambda one: one.name),
        locality_was=_was(localities, lambda one: one.locality.name) or _locality_was(school),
        rolls=tuple(roll_of(school, year) for year in years),
    )


def _locality_was(school: School) -> Was | None:
    """What its present locality was called before; where it lay is asked first."""
    present = [one.locality for one in school.localities.all() if one.locality == school.locality]
    return _was(periods(present[0].names.all()), lambda one: one.name) if present else None


def _was(held: Sequence[Period[Fact]], words: Callable[[Fact], str]) -> Was | None:
    """The fact before the present one; None where there was no other."""
    before = held[-2] if len(held) > 1 else None
    return Was(words(before.fact), before.until) if before and before.until else None


@dataclass(frozen=True)
class PreviewPage:
    """What a file would change, before anything is stored."""

    problems: Sequence[Problem]
    added: Sequence[RegisterRow]
    changed: Sequence[ChangedSchool]
    same: int
    absent: Sequence[School]
    links: int
    left_out: int
    since: date
    whole: bool
    file: str
    """What is sent back to be stored, so that what is confirmed is what was seen."""


def preview_page(read: RegisterFile, *, since: date, reason: str, whole: bool) -> PreviewPage:
    """The preview of `read`, whose changed names and localities would hold from `since`."""
    change = difference(read.rows)
    proposal = Proposal(read.rows, read.links, since, reason, whole, mark_of(change))
    page = PreviewPage(
        problems=read.problems or why_not_take(read.rows, since=since),
        added=change.added,
        changed=change.changed,
        same=change.same,
        absent=change.absent,
        links=len(read.links),
        left_out=read.left_out,
        since=since,
        whole=whole,
        file="",
    )
    return page if page.problems else _sealed(page, proposal)


def _sealed(page: PreviewPage, proposal: Proposal) -> PreviewPage:
    sealed = proposal.seal()
    if len(sealed) <= LARGEST_SEALED:
        return replace(page, file=sealed)
    problem = Problem(
        "the file",
        f"it has {len(proposal.rows):,} schools, more than one upload can carry.",
        "Split it, for example by phase, and upload the parts one after another.",
        "too-many",
    )
    return replace(page, problems=(problem,))


@dataclass(frozen=True)
class SchoolPage:
    """One school: what it is, what it was, and which came before it."""

    school: School
    rolls: tuple[tuple[str, int], ...]
    names: tuple[Period[SchoolName], ...]
    localities: tuple[Period[SchoolLocality], ...]
    links: tuple[LinkLine, ...]
    goes_on_as: str
    """The number of the school that it became, one for one; empty where it did not."""
    why_not_change: str | None


def school_page(school: School, *, why_not_change: str | None) -> SchoolPage:
    """The page of `school`, its histories with the latest first."""
    return SchoolPage(
        school=school,
        rolls=tuple((one.year_group, one.pupils) for one in school.rolls.order_by("year_group")),
        names=periods(school.names.all())[::-1],
        localities=periods(school.localities.select_related("locality"))[::-1],
        links=links_of(school),
        goes_on_as=went_on_as({school.number}).get(school.number, ""),
        why_not_change=why_not_change,
    )


@dataclass(frozen=True)
class LocalityLine:
    """One locality, its schools, and what it was called."""

    locality: Locality
    schools: int
    was: tuple[Was, ...]
    """Its own earlier names, and the localities whose place it took; the latest first."""


@dataclass(frozen=True)
class LocalitiesPage:
    """The localities that are there, and those that were replaced."""

    present: tuple[LocalityLine, ...]
    replaced: tuple[Locality, ...]
    why_not_change: str | None


def localities_page(*, why_not_change: str | None) -> LocalitiesPage:
    """Every locality."""
    present = present_localities().prefetch_related("names", "schools", "predecessors")
    gone = Locality.objects.filter(replaced_on__isnull=False).select_related("successor")
    return LocalitiesPage(
        present=tuple(_locality_line(one) for one in present),
        replaced=tuple(gone.order_by("-replaced_on", "name")),
        why_not_change=why_not_change,
    )


def _locality_line(one: Locality) -> LocalityLine:
    was = [Was(held.fact.name, held.until) for held in periods(one.names.all()) if held.until]
    was += [Was(gone.name, gone.replaced_on) for gone in one.predecessors.all() if gone.replaced_on]
    return LocalityLine(
        one, len(one.schools.all()), tuple(sorted(was, key=lambda each: each.until, reverse=True))
    )
