"""`tellback staff`: accounts from the command line, such as the first administrator's."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer


def staff_commands() -> typer.Typer:
    """The sub-commands."""
    app = typer.Typer(help="Open accounts for staff.", no_args_is_help=True)
    app.command()(add)
    app.callback()(lambda: None)
    return app


def add(
    email: Annotated[str, typer.Argument(help="Their e-mail address.")],
    name: Annotated[str, typer.Option(help="Their name.")],
    role: Annotated[str, typer.Option(help="Such as administrator or survey_officer.")],
    school: Annotated[str, typer.Option(help="School number, for the school role.")] = "",
    data: Annotated[Path, typer.Option(help="Folder of the database.")] = Path("var"),
) -> None:
    """Open an account and set its password, which is asked for."""
    from tellback_web.loading import use_data  # noqa: PLC0415 - Django loads late

    use_data(data)
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from tellback_web.people.changes import (  # noqa: PLC0415 - as above
        Refused,
        add_person,
        give_role,
        set_password,
    )

    password = getpass.getpass("Password (12 letters or more): ")
    try:
        with transaction.atomic():
            person = add_person(email=email, name=name, by="the command line")
            validate_password(password, person)
            give_role(person, role=role, school=school, by="the command line")
            set_password(person, password, by="the command line")
    except (Refused, ValidationError) as refusal:
        said = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        typer.echo("\n".join(said), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{email} can sign in as {role.replace('_', ' ')}.")
