"""A file that a command writes: all of it or none, and a sentence where it cannot be."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

import typer

from tellback.command.problems import UNREADABLE


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, in one step; ends with exit code 2 where that cannot be done."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as made:
            made.write(data)
        Path(made.name).replace(path)
    except OSError as fault:
        typer.echo(
            f"{path} cannot be written ({fault.strerror}). Name another file or folder.", err=True
        )
        raise typer.Exit(UNREADABLE) from None
