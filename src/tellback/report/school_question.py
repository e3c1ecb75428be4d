"""One question of a school's report: its picture, its table, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellback.disclosure import SafeTable
from tellback.figure import Beside
from tellback.figure.beside import Line, Value
from tellback.figure.said import Said
from tellback.report.blocks import Picture, Row, Table
from tellback.report.school_chart import SchoolFigure, svg_school
from tellback.report.school_words import here, sentence, there, words

MOST_COLUMNS = 7
"""A grid with more answers has a line for each instead."""
MOST_SAID = 3
"""So many differences of a question are told in words; the table has them all."""
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
        """Whether any answer of the school is shown."""
        return any(line.values[0].share is not None for line in self.beside.lines)


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
    own, rest = one.lines[0].values[:2]
    return own.of.removesuffix(" pupils"), rest.of.removesuffix(" pupils")


def _table(figure: SchoolFigure) -> Table:
    heads = tuple(dict.fromkeys(line.words for _, one in figure.rows for line in one.lines))
    reasons = tuple(dict.fromkeys(why for _, one in figure.rows for why in one.reasons))
    if len(figure.rows) > 1 and len(heads) <= MOST_COLUMNS:
        rows = tuple(_across(name, one, heads) for name, one in figure.rows)
        return Table(figure.caption, ("", *heads), rows, notes=(CELLS, *reasons))
    real = any(one.differences for _, one in figure.rows)
    made = tuple(row for name, one in figure.rows for row in _down(name, one, real=real))
    columns = ("Answer", *figure.rows[0][1].sides, *(("Differs",) if real else ()))
    return Table(figure.caption, columns, made, notes=reasons)


CELLS = "In each cell: this report’s pupils, then the rest of the borough."


def _across(name: str, one: Beside, heads: Sequence[str]) -> Row:
    found = {line.words: _both(line) for line in one.lines}
    return Row(name, tuple(found.get(head, "–") for head in heads))


def _both(line: Line) -> str:
    """`35% / 37%`, and where that is a real difference `▲ 35% / 17%`."""
    own, rest = line.values[:2]
    if own.share is None:
        return own.said
    sign = f"{own.mark.sign} " if own.mark and own.mark.real else ""
    return f"{sign}{own.said} / {rest.said}"


def _down(name: str, one: Beside, *, real: bool) -> Iterator[Row]:
    if name:
        yield Row(name, (), over=True)
    for line in one.lines:
        own, rest = line.values[:2]
        cells = (_counted(own), _counted(rest))
        if real:
            cells += (difference(own),)
        yield Row(line.words or "Pupils who said so", cells)


def _counted(value: Value) -> str:
    return value.said if value.share is None else f"{value.said} ({value.count:,})"


def difference(value: Value) -> str:
    """`▲ higher`; `no` where it could be chance, a dash where nothing was compared."""
    if value.mark is None:
        return "–"
    if value.mark.shape == "bar":
        return "no"
    return f"{value.mark.sign} {value.mark.word}"


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
            own, rest = line.values[:2]
            if own.mark and own.mark.real:
                yield sentence(
                    f"{MORE[own.mark.word]} said ",
                    *quoted(one.own.row, line.words),
                    " than in the rest of the borough: ",
                    here(own, one.own, release, choice),
                    " against ",
                    there(rest, one.own, one.whole, release, choice),
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
    elif None not in shares:
        one, choice, line = max(given, key=_share)
        number = here(line.values[0], one.own, release, choice)
        yield sentence("Said most: ", *quoted("", line.words), ", by ", number, ".")


Given = tuple[Shown, str, Line]


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
        yield sentence(
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
        return ("‘", words(answer), "’")
    return ("‘", words(answer), "’ of ‘", words(row), "’")
