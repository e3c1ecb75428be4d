"""`tellback questionnaire`: check a file, follow its routes, print its codebook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tellback.command.assembling import assemble
from tellback.command.problems import FAULTY, UNREADABLE, as_json, say_json, stop_unreadable
from tellback.command.written import write_whole
from tellback.questionnaire.problem import Problem, Unreadable

if TYPE_CHECKING:
    from tellback.questionnaire.model import Questionnaire

questionnaire_commands = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Check a questionnaire, follow its routes, print its codebook.",
)

questionnaire_commands.command()(assemble)

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="A questionnaire: .yaml, .yml, or an XLSForm .xlsx.")
]
InJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of sentences.")]


@questionnaire_commands.command()
def check(file: File, *, in_json: InJson = False) -> None:
    """Say everything that is wrong with a questionnaire, and what could be plainer.

    Ends with 0 where nothing is wrong (advice may remain), 1 where something is, and 2
    where the file cannot be read.
    """
    from tellback.questionnaire import check as checking  # noqa: PLC0415
    from tellback.questionnaire.placing import placed  # noqa: PLC0415

    questionnaire, lost = _read(file, in_json=in_json)
    found = placed(checking.check(questionnaire), file)
    problems = [problem for problem in found if not checking.is_advice(problem)]
    advice = [problem for problem in found if checking.is_advice(problem)]
    if in_json:
        say_json(
            {
                "file": str(file),
                "questionnaire": questionnaire.id,
                "problems": as_json(problems),
                "advice": as_json(advice),
                "lost": as_json(lost),
            }
        )
    else:
        _say_findings(file, problems, advice, lost)
    if problems or any(problem.code.startswith("lost-route") for problem in lost):
        raise typer.Exit(FAULTY)


@questionnaire_commands.command()
def route(
    file: File,
    *,
    answers: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="JSON: an object of variable and value, or a list of such objects.",
        ),
    ],
    in_json: InJson = False,
) -> None:
    """Say which variables some answers lead through, and which answers they leave out.

    Ends with 2 where a file cannot be read, or an answer is to nothing or cannot be given.
    """
    from tellback.command.routing import read_answers, route_of, why_no_routes  # noqa: PLC0415

    questionnaire, _ = _read(file, in_json=in_json)
    pathless = why_no_routes(questionnaire, file)
    if pathless:
        stop_unreadable(str(file), pathless, in_json=in_json)
    try:
        given = read_answers(questionnaire, answers)
    except Unreadable as unreadable:
        stop_unreadable(str(answers), unreadable.problems, in_json=in_json)
    found = [route_of(questionnaire, each) for each in given.each]
    if in_json:
        say_json(found if given.is_list else found[0])
        return
    for at, each in enumerate(found, start=1):
        if given.is_list:
            typer.echo(f"Answers {at}")
        typer.echo(f"asked: {', '.join(each['asked']) or 'nothing'}")
        typer.echo(f"dropped: {', '.join(each['dropped']) or 'nothing'}")


@questionnaire_commands.command()
def codebook(
    file: File,
    *,
    in_json: InJson = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write it as .html, or as .xml (DDI-Codebook 2.5)."),
    ] = None,
) -> None:
    """Print what each variable means: words, codes, missing codes, base, measures.

    Ends with 1 where the questionnaire has faults, because its codebook would have them too.
    """
    from tellback.questionnaire import check as checking  # noqa: PLC0415
    from tellback.questionnaire.codebook import codebook as codebook_of  # noqa: PLC0415

    questionnaire, _ = _read(file, in_json=in_json)
    faults = [
        problem for problem in checking.check(questionnaire) if not checking.is_advice(problem)
    ]
    if faults:
        typer.echo(
            f"{file.name} has {_count(len(faults), 'problem')}, so its codebook would mislead. "
            f"Put right what `tellback questionnaire check {file}` says.",
            err=True,
        )
        raise typer.Exit(FAULTY)
    if out is not None:
        _write_codebook(questionnaire, out)
        return
    book = codebook_of(questionnaire)
    if in_json:
        say_json(book.as_json())
    else:
        typer.echo(book.as_markdown(), nl=False)


def _write_codebook(questionnaire: Questionnaire, out: Path) -> None:
    from tellback.questionnaire.codebook_page import codebook_page  # noqa: PLC0415
    from tellback.questionnaire.ddi import to_ddi  # noqa: PLC0415

    if out.suffix.lower() not in {".html", ".xml"}:
        typer.echo(f"{out.name}: name a file that ends in .html or in .xml (DDI).", err=True)
        raise typer.Exit(UNREADABLE)
    page = out.suffix.lower() == ".html"
    write_whole(out, codebook_page(questionnaire).encode() if page else to_ddi(questionnaire))
    typer.echo(f"{out} is written.")


@questionnaire_commands.command("xlsform")
def as_xlsform(
    file: File,
    *,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The .xlsx to write.")],
) -> None:
    """Write a questionnaire as an XLSForm that ODK tools open, and that is read back whole.

    Ends with 2 where the file cannot be read or the other not be written.
    """
    from tellback.questionnaire.xlsform import to_xlsx  # noqa: PLC0415

    questionnaire, _ = _read(file, in_json=False)
    write_whole(out, to_xlsx(questionnaire))
    typer.echo(f"{out} is written.")


def _read(file: Path, *, in_json: bool) -> tuple[Questionnaire, tuple[Problem, ...]]:
    # Importing pydantic takes longer than `--help` and `--version` together.
    from tellback.questionnaire.read import read_any  # noqa: PLC0415

    try:
        return read_any(file)
    except Unreadable as unreadable:
        stop_unreadable(str(file), unreadable.problems, in_json=in_json)


def _say_findings(
    file: Path, problems: Sequence[Problem], advice: Sequence[Problem], lost: Sequence[Problem]
) -> None:
    for heading, found in (("Problems", problems), ("Advice", advice), ("Lost", lost)):
        if found:
            typer.echo(f"{heading}\n")
            for problem in found:
                typer.echo(f"  {problem} [{problem.code}]")
            typer.echo("")
    said = [_count(len(problems), "problem") if problems else "no problems"]
    if advice:
        said.append(_count(len(advice), "piece") + " of advice")
    if lost:
        said.append(_count(len(lost), "thing") + " lost in the import")
    typer.echo(f"{file.name}: {', '.join(said)}.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
