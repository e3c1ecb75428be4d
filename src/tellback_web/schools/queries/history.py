"""Which school came before which, so that a trend can follow one that became an academy."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tellback_web.schools.models import School, SchoolLink


@dataclass(frozen=True)
class LinkLine:
    """A link of a school in words, and the other school's page where we have it."""

    kind: str
    number: str
    name: str
    since: date | None
    school: int | None


def links_of(school: School) -> tuple[LinkLine, ...]:
    """What the national register says came before or after `school`, the oldest first."""
    rows = sorted(school.links.all(), key=lambda one: (one.since or date.min, one.other_number))
    ours = School.objects.in_bulk([one.other_number for one in rows], field_name="number")
    return tuple(
        LinkLine(
            kind=one.kind,
            number=one.other_number,
            name=one.other_name,
            since=one.since,
            school=ours[one.other_number].pk if one.other_number in ours else None,
        )
        for one in rows
    )


def went_on_as(numbers: set[str]) -> dict[str, str]:
    """Number -> the number of the school that it became, one for one: an academy conversion.

    Where a school was split, or several became one, nothing is said: a figure of the one is
    no figure of the other. Chains are followed to their end.
    """
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    kinds = Q(kind__istartswith="Predecessor") | Q(kind__istartswith="Successor")
    for number, other, kind in SchoolLink.objects.filter(kinds).values_list(
        "school__number", "other_number", "kind"
    ):
        old, new = (other, number) if kind.lower().startswith("predecessor") else (number, other)
        after[old].add(new)
        before[new].add(old)
    found = {}
    for number in numbers:
        at, seen = number, {number}
        while len(after[at]) == 1:
            (following,) = after[at]
            if len(before[following]) != 1 or following in seen:
                break
            at = following
            seen.add(at)
        if at != number:
            found[number] = at
    return found
