"""How long an attack on a whole release takes.

The release is made up here, with a simple protection of its own: small counts are hidden, and with
them the smallest of the rest of the same table and of the same choice in other schools, until
every sum has two hidden counts or none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt

from tellback.disclosure.attack import attack

Counts = npt.NDArray[np.int64]
LEAST = 5
ANSWERS = ("never", "seldom", "often", "always", "-9")
SEXES = ("female", "male")
HEADER = (
    *("wave", "level", "area", "split", "group", "variable"),
    *("choice", "count", "percent", "base", "hidden"),
)
RULE = "least_base: 10\nleast_cell: {borough: 5, locality: 5, group: 5, school: 5}\n"
RUNS = 3


@dataclass(frozen=True)
class Size:
    """How large a release is."""

    schools: int
    questions: int
    by_sex: bool
    """Whether schools are split by sex."""


SIZES = (Size(100, 150, by_sex=False), Size(100, 150, by_sex=True), Size(1000, 30, by_sex=False))


def measure(sizes: tuple[Size, ...] = SIZES) -> None:
    """Prints the median time of an attack on each release."""
    for size in sizes:
        with TemporaryDirectory() as folder:
            rows = write_release(Path(folder), size, np.random.default_rng(4))
            taken = []
            for _ in range(RUNS):
                began = perf_counter()
                report = attack(Path(folder))
                taken.append(perf_counter() - began)
            print(
                f"{size.schools} schools, {size.questions} questions"
                f"{', schools by sex' if size.by_sex else ''}: {rows:,} rows, "
                f"{report.hidden:,} hidden, {len(report.exact):,} exact, "
                f"{len(report.too_narrow):,} too narrow: {median(taken):.1f} s "
                f"(median of {RUNS}; {min(taken):.1f} to {max(taken):.1f})"
            )


def write_release(folder: Path, size: Size, random: np.random.Generator) -> int:
    """Writes a release into `folder`; gives the number of rows of its tables."""
    (folder / "rule.yaml").write_text(RULE, "utf-8")
    (folder / "questionnaire.yaml").write_text(_questionnaire(size), "utf-8")
    with (folder / "areas.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(("level", "area", "name", "locality", "group"))
        lines.writerow(("borough", "borough", "The borough", "", ""))
        lines.writerows(
            ("school", at + 1, f"School {at + 1}", "", "") for at in range(size.schools)
        )
    with (folder / "tables.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        rows = list(_rows(size, random))
        lines.writerows(rows)
    return len(rows)


def _questionnaire(size: Size) -> str:
    asked = "".join(
        f"      - {{id: q{at}, kind: single, text: Question {at}, choices: answers}}\n"
        for at in range(size.questions)
    )
    choices = ", ".join(f"{{id: {one}, text: {one}}}" for one in ANSWERS[:-1])
    sexes = ", ".join(f"{{id: {one}, text: {one}}}" for one in SEXES)
    return (
        f"tellback: 1\nid: made-up\ntitle: Made up\nversion: '1'\nsplits: {{sex: sex}}\n"
        f"choice_lists:\n  answers: [{choices}]\nsections:\n  - id: all\n    title: All\n"
        f"    questions:\n      - {{id: sex, kind: single, text: Sex, choices: [{sexes}]}}\n{asked}"
    )


def _rows(size: Size, random: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    pupils = random.integers(90, 160, (size.schools, 2))
    pupils[:, 1] = pupils[:, 0] - pupils[:, 0] // 2
    pupils[:, 0] //= 2
    silent = np.zeros((size.schools, 1), dtype=np.int64)
    # Everyone says their sex here, so that its table is the number of pupils in each group.
    sex = np.stack([np.diag(one) for one in pupils])
    yield from _table("sex", (*SEXES, "-9"), np.dstack([sex, np.repeat(silent, 2, 1)]), size)
    for at in range(size.questions):
        shares = random.dirichlet([0.4, 1.2, 3.0, 4.0, 0.3])
        of = random.dirichlet(shares * 25 + 0.05, size.schools)
        counts = np.stack(
            [
                [random.multinomial(one, of[school]) for one in pupils[school]]
                for school in range(size.schools)
            ]
        )
        yield from _table(f"q{at}", ANSWERS, counts, size)


def _table(
    name: str, choices: tuple[str, ...], counts: Counts, size: Size
) -> Iterator[tuple[Any, ...]]:
    """The rows of one question from its counts, schools x sexes x choices."""
    whole = _with_sums(counts)
    shown = _with_sums_shown(whole.shape, size)
    hidden = np.zeros(whole.shape, dtype=np.bool_) if name == "sex" else _hide(whole, shown)
    schools, sexes, _ = whole.shape
    for school, sex in product(range(schools), range(sexes)):
        if not shown[school, sex, 0]:
            continue
        base = int(whole[school, sex].sum())
        about = (
            "2026",
            *(("borough", "borough") if school == schools - 1 else ("school", school + 1)),
            *(("all", "all") if sex == sexes - 1 else ("sex", SEXES[sex])),
        )
        for at, choice in enumerate(choices):
            count = int(whole[school, sex, at])
            if hidden[school, sex, at]:
                yield (*about, name, choice, "", "", base, "small")
            else:
                yield (*about, name, choice, count, (200 * count + base) // (2 * base), base, "")


def _with_sums(counts: Counts) -> Counts:
    """With the sum over schools and over sexes as the last of each."""
    schools = np.concatenate([counts, counts.sum(0, keepdims=True)], 0)
    return np.concatenate([schools, schools.sum(1, keepdims=True)], 1)


def _with_sums_shown(shape: tuple[int, ...], size: Size) -> npt.NDArray[np.bool_]:
    shown = np.ones(shape, dtype=np.bool_)
    if not size.by_sex:
        shown[:-1, :-1] = False
    return shown


def _hide(whole: Counts, shown: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Small counts, and the next smallest until no sum has a single hidden count."""
    hidden = (whole > 0) & (whole < LEAST) & shown
    order = np.where(shown & (whole > 0), whole, np.iinfo(np.int64).max)
    before = -1
    while before != hidden.sum():
        before = hidden.sum()
        for axis in (2, 1, 0):
            alone = (hidden.sum(axis) == 1) & (shown.sum(axis) > 1)
            rest = np.where(hidden, np.iinfo(np.int64).max, order)
            place = np.expand_dims(rest.argmin(axis), axis)
            free = np.take_along_axis(rest, place, axis) < np.iinfo(np.int64).max
            chosen = np.expand_dims(alone, axis) & free
            was = np.take_along_axis(hidden, place, axis)
            np.put_along_axis(hidden, place, was | chosen, axis)
    return hidden
