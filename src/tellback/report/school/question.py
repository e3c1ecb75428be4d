"""One question of a school's report: its picture, its table, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellback.disclosure import SafeTable
from tellback.figure import Beside
from tellback.figure.beside import Line, Value
from tellback.figure.said import Said, said, worded
from tellback.report.blocks import Picture, Row, Table
from tellback.report.school.chart import SchoolFigure, svg_school
from tellback.report.school.words import here, there

MOST_COLUMNS = 7
"""A grid with more answers has a line for each instead."""
GLUE = "\u00a0"
"""A space at which no line ends."""
MOST_SAID = 3
"""So many differences of a question are told in words; the table has them all."""
TESTED = frozenset({"triangle up", "triangle down", "bar"})
"""Shapes of comparisons that could be made."""
MORE = {"higher": "More", "lower": "Fewer"}


@dataclass(frozen=True)
class Shown:
    """One variable of a question: the school's table, the whole area's, and the two compared."""

    own: SafeTable
    whole: SafeTable
    beside: Beside

    @property
    def answers(self) -> Iterator[tuple[str, Line]]:
        """The id of each answer with its line."""
        ids = (cell.id for cell in self.whole.cells)
        return zip(ids, self.beside.lines, strict=True)

    @property
    def seen(self) -> bool:
        """Whether any answer of the school is shown, and not just how many gave none."""
        shown = (line for line in self.beside.lines if not line.note)
        return any(line.values[0].share is not None for line in shown)


def picture_of_question(known: str, rows: Sequence[Shown], release: str) -> Picture:
    """The picture of a question, of which each row has something to show."""
    first = rows[0].own
    figure = SchoolFigure(
        id=known,
        title=first.title,
        base=_base(rows),
        rows=tuple((one.own.row, one.beside) for one in rows),
    )
    return Picture(
        figure_id=figure.id,
        title=figure.title,
        base=figure.base,
        description=figure.description,
        svg=svg_school(figure, exclusive=all(one.own.exclusive for one in rows)),
        table=_table(figure),
        said=tuple(_said(rows, release)),
    )


def _base(rows: Sequence[Shown]) -> str:
    """`Of all pupils: 125 in this school, 447 in the rest of the borough`."""
    who = {(one.own.base_words, *_asked(one.beside)) for one in rows}
    if len(who) > 1:
        return "How many pupils were asked differs from row to row"
    base, own, rest = who.pop()
    others = f", {rest} in the rest of the borough" if rest else ""
    side = rows[0].beside.sides[0].lower()
    return f"Of {base}: {own} in {side}{others}"


def _asked(one: Beside) -> tuple[str, str]:
    own, *rest = (value.of.removesuffix(" pupils") for value in one.lines[0].values)
    return own, rest[0] if rest else ""


def _table(figure: SchoolFigure) -> Table:
    heads = tuple(dict.fromkeys(line.words for _, one in figure.rows for line in one.lines))
    reasons = tuple(dict.fromkeys(why for _, one in figure.rows for why in one.reasons))
    if len(figure.rows) > 1 and len(heads) <= MOST_COLUMNS:
        rows = tuple(_across(name, one, heads) for name, one in figure.rows)
        return Table(figure.caption, ("", *heads), rows, notes=(*_cells_are(figure), *reasons))
    real = any(one.differences for _, one in figure.rows)
    made = tuple(row for name, one in figure.rows for row in _down(name, one, real=real))
    columns = ("Answer", *figure.rows[0][1].sides, *(("Differs",) if real else ()))
    return Table(figure.caption, columns, made, notes=reasons)


def _cells_are(figure: SchoolFigure) -> tuple[str, ...]:
    sides = figure.rows[0][1].sides
    said = f"In each cell: {sides[0].lower()} / {sides[-1].lower()}."
    return (said,) if len(sides) > 1 else ()


def _across(name: str, one: Beside, heads: Sequence[str]) -> Row:
    found = {line.words: _both(line) for line in one.lines}
    return Row(name, tuple(found.get(head, "–") for head in heads))


def _both(line: Line) -> str:
    """`35% / 37%`, and where that is a real difference `▲ 35% / 17%`."""
    own, *rest = line.values
    if own.share is None or not rest:
        return own.said
    sign = f"{own.mark.sign}{GLUE}" if own.mark and own.mark.real else ""
    return f"{sign}{own.said} / {rest[0].said}"


def _down(name: str, one: Beside, *, real: bool) -> Iterator[Row]:
    if name:
        yield Row(name, (), over=True)
    for line in one.lines:
        differs = (difference(line.values[0]),) if real else ()
        words_of = line.words or "Pupils who said so"
        yield Row(words_of, (*(_counted(value) for value in line.values), *differs))


def _counted(value: Value) -> str:
    return value.said if value.share is None else f"{value.said} ({value.count:,})"


def difference(value: Value) -> str:
    """`▲ higher`; `no` where it could be chance, a dash where nothing was compared."""
    if value.mark is None:
        return "–"
    if value.mark.shape == "bar":
        return "no"
    return f"{value.mark.sign}{GLUE}{value.mark.word}"


def _said(rows: Sequence[Shown], release: str) -> Iterator[Said]:
    """What is really different; else what was said most, where nothing hidden can be more."""
    found = list(_differing(rows, release))
    yield from found[:MOST_SAID]
    if len(found) > MOST_SAID:
        yield ("The table has more real differences.",)
    if not found:
        yield from _said_most(rows, release)


def _differing(rows: Sequence[Shown], release: str) -> Iterator[Said]:
    for one in rows:
        for choice, line in one.answers:
            own, *rest = line.values
            if own.mark and own.mark.real:
                yield said(
                    f"{MORE[own.mark.word]} said ",
                    *quoted(one.own.row, line.words),
                    " than in the rest of the borough: ",
                    here(own, one.own, release, choice),
                    " against ",
                    there(rest[0], one.own, one.whole, release, choice),
                    ".",
                )


def _said_most(rows: Sequence[Shown], release: str) -> Iterator[Said]:
    """The answer that most gave; of a grid the row in which it was given by most and by fewest."""
    given = [(one, choice, line) for one in rows for choice, line in one.answers if not line.note]
    shares = [line.values[0].share for _, _, line in given]
    if not any(shares) and None not in shares:
        yield ("Nobody gave an answer.",)
    elif len(rows) > 1:
        yield from _most_and_least(rows, given, release)
    elif None not in shares and len(shares) > 1:
        yield from _most([one for one in given if _share(one) == max(map(_share, given))], release)


Given = tuple[Shown, str, Line]


def _most(given: Sequence[Given], release: str) -> Iterator[Said]:
    """`Said most: ‘Yes’, by 51%.`, or both of two; where more are as many it tells nothing."""
    one, choice, line = given[0]
    first = quoted(one.own.row, line.words)
    number = here(line.values[0], one.own, release, choice)
    if len(given) == 1:
        yield said("Said most: ", *first, ", by ", number, ".")
    elif len(given) == 2:  # noqa: PLR2004 - a pair
        other = quoted("", given[1][2].words)
        yield said("Said most: ", *first, " and ", *other, ", each by ", number, ".")


def _most_and_least(rows: Sequence[Shown], given: Sequence[Given], release: str) -> Iterator[Said]:
    """Of the answer that is shown in every row and was given most."""
    by_words: dict[str, list[Given]] = {}
    for one in given:
        if one[2].values[0].share is not None:
            by_words.setdefault(one[2].words, []).append(one)
    full = {name: found for name, found in by_words.items() if len(found) == len(rows)}
    if not full:
        return
    name, found = max(full.items(), key=lambda pair: sum(_share(one) for one in pair[1]))
    most, least = max(found, key=_share), min(found, key=_share)
    if _share(most) > _share(least):
        yield said(
            *quoted("", name),
            " was said most of ",
            *_of_row(most, release),
            " and least of ",
            *_of_row(least, release),
            ".",
        )


def _of_row(given: Given, release: str) -> Said:
    one, choice, line = given
    number = here(line.values[0], one.own, release, choice)
    return (*quoted("", one.own.row), " (", number, ")")


def _share(given: Given) -> float:
    return given[2].values[0].share or 0.0


def quoted(row: str, answer: str) -> Said:
    """`‘Often’ of ‘In class’`; words that may hold digits stay one piece."""
    if not row:
        return ("‘", worded(answer), "’")
    return ("‘", worded(answer), "’ of ‘", worded(row), "’")
