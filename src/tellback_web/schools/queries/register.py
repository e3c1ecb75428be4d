"""Schools, rolls and localities, as they are now or as they were on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Count, QuerySet, Sum

from tellback_web.schools.models import NOT_PLACED, Locality, Roll, School

HISTORY = ("names", "localities__locality__names")
"""What to prefetch of a school before many are asked for `name_on` and `locality_name_on`."""


def register() -> QuerySet[School]:
    """Every school with its locality and rolls, by name."""
    return School.objects.select_related("locality").prefetch_related("rolls").order_by("name")


def numbers() -> frozenset[str]:
    """The numbers of every school that the register has."""
    return frozenset(School.objects.values_list("number", flat=True))


def present_localities() -> QuerySet[Locality]:
    """The localities that nothing has replaced, by name; schools not placed yet, if any, too."""
    present = Locality.objects.filter(replaced_on__isnull=True).order_by("name")
    return present.exclude(name=NOT_PLACED, schools__isnull=True)


def on_roll_everywhere(year_group: str) -> int:
    """Pupils on roll in `year_group` over the schools that are in the register now."""
    total = _counted(year_group).aggregate(total=Sum("pupils"))["total"]
    return int(total or 0)


def _counted(year_group: str) -> QuerySet[Roll]:
    """Rolls with pupils in schools that are there: neither closed nor gone from the register."""
    return Roll.objects.filter(
        year_group=year_group, pupils__gt=0, school__missing_since__isnull=True
    ).exclude(school__state__in=[School.State.CLOSED, School.State.PROPOSED])


def roll_of(school: School, year_group: str) -> int | None:
    """Pupils on roll of one school in `year_group`; None where the register does not say."""
    return next((roll.pupils for roll in school.rolls.all() if roll.year_group == year_group), None)


def roll_by_locality(year_group: str, *, on: date | None = None) -> dict[str, tuple[int, int]]:
    """Locality -> (its schools with pupils in `year_group`, those pupils), zeros included.

    With `on`, by the localities of that day under the names of that day; the pupils are
    those that the register last said.
    """
    if on is not None:
        return _roll_by_locality_on(year_group, on)
    found = dict.fromkeys(present_localities().values_list("name", flat=True), (0, 0))
    counted = (
        _counted(year_group)
        .values("school__locality__name")
        .annotate(schools=Count("pk"), total=Sum("pupils"))
    )
    found |= {one["school__locality__name"]: (one["schools"], one["total"]) for one in counted}
    return found


def _roll_by_locality_on(year_group: str, day: date) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for locality in Locality.objects.exclude(name=NOT_PLACED).prefetch_related("names"):
        gone = locality.replaced_on is not None and locality.replaced_on <= day
        if not gone and any(one.since <= day for one in locality.names.all()):
            found[locality.name_on(day)] = (0, 0)
    rolls = Roll.objects.filter(year_group=year_group, pupils__gt=0)
    rolls = rolls.filter(pk__in=_there_on(rolls, day)).select_related("school__locality")
    for roll in rolls.prefetch_related(*(f"school__{one}" for one in HISTORY)):
        name = roll.school.locality_name_on(day)
        schools, pupils = found[name]
        found[name] = (schools + 1, pupils + roll.pupils)
    return dict(found)


def _there_on(rolls: QuerySet[Roll], day: date) -> list[int]:
    """The rolls of schools that were there on `day`, as far as the register knows their days."""
    return [roll.pk for roll in rolls.select_related("school") if roll.school.was_there_on(day)]


def schools_with(year_group: str) -> QuerySet[School]:
    """Schools of the present register that have pupils in `year_group`, by name."""
    return register().filter(pk__in=_counted(year_group).values("school"))
