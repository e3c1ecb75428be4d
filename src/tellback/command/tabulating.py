"""`tellback tabulate`: the raw counts of a snapshot, for whoever may use the library on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellback.command.problems import UNREADABLE, say_json

if TYPE_CHECKING:
    from rich.table import Table

    from tellback.snapshot import Snapshot
    from tellback.tabulation import Engine, EngineName, Group, RawTable

NOT_PROTECTED = (
    "These counts are raw. Small ones can expose a pupil: show them to nobody, and publish a "
    "release instead (`tellback release build`)."
)
TOGETHER = "*"


class Counter(StrEnum):
    """The engines that may be asked for."""

    LOCAL = "local"
    NUMPY = "numpy"
    SPARK = "spark"


def tabulate_snapshot(
    snapshot: Annotated[Path, typer.Argument(metavar="SNAPSHOT", help="A snapshot's folder.")],
    *,
    by: Annotated[
        str,
        typer.Option(
            help="Splits, with commas: school, locality and those of the questionnaire, such as "
            "sex; 'school*sex' for one by both."
        ),
    ] = "",
    measure: Annotated[
        list[str] | None,
        typer.Option(help="A measure or question, and no others; may be given again."),
    ] = None,
    engine: Annotated[Counter, typer.Option(help="What counts.")] = Counter.LOCAL,
    master: Annotated[
        str, typer.Option(help="Spark's master, such as spark://host:7077.")
    ] = "local[*]",
    in_json: Annotated[bool, typer.Option("--json", help="Print the tables as JSON.")] = False,
) -> None:
    """Count what pupils answered: raw, with every small number.

    Ends with 2 where the snapshot cannot be used, or is asked for something it has not.
    """
    # NumPy and Arrow are slow to import, and other commands do without them.
    from tellback.snapshot import SnapshotFault, read_snapshot  # noqa: PLC0415
    from tellback.tabulation import (  # noqa: PLC0415
        Uncountable,
        Uncounted,
        UnknownSplit,
        UnknownTable,
        tabulate_family,
    )

    splits = [tuple(part.strip() for part in one.split(TOGETHER)) for one in by.split(",") if one]
    try:
        read = read_snapshot(snapshot)
        counts = _engine(engine, snapshot, master)
        tables = tabulate_family(read, splits, engine=counts, only=measure)
    except (SnapshotFault, Uncountable, Uncounted, UnknownSplit, UnknownTable) as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(UNREADABLE) from None
    typer.echo(NOT_PROTECTED, err=True)
    if in_json:
        say_json({"wave": read.wave, "protected": False, "tables": [_as_json(t) for t in tables]})
    else:
        _print(read, tables)


def _engine(name: Counter, snapshot: Path, master: str) -> EngineName | Engine:
    """Spark reads the snapshot's own file, so that rows need not pass through this process."""
    if name is not Counter.SPARK:
        return "local" if name is Counter.LOCAL else "numpy"
    from tellback.snapshot.manifest import RESPONSES  # noqa: PLC0415
    from tellback.tabulation.spark import local_session, spark_engine  # noqa: PLC0415

    return spark_engine(snapshot / RESPONSES, session=local_session(master))


def _as_json(table: RawTable) -> dict[str, object]:
    group = table.group
    return {
        "id": table.id,
        "kind": table.kind,
        "level": group.level,
        "area": group.area,
        "split": list(group.split),
        "group": list(group.value),
        "cells": {cell.id: cell.count for cell in table.cells},
        "not_answered": table.not_answered,
        "refused": table.refused,
        "base": table.base,
        "base_words": table.base_words,
    }


def _print(snapshot: Snapshot, tables: Iterable[RawTable]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    for _, alike in groupby(tables, key=lambda table: (table.kind, table.id)):
        shown = list(alike)
        first = shown[0]
        words = f"{first.title} {first.row}".strip()
        console.print(Text(f"{first.id}: {words} ({first.base_words})", style="bold"))
        console.print(_shown(snapshot, shown))


def _shown(snapshot: Snapshot, tables: list[RawTable]) -> Table:
    """One variable or measure: a row for each group."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    first = tables[0]
    shown = Table()
    shown.add_column("pupils")
    measure = first.kind == "measure"
    extra = ["the rest"] if measure else ["not answered", *_refusing(first)]
    for name in (*(_word(cell.words, measure=measure) for cell in first.cells), *extra, "base"):
        shown.add_column(Text(name), justify="right")
    for table in tables:
        rest = [table.base - table.cells[0].count] if measure else [table.not_answered]
        rest += [table.refused] if _refusing(first) and not measure else []
        numbers = [*(cell.count for cell in table.cells), *rest, table.base]
        shown.add_row(Text(_called(snapshot, table.group)), *(str(one) for one in numbers))
    return shown


def _word(words: str, *, measure: bool) -> str:
    return "counted" if measure else words


def _refusing(table: RawTable) -> list[str]:
    return ["preferred not to say"] if table.may_refuse else []


def _called(snapshot: Snapshot, group: Group) -> str:
    return ", ".join(_names(snapshot, group)) or "all"


def _names(snapshot: Snapshot, group: Group) -> Iterator[str]:
    from tellback.tabulation import NOT_SAID  # noqa: PLC0415

    if group.area:
        yield f"{group.level} {group.area}"
    for name, value in zip(group.split, group.value, strict=True):
        choices = snapshot.questionnaire.choices_of(snapshot.questionnaire.splits[name])
        words = {one.id: one.text.say() for one in choices}
        yield f"{name} not said" if value == NOT_SAID else words[value]
