"""How findings are printed: a sentence each on a terminal, the same four words in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import NoReturn

import typer

from tellback.questionnaire.problem import Problem

FAULTY = 1
"""The exit code for a file that was read and is wrong."""
UNREADABLE = 2
"""The exit code for a file that could not be read, or a command given wrongly."""


def say_json(value: object) -> None:
    """JSON on standard output, accents as they are."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def as_json(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Objects with `place`, `fault`, `remedy` and `code`."""
    return [asdict(problem) for problem in problems]


def stop_unreadable(file: str, problems: Iterable[Problem], *, in_json: bool) -> NoReturn:
    """Says why a file cannot be read, and ends with exit code 2."""
    if in_json:
        say_json({"file": file, "unreadable": as_json(problems)})
    else:
        for problem in problems:
            typer.echo(str(problem), err=True)
    raise typer.Exit(UNREADABLE)
