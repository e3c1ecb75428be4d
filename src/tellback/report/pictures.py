"""Safe tables as pictures: a chart of ours with the table of the same numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from tellback.disclosure import Hidden, SafeTable
from tellback.figure import Beside, Figure, draw, svg, svg_beside, svg_dots
from tellback.figure.beside import Line, Value
from tellback.figure.model import Group
from tellback.figure.said import Said
from tellback.report.blocks import Picture, Row, Table

MOST_COLUMNS = 7
"""A grid with more answers has a line for each instead."""


def picture_of(tables: Sequence[SafeTable], *, said: tuple[Said, ...] = ()) -> Picture:
    """One question for everyone of an area: its table, or those of all rows of its grid."""
    figure = draw(tables)
    return Picture(
        figure_id=figure.id,
        title=figure.title,
        base=figure.base,
        description=figure.description,
        svg=svg(figure),
        table=_table(figure),
        said=said,
    )


def picture_beside(figure: Beside, *, said: tuple[Said, ...] = ()) -> Picture:
    """Several series beside each other, such as a school and the rest of the borough, as bars."""
    return _picture(figure, svg_beside(figure), said)


def picture_dots(figure: Beside, *, said: tuple[Said, ...] = ()) -> Picture:
    """The same as dots with their intervals: where a number lies, and how sure it is."""
    return _picture(figure, svg_dots(figure), said)


def _picture(figure: Beside, drawn: Markup, said: tuple[Said, ...]) -> Picture:
    return Picture(
        figure_id=figure.id,
        title=figure.title,
        base=figure.base,
        description=figure.description,
        svg=drawn,
        table=_beside_table(figure),
        said=said,
    )


def _table(figure: Figure) -> Table:
    answers = (*figure.choices, *figure.notes)
    if len(figure.groups) > 1 and len(answers) <= MOST_COLUMNS:
        rows = tuple(_across(group, answers) for group in figure.groups)
        return Table(figure.caption, ("", *answers), rows, notes=_reasons(figure.groups))
    rows = tuple(row for group in figure.groups for row in _down(group))
    return Table(figure.caption, ("Answer", "Pupils", "Per cent"), rows)


def _across(group: Group, answers: Sequence[str]) -> Row:
    if group.hidden:
        return Row(group.words, ("hidden",) * len(answers))
    found = {
        bar.words: "hidden" if isinstance(bar.count, Hidden) else f"{bar.count:,} ({bar.said})"
        for bar in group.bars
    }
    return Row(group.words, tuple(found.get(one, "0 (0%)") for one in answers))


def _down(group: Group) -> Iterator[Row]:
    if group.words:
        yield Row(group.words, (), over=True)
    if group.hidden:
        yield Row(group.hidden, (), over=True)
    for bar in group.bars:
        count = bar.count
        if isinstance(count, Hidden):
            yield Row(bar.words, ("hidden", "hidden"))
        else:
            yield Row(bar.words, (f"{count:,}", bar.said))


def _reasons(groups: Iterable[Group]) -> tuple[str, ...]:
    """Why what says `hidden` does, each reason once."""
    found = []
    for group in groups:
        found += [group.hidden] if group.hidden else []
        found += [bar.count.reason for bar in group.bars if isinstance(bar.count, Hidden)]
    return tuple(dict.fromkeys(found))


def _beside_table(figure: Beside) -> Table:
    """A row an answer, and for each side a column; a column more where they are compared."""
    sides = figure.sides
    compared = any(value.mark for line in figure.lines for value in line.values)
    words = (*sides, "Difference") if compared else sides
    rows = tuple(_line(line, sides, compared=compared) for line in figure.lines)
    return Table(figure.caption, ("Answer", *words), rows, notes=figure.reasons)


def _line(line: Line, sides: Sequence[str], *, compared: bool) -> Row:
    by_side = {value.side: value for value in line.values}
    cells = [_cell(by_side.get(side)) for side in sides]
    if compared:
        marks = [value.mark for value in line.values if value.mark]
        cells.append("; ".join(f"{mark.sign} {mark.word}" for mark in marks) or "–")
    return Row(line.words or "Pupils who said so", tuple(cells))


def _cell(value: Value | None) -> str:
    if value is None:
        return "–"
    if isinstance(value.count, Hidden) or value.share is None:
        return value.said
    return f"{value.count:,} ({value.said})"
