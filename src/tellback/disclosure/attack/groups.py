"""The groups of pupils that a release speaks of or is silent about, and how they add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import product

from tellback.disclosure.attack.published import Area
from tellback.disclosure.attack.relations import Book, minus, plus
from tellback.disclosure.attack.sheet import Whom

NOT_SAID = "-9"
BOROUGH, LOCALITY, GROUP, SCHOOL = "borough", "locality", "group", "school"
NOT_SHOWN = "not shown"
"""The area of pupils who are in a whole and in none of the parts that are shown."""

Pupils = Callable[[Whom], int | None]
"""The published number of pupils of a group, where there is one."""


class Groups:
    """Every group of one release: those listed, and those that must be there besides.

    A split has a group for each choice and one for those who said nothing; a school that
    areas.csv has is there though no table is; where the parts are fewer than the whole, the rest
    are a part of their own.
    """

    def __init__(
        self,
        listed: Iterable[Whom],
        areas: Iterable[Area],
        choices: Callable[[str], Iterable[str]],
        pupils: Pupils,
        *,
        crossed: bool = False,
    ) -> None:
        self._listed = tuple(listed)
        self._choices = choices
        self._areas = _with_listed(areas, self._listed)
        self._listed_levels = self._levels_of_splits()
        self._levels = self._crossed() if crossed else self._listed_levels
        self._parts = self._parts_of_areas(pupils)
        self.all = tuple(self._every())

    def relate(self, place: Mapping[Whom, int], book: Book) -> None:
        """Writes how groups add up; `place` is the number of each of `all`."""
        for split, levels in self._levels.items():
            for value in self._values(split):
                self._relate_areas(place, book, (split, value), levels)
            if split:
                self._relate_split(place, book, split)

    def _levels_of_splits(self) -> dict[tuple[str, ...], set[str]]:
        """Split -> the levels that have it, also where only a finer split is listed."""
        found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for one in self._listed:
            found[one.split].add(one.level)
        for split in sorted(found, key=len, reverse=True):
            self._add_coarser(found, split)
        return dict(found)

    def _crossed(self) -> dict[tuple[str, ...], set[str]]:
        """Every split at every level: girls of a school are there though no table has them."""
        return {
            split: levels | self._listed_levels[()] for split, levels in self._listed_levels.items()
        }

    def is_shown(self, whom: Whom) -> bool:
        """Whether any group of its kind is listed: of its level, split as it is."""
        return whom.level in self._listed_levels.get(whom.split, ())

    def _add_coarser(
        self, found: defaultdict[tuple[str, ...], set[str]], split: tuple[str, ...]
    ) -> None:
        for left in range(len(split)):
            rest = split[:left] + split[left + 1 :]
            found[rest] |= found[split]
            self._add_coarser(found, rest)

    def _values(self, split: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Every value of a split, those listed among them."""
        of = []
        for name in split:
            listed = [one.value[one.split.index(name)] for one in self._listed if name in one.split]
            of.append(tuple(dict.fromkeys([*self._choices(name), *listed, NOT_SAID])))
        return list(product(*of))

    def _parts_of_areas(self, pupils: Pupils) -> dict[tuple[Area, str], list[Area]]:
        """(area, level of its parts) -> its parts."""
        whole = Area(BOROUGH, BOROUGH)
        parts: dict[tuple[Area, str], list[Area]] = {
            (whole, LOCALITY): self._of(LOCALITY),
            (whole, SCHOOL): [*self._of(SCHOOL), *self._groups_alone()],
        }
        for area in self._of(LOCALITY):
            parts[area, SCHOOL] = [one for one in self._of(SCHOOL) if one.locality == area.area]
        for area in self._of(GROUP):
            parts[area, SCHOOL] = [one for one in self._of(SCHOOL) if one.group == area.area]
        parts = {key: of for key, of in parts.items() if of}
        for (area, level), of in parts.items():
            if self._rest(area, of, pupils):
                rest = Area(level, f"{NOT_SHOWN} in {area.area}")
                of.append(rest)
                self._areas.append(rest)
        return parts

    def _of(self, level: str) -> list[Area]:
        return [one for one in self._areas if one.level == level]

    def _groups_alone(self) -> list[Area]:
        """Groups of schools none of whose schools is named."""
        named = {one.group for one in self._of(SCHOOL)}
        return [one for one in self._of(GROUP) if one.area not in named]

    def _rest(self, area: Area, parts: Iterable[Area], pupils: Pupils) -> int:
        """How many pupils of an area are in none of its parts, as far as that is published."""
        whole = pupils(Whom(area.level, area.area))
        of = [pupils(Whom(one.level, one.area)) for one in parts]
        if whole is None or any(one is None for one in of):
            return 0
        return max(whole - sum(one or 0 for one in of), 0)

    def _every(self) -> Iterable[Whom]:
        found: dict[Whom, None] = dict.fromkeys(self._listed)
        for split, levels in self._levels.items():
            for value in self._values(split):
                for area in self._areas:
                    if area.level in levels:
                        found[Whom(area.level, area.area, split, value)] = None
        return found

    def _relate_areas(
        self,
        place: Mapping[Whom, int],
        book: Book,
        of: tuple[tuple[str, ...], tuple[str, ...]],
        levels: set[str],
    ) -> None:
        through = self._localities_hold_all and {LOCALITY, SCHOOL} <= levels
        for (area, level), parts in self._parts.items():
            if {area.level, level} <= levels and {one.level for one in parts} <= levels:
                whole = place[Whom(area.level, area.area, *of)]
                each = [place[Whom(one.level, one.area, *of)] for one in parts]
                implied = area.level == BOROUGH and level == SCHOOL and through
                book.equal([*minus(whole), *plus(*each)], implied=implied)

    @property
    def _localities_hold_all(self) -> bool:
        """Whether schools add up to the borough because localities do."""
        known = {one.area for one in self._of(LOCALITY)}
        return all(one.locality in known for one in self._of(SCHOOL)) and not self._groups_alone()

    def _relate_split(self, place: Mapping[Whom, int], book: Book, split: tuple[str, ...]) -> None:
        for left in range(len(split)):
            rest = split[:left] + split[left + 1 :]
            parts: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
            for value in self._values(split):
                parts[value[:left] + value[left + 1 :]].append(value)
            for area in self._areas:
                if area.level not in self._levels[split]:
                    continue
                for of, values in parts.items():
                    whole = place[Whom(area.level, area.area, rest, of)]
                    each = [place[Whom(area.level, area.area, split, one)] for one in values]
                    book.equal([*minus(whole), *plus(*each)])


def _with_listed(areas: Iterable[Area], listed: Iterable[Whom]) -> list[Area]:
    """The areas of areas.csv, and those that only tables.csv has; the borough always."""
    found = {(one.level, one.area): one for one in areas}
    for whom in listed:
        found.setdefault((whom.level, whom.area), Area(whom.level, whom.area))
    found.setdefault((BOROUGH, BOROUGH), Area(BOROUGH, BOROUGH))
    return list(found.values())
