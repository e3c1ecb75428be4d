"""The measures by what pupils are, such as their sex, with the differences that are real."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tellback.disclosure import Hidden
from tellback.figure import Beside, Row as Bars, Side, Spread, draw_beside, side_of
from tellback.figure.beside import Line, Value
from tellback.figure.headline import Reading, headline_by
from tellback.figure.headline_words import facts_in, joined
from tellback.figure.said import Said, said
from tellback.questionnaire.published_year import HELD
from tellback.release.held import group_words
from tellback.report.blocks import Block, Heading, Note, Row, Table, Words
from tellback.report.borough.measures import Aim, aims, key_of, title_of
from tellback.report.ground import groups
from tellback.report.material import Material
from tellback.report.outline import NO_ANSWER, HeadlineOf
from tellback.report.pictures import picture_beside

PAIR = 2
MOST_DRAWN = 8
"""Real differences in a picture; the tables mark all."""
OF_EACH = "Of those of each group who were asked"
TOGETHER = (
    "All differences in this part are tested together, so that hardly any of those called real "
    "came about by chance."
)


@dataclass(frozen=True)
class Split:
    """What pupils are split by, and the groups of which something can be shown."""

    material: Material
    name: str
    shown: tuple[str, ...]
    """Values, in the order of the release."""
    hidden: tuple[str, ...]

    def words(self, value: str) -> str:
        """As the questionnaire has it: `A girl`."""
        return group_words(self.material.ground.questionnaire, ((self.name,), (value,)))

    def people(self, value: str) -> str:
        """As a sentence has it: `girls`."""
        called = self.material.outline.people.get(self.name, {})
        return called.get(value) or f"pupils who said ‘{self.words(value)}’"

    def column(self, value: str) -> str:
        """As a table has it: `Girls`."""
        people = self.people(value)
        return people[:1].upper() + people[1:]


def split_blocks(material: Material) -> Iterator[Block]:
    """Each split of the borough under a heading of level 2."""
    for split in material.ground.borough.splits:
        if len(split) == 1:
            yield from of_split(_split_of(material, split[0]))


def _split_of(material: Material, name: str) -> Split:
    """The groups that the outline names, or all who said; shown where half of the measures can be.

    Those who did not say what they are, are no group: they left out other questions too.
    """
    keys = [key_of(one) for aim in aims(material) for one in aim.measures]
    named = material.outline.people.get(name, {})
    shown: list[str] = []
    hidden: list[str] = []
    for (split, values), tables in material.ground.borough.groups.items():
        if split == (name,) and values[0] != NO_ANSWER and (not named or values[0] in named):
            told = sum(not isinstance(tables[key].cells[0].count, Hidden) for key in keys)
            (shown if told * 2 >= len(keys) else hidden).append(values[0])
    return Split(material, name, tuple(shown), tuple(hidden))


def of_split(split: Split) -> Iterator[Block]:
    """One split under its heading: what differs drawn, then a table for each aim."""
    yield Heading(f"Results by {split.name.replace('_', ' ')}", 2)
    if split.hidden:
        names = joined([("‘", *facts_in(split.words(one)), "’") for one in split.hidden])
        why = "Of too few pupils nothing can be shown. So these groups are not here: "
        yield Note(said(why, *names, "."), kind="hidden")
    if len(split.shown) < PAIR:
        yield from _alone(split)
        return
    yield Words(said(TOGETHER))
    found = list(aims(split.material))
    figures = _drawn(split, found)
    yield from _differences(split, found, figures)
    yield from (_table(split, aim, one) for aim, one in zip(found, figures, strict=True))


def _drawn(split: Split, found: Sequence[Aim]) -> tuple[Beside, ...]:
    """A figure for each aim, its lines the measures; all tests are one family."""
    return draw_beside(
        [
            Spread(
                f"by-{split.name}-{at}",
                aim.title,
                OF_EACH,
                tuple(
                    Bars(title_of(split.material, one), HELD, _sides(split, one))
                    for one in aim.measures
                ),
            )
            for at, aim in enumerate(found, 1)
        ]
    )


def _sides(split: Split, one: HeadlineOf) -> tuple[Side, ...]:
    """The groups shown. Of two the first alone is compared, and with the other."""
    ground = split.material.ground
    every = {
        side.words: side for side in groups(ground, ground.borough.area, (split.name,), key_of(one))
    }
    found = [replace(every[split.words(value)], words=split.column(value)) for value in split.shown]
    if len(found) == PAIR:
        first, second = found
        return replace(first, against=replace(second, against=None)), replace(second, against=None)
    return tuple(found)


def _differences(split: Split, found: Sequence[Aim], figures: Sequence[Beside]) -> Iterator[Block]:
    """What really differs as one picture, with a sentence for each line."""
    real = [
        (one, line)
        for aim, figure in zip(found, figures, strict=True)
        for one, line in zip(aim.measures, figure.lines, strict=True)
        if any(value.mark and value.mark.real for value in line.values)
    ]
    if not real:
        yield Words(said("No difference between these groups is more than chance."))
        return
    drawn = sorted(real, key=lambda pair: _apart(pair[1]), reverse=True)[:MOST_DRAWN]
    largest = "the eight largest differences that are real"
    names = " and ".join(split.people(value) for value in split.shown)
    figure = Beside(
        f"by-{split.name}",
        f"{names[:1].upper()}{names[1:]}: {largest if len(real) > MOST_DRAWN else 'what differs'}",
        OF_EACH,
        tuple(line for _, line in drawn),
    )
    yield picture_beside(figure, said=tuple(_sentence(split, one, line) for one, line in drawn))


def _apart(line: Line) -> float:
    """From the lowest share of a line to the highest."""
    shares = [value.share for value in line.values if value.share is not None]
    return max(shares) - min(shares)


def _sentence(split: Split, one: HeadlineOf, line: Line) -> Said:
    held = split.material.ground.borough.groups
    release = split.material.facts.release
    marks = {value.side: value.mark for value in line.values}
    readings = [
        (
            split.people(value),
            Reading(held[(split.name,), (value,)][key_of(one)], (HELD,), release),
            marks.get(split.column(value)),
        )
        for value in split.shown
    ]
    return headline_by(readings, one.said, of=one.of)


def _table(split: Split, aim: Aim, figure: Beside) -> Table:
    """Every measure of an aim, with a sign where the difference is real."""
    columns = tuple(split.column(value) for value in split.shown)
    return Table(
        caption=f"{aim.title}, by {split.name.replace('_', ' ')}",
        columns=("Per cent of those asked", *columns, "Real difference"),
        rows=tuple(_row(line) for line in figure.lines),
        notes=tuple(f"{one}." for one in figure.reasons),
    )


def _row(line: Line) -> Row:
    said_of = tuple(value.said for value in line.values)
    real = "; ".join(
        _marked(line, value) for value in line.values if value.mark and value.mark.real
    )
    return Row(line.words, (*said_of, real or "–"))


def _marked(line: Line, value: Value) -> str:
    """`▲`, and of more than two groups whose it is."""
    sign = value.mark.sign if value.mark else ""
    more = value.mark.word if value.mark else ""
    return f"{sign} {value.side} {more}" if len(line.values) > 1 else f"{sign} {more}"


def _alone(split: Split) -> Iterator[Block]:
    """Where no two groups can be shown: the one that can, beside all pupils, and nothing tested."""
    yield Words(
        said("No two groups can be set beside each other, and so no difference can be told.")
    )
    material = split.material
    for value in split.shown:
        tables = material.ground.borough.groups[(split.name,), (value,)]
        whole = material.ground.borough.whole
        rows: list[Row] = []
        reasons: list[str] = []
        for aim in aims(material):
            rows.append(Row(aim.title, (), over=True))
            for one in aim.measures:
                mine, every = (side_of(each[key_of(one)], "") for each in (tables, whole))
                count = mine.count(HELD)
                reasons += [f"{count.reason}."] if isinstance(count, Hidden) else []
                rows.append(Row(title_of(material, one), (mine.said(HELD), every.said(HELD))))
        yield Table(
            f"{split.column(value)} beside all pupils who answered",
            ("Per cent of those asked", split.column(value), "All pupils"),
            tuple(rows),
            notes=tuple(dict.fromkeys(reasons)),
        )
