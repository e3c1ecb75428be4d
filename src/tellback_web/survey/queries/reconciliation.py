"""Whether the register agrees with a wave before its results are released.

A public dashboard of pupils' health had to be corrected in November 2024 because two schools
stood in the wrong health board. Nobody had compared its schools with the register of the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import QuerySet

from tellback.questionnaire.problem import Problem
from tellback.snapshot import SnapshotFault, read_snapshot
from tellback.snapshot.places import places
from tellback_web.schools.models import NOT_PLACED, Acknowledgement, Locality, School, SchoolLink
from tellback_web.schools.queries import HISTORY
from tellback_web.schools.queries.register import present_localities
from tellback_web.survey.models import Participation, Wave
from tellback_web.survey.ready import ready_for


@dataclass(frozen=True)
class Compared:
    """A wave and those of its schools that sent answers: what the register is compared with."""

    wave: Wave
    asked: Sequence[Participation]


@dataclass(frozen=True)
class Doubt:
    """Something in which the register and a wave do not agree, and what was said of it."""

    problem: Problem
    acknowledged: Acknowledgement | None

    @property
    def key(self) -> str:
        """What stands for the doubt in a form; another as soon as its facts change."""
        return key_of(self.problem)


def key_of(problem: Problem) -> str:
    """Sixteen letters that stand for the problem and its facts."""
    words = "\n".join((problem.code, problem.place, problem.fault))
    return sha256(words.encode()).hexdigest()[:16]


def why_not_reconciled(wave: Wave) -> tuple[Problem, ...]:
    """What keeps the results of `wave` from being released: doubts that nobody has answered for."""
    return tuple(one.problem for one in doubts(wave) if one.acknowledged is None)


def doubts(wave: Wave) -> tuple[Doubt, ...]:
    """Every doubt about the schools of `wave` that sent answers, with what was said of it."""
    said = {
        (one.code, one.place, one.fault): one
        for one in Acknowledgement.objects.filter(wave=wave.name)
    }
    at = Compared(wave, tuple(_with_answers(wave)))
    found = [problem for check in CHECKS for problem in check(at)]
    found += _empty_localities()
    return tuple(
        Doubt(problem, said.get((problem.code, problem.place, problem.fault)))
        for problem in dict.fromkeys(found)
    )


def _with_answers(wave: Wave) -> QuerySet[Participation]:
    return (
        wave.participations.filter(responses__gt=0)
        .select_related("school__locality")
        .prefetch_related(*(f"school__{one}" for one in HISTORY), "school__locality__names")
        .order_by("school__name", "school__number")
    )


def _on(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _named(school: School) -> str:
    return f"{school.name} ({school.number})"


def _gone(at: Compared) -> Iterator[Problem]:
    for one in at.asked:
        if since := one.school.missing_since:
            yield Problem(
                _named(one.school),
                f"the register of {_on(since)} no longer has this school.",
                "Find out what became of it: its pupils may be counted under a wrong number.",
                "not-in-register",
            )


def _closed(at: Compared) -> Iterator[Problem]:
    for one in at.asked:
        if not one.school.is_open:
            day = one.school.closed_on
            when = f" on {_on(day)}" if day else ""
            why = f" ({one.school.why_closed})" if one.school.why_closed else ""
            closed = "has not opened yet" if one.school.state == School.State.PROPOSED else "closed"
            yield Problem(
                _named(one.school),
                f"the register says that it {closed}{when}{why}.",
                "Check that the pupils answered in this school and not in the one that follows it.",
                "closed",
            )


def _moved(at: Compared) -> Iterator[Problem]:
    for one in at.asked:
        then, now = one.school.locality_on(at.wave.opens_on), one.school.locality
        if then != now:
            yield Problem(
                _named(one.school),
                f"it lay in {then.name_on(at.wave.opens_on)} when the wave opened, and lies in "
                f"{now.name} now.",
                "The tables of this wave go by where it lay then. Check that this is right, or "
                "take the move back on the school’s page.",
                "moved",
            )


def _renamed_localities(at: Compared) -> Iterator[Problem]:
    for locality in {one.school.locality: None for one in at.asked}:
        then = locality.name_on(at.wave.opens_on)
        if then != locality.name:
            yield Problem(
                f"the locality {locality.name}",
                f"it was called {then} when the wave opened.",
                f"The tables of this wave say {then}. Say so beside them.",
                "locality-renamed",
            )


def _frozen_elsewhere(at: Compared) -> Iterator[Problem]:
    """The register was corrected after the snapshot was made: the error of November 2024."""
    if not at.wave.snapshot:
        return
    try:
        frozen = _frozen_places(at.wave.snapshot, at.wave.snapshot_hash)
    except SnapshotFault as fault:
        yield Problem("the snapshot", f"{fault}", "Restore it from a backup.", "snapshot-broken")
        return
    for one in at.asked:
        then = one.school.locality_name_on(at.wave.opens_on)
        for name in sorted(frozen.get(one.school.number, frozenset()) - {then}):
            yield Problem(
                _named(one.school),
                f"the snapshot has its pupils in {name}, and the register says that it lay in "
                f"{then} when the wave opened.",
                "A snapshot never changes. Results by locality would count its pupils in a wrong "
                "place: release them only if the register is wrong, and mend the register.",
                "frozen-elsewhere",
            )


@lru_cache(maxsize=16)
def _frozen_places(folder: str, manifest_hash: str) -> dict[str, frozenset[str]]:
    """A snapshot never changes, so what was read of it holds."""
    path = Path(settings.DATA) / "snapshots" / folder
    return places(read_snapshot(path, manifest_sha256=manifest_hash))


def _no_roll(at: Compared) -> Iterator[Problem]:
    for one in at.asked:
        if not one.roll:
            yield Problem(
                _named(one.school),
                f"nobody has said how many pupils are on roll in Year {at.wave.year_group}, and "
                f"{one.responses} answered.",
                "Without the roll the response rate is too high. Ask the school for it.",
                "no-roll",
            )


def _more_than_roll(at: Compared) -> Iterator[Problem]:
    for one in at.asked:
        if one.roll and one.responses > one.roll:
            yield Problem(
                _named(one.school),
                f"{one.responses} pupils answered, and {one.roll} are on roll in "
                f"Year {at.wave.year_group}.",
                "Ask the school whether another year group or another school used its codes.",
                "more-than-roll",
            )


def _same_name(at: Compared) -> Iterator[Problem]:
    names = {
        one.pk: " ".join(one.school.name_on(at.wave.opens_on).casefold().split())
        for one in at.asked
    }
    often = Counter(names.values())
    for one in at.asked:
        if often[names[one.pk]] > 1:
            others = [
                other.school.number
                for other in at.asked
                if names[other.pk] == names[one.pk] and other != one
            ]
            yield Problem(
                _named(one.school),
                f"another school of this wave has the same name: {', '.join(others)}.",
                "Check that each has its own answers, or that they are not one school twice.",
                "same-name",
            )


def _before_and_after(at: Compared) -> Iterator[Problem]:
    here = {one.school.number: one.school for one in at.asked}
    linked = SchoolLink.objects.filter(school__number__in=here, other_number__in=here)
    for link in linked.select_related("school").order_by("school__number", "other_number"):
        if link.kind.lower().startswith(("predecessor", "successor")):
            yield Problem(
                _named(link.school),
                f"{_named(here[link.other_number])} is its {link.kind.lower()}, and both are in "
                "this wave.",
                "One of the two was not there when the wave was open. Check whose pupils they are.",
                "before-and-after",
            )


def _not_placed(at: Compared) -> Iterator[Problem]:
    for one in at.asked:
        if one.school.locality.name == NOT_PLACED:
            yield Problem(
                _named(one.school),
                "nobody has said in which locality it lies.",
                "Move it to its locality on the school’s page, from a day before the wave opened.",
                "not-placed",
            )


def _empty_localities() -> Iterator[Problem]:
    empty: QuerySet[Locality] = present_localities().filter(schools__isnull=True)
    for locality in empty:
        yield Problem(
            f"the locality {locality.name}",
            "no school lies in it.",
            "Replace it by the locality that has its schools, or move the missing schools.",
            "empty-locality",
        )


def _twice(at: Compared) -> Iterator[Problem]:
    """Schools that were asked the same questionnaire by two waves at once."""
    here = {one.school_id: one for one in at.asked}
    others = (
        Participation.objects.filter(school__in=here, responses__gt=0)
        .filter(wave__year_group=at.wave.year_group, wave__sandbox=False)
        .filter(wave__opens_on__lte=at.wave.closes_on)
        .filter(wave__closes_on__gte=at.wave.opens_on)
        .exclude(wave=at.wave)
        .select_related("wave", "school")
        .order_by("school__name", "wave__name")
    )
    for other in others:
        if ready_for(other.wave).questionnaire.id == ready_for(at.wave).questionnaire.id:
            yield Problem(
                _named(here[other.school_id].school),
                f"it is in the wave {other.wave.name} too, with the same questionnaire at the "
                "same time.",
                "Pupils may have answered twice. Ask the school which wave its answers belong to.",
                "two-waves",
            )


Check = Callable[[Compared], Iterator[Problem]]
CHECKS: Final[tuple[Check, ...]] = (
    _frozen_elsewhere,
    _gone,
    _closed,
    _moved,
    _not_placed,
    _renamed_localities,
    _no_roll,
    _more_than_roll,
    _same_name,
    _before_and_after,
    _twice,
)
