"""Waves of a few made-up schools, their tables, and what a stranger makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tellback.disclosure import Areas, Known, Rule, SafeTable, protect, write_rule
from tellback.disclosure.attack import AttackReport, attack
from tellback.disclosure.small_schools import with_small_schools
from tellback.questionnaire.write import to_yaml
from tellback.release import Area
from tellback.release.write import what_strangers_read
from tellback.response import accept
from tellback.snapshot import PupilRow
from tellback.tabulation import RawTable, tabulate_family
from tests.library.small import asking, in_memory_rows, single

ASKED = asking(
    {
        "id": "sex",
        "kind": "single",
        "text": "You are:",
        "choices": [{"id": "girl", "text": "A girl"}, {"id": "boy", "text": "A boy"}],
    },
    single("care", may_refuse=True),
    {
        "id": "food",
        "kind": "multi",
        "text": "What do you eat?",
        "choices": [{"id": name, "text": name} for name in ("fruit", "sweets", "bread")],
    },
    single("club", show_if="${care} = 'often'"),
    single("both", show_if="${care} = 'often' and ${sex} = 'girl'"),
    {"id": "drink", "kind": "yes_no", "text": "Have you drunk?", "sensitive": True},
    splits={"sex": "sex"},
    measures=[
        {"id": "cares", "text": "Care", "variable": "care", "choices": ["often", "rarely"]},
        {"id": "clubs", "text": "Club", "variable": "club", "choices": ["often"]},
        {"id": "all", "text": "A", "variable": "club", "choices": ["often"], "of": "everyone"},
        {"id": "eats", "text": "Eat", "variable": "food", "choices": ["fruit", "bread"]},
        {
            "id": "girls",
            "text": "Girls who care",
            "variable": "care",
            "choices": ["often"],
            "where": "${sex} = 'girl'",
        },
    ],
)
SPLITS = (("sex",), ("locality",), ("school",), ("school", "sex"))


def wave(rng: Random, *, schools: int, largest: int = 30) -> tuple[PupilRow, ...]:
    """Pupils of `schools` schools in three localities, each school with leanings of its own."""
    rows: list[PupilRow] = []
    for number in range(schools):
        lean = [rng.random() for _ in range(6)]
        pupils = range(rng.randint(1, largest))
        rows += [_pupil(rng, lean, str(1001 + number), f"L{number % 3}") for _ in pupils]
    return tuple(rows)


def _pupil(rng: Random, lean: Sequence[float], school: str, locality: str) -> PupilRow:
    answers = {
        "sex": rng.choices(("girl", "boy", ""), (lean[0], 1 - lean[0], 0.05))[0],
        "care": rng.choices(
            ("often", "rarely", "never", "prefer_not_to_say", ""),
            (lean[1], lean[2], 0.5, 0.05, 0.1),
        )[0],
        "food": " ".join(
            name for at, name in enumerate(("fruit", "sweets", "bread")) if rng.random() < lean[at]
        ),
        "club": rng.choices(("often", "rarely", "never", ""), (lean[3], 0.3, 0.3, 0.1))[0],
        "both": rng.choices(("often", "rarely", ""), (lean[4], 0.3, 0.1))[0],
        "drink": rng.choices(("yes", "no", ""), (lean[5], 1 - lean[5], 0.1))[0],
    }
    return PupilRow(school, locality, "5", "online", accept(ASKED, answers))


def tables_of(rows: Sequence[PupilRow], splits: Sequence[tuple[str, ...]]) -> tuple[RawTable, ...]:
    """Every raw table of the wave."""
    return tabulate_family(in_memory_rows(ASKED, rows), splits)


def areas_of(rows: Sequence[PupilRow]) -> Areas:
    """In which locality each school lies."""
    return Areas({row.school: row.locality for row in rows})


def protected(
    raw: Sequence[RawTable],
    rule: Rule,
    rows: Sequence[PupilRow],
    earlier: Sequence[SafeTable] = (),
) -> tuple[SafeTable, ...]:
    """The safe tables of a wave."""
    return protect(raw, rule, Known(areas_of(rows), ASKED.splits, earlier))


def attacked(
    safe: Sequence[SafeTable], raw: Sequence[RawTable], rule: Rule, rows: Sequence[PupilRow]
) -> AttackReport:
    """What a stranger finds in them."""
    with TemporaryDirectory() as folder:
        publish(Path(folder), safe, raw, rule, rows)
        return attack(Path(folder))


def publish(
    folder: Path,
    safe: Sequence[SafeTable],
    raw: Sequence[RawTable],
    rule: Rule,
    rows: Sequence[PupilRow],
) -> None:
    """Write what strangers read."""
    where = with_small_schools(raw, rule, areas_of(rows))[1]
    group_of = {school: name for name, schools in where.together.items() for school in schools}
    areas = [
        Area("borough", "", "The whole area"),
        *(Area("locality", one, one) for one in sorted(set(where.locality_of.values()))),
        *(Area("group", one, one) for one in where.together),
        *(
            Area("school", one, one, locality, group_of.get(one, ""))
            for one, locality in sorted(where.locality_of.items())
        ),
    ]
    for name, data in what_strangers_read(safe, areas, write_rule(rule), to_yaml(ASKED)):
        (folder / name).write_bytes(data)
