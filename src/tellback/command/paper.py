"""`tellback questionnaire print`: a booklet as a PDF, from the file behind the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tellback.command.problems import FAULTY, UNREADABLE, stop_unreadable
from tellback.paper.look import Variant
from tellback.questionnaire.problem import Unreadable

if TYPE_CHECKING:
    from tellback.questionnaire.model import Questionnaire

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="A questionnaire: .yaml, .yml, or an XLSForm .xlsx.")
]


def print_booklet(
    file: File,
    *,
    out: Annotated[Path, typer.Option(metavar="X.pdf", help="The PDF to write.")],
    variant: Annotated[
        Variant, typer.Option(help="Large print has 18 points; symbols has pictures.")
    ] = Variant.NORMAL,
    language: Annotated[
        str, typer.Option(help="A language of the file, such as cy. The first one if not given.")
    ] = "",
    black_and_white: Annotated[
        bool, typer.Option("--black-and-white", help="Black ink alone.")
    ] = False,
    content: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Fixed words, symbols and fonts other than ours."),
    ] = None,
) -> None:
    """Make a booklet to print, with boxes to tick and arrows to follow.

    Pictures that came with the questionnaire are taken from the folder it is in. Ends with 1
    where the questionnaire has faults, 2 where it cannot be read, or has not that language.
    """
    from tellback.paper.booklet import booklet  # noqa: PLC0415
    from tellback.paper.look import Look  # noqa: PLC0415
    from tellback.paper.typeset import Unprintable  # noqa: PLC0415

    questionnaire = _sound(file)
    if language and language not in questionnaire.languages:
        there = ", ".join(questionnaire.languages)
        _stop(f"{file.name} is not written in {language}. It has: {there}.", UNREADABLE)
    try:
        made = booklet(
            questionnaire,
            Look(variant, black_and_white=black_and_white),
            content=content or content_folder(),
            language=language,
            media=lambda name: _beside(file, name),
        )
        out.write_bytes(made)
    except Unprintable as fault:
        _stop(f"{file.name}: {fault}", FAULTY)
    except OSError as fault:
        _stop(f"{out} could not be written: {fault.strerror}.", UNREADABLE)
    typer.echo(f"{out}: {variant} booklet of {questionnaire.id}, version {questionnaire.version}.")


def _sound(file: Path) -> Questionnaire:
    """The questionnaire, if it has no faults."""
    from tellback.questionnaire import check as checking  # noqa: PLC0415
    from tellback.questionnaire.read import read_any  # noqa: PLC0415

    try:
        questionnaire, _ = read_any(file)
    except Unreadable as unreadable:
        stop_unreadable(str(file), unreadable.problems, in_json=False)
    faults = [one for one in checking.check(questionnaire) if not checking.is_advice(one)]
    if faults:
        many = "1 problem" if len(faults) == 1 else f"{len(faults)} problems"
        _stop(
            f"{file.name} has {many}, so a booklet would lead pupils astray. "
            f"Put right what `tellback questionnaire check {file}` says.",
            FAULTY,
        )
    return questionnaire


def content_folder() -> Path:
    """Where content/ is: in the repository, or as it was installed."""
    package = Path(__file__).resolve().parents[1]
    places = (package.parents[1] / "content", package.parent / "tellback_content")
    return next((place for place in places if place.is_dir()), places[0])


def _beside(file: Path, name: str) -> bytes | None:
    path = file.parent / name
    return path.read_bytes() if path.is_file() else None


def _stop(sentence: str, code: int) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
