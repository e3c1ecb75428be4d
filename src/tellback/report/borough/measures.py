"""The measures that an outline tells, under its aims, with the words that it has for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tellback.release.held import TableKey
from tellback.report.material import Material
from tellback.report.outline import HeadlineOf


@dataclass(frozen=True)
class Aim:
    """An outcome of the outline with its measures, each once."""

    title: str
    measures: tuple[HeadlineOf, ...]


def aims(material: Material) -> Iterator[Aim]:
    """The outcomes that tell of a measure which the release has."""
    known = material.ground.borough.whole
    seen: set[str] = set()
    for outcome in material.outline.outcomes:
        found = []
        for one in (told for part in outcome.parts for told in part.headlines):
            if one.measure and one.measure not in seen and key_of(one) in known:
                seen.add(one.measure)
                found.append(one)
        if found:
            yield Aim(outcome.title, tuple(found))


def key_of(one: HeadlineOf) -> TableKey:
    """Its table."""
    return ("measure", one.measure) if one.measure else ("variable", one.variable)


def title_of(material: Material, one: HeadlineOf) -> str:
    """What a table calls it; with its base where that is not all pupils."""
    table = material.ground.borough.whole[key_of(one)]
    if table.base_words == "all pupils":
        return table.title
    return f"{table.title} (of {one.of or table.base_words})"
