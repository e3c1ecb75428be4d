"""The measures by locality, with a sign where one really differs from the rest of the borough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tellback.figure import Beside, Row as Bars, Spread, draw_beside
from tellback.figure.beside import Line, Value
from tellback.figure.said import said
from tellback.questionnaire.published_year import HELD
from tellback.report.blocks import Block, Heading, Row, Table, Words
from tellback.report.borough.groups import OF_EACH, TOGETHER
from tellback.report.borough.measures import Aim, aims, key_of, title_of
from tellback.report.ground import places
from tellback.report.material import Material

SIGNS = (
    "▲ marks what is really higher than in the rest of the borough, ▼ what is really lower. "
    "Nothing else here differs by more than chance."
)
NO_SIGNS = "No locality differs from the rest of the borough by more than chance."


def locality_blocks(material: Material) -> Iterator[Block]:
    """A table for each aim under a heading of level 2; nothing where there are no localities."""
    figures = draw_beside(
        [
            Spread(f"by-locality-{at}", aim.title, OF_EACH, tuple(_places(material, aim)))
            for at, aim in enumerate(aims(material), 1)
        ]
    )
    if all(one.all_hidden for one in figures):
        return
    yield Heading("Results by locality", 2)
    yield Words(said(TOGETHER))
    marked = any(one.differences for one in figures)
    yield Words(said(SIGNS if marked else NO_SIGNS))
    yield from (_table(one) for one in figures if not one.all_hidden)
    yield from _not_shown([line for one in figures for line in one.lines if not _shown(line)])


def _not_shown(gone: Sequence[Line]) -> Iterator[Table]:
    """What no locality shows, by its reason."""
    titles: dict[str, list[str]] = {}
    for line in gone:
        titles.setdefault(_why(line), []).append(line.words)
    if titles:
        rows = tuple(Row(why, ("; ".join(words),)) for why, words in titles.items())
        yield Table("Not shown for any locality", ("Why", "Headlines"), rows, numeric=False)


def _places(material: Material, aim: Aim) -> Iterator[Bars]:
    for one in aim.measures:
        sides = tuple(places(material.ground, ("locality",), key_of(one)))
        yield Bars(title_of(material, one), HELD, sides)


def _table(figure: Beside) -> Table:
    columns = figure.sides
    lines = [line for line in figure.lines if _shown(line)]
    reasons = (value.count for line in lines for value in line.values)
    hidden = (one.reason for one in reasons if not isinstance(one, int))
    return Table(
        caption=f"{figure.title}, by locality",
        columns=("Per cent of those asked", *columns),
        rows=tuple(Row(line.words, _cells(line, columns)) for line in lines),
        notes=tuple(dict.fromkeys(f"{one}." for one in hidden)),
    )


def _shown(line: Line) -> bool:
    return any(value.share is not None for value in line.values)


def _why(line: Line) -> str:
    reasons = (value.count for value in line.values)
    return "; ".join(dict.fromkeys(one.reason for one in reasons if not isinstance(one, int)))


def _cells(line: Line, columns: tuple[str, ...]) -> tuple[str, ...]:
    by_side = {value.side: value for value in line.values}
    return tuple(_cell(by_side.get(one)) for one in columns)


def _cell(value: Value | None) -> str:
    if value is None:
        return "–"
    sign = f"{value.mark.sign} " if value.mark and value.mark.real else ""
    return f"{sign}{value.said}"
