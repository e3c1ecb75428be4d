"""`tellback questionnaire assemble`: a questionnaire with questions from a bank and local ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tellback.command.problems import FAULTY, UNREADABLE
from tellback.command.written import write_whole
from tellback.questionnaire.problem import Unreadable


def assemble(  # noqa: PLR0913 - each is an option of the command
    base: Annotated[Path, typer.Argument(metavar="FILE", help="The questionnaire to add to.")],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The .yaml to write.")],
    name: Annotated[str, typer.Option(metavar="ID", help="The id of the new questionnaire.")],
    version: Annotated[str, typer.Option(help="Its version.")],
    add: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A question of the bank; repeat it.")
    ] = None,
    bank: Annotated[
        Path, typer.Option(metavar="FOLDER", help="The folder of the bank's files.")
    ] = Path("content/bank"),
    local: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A questionnaire of local questions.")
    ] = None,
) -> None:
    """Put a questionnaire together; the questions of the base stay as they are.

    Ends with 1 where the parts do not fit, and 2 where a file cannot be read or written.
    """
    from tellback.questionnaire import bank as banks  # noqa: PLC0415
    from tellback.questionnaire.read import read_file  # noqa: PLC0415
    from tellback.questionnaire.write import to_yaml  # noqa: PLC0415

    try:
        made = banks.assemble(
            read_file(base),
            [read_file(path) for path in sorted(bank.glob("*.yaml"))],
            add or [],
            name=name,
            version=version,
            local=read_file(local).questions if local else (),
        )
    except Unreadable as unreadable:
        _stop([str(problem) for problem in unreadable.problems], UNREADABLE)
    except banks.Unassembled as fault:
        _stop([str(problem) for problem in fault.problems], FAULTY)
    write_whole(out, to_yaml(made).encode())
    typer.echo(f"{out} is written: {len(made.variables)} variables.")


def _stop(sentences: list[str], code: int) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(code)
