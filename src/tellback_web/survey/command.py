"""`tellback retention`: deletes what is to be kept no longer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tellback_web.loading import use_data


def retention(
    data: Annotated[Path, typer.Option(help="Folder of the database.")] = Path("var"),
    as_at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day to go by, such as 2027-01-31; today."),
    ] = None,
    dry_run: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--dry-run", help="Say what would go, and delete nothing.")
    ] = False,
) -> None:
    """Delete what is to be kept no longer, and say what it was. Run it every night."""
    use_data(data)
    from django.db import DatabaseError  # noqa: PLC0415 - Django loads late
    from django.utils import timezone  # noqa: PLC0415 - as above

    from tellback_web.survey.changes.retention import carry_out  # noqa: PLC0415 - as above
    from tellback_web.survey.changes.wave import Refused  # noqa: PLC0415 - as above

    day = as_at.date() if as_at else timezone.localdate()
    try:
        found = carry_out(as_at=day, by="the command line", dry_run=dry_run)
    except Refused as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    except DatabaseError as fault:
        typer.echo(f"There is no up-to-date database in {data} ({fault}).", err=True)
        typer.echo(f"Run `tellback migrate --data {data}` first.", err=True)
        raise typer.Exit(1) from None
    gone = [due for due in found if not due.held_back]
    if gone:
        typer.echo("Would be deleted:" if dry_run else "Deleted:")
    for due in gone:
        typer.echo(f"  {due}")
    for due in found:
        if due.held_back:
            typer.echo(f"  {due}", err=True)
    if not found:
        typer.echo("There is nothing whose time is over.")
