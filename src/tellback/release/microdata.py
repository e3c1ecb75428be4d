"""One pupil a row as a labelled .sav file, for the analyst who has the right: never released.

It holds what no release does, so whoever calls this has asked first whether they may. Source
of the layout: IBM SPSS Statistics, system files, as ReadStat writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tellback.questionnaire.missing import Missing
from tellback.snapshot import Holds, Snapshot
from tellback.snapshot.columns import ABOUT_PUPIL

AREAS = ("school", "locality")
"""Where a pupil goes to school: with an answer or two, it may say who the pupil is."""
MISSING = sorted(map(int, Missing))
NUMBERS = frozenset({Holds.WHOLE, Holds.NUMBER})
"""What may be added up; whether choices stand in an order, only their readers know."""
LONGEST_NAME = 64
LONGEST_LABEL = 255
"""Bytes that SPSS shows of a variable's label."""
STAMP = slice(92, 109)
"""Where a .sav file holds the day and the time of its making: `dd mmm yy`, `hh:mm:ss`."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ABOUT_WORDS = {
    "school": "School number",
    "locality": "Locality of the school",
    "year_group": "Year group",
    "mode": "How the pupil answered",
}


@dataclass(frozen=True)
class Described:
    """What the file says of its columns; names are those in the file."""

    names: dict[str, str]
    """Column of the snapshot -> name in the file."""
    labels: dict[str, str | None]
    values: dict[str, dict[int | float, str]]
    measures: dict[str, str]


def to_sav(snapshot: Snapshot, path: Path, *, day: date, areas: bool = False) -> None:
    """Write the answers of `snapshot` to `path`, dated `day`; one row a pupil, shuffled as there.

    Schools and localities are left out unless `areas`. Missing is -9 not answered, -8 not
    asked, -7 prefer not to say, as user-missing values. Raises OSError where `path` cannot
    be written; then nothing of it is there.
    """
    import pyreadstat  # noqa: PLC0415 - slow to load, and this alone needs it

    about = [name for name in ABOUT_PUPIL if areas or name not in AREAS]
    described = _described(snapshot, about)
    frame = snapshot.table.select(list(described.names)).to_pandas(categories=None)
    frame = frame.astype(dict.fromkeys(about, str)).rename(columns=described.names)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
        made = Path(folder) / "made.sav"
        pyreadstat.write_sav(
            frame,
            made,
            file_label=_cut(f"{snapshot.questionnaire.title.say()}, {snapshot.wave}", 60),
            column_labels=described.labels,
            variable_value_labels=described.values,
            missing_ranges={name: [*MISSING] for name in described.values},
            variable_measure=described.measures,
            row_compress=True,
        )
        made.write_bytes(_dated(made.read_bytes(), day))
        made.replace(path)


def _described(snapshot: Snapshot, about: list[str]) -> Described:
    names = dict(_names([*about, *snapshot.columns]))
    columns = {names[name]: column for name, column in snapshot.columns.items()}
    labels: dict[str, str | None] = {names[name]: ABOUT_WORDS[name] for name in about}
    return Described(
        names=names,
        labels=labels | {name: _cut(one.label, LONGEST_LABEL) for name, one in columns.items()},
        values={name: _values(one.values) for name, one in columns.items()},
        measures=dict.fromkeys(labels, "nominal")
        | {name: "scale" if one.holds in NUMBERS else "nominal" for name, one in columns.items()},
    )


def _names(columns: list[str]) -> Iterator[tuple[str, str]]:
    """Column -> its name: a letter first, then letters, digits, dots, each once in any case."""
    taken: set[str] = set()
    for column in columns:
        plain = re.sub(r"[^A-Za-z0-9_.]", "_", column).strip("._")
        plain = plain if plain[:1].isalpha() else f"v{plain}"
        name, at = plain[:LONGEST_NAME], 2
        while name.lower() in taken:
            end = f"_{at}"
            name, at = plain[: LONGEST_NAME - len(end)] + end, at + 1
        taken.add(name.lower())
        yield column, name


def _values(known: Mapping[int, str]) -> dict[int | float, str]:
    return {int(code): _cut(words, 120) for code, words in sorted(known.items())}


def _cut(words: str, most: int) -> str:
    """At most so many bytes of UTF-8, whole letters."""
    return " ".join(words.split()).encode()[:most].decode(errors="ignore")


def _dated(data: bytes, day: date) -> bytes:
    """The file with `day` where the clock's time stood, so that the same answers are the same."""
    stamp = f"{day.day:02} {MONTHS[day.month - 1]} {day.year % 100:02}00:00:00".encode()
    return data[: STAMP.start] + stamp + data[STAMP.stop :]
