"""Who took part: schools, localities, pupils, and the two response rates, always together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tellback.disclosure import Hidden, SafeTable
from tellback.disclosure.table import Why
from tellback.figure.said import Fact, Number, Piece, Said, Source, said, source_of
from tellback.figure.side import percent_said
from tellback.release import Area
from tellback.report.blocks import Row, Table
from tellback.report.facts import SchoolFacts
from tellback.report.material import Material
from tellback.report.took_part_hidden import Shown, made_safe

LINKED = Hidden("Hidden so that another number here cannot be worked out", Why.LINKED)
NOT_BY_SCHOOL = Hidden("This release does not count schools by themselves")
TOGETHER = Hidden("Too few answered to stand alone: counted together with other schools")
NOT_SUMMED = Hidden("This release does not count these schools together")
NOWHERE = "Schools of which no locality is known"
NONE = "–"
"""In a cell for which there is nothing to say."""


@dataclass(frozen=True)
class Took:
    """Pupils who answered of one school, or of several."""

    name: str
    schools: int
    answered: int | Hidden
    roll: int | None

    @property
    def cells(self) -> tuple[str, str, str]:
        """Answered, on roll, and the share, as a table has them."""
        roll = NONE if self.roll is None else f"{self.roll:,}"
        if isinstance(self.answered, Hidden):
            return "hidden", roll, "hidden"
        rate = percent_said(self.answered, self.roll) if self.roll else NONE
        return f"{self.answered:,}", roll, rate


@dataclass(frozen=True)
class Locality:
    """A locality with those of its schools that took part; perhaps none."""

    whole: Took
    schools: tuple[tuple[str, Took], ...]
    """School's number, and the school."""


@dataclass(frozen=True, eq=False)
class TookPart:
    """Schools and pupils of one release."""

    material: Material

    @cached_property
    def schools(self) -> tuple[SchoolFacts, ...]:
        """Those that took part, as the facts have them."""
        known = self.material.ground.rolls
        return tuple(one for one in self.material.facts.schools if one.number in known)

    @cached_property
    def could_not(self) -> tuple[SchoolFacts, ...]:
        """Those that tried and could not."""
        known = self.material.ground.rolls
        others = (one for one in self.material.facts.schools if one.number not in known)
        return tuple(one for one in others if one.could_not)

    @property
    def table(self) -> SafeTable:
        """One of all pupils of the borough, whose base is how many answered."""
        tables = self.material.ground.borough.whole.values()
        return next(one for one in tables if one.base_words == "all pupils")

    @cached_property
    def everyone(self) -> Took:
        """All schools that took part."""
        ground = self.material.ground
        return Took("All of them", len(ground.rolls), _base(self.table), ground.roll(_BOROUGH))

    @cached_property
    def localities(self) -> tuple[Locality, ...]:
        """Each locality with its schools; no hidden number can be worked out from the others."""
        schools = self._schools
        asked = {one.locality for one in self.material.facts.schools} - {""}
        found = [self._locality(name, schools) for name in sorted(asked)]
        if lost := tuple((number, one) for number, (where, one) in schools.items() if not where):
            rolls = _sum(one.roll for _, one in lost)
            found.append(Locality(Took(NOWHERE, len(lost), NOT_SUMMED, rolls), lost))
        return _kept_safe(tuple(found), tuple(tuple(one) for one in self._groups.values()))

    @property
    def _groups(self) -> Mapping[str, tuple[str, ...]]:
        """Name -> the numbers of the schools that are counted together under it."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.material.ground.release.areas:
            if one.group:
                found[one.group] = (*found.get(one.group, ()), one.area)
        return found

    @property
    def _together(self) -> Iterator[Row]:
        """The groups of small schools, with which of them they are."""
        ground = self.material.ground
        name_of = {one.number: one.name for one in self.schools}
        for area in ground.areas:
            if area.level == "group":
                mine = self._groups.get(area.area, ())
                names = ", ".join(name_of.get(one, one) for one in mine)
                took = Took(area.name, len(mine), self._answered(area), ground.roll(area))
                yield Row(f"{area.name}: {names}", took.cells)

    @property
    def _schools(self) -> Mapping[str, tuple[str, Took]]:
        """Number -> its locality, and itself."""
        ground = self.material.ground
        known = {one.area: one for one in ground.areas if one.level == "school"}
        return {
            one.number: (
                one.locality,
                Took(
                    one.name,
                    1,
                    self._of_school(known.get(one.number)),
                    ground.rolls[one.number],
                ),
            )
            for one in self.schools
        }

    def _of_school(self, area: Area | None) -> int | Hidden:
        if area is None:
            return NOT_BY_SCHOOL
        return TOGETHER if area.group else self._answered(area)

    def _answered(self, area: Area) -> int | Hidden:
        tables = self.material.ground.held(area).whole.values()
        everyone = [one for one in tables if one.base_words == "all pupils"]
        shown = next((one for one in everyone if not isinstance(one.base, Hidden)), everyone[0])
        return _base(shown)

    def _locality(self, name: str, schools: Mapping[str, tuple[str, Took]]) -> Locality:
        ground = self.material.ground
        mine = tuple((number, one) for number, (where, one) in schools.items() if where == name)
        area = next(
            (one for one in ground.areas if (one.level, one.area) == ("locality", name)), None
        )
        answered: int | Hidden = self._answered(area) if area else NOT_BY_SCHOOL
        if not mine:
            answered = 0
        roll = _sum(one.roll for _, one in mine) if mine else None
        return Locality(Took(name, len(mine), answered, roll), mine)

    @property
    def answered(self) -> Number:
        """`572 pupils`, from the release."""
        many = self.everyone.answered
        source = source_of(self.table, self.material.facts.release)
        return Number("hidden" if isinstance(many, Hidden) else f"{many:,} pupils", source)

    @property
    def how_many(self) -> Said:
        """`572 pupils of 15 schools answered.`"""
        many = self.everyone.schools
        schools = "1 school" if many == 1 else f"{many} schools"
        return said(self.answered, " of ", Fact(schools), " answered.")

    @property
    def rates(self) -> Said:
        """Of the roll of the schools that took part, and of all schools; never one alone."""
        facts, all_of = self.material.facts, self.everyone
        year = Fact(f"Year {facts.year_group}")
        if isinstance(all_of.answered, Hidden) or not all_of.roll:
            return said("How many of the pupils on roll answered cannot be said.")
        pieces: list[Piece] = [
            *("That is ", self._rate(all_of.roll, "in the schools that took part")),
            *(" of the ", Fact(f"{all_of.roll:,}"), " pupils on roll in ", year),
            " of the schools that took part",
        ]
        if everywhere := facts.on_roll_everywhere:
            pieces += [" and ", self._rate(everywhere, "in all schools")]
            pieces += [" of the ", Fact(f"{everywhere:,}"), " in all schools of the borough"]
        return said(*pieces, ".")

    def _rate(self, roll: int, where: str) -> Number:
        many = self.everyone.answered
        shown = 0 if isinstance(many, Hidden) else many
        year = self.material.facts.year_group
        words = f"{shown:,} pupils who answered, of {roll:,} on roll in Year {year} {where}"
        return Number(percent_said(shown, roll), Source(words, self.material.facts.release))

    @property
    def tried(self) -> Said:
        """How many schools opened the survey, and why some of them could not take part."""
        if not self.could_not:
            return said("No school is known to have tried and failed.")
        opened = len(self.schools) + len(self.could_not)
        reasons = Counter(one.could_not for one in self.could_not)
        parts = [f"{many}: {_small(why)}" for why, many in reasons.most_common()]
        return said(
            *(Fact(f"{opened}"), " schools opened the survey. ", Fact(f"{len(self.schools)}")),
            *(" took part, and ", Fact(f"{len(self.could_not)}"), " could not ("),
            *(Fact("; ".join(parts)), ")."),
        )

    @property
    def places(self) -> Said:
        """In how many of the localities a school took part."""
        known = [one.whole for one in self.localities if one.whole.name != NOWHERE]
        with_schools = sum(bool(one.schools) for one in known)
        none = [one.name for one in known if not one.schools]
        pieces: list[Piece] = [
            *("Schools took part in ", Fact(f"{with_schools}"), " of the borough’s "),
            *(Fact(f"{len(known)}"), " localities"),
        ]
        if not known:
            return said("Of none of the schools a locality is known.")
        if none:
            pieces += [", none in ", Fact(" or ".join(none))]
        return said(*pieces, ".")

    @property
    def by_school(self) -> Table:
        """Every school that took part, under its locality."""
        facts = self.material.facts
        rows = tuple(row for one in self.localities for row in _rows(one))
        total = Row("The whole borough", self.everyone.cells)
        return Table(
            caption=f"Pupils of Year {facts.year_group} who answered, by locality and school",
            columns=("Locality and school", "Pupils who answered", "On roll", "Share of the roll"),
            rows=(*rows, *self._summed(total)),
            notes=self._reasons,
        )

    def _summed(self, total: Row) -> Iterator[Row]:
        """Below the localities: groups of small schools, and all schools."""
        yield Row("All of these", (), over=True)
        yield from self._together
        yield total

    @property
    def by_reason(self) -> Table:
        """The schools that could not take part, and why."""
        return Table(
            caption="Schools that opened the survey and could not take part",
            columns=("School", "Locality", "Why"),
            rows=tuple(
                Row(one.name, (one.locality or NONE, one.could_not)) for one in self.could_not
            ),
            numeric=False,
        )

    @property
    def _reasons(self) -> tuple[str, ...]:
        each = (took for one in self.localities for _, took in (("", one.whole), *one.schools))
        hidden = (one.answered.reason for one in each if isinstance(one.answered, Hidden))
        return tuple(dict.fromkeys(f"{one}." for one in hidden))


_BOROUGH = Area("borough", "", "")


def _sum(rolls: Iterable[int | None]) -> int | None:
    """None where one of them is not known."""
    found = list(rolls)
    known = [one for one in found if one is not None]
    return sum(known) if len(known) == len(found) else None


def _base(table: SafeTable) -> int | Hidden:
    return table.hidden or table.base


def _small(words: str) -> str:
    """`IT trouble` keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _rows(one: Locality) -> Iterator[Row]:
    yield Row(one.whole.name, (), over=True)
    for _, school in one.schools:
        yield Row(school.name, school.cells)
    if not one.schools:
        yield Row("No school took part", ("0", NONE, NONE))
    elif len(one.schools) > 1:
        yield Row("Together", one.whole.cells)


def _kept_safe(
    localities: tuple[Locality, ...], groups: tuple[tuple[str, ...], ...]
) -> tuple[Locality, ...]:
    """With more numbers hidden, until none that was hidden can be worked out from the others."""
    schools = {number: one.answered for each in localities for number, one in each.schools}
    if NOT_BY_SCHOOL in schools.values():
        return localities
    safe = made_safe(
        Shown(
            {number: one if isinstance(one, int) else None for number, one in schools.items()},
            {one.whole.name: tuple(number for number, _ in one.schools) for one in localities},
            frozenset(
                one.whole.name for one in localities if one.schools and not _hidden(one.whole)
            ),
            groups=groups,
        )
    )
    return tuple(_as_told(one, safe) for one in localities)


def _as_told(one: Locality, safe: Shown) -> Locality:
    whole = one.whole
    if one.schools and not _hidden(whole) and whole.name not in safe.sums:
        whole = replace(whole, answered=LINKED)
    schools = tuple(
        (number, school if _hidden(school) or safe.schools[number] else _linked(school))
        for number, school in one.schools
    )
    return Locality(whole, schools)


def _linked(school: Took) -> Took:
    return replace(school, answered=LINKED)


def _hidden(one: Took) -> bool:
    return isinstance(one.answered, Hidden)
