"""The `tellback` command itself: its sub-commands, its version, its last line of defence."""

from __future__ import annotations

import io
import sys
from importlib.metadata import entry_points, version
from typing import Annotated

import typer

from tellback.command.attacking import attack_releases
from tellback.command.checking_figures import figures_commands
from tellback.command.explaining import explain_hidden
from tellback.command.paper import print_booklet
from tellback.command.questionnaire import questionnaire_commands
from tellback.command.releasing import release_commands
from tellback.command.reporting import make_reports
from tellback.command.tabulating import tabulate_snapshot

COMMANDS = "tellback.commands"
"""The entry-point group by which other floors add sub-commands: callables that take the app."""
FAILED = 3
"""The exit code for a fault of ours, as against one in a file (1, 2)."""

questionnaire_commands.command("print")(print_booklet)
release_commands.command("explain")(explain_hidden)


def make_app() -> typer.Typer:
    """The command with the library's sub-commands and those of every installed floor."""
    app = typer.Typer(
        name="tellback",
        help="Children tell; the council acts; everyone can see what came of it.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_tellback)
    app.add_typer(questionnaire_commands, name="questionnaire")
    app.add_typer(figures_commands, name="figures")
    app.command("attack")(attack_releases)
    app.add_typer(release_commands, name="release")
    app.command("report")(make_reports)
    app.command("tabulate")(tabulate_snapshot)
    _add_installed(app)
    return app


def run() -> None:
    """The entry point: no user ever meets a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        make_app()()
    except Exception as error:  # noqa: BLE001 - the last line of defence, and it says so
        typer.echo(
            f"Something went wrong inside tellback: {type(error).__name__}: {error}\n"
            "This is our fault and not your file's. Please report it with the command you gave.",
            err=True,
        )
        sys.exit(FAILED)


def _add_installed(app: typer.Typer) -> None:
    for found in sorted(entry_points(group=COMMANDS), key=lambda point: point.name):
        try:
            found.load()(app)
        except ModuleNotFoundError:
            # The library is installed without that floor's own libraries, which is allowed.
            continue
        except Exception as error:  # noqa: BLE001 - one broken floor must not close the others
            typer.echo(
                f"The commands of `{found.name}` are left out, because they could not be loaded: "
                f"{error}",
                err=True,
            )


def _say_version(asked: bool) -> None:  # noqa: FBT001 - the signature is typer's
    if asked:
        typer.echo(f"tellback {version('tellback')}")
        raise typer.Exit


def _tellback(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Say the version and stop."
        ),
    ] = False,
) -> None:
    """Children tell; the council acts; everyone can see what came of it."""
