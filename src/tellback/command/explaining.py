"""`tellback release explain`: why a release hides what it hides."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from tellback.command.problems import UNREADABLE

HEADER = ("level", "area", "split", "group", "variable", "choice", "count", "why")


def explain_hidden(
    *,
    wave: Annotated[Path, typer.Option(metavar="DIR", help="The wave's snapshot.")],
    rule: Annotated[Path, typer.Option(metavar="FILE", help="The council's thresholds.")],
    only: Annotated[str, typer.Option(help="One variable or measure.")] = "",
) -> None:
    """Why each count is hidden, as CSV with the counts themselves: keep it to yourself.

    Ends with 2 where a file cannot be read, or there is no such variable.
    """
    # These bring NumPy and the solver, which other commands do without.
    from tellback.disclosure import Areas, Known, RuleFault, protect, read_rule  # noqa: PLC0415
    from tellback.disclosure.explain import explain  # noqa: PLC0415
    from tellback.release.build import splits_of  # noqa: PLC0415
    from tellback.snapshot import SnapshotFault, read_snapshot  # noqa: PLC0415
    from tellback.snapshot.places import places  # noqa: PLC0415
    from tellback.tabulation import tabulate_family  # noqa: PLC0415

    try:
        snapshot = read_snapshot(wave)
        by = read_rule(rule.read_text(encoding="utf-8"), name=rule.name)
    except (SnapshotFault, RuleFault) as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(UNREADABLE) from fault
    except (OSError, UnicodeDecodeError) as fault:
        typer.echo(f"{rule} cannot be read. Name a file like those in content/rules.", err=True)
        raise typer.Exit(UNREADABLE) from fault
    raw = tabulate_family(snapshot, splits_of(by, snapshot.questionnaire))
    if only and only not in {table.id for table in raw}:
        typer.echo(f"The wave has no variable or measure {only}.", err=True)
        raise typer.Exit(UNREADABLE)
    areas = Areas({school: min(found) for school, found in places(snapshot).items()})
    safe = protect(raw, by, Known(areas, snapshot.questionnaire.splits))
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(HEADER)
    for one in explain(raw, safe, by):
        if only in {"", one.table}:
            group = one.group
            place = (group.level, group.area or group.level)
            split = ("*".join(group.split) or "all", "*".join(group.value) or "all")
            rows.writerow((*place, *split, one.table, one.cell, one.count, one.why))
    typer.echo("These counts are not protected.", err=True)
    typer.echo(written.getvalue(), nl=False)
