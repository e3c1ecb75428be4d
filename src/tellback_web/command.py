"""The sub-commands of `tellback` that need the web floor: serve, demo, staff, retention.

Each sets the environment before Django is loaded, so that settings.py alone decides
what a setting means.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellback_web.loading import use_data

if TYPE_CHECKING:
    from tellback.report.material import Material

DATA = Annotated[Path, typer.Option(help="Folder of the database, snapshots and releases.")]
PORT = Annotated[int, typer.Option(help="Port to serve on.", min=1, max=65535)]
HOST = Annotated[str, typer.Option(help="Address to serve on.")]
CODES = Annotated[int, typer.Option(help="How many codes for pupils to print.")]
NO_SERVE = Annotated[bool, typer.Option("--no-serve", help="Build it, and do not serve it.")]
WORKERS = Annotated[int, typer.Option(help="Worker processes.", min=1, max=64)]


def add_commands(app: typer.Typer) -> None:
    """Add the web floor's commands to `app`; called through the entry point."""
    app.command()(serve)
    app.command()(demo)
    app.command()(migrate)
    app.add_typer(_staff(), name="staff")
    _add_retention(app)


def published_material(wave: str, data: Path) -> Material:
    """What documents of a wave's published release are made of; called through the entry point.

    Raises LookupError with a sentence where there is no such release, or it cannot be used.
    """
    use_data(data)
    from django.db import DatabaseError  # noqa: PLC0415 - Django loads late

    from tellback_web.results.queries.published_material import (  # noqa: PLC0415 - as above
        material_of_wave,
    )

    try:
        return material_of_wave(wave)
    except DatabaseError as fault:
        msg = (
            f"There is no up-to-date database in {data} ({fault}). "
            f"Run `tellback migrate --data {data}` first."
        )
        raise LookupError(msg) from fault


def _staff() -> typer.Typer:
    from tellback_web.people.command import staff_commands  # noqa: PLC0415 - Django loads late

    return staff_commands()


def _add_retention(app: typer.Typer) -> None:
    from tellback_web.survey.command import retention  # noqa: PLC0415 - as above

    app.command()(retention)


def migrate(data: DATA = Path("var")) -> None:
    """Make or update the database."""
    use_data(data)
    from tellback_web.server import bring_up_to_date  # noqa: PLC0415 - after Django is set up

    bring_up_to_date()


def serve(
    data: DATA = Path("var"),
    port: PORT = 8000,
    host: HOST = "127.0.0.1",
    workers: WORKERS = 2,
) -> None:
    """Serve Tellback: brings the database up to date, then answers until it is stopped."""
    use_data(data)
    from tellback_web.server import bring_up_to_date, run_server  # noqa: PLC0415 - as above

    bring_up_to_date()
    run_server(host=host, port=port, workers=workers)


def demo(
    data: DATA = Path("demo-data"),
    port: PORT = 8000,
    host: HOST = "127.0.0.1",
    no_serve: NO_SERVE = False,  # noqa: FBT002 - a flag of the command line
    codes: CODES = 6,
) -> None:
    """Build the demo borough and serve it: a closed wave with results, and an open one to try."""
    os.environ.setdefault("TELLBACK_SECOND_FACTOR", "offered")
    os.environ.setdefault("TELLBACK_COUNCIL", "Aldermoor Council (a made-up borough)")
    use_data(data)
    from tellback_web.demo.build import build_demo  # noqa: PLC0415 - as above
    from tellback_web.server import bring_up_to_date, run_server  # noqa: PLC0415 - as above

    bring_up_to_date()
    build_demo(address=f"http://{host}:{port}", codes=codes)
    if not no_serve:
        run_server(host=host, port=port, workers=2)
