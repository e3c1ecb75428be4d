"""`tellback figures`: whether figures that were printed can be true."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellback.command.problems import FAULTY, as_json, say_json, stop_unreadable

if TYPE_CHECKING:
    from tellback.questionnaire.problem import Problem

figures_commands = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Check figures that were printed.",
)


@figures_commands.callback()
def _figures() -> None:
    """Check figures that were printed."""


@figures_commands.command()
def check(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A CSV file: id, measure, question, group, answer, year, value, unit, base.",
        ),
    ],
    *,
    in_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of sentences.")
    ] = False,
) -> None:
    """Say which printed figures cannot be true at once, each with the arithmetic.

    Ends with 0 where all of them can be (remarks may remain), 1 where some cannot, and 2 where the
    file cannot be read.
    """
    from tellback.quality.printed import check_figures, read_figures  # noqa: PLC0415
    from tellback.questionnaire.problem import Unreadable  # noqa: PLC0415

    try:
        figures = read_figures(file)
    except Unreadable as unreadable:
        stop_unreadable(str(file), unreadable.problems, in_json=in_json)
    checked = check_figures(figures, name=file.name)
    if in_json:
        say_json(
            {
                "file": str(file),
                "figures": len(figures),
                "findings": as_json(checked.findings),
                "remarks": as_json(checked.remarks),
            }
        )
    else:
        _say("Cannot be true", checked.findings)
        _say("To look at", checked.remarks)
        typer.echo(
            f"{file.name}: {_count(len(figures), 'figure')}, "
            f"{_count(len(checked.findings), 'finding')}, "
            f"{_count(len(checked.remarks), 'remark')}."
        )
    if checked.findings:
        raise typer.Exit(FAULTY)


def _say(heading: str, found: Sequence[Problem]) -> None:
    if found:
        typer.echo(f"{heading}\n")
        for problem in found:
            typer.echo(f"  {problem} [{problem.code}]")
        typer.echo("")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
