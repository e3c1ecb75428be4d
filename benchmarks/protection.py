"""How long it takes to protect a release, how much is hidden, and what an attacker makes of it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.fewest import fewest
from tellback.disclosure import Areas, Hidden, Known, Rule, SafeTable, protect, write_rule
from tellback.disclosure.attack import attack
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.write import to_yaml
from tellback.release import Area
from tellback.release.write import what_strangers_read
from tellback.tabulation import Group, RawCell, RawTable

CHOICES = 4
SEXES = ("girl", "boy")


def made_up(
    schools: int, questions: int, *, crossed: bool, seed: int = 1
) -> tuple[tuple[RawTable, ...], dict[str, int]]:
    """Tables of pupils of `schools` schools, some choices rare; and each school's pupils."""
    rng = np.random.default_rng(seed)
    sizes = np.maximum(12, rng.lognormal(np.log(112), 0.45, schools).astype(int))
    school = np.repeat(np.arange(schools), sizes)
    sex = rng.integers(0, 2, len(school))
    tables: list[RawTable] = []
    for at in range(questions):
        shares = rng.dirichlet([6, 4, 1.2, 0.5])
        by_school = np.array([rng.dirichlet(shares * 30 + 0.02) for _ in range(schools)])
        ends = by_school.cumsum(1)[school]
        answer = np.minimum((rng.random(len(school))[:, None] > ends).sum(1), CHOICES - 1)
        joint = np.zeros((schools, 2, CHOICES), int)
        np.add.at(joint, (school, sex, answer), 1)
        tables += _tables(f"q{at}", joint, crossed=crossed)
    return tuple(tables), {str(one): int(size) for one, size in enumerate(sizes)}


def _tables(name: str, joint: np.ndarray, *, crossed: bool) -> Iterator[RawTable]:  # type: ignore[type-arg]
    yield _table(name, Group(), joint.sum((0, 1)))
    for at, sex in enumerate(SEXES):
        yield _table(name, Group(split=("sex",), value=(sex,)), joint.sum(0)[at])
    for school in range(len(joint)):
        yield _table(name, Group("school", str(school)), joint[school].sum(0))
        for at, sex in enumerate(SEXES if crossed else ()):
            group = Group("school", str(school), ("sex",), (sex,))
            yield _table(name, group, joint[school, at])


def _table(name: str, group: Group, counts: Sequence[int]) -> RawTable:
    cells = tuple(RawCell(f"c{at}", f"C{at}", int(count)) for at, count in enumerate(counts))
    return RawTable(
        id=name,
        kind="variable",
        question=name,
        title=name,
        row="",
        section="s",
        cells=cells,
        not_answered=0,
        refused=0,
        base=int(sum(counts)),
        base_words="all pupils",
        exclusive=True,
        route=(),
        group=group,
        wave="w",
    )


def rule_of(least_cell: int) -> Rule:
    """Nothing under `least_cell`, in tables of 10 pupils or more."""
    return Rule.model_validate(
        {"id": "bench", "from": "2026-01-01", "source": "a benchmark", "least_cell": least_cell}
    )


def hidden_in(tables: Sequence[SafeTable]) -> int:
    """How many counts are hidden."""
    return sum(isinstance(cell.count, Hidden) for table in tables for cell in table.cells)


def attacked(tables: Sequence[SafeTable], rule: Rule, schools: int, questions: int) -> str:
    """What the attacker says, and how long it took."""
    choices = [{"id": f"c{at}", "text": f"C{at}"} for at in range(CHOICES)]
    asked = [
        {"id": f"q{at}", "kind": "single", "text": f"Q{at}?", "choices": choices}
        for at in range(questions)
    ]
    sex = {
        "id": "sex",
        "kind": "single",
        "text": "You are:",
        "choices": [{"id": one, "text": one} for one in SEXES],
    }
    questionnaire = Questionnaire.model_validate(
        {
            "id": "bench",
            "title": "Bench",
            "version": "1",
            "splits": {"sex": "sex"},
            "sections": [{"id": "s", "title": "S", "questions": [sex, *asked]}],
        }
    )
    areas = [
        Area("borough", "", "All"),
        *(Area("school", str(at), str(at)) for at in range(schools)),
    ]
    with TemporaryDirectory() as folder:
        text = to_yaml(questionnaire)
        for name, data in what_strangers_read(tables, areas, write_rule(rule), text):
            (Path(folder) / name).write_bytes(data)
        began = time.perf_counter()
        report = attack(Path(folder))
        took = time.perf_counter() - began
    return f"attack {took:.1f} s, exact {len(report.exact)}, too narrow {len(report.too_narrow)}"


def run(schools: int, questions: int, *, crossed: bool, least_cell: int = 5) -> None:
    """Protect and attack one made-up release, and print what came of it."""
    raw, _ = made_up(schools, questions, crossed=crossed)
    rule = rule_of(least_cell)
    cells = sum(len(table.cells) for table in raw)
    small = sum(0 < cell.count < least_cell for table in raw for cell in table.cells)
    began = time.perf_counter()
    safe = protect(raw, rule, Known(Areas(), {"sex": "sex"}))
    took = time.perf_counter() - began
    hidden = hidden_in(safe)
    print(
        f"{schools} schools x {questions} questions{' x sex' if crossed else ''}: "
        f"{cells:,} cells, {small:,} small; protected in {took:.1f} s, {hidden:,} hidden, "
        f"{hidden - small:,} of them beside; {attacked(safe, rule, schools, questions)}",
        flush=True,
    )


def growth(questions: int = 10) -> None:
    """From the schools of a small borough to those of a region."""
    for schools in (15, 50, 100, 200, 500, 1000):
        run(schools, questions, crossed=False)


def beside_the_fewest(questions: int, *, schools: int = 100) -> None:
    """How many counts are hidden, and how many must be at the least."""
    raw, _ = made_up(schools, questions, crossed=False)
    hidden = hidden_in(protect(raw, rule_of(5)))
    began = time.perf_counter()
    least = sum(
        fewest([table for table in raw if table.id == f"q{at}"], 5) for at in range(questions)
    )
    took = time.perf_counter() - began
    print(
        f"{questions} questions of {schools} schools: {hidden:,} counts hidden; the fewest that "
        f"leave every small count open are {least:,}, proven in {took:.0f} s",
        flush=True,
    )


def measure() -> None:
    """All of it."""
    run(100, 150, crossed=False)
    beside_the_fewest(150)
    growth()
    run(100, 150, crossed=True)
