"""Where a school, or another area, really differs from the rest of the borough, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellback.disclosure import SafeCell, SafeTable
from tellback.figure.headline_words import (
    ALL_PUPILS,
    capital,
    clause_pieces,
    facts_in,
    small,
    subject,
    whom,
)
from tellback.figure.said import Number, Piece, Said, Source, said, source_of
from tellback.figure.side import percent_said
from tellback.inference import Comparison, Outcome, Sample, compare
from tellback.questionnaire.published_year import HELD
from tellback.release import Area
from tellback.release.held import TableKey
from tellback.report.ground import THIS, beside_rest
from tellback.report.material import Material
from tellback.report.outline import HeadlineOf, headlines_in

REST = "the rest of the borough"
_MORE = {Outcome.HIGHER: "more than", Outcome.LOWER: "less than"}


@dataclass(frozen=True)
class _Asked:
    """One answer of one table, with those who may have given it here and elsewhere."""

    key: TableKey
    table: SafeTable
    cell: SafeCell


def differences_said(
    material: Material, area: Area, keys: Sequence[TableKey]
) -> Mapping[TableKey, tuple[Said, ...]]:
    """For each table its answers where an area really differs from the rest of the borough.

    All tests made here are one family: give together what a reader reads together. A table that
    the area has not, and the borough itself, have no sentences. Raises KeyError for an area
    without tables, ReleaseFault.
    """
    asked = list(_asked(material, area, keys))
    made = compare([pair for _, pair in asked], between="groups")
    found: dict[TableKey, list[Said]] = {key: [] for key in keys}
    for (one, _), test in zip(asked, made, strict=True):
        if test.outcome in _MORE:
            found[one.key].append(_sentence(material, area, one, test))
    return {key: tuple(sentences) for key, sentences in found.items()}


def _asked(
    material: Material, area: Area, keys: Sequence[TableKey]
) -> Iterator[tuple[_Asked, tuple[Sample, Sample]]]:
    """Each answer that both sides show, with the two sides of its test."""
    if area.level == "borough":
        return
    whole = material.ground.held(area).whole
    for key in (one for one in dict.fromkeys(keys) if one in whole):
        side = beside_rest(material.ground, area, key, rest=REST)
        for cell in (one for one in whole[key].cells if one.role == "choice"):
            one = side.sample(cell.id)
            other = side.against.sample(cell.id) if side.against else None
            if one and other:
                yield _Asked(key, whole[key], cell), (one, other)


def _sentence(material: Material, area: Area, asked: _Asked, test: Comparison) -> Said:
    """`At this school, 62% of pupils said …, more than the 35% in the rest of the borough.`"""
    table, here = asked.table, test.one
    wanted = _as_outlined(material, asked)
    source = source_of(table, material.facts.release, asked.cell.id)
    shares = _told_apart(test)
    only = whom(table, wanted.of if wanted else "")
    told = small(subject(source, here.least, here.base or 0, shares[0], only=only))
    there = Number(shares[1], _elsewhere(source, table, test))
    end = (", ", _MORE[test.outcome], " the ", there, f" in {REST}.")
    clause = clause_pieces(wanted.said) if wanted else _answered(asked)
    if clause:
        return said(*capital(_at(area)), ", ", *told, " ", *clause, *end)
    return said("‘", *facts_in(asked.cell.words), "’: ", *told, " ", *_at(area), *end)


def _told_apart(test: Comparison) -> tuple[str, str]:
    """Whole per cents; with a decimal where they would be the same."""
    shares = [percent_said(one.least, one.base or 1) for one in (test.one, test.other)]
    if shares[0] == shares[1]:
        shares = [f"{one.share:.1%}" for one in (test.one, test.other)]
    return shares[0], shares[1]


def _elsewhere(source: Source, table: SafeTable, test: Comparison) -> Source:
    """The rest's numbers are those of the whole area less those of this one."""
    title = source.words.partition(" Base: ")[0]
    who = "pupils" if table.base_words == ALL_PUPILS else table.base_words
    return Source(f"{title} Base: {test.other.base:,} {who} in {REST}", source.release)


def _at(area: Area) -> tuple[Piece, ...]:
    if area.level in THIS:
        return (f"at {THIS[area.level]}",)
    return ("in ", *facts_in(area.name))


def _as_outlined(material: Material, asked: _Asked) -> HeadlineOf | None:
    """The headline of the outline that is this one answer."""
    wanted = (asked.key, (asked.cell.id,))
    every = headlines_in(material.outline)
    return next((one for one in every if (key_of(one), one.choices or (HELD,)) == wanted), None)


def _answered(asked: _Asked) -> tuple[Piece, ...]:
    """`answered ‘Always’ to ‘I enjoy school’`; of a measure nothing: it may be called anyhow."""
    if asked.key[0] == "measure":
        return ()
    title = f"{asked.table.title.strip()} {asked.table.row}".strip().rstrip(":. ")
    verb, to = ("answered", "to") if asked.table.exclusive else ("chose", "for")
    return facts_in(f"{verb} ‘{asked.cell.words}’ {to} ‘{title}’")


def key_of(of: HeadlineOf) -> TableKey:
    """The kind and id of the table that a headline is of."""
    return ("measure", of.measure) if of.measure else ("variable", of.variable)
