"""`tellback attack`: what a stranger can work out of a release's hidden counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tellback.command.problems import FAULTY, UNREADABLE, say_json


def attack_releases(
    directories: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="A release; of several, the earliest first."),
    ],
    *,
    in_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    intervals: Annotated[
        bool, typer.Option("--intervals", help="Find the range of every hidden count.")
    ] = False,
    crossings: Annotated[
        bool,
        typer.Option("--crossings", help="Think of crossings too that no table shows; slower."),
    ] = False,
) -> None:
    """Try to work out what a release hides, from its published files alone.

    Ends with 0 where nothing is found, 1 where something is, and 2 where a folder cannot be
    read.
    """
    # NumPy and the solver are slow to import, and other commands do without them.
    from tellback.disclosure.attack import AttackFault, attack  # noqa: PLC0415

    try:
        report = attack(*directories, intervals=intervals, crossings=crossings)
    except AttackFault as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(UNREADABLE) from None
    if in_json:
        say_json(report.as_json())
    else:
        for sentence in report.sentences():
            typer.echo(sentence)
    if not report.safe:
        raise typer.Exit(FAULTY)
