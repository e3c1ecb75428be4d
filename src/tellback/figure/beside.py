"""Several series of bars side by side, each with its interval and how it compares with the rest.

Intervals and tests are made of published counts alone, so that they tell nothing that the
tables do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.side import Side
from tellback.inference import Comparison, Interval, compare

SIGNS = {"triangle up": "▲", "triangle down": "▼", "bar": "▬", "circle": "●"}
"""The shapes of comparisons as letters, for tables."""


@dataclass(frozen=True)
class Row:
    """One answer, or one measure, with everyone who is set side by side in it."""

    words: str
    choice: str
    sides: tuple[Side, ...]
    note: bool = False
    """Of those who gave no answer: shown and not compared."""


@dataclass(frozen=True)
class Spread:
    """What is to be drawn as one figure."""

    id: str
    title: str
    base: str
    """In words, without a number: `Of all pupils`, `Of pupils who …`."""
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Mark:
    """How a value compares: a word, a shape, and the sentence."""

    word: str
    shape: str
    sentence: str

    @property
    def sign(self) -> str:
        """The shape as a letter."""
        return SIGNS[self.shape]

    @property
    def real(self) -> bool:
        """Whether it is more than chance."""
        return self.shape.startswith("triangle")


@dataclass(frozen=True)
class Value:
    """One bar."""

    side: str
    of: str
    """`324 pupils`, or nothing where that is hidden."""
    count: int | Hidden
    share: float | None
    """0 to 1; None where it is hidden."""
    said: str
    interval: Interval | None
    mark: Mark | None


@dataclass(frozen=True)
class Line:
    """The bars of one answer, one for each side."""

    words: str
    note: bool
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Beside:
    """Series of bars with the same answers."""

    id: str
    title: str
    base: str
    lines: tuple[Line, ...]

    @property
    def sides(self) -> tuple[str, ...]:
        """The words of the series, in order."""
        return tuple(dict.fromkeys(value.side for line in self.lines for value in line.values))

    @property
    def caption(self) -> str:
        """The title and the base as two sentences."""
        end = "" if self.title.endswith(("?", "!", ".", ":")) else "."
        return f"{self.title}{end} {self.base}."

    @property
    def description(self) -> str:
        """What the bars say, for whoever cannot see them."""
        return " ".join(f"{line.words}: {_described(line)}.".lstrip(": ") for line in self.lines)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why what says `hidden` does, each reason once."""
        counts = (value.count for line in self.lines for value in line.values)
        return tuple(dict.fromkeys(one.reason for one in counts if isinstance(one, Hidden)))

    @property
    def all_hidden(self) -> bool:
        """Whether there is no number in it."""
        return not any(value.share is not None for line in self.lines for value in line.values)

    @property
    def differences(self) -> tuple[tuple[Line, Value], ...]:
        """The bars whose difference is more than chance, in order."""
        every = ((line, value) for line in self.lines for value in line.values)
        return tuple(pair for pair in every if pair[1].mark and pair[1].mark.real)


def base_of(table: SafeTable) -> str:
    """`Of all pupils`, `Of pupils who look after someone`: each series says how many they are."""
    return f"Of {table.base_words}"


def spread_of(table: SafeTable, sides: Sequence[Side], *, title: str = "") -> Spread:
    """One question, or one row of a grid, whose answers are those of `table`."""
    rows = tuple(
        Row(cell.words, cell.id, tuple(sides), note=cell.role == "no_answer")
        for cell in table.cells
    )
    known = table.id if table.kind == "variable" else f"measure-{table.id}"
    return Spread(known, title or f"{table.title} {table.row}".strip(), base_of(table), rows)


def draw_beside(spreads: Sequence[Spread]) -> tuple[Beside, ...]:
    """A figure of each; all comparisons of all of them are one family.

    Give together what a reader sees together: among many comparisons some differ by chance.
    """
    marks = _marks(spreads)
    return tuple(
        Beside(
            spread.id,
            spread.title,
            spread.base,
            tuple(
                Line(
                    row.words,
                    row.note,
                    tuple(
                        _value(row, side, marks.get((at, down, across)))
                        for across, side in enumerate(row.sides)
                    ),
                )
                for down, row in enumerate(spread.rows)
            ),
        )
        for at, spread in enumerate(spreads)
    )


Place = tuple[int, int, int]
"""Of a bar: figure, line, side."""


def _marks(spreads: Sequence[Spread]) -> dict[Place, Mark]:
    tested = {
        place: (one, other)
        for place, row, side in _each(spreads)
        if side.against is not None and not row.note
        if (one := side.sample(row.choice)) and (other := side.against.sample(row.choice))
    }
    made = compare(list(tested.values()), between="groups")
    return {place: _mark(one) for place, one in zip(tested, made, strict=True)}


def _each(spreads: Sequence[Spread]) -> Iterator[tuple[Place, Row, Side]]:
    for at, spread in enumerate(spreads):
        for down, row in enumerate(spread.rows):
            for across, side in enumerate(row.sides):
                yield (at, down, across), row, side


def _mark(made: Comparison) -> Mark:
    return Mark(made.word, made.shape, made.sentence)


def _value(row: Row, side: Side, mark: Mark | None) -> Value:
    shown = side.shown(row.choice)
    return Value(
        side=side.words,
        of="" if isinstance(side.base, Hidden) else f"{side.base:,} pupils",
        count=side.count(row.choice),
        share=shown[0] / shown[1] if shown else None,
        said=side.said(row.choice),
        interval=side.interval(row.choice),
        mark=mark,
    )


def _described(line: Line) -> str:
    return ", ".join(
        f"{value.side} {value.said}{f' ({value.mark.word})' if value.mark else ''}"
        for value in line.values
    )
