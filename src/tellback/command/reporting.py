"""`tellback report`: a release as documents: for the borough, members, schools and pupils."""

from __future__ import annotations

from enum import StrEnum
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tellback.command.paper import content_folder
from tellback.command.problems import FAULTY, UNREADABLE, stop_unreadable
from tellback.command.progress import progress_bar
from tellback.questionnaire.problem import Unreadable

if TYPE_CHECKING:
    from tellback.report.many import Made
    from tellback.report.material import Material

WAVES = "tellback.waves"
"""The entry-point group by which the web floor finds a wave's published release: callables that
take the wave's name and the data folder and give a Material; LookupError carries the sentence."""


class Kind(StrEnum):
    """Which document."""

    BOROUGH = "borough"
    SUMMARY = "summary"
    SCHOOL = "school"
    LETTER = "letter"
    NEWSLETTER = "newsletter"


class Format(StrEnum):
    """What it is made into."""

    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    ODT = "odt"


OF_SCHOOLS = (Kind.SCHOOL, Kind.LETTER)
FEW = 8
"""How many schools a message names."""


def make_reports(  # noqa: PLR0913 - each is a choice of whoever asks
    kind: Annotated[Kind, typer.Argument(help="Which document.", show_choices=True)],
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write into.")],
    wave: Annotated[str, typer.Option(metavar="W", help="The wave, such as 2009.")] = "",
    school: Annotated[
        str, typer.Option(metavar="S", help="A school’s number; without it, every school.")
    ] = "",
    form: Annotated[Format, typer.Option("--format", help="What to make.")] = Format.PDF,
    data: Annotated[Path, typer.Option(help="Folder of the database and releases.")] = Path("var"),
    release: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="In place of --wave: the folder of a release."),
    ] = None,
    facts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --release: the wave’s facts (JSON).")
    ] = None,
    content: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Words and fonts other than ours.")
    ] = None,
) -> None:
    """Make documents of a wave’s published results.

    What is in the folder already is not made again, so a run that was stopped goes on where it
    stopped. Ends with 1 where a document could not be made, and 2 where there is nothing to make
    it of.
    """
    if school and kind not in OF_SCHOOLS:
        _stop(f"--school goes with {' and '.join(OF_SCHOOLS)}. Leave it out for {kind}.")
    if release is not None and not wave:
        material = _from_files(release, facts, content or content_folder())
    elif wave and release is None:
        material = _published(wave, data)
    else:
        _stop("Give either --wave, or --release with --facts.")
    _make(material, kind, school=school, form=form, out=out)


def _published(wave: str, data: Path) -> Material:
    """The published release of a wave, as the installed web floor knows it."""
    for found in entry_points(group=WAVES):
        try:
            asked = found.load()
        except ModuleNotFoundError:
            # The library is installed without that floor's own libraries, which is allowed.
            continue
        try:
            material: Material = asked(wave, data)
        except LookupError as fault:
            _stop(str(fault.args[0]))
        else:
            return material
    needed = "--wave needs the web floor, which is not installed. Give --release and --facts."
    typer.echo(needed, err=True)
    raise typer.Exit(UNREADABLE)


def _from_files(release: Path, facts: Path | None, content: Path) -> Material:
    from tellback.release import NotARelease, ReleaseFault, read_release  # noqa: PLC0415 - slow
    from tellback.report.from_files import material_from_files, read_facts  # noqa: PLC0415 - slow

    if facts is None:
        _stop("--release needs --facts: a file that says when the wave ran and whom it asked.")
    try:
        return material_from_files(read_release(release), read_facts(facts), content=content)
    except Unreadable as unreadable:
        stop_unreadable(str(release), unreadable.problems, in_json=False)
    except ReleaseFault as fault:
        _stop(str(fault), UNREADABLE if isinstance(fault, NotARelease) else FAULTY)


def _make(material: Material, kind: Kind, *, school: str, form: Format, out: Path) -> None:
    """All files that are asked for and not there yet, with a bar; says what came of it."""
    from tellback.report.documents import Documents  # noqa: PLC0415 - as above
    from tellback.report.ledger import OtherFolder  # noqa: PLC0415 - brings the typesetter
    from tellback.report.many import CannotBegin  # noqa: PLC0415 - as above

    documents = Documents(material, kind.value, form.value)
    names = documents.names(school)
    if not names:
        _stop(_no_report(material, school))
    try:
        with progress_bar("Documents", len(names)) as progress:
            made = documents.make(out, names, progress=progress)
    except OtherFolder as fault:
        _stop(str(fault))
    except CannotBegin as fault:
        _stop(str(fault), FAULTY)
    except OSError as fault:
        _stop(f"{out} cannot be written ({fault.strerror}). Name another folder.")
    typer.echo(_said(made, out))
    for name, why in made.failed.items():
        typer.echo(f"{name} could not be made: {why}", err=True)
    if made.failed:
        raise typer.Exit(FAULTY)


def _no_report(material: Material, school: str) -> str:
    from tellback.report.making import schools_with_reports  # noqa: PLC0415 - slow to load

    there = schools_with_reports(material.ground)
    if not there:
        return "These results are not split by school, so no school has a report."
    known = ", ".join(one.area for one in there[:FEW])
    more = f" and {len(there) - FEW} more" if len(there) > FEW else ""
    return f"There is no report of a school {school}. There are: {known}{more}."


def _said(made: Made, out: Path) -> str:
    new = "1 document" if len(made.now) == 1 else f"{len(made.now):,} documents"
    if not made.before:
        return f"{new} in {out}."
    were = "1 was" if len(made.before) == 1 else f"{len(made.before):,} were"
    return f"{new} in {out}; {were} there already."


def _stop(sentence: str, code: int = UNREADABLE) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
