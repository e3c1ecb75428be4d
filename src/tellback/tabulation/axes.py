"""What a snapshot's pupils may be split by: areas from the register, and answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import cast

from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import ONE_CHOICE, PREFER_NOT_TO_SAY
from tellback.questionnaire.suggestion import did_you_mean
from tellback.snapshot import Snapshot
from tellback.tabulation.column import Column, Row
from tellback.tabulation.engine import Engine
from tellback.tabulation.group import NOT_SAID, Group, Level

AREAS = ("locality", "group", "school")


class UnknownSplit(ValueError):
    """A split that cannot be made; its text says why, and what to do."""


@dataclass(frozen=True, eq=False)
class Axis:
    """One thing to split by, with its places."""

    name: str
    column: Column
    labels: tuple[str, ...]
    """Place -> an area's name, or a choice's id; empty where its pupils are in no group."""
    of_school: tuple[int, ...] = ()
    """For areas that schools lie in: the place of each school's, in the order of schools."""


Split = tuple[Axis, ...]


def axes_of(
    snapshot: Snapshot, engine: Engine, names: Collection[str], together: Mapping[str, str]
) -> dict[str, Axis]:
    """The axes of these names. Raises UnknownSplit."""
    answers = {name: _of_answers(snapshot, name) for name in names if name not in AREAS}
    return answers | (_of_areas(engine, together) if set(names) & set(AREAS) else {})


def splits_of(axes: Mapping[str, Axis], names: Sequence[Sequence[str]]) -> list[Split]:
    """Each split once, as axes: its area first, then the rest as given. Raises UnknownSplit."""
    found: dict[frozenset[str], Split] = {}
    for split in names:
        areas = [name for name in split if name in AREAS]
        if len(areas) > 1 or len(set(split)) < len(split):
            msg = (
                f"There is no split by {' and '.join(split)}. "
                "Name one area at most, and no name twice."
            )
            raise UnknownSplit(msg)
        ordered = [*areas, *(name for name in split if name not in AREAS)]
        if ordered:
            found.setdefault(frozenset(split), tuple(axes[name] for name in ordered))
    return list(found.values())


def groups_of(split: Split) -> Iterator[Group | None]:
    """The group of each cell of the split; None where its pupils are in none."""
    area = split[0] if split and split[0].name in AREAS else None
    rest = split[1:] if area else split
    names = tuple(axis.name for axis in rest)
    for labels in product(*(axis.labels for axis in split)):
        if area is None:
            yield Group("borough", "", names, labels)
        elif labels[0]:
            yield Group(cast(Level, area.name), labels[0], names, labels[1:])
        else:
            yield None


def _of_answers(snapshot: Snapshot, name: str) -> Axis:
    """The choices in order, then those who said nothing, whatever the reason."""
    questionnaire = snapshot.questionnaire
    variable = questionnaire.splits.get(name, "")
    question = questionnaire.question_of.get(variable)
    if question is None or question.kind not in ONE_CHOICE or variable not in snapshot.columns:
        known = (*AREAS[::2], *questionnaire.splits)
        msg = (
            f"This wave cannot be split by `{name}`. {did_you_mean(name, known)} "
            f"It can be split by: {', '.join(sorted(known))}."
        )
        raise UnknownSplit(" ".join(msg.split()))
    choices = [one for one in question.offered if one.id != PREFER_NOT_TO_SAY]
    places = {one.code: at for at, one in enumerate(choices)}
    nothing = len(choices)

    def place(row: Row) -> int:
        said = int(row[variable])
        return nothing if said in set(Missing) else places[said]

    labels = (*(one.id for one in choices), NOT_SAID)
    return Axis(name, Column((variable,), len(labels), place), labels)


def _of_areas(engine: Engine, together: Mapping[str, str]) -> dict[str, Axis]:
    """Schools stand in the order of their localities, so that these are runs of schools."""
    found = engine.combinations(("school", "locality"))
    pairs = sorted((str(locality), str(school)) for school, locality in found)
    lies_in = {school: locality for locality, school in pairs}
    schools, localities = tuple(lies_in), tuple(dict.fromkeys(locality for locality, _ in pairs))
    groups = (*sorted({together[one] for one in schools if one in together}), "")
    located, grouped = _places(localities), _places(groups)
    in_groups = {school: grouped[together.get(school, "")] for school in schools}
    in_one = len(pairs) == len(schools)
    return {
        "school": Axis("school", _words("school", _places(schools), len(schools)), schools),
        "locality": Axis(
            "locality",
            _words("locality", located, len(localities)),
            localities,
            tuple(located[lies_in[one]] for one in schools) if in_one else (),
        ),
        "group": Axis(
            "group", _words("school", in_groups, len(groups)), groups, tuple(in_groups.values())
        ),
    }


def _places(names: Sequence[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(names)}


def _words(name: str, places: Mapping[str, int], size: int) -> Column:
    return Column((name,), max(1, size), lambda row: places[str(row[name])])
