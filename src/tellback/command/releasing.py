"""`tellback release`: build the folder of a wave's results, and check one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tellback.command.problems import FAULTY, UNREADABLE

if TYPE_CHECKING:
    from tellback.release import Area
    from tellback.release.build import Say

release_commands = typer.Typer(
    help="Build a wave's protected results as a folder of files, and check one.",
    no_args_is_help=True,
)


@release_commands.command()
def build(
    *,
    wave: Annotated[Path, typer.Option(metavar="DIR", help="The wave's snapshot.")],
    rule: Annotated[Path, typer.Option(metavar="FILE", help="The council's thresholds.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to make.")],
    areas: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="Names of areas: level,area,name,locality,group."),
    ] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR", help="A release of the wave that was published before; repeat it."
        ),
    ] = None,
    made_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day to date it; else the snapshot's."),
    ] = None,
) -> None:
    """Count a snapshot, protect the counts, attack them, and write the release.

    Ends with 1 where nothing was written because the attack found something, or the parts do
    not go together, and 2 where a file cannot be read or written.
    """
    # These bring NumPy, the solver and the makers of workbooks, which other commands do without.
    from tellback.disclosure import RuleFault  # noqa: PLC0415
    from tellback.release import NotARelease, ReleaseFault  # noqa: PLC0415
    from tellback.release.build import STEPS, build_release  # noqa: PLC0415
    from tellback.snapshot import SnapshotFault  # noqa: PLC0415

    rule_text = _text(rule)
    names = _names(areas)
    try:
        with _progress(len(STEPS)) as say:
            built = build_release(
                out,
                wave=wave,
                rule_text=rule_text,
                made_on=_day(made_on),
                names=names,
                earlier=earlier or (),
                say=say,
            )
    except (NotARelease, RuleFault, SnapshotFault, FileExistsError) as fault:
        _stop(str(fault), UNREADABLE)
    except ReleaseFault as fault:
        _stop(str(fault), FAULTY)
    except OSError as fault:
        _stop(f"{out} cannot be written ({fault.strerror}). Name another folder.", UNREADABLE)
    typer.echo(
        f"{out} is written: {built.tables:,} tables, {built.report.hidden:,} counts hidden, of "
        "which the attack could work out none."
    )
    typer.echo(f"The hash of its manifest is {built.manifest_sha256}.")


@release_commands.command()
def verify(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A release.")],
    *,
    manifest_sha256: Annotated[
        str | None,
        typer.Option("--manifest", metavar="SHA256", help="The hash that `build` gave."),
    ] = None,
) -> None:
    """Say what a release is, and whether each of its files is as it was written.

    Ends with 1 where a file was changed, is missing or was added, and 2 where there is no
    release that can be read.
    """
    from tellback.release import NotARelease, ReleaseFault, read_release  # noqa: PLC0415

    try:
        release = read_release(directory, manifest_sha256)
    except NotARelease as fault:
        _stop(str(fault), UNREADABLE)
    except ReleaseFault as fault:
        _stop(str(fault), FAULTY)
    facts, attack = release.manifest, release.manifest.attack
    typer.echo(
        f"{directory} is the release of the wave {facts.wave} by the rule {facts.rule}, made on "
        f"{facts.made_on}. All {len(facts.files)} files are as they were written."
    )
    typer.echo(
        f"The attack on it found {attack.exact} of {attack.hidden:,} hidden counts, and "
        f"{attack.too_narrow} more too closely."
    )


@contextmanager
def _progress(steps: int) -> Iterator[Say]:
    """A bar on the terminal's side for messages; where that is no terminal, nothing."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        shown = bar.add_task("", total=steps)
        done = iter(range(steps))

        def say(step: str) -> None:
            bar.update(shown, description=step, completed=next(done))

        yield say


def _names(path: Path | None) -> tuple[Area, ...]:
    from tellback.release import ReleaseFault, areas_from_csv  # noqa: PLC0415

    if path is None:
        return ()
    try:
        return areas_from_csv(_text(path), name=path.name)
    except ReleaseFault as fault:
        _stop(str(fault), UNREADABLE)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        _stop(f"{path} is not in UTF-8. Save it again with that encoding.", UNREADABLE)
    except OSError as fault:
        _stop(f"{path} cannot be read ({fault.strerror}). Check its name.", UNREADABLE)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _stop(sentence: str, code: int) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
