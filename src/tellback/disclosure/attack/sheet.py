"""tables.csv of one wave as arrays: which group, which count, what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tellback.disclosure.attack.fault import AttackFault
from tellback.disclosure.attack.published import TABLES, Published
from tellback.disclosure.attack.relations import Whole

ALL, JOIN = "all", "*"
NOTHING = -1
"""In place of a number that is not published."""


class Whom(NamedTuple):
    """Whom a row is about: an area, and in it those of one value of each part of a split."""

    level: str
    area: str
    split: tuple[str, ...] = ()
    value: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Sheet:
    """The rows of one wave of one release; the arrays are as long as there are rows."""

    wave: str
    published: Published
    groups: tuple[Whom, ...]
    cells: tuple[tuple[str, str], ...]
    """(variable, choice), each once."""
    group: Whole
    """The place of the row's group in `groups`."""
    cell: Whole
    count: Whole
    percent: Whole
    base: Whole
    hidden: Whole
    """The place of its code in `codes`."""
    codes: tuple[str, ...]


def sheets_of(published: Published) -> Iterator[Sheet]:
    """One sheet for each wave, in their order in the file. Raises AttackFault."""
    waves = published.rows.column("wave").unique().to_pylist()
    for wave in waves:
        rows = published.rows
        if len(waves) > 1:
            rows = rows.filter(pa.compute.equal(rows.column("wave"), wave))
        yield _sheet(wave, published, rows)


def _sheet(wave: str, published: Published, rows: Any) -> Sheet:
    groups, group = _together(rows, ("level", "area", "split", "group"))
    cells, cell = _together(rows, ("variable", "choice"))
    both = group * len(cells) + cell
    if len(np.unique(both)) < len(both):
        twice = int(np.flatnonzero(np.bincount(both) > 1)[0])
        variable, choice = cells[twice % len(cells)]
        msg = (
            f"The release {published.name} cannot be attacked: its {TABLES} has two rows for "
            f"`{choice}` of {variable} of one group. Build the release anew."
        )
        raise AttackFault(msg)
    (codes, hidden) = _together(rows, ("hidden",))
    return Sheet(
        wave=wave,
        published=published,
        groups=tuple(_whom(published, *one) for one in groups),
        cells=tuple((variable, choice) for variable, choice in cells),
        group=group,
        cell=cell,
        count=_numbers(rows, "count"),
        percent=_numbers(rows, "percent"),
        base=_numbers(rows, "base"),
        hidden=hidden,
        codes=tuple(code for (code,) in codes),
    )


def _together(rows: Any, names: tuple[str, ...]) -> tuple[list[tuple[str, ...]], Whole]:
    """The different values of some columns taken together, and each row's place among them."""
    key = np.zeros(rows.num_rows, dtype=np.int64)
    words: list[list[str]] = []
    for name in names:
        column = rows.column(name).combine_chunks()
        column = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
        words.append(column.dictionary.to_pylist())
        key = key * len(words[-1]) + column.indices.to_numpy().astype(np.int64)
    found, first, place = np.unique(key, return_index=True, return_inverse=True)
    # In the order of the file, which is the order of the questionnaire.
    order = np.argsort(first)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return [_split_key(int(one), words) for one in found[order]], rank[place.reshape(-1)]


def _split_key(key: int, words: list[list[str]]) -> tuple[str, ...]:
    found: list[str] = []
    for known in reversed(words):
        key, at = divmod(key, len(known))
        found.append(known[at])
    return tuple(reversed(found))


def _whom(published: Published, level: str, area: str, split: str, group: str) -> Whom:
    if split == ALL:
        return Whom(level, area)
    names, value = tuple(split.split(JOIN)), tuple(group.split(JOIN))
    if len(names) != len(value):
        msg = (
            f"The release {published.name} cannot be attacked: its {TABLES} has the group "
            f"`{group}` of the split `{split}`, and they do not fit. Build the release anew."
        )
        raise AttackFault(msg)
    ordered = sorted(zip(names, value, strict=True))
    return Whom(level, area, tuple(one for one, _ in ordered), tuple(one for _, one in ordered))


def _numbers(rows: Any, name: str) -> Whole:
    filled = pa.compute.fill_null(rows.column(name), NOTHING)
    return np.asarray(filled.to_numpy(), dtype=np.int64)
