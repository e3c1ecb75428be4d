"""What a document is made of, read from files: a release, its facts, and the folder of content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from tellback.questionnaire.benchmark import Benchmark, read_benchmarks
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.published_year import PublishedYear, read_published_year
from tellback.questionnaire.read import text_of
from tellback.release import Release
from tellback.report.facts import WaveFacts
from tellback.report.ground import Ground
from tellback.report.material import Material
from tellback.report.outline import Outline, read_outline
from tellback.report.plain_outline import plain_outline

Found = TypeVar("Found")
Tell = Callable[[Unreadable], None]
"""Is told of a file that cannot be used, which is then left out."""


def material_from_files(release: Release, facts: WaveFacts, *, content: Path) -> Material:
    """All of it without a server. Raises Unreadable for a file of content, ReleaseFault."""
    asked = release.questionnaire
    took_part = {one.area for one in release.areas if one.level == "school"}
    ground = Ground(
        release=release,
        name=release.wave,
        year_group=facts.year_group,
        rolls={number: roll for number, roll in facts.rolls.items() if number in took_part},
        on_roll_everywhere=facts.on_roll_everywhere,
        printed=printed_years(content, asked),
        benchmarks=benchmarks_for(content, asked),
    )
    return Material(ground, facts, outline_for(content, asked), content)


def read_facts(path: Path) -> WaveFacts:
    """The facts of a wave in a JSON file. Raises Unreadable."""
    try:
        return WaveFacts.model_validate_json(text_of(path))
    except ValidationError as fault:
        raise Unreadable(
            [
                Problem(
                    f"{path.name}, {'.'.join(str(one) for one in error['loc']) or 'its start'}",
                    f"{error['msg']}.",
                    "Write it as docs/how-to/reports.md shows.",
                    "no-facts",
                )
                for error in fault.errors()
            ]
        ) from fault


def printed_years(
    content: Path, asked: Questionnaire, *, tell: Tell | None = None
) -> tuple[PublishedYear, ...]:
    """Earlier years of which only a report is left, the newest first.

    Without `tell` a file that cannot be used raises Unreadable.
    """
    found = _each(content / "years", asked, read_published_year, tell)
    before = (one for one in found if one.wave < asked.version)
    return tuple(sorted(before, key=lambda one: one.wave, reverse=True))


def benchmarks_for(
    content: Path, asked: Questionnaire, *, tell: Tell | None = None
) -> tuple[Benchmark, ...]:
    """Figures from elsewhere that the council keeps for this questionnaire; `tell` as above."""
    found = _each(content / "benchmarks", asked, read_benchmarks, tell)
    return tuple(one for some in found for one in some)


def outline_for(content: Path, asked: Questionnaire) -> Outline:
    """The council's outline of its reports, or a plain one made of the questionnaire's measures.

    Raises Unreadable where there is one that cannot be used.
    """
    path = content / "reports" / f"{asked.id}.yaml"
    return read_outline(path, asked) if path.is_file() else plain_outline(asked)


def _each(
    folder: Path,
    asked: Questionnaire,
    reader: Callable[[Path, Questionnaire], Found],
    tell: Tell | None,
) -> Iterator[Found]:
    """Files of `folder` that are named for the questionnaire."""
    for path in sorted(folder.glob(f"{asked.id}-*.csv")):
        try:
            yield reader(path, asked)
        except Unreadable as fault:
            if tell is None:
                raise
            tell(fault)
