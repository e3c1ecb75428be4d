"""Four schools, what they were asked, and the tables of them: leaks are planted in these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tests.library.disclosure.attack.releases import (
    Cell,
    Counted,
    Group,
    Pupil,
    Row,
    Survey,
    rows_of,
)
from tests.library.disclosure.attack.surveys import measured, single, yaml_of

PLACES = (
    ("borough", "borough", "", ""),
    ("locality", "north", "", ""),
    ("locality", "south", "", ""),
    ("school", "1", "north", ""),
    ("school", "2", "north", ""),
    ("school", "3", "south", ""),
    ("school", "4", "south", ""),
)
NORTH = {"1", "2"}
SURVEY = Survey(
    yaml_of(
        single("sex", "f", "m")
        + single("q1", "a", "b", "c", more=", may_refuse: true")
        + single("q2", "x", "y", more=", show_if: \"${q1} = 'a'\"")
        + single("t", "x", "y", "z").replace("single", "multi"),
        measured("good", "q1", "a, b") + measured("any", "t", "x, y"),
        "sex: sex",
    ),
    {
        "sex": Counted(("f", "m", "-9")),
        "q1": Counted(("a", "b", "c", "-9", "-7")),
        "q2": Counted(("x", "y", "-9"), asked=lambda one: one["q1"] == "a"),
        "t": Counted(("x", "y", "z", "-9")),
        "good": Counted(("held",), held=lambda one, _: one["q1"] in "ab"),
        "any": Counted(("held",), held=lambda one, _: bool(set("xy") & set(one["t"]))),
    },
    (),
)


def those(school: str, number: int, **answers: str) -> list[Pupil]:
    """Pupils of a school who answered alike."""
    usual = {"sex": "f", "q1": "c", "q2": "x", "t": "z"}
    return [{"school": school, **usual, **answers}] * number


def everybody() -> list[Pupil]:
    """Four schools in which nothing is small."""
    return [
        pupil
        for at, school in enumerate("1234")
        for sex in ("f", "m")
        for pupil in (
            *those(school, 8 + at, sex=sex, q1="a", q2="x", t="x"),
            *those(school, 7 + at, sex=sex, q1="a", q2="y", t="x y"),
            *those(school, 9 + at, sex=sex, q1="b", t="z y"),
            *those(school, 6 + at, sex=sex, t="-9"),
            *those(school, 10 + at, sex=sex, q1="-9"),
            *those(school, 11 + at, sex=sex, q1="-7"),
        )
    ]


BOROUGH = Group("borough", "borough")
SCHOOLS = tuple(Group("school", one) for one in "1234")
NORTH_AND_SOUTH = tuple(Group("locality", one) for one in ("north", "south"))


def sex(group: Group, value: str) -> Group:
    """Those of a group who are of one sex."""
    return replace(group, split="sex", value=value)


def cells(group: Group, *of: tuple[str, str]) -> set[Cell]:
    """Some counts of one group."""
    return {(group.level, group.area, group.split, group.value, *one) for one in of}


def rows_for(groups: Iterable[Group], tables: Iterable[str], pupils: list[Pupil]) -> list[Row]:
    """The rows of some tables of some groups; localities are put together from schools."""
    inside = {"north": NORTH, "south": {"3", "4"}}
    found: list[Row] = []
    for group in groups:
        of = pupils
        if group.level == "locality":
            of = [one for one in pupils if one["school"] in inside[group.area]]
        whom = replace(group, level="borough") if group.level == "locality" else group
        found += [row | {"level": group.level} for row in rows_of(SURVEY, [whom], of)]
    return [row for row in found if row["variable"] in set(tables)]
