"""The figures of one view of a release, drawn once: a release never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from tellback.disclosure import SafeTable
from tellback.figure import (
    Beside,
    Spread,
    draw,
    draw_beside,
    html_table,
    spread_of,
    svg,
    svg_beside,
    table_beside,
)
from tellback.figure.model import base_words
from tellback.inference import of_the_borough
from tellback.release.held import TableKey
from tellback.report.ground import Ground
from tellback.report.years import elsewhere
from tellback_web.results.pages.explorer_choice import (
    ALL,
    BOROUGH,
    EVERYTHING,
    HEADLINES,
    SECTION,
    Choice,
)
from tellback_web.results.pages.explorer_ground import area_at, held_at, sides
from tellback_web.results.pages.explorer_years import Years, years_of

FEW_SIDES = 3
FEW_ANSWERS = 2
"""Where there are more sides and more answers the table stands below the chart."""
MANY_BARS = 60
"""A chart with more is opened by whoever wants it."""
MOST_BARS = 1000
"""No chart has more: nobody can read it, and a page with it is slow."""


@dataclass(frozen=True)
class Shown:
    """A chart with its table; a grid has one for each row."""

    words: str
    """The row of a grid; empty otherwise."""
    base: str
    picture: Markup
    table: Markup
    wide: bool
    """Whether the table needs the whole width, below the chart."""
    bars: int
    """How many, where they are so many that the chart is opened by whoever wants it; else 0."""
    said: tuple[str, ...] = ()
    """What is more than chance, and what else belongs beside the numbers."""
    years: Years | None = None
    elsewhere: tuple[str, ...] = ()
    line: Markup | None = None
    """Over three years or more, of a measure."""
    years_first: bool = False
    """Whether the years stand in the table's place: they say all that it does."""


@dataclass(frozen=True)
class Part:
    """A question or a measure with its figures."""

    id: str
    title: str
    shown: tuple[Shown, ...]
    section: str
    """Of the questionnaire; empty for a measure."""
    real: int
    """How many of its differences are more than chance."""
    hidden: str = ""
    """Why there is no number in it; empty where there is one."""


@dataclass(frozen=True)
class View:
    """Everything that is drawn for one choice."""

    parts: tuple[Part, ...]
    compared: int
    """How many comparisons there are."""
    real: int
    """How many of them are more than chance."""
    general: tuple[str, ...] = ()
    """What is said of the earlier years of most of its figures."""

    @property
    def visible(self) -> tuple[Part, ...]:
        """Those with numbers."""
        return tuple(part for part in self.parts if not part.hidden)

    @property
    def hidden(self) -> dict[str, tuple[str, ...]]:
        """Reason -> the titles of all that is hidden for it."""
        found: dict[str, tuple[str, ...]] = {}
        for part in self.parts:
            if part.hidden:
                found[part.hidden] = (*found.get(part.hidden, ()), part.title)
        return found


@lru_cache(maxsize=128)
def view_of(ground: Ground, choice: Choice) -> View:
    """The figures of `choice`. Raises KeyError for an area or split not held, ReleaseFault."""
    keys = tuple(_keys(ground, choice))
    spreads = {key: _spread(ground, choice, key) for key in keys}
    drawn = dict(zip(keys, draw_beside(tuple(spreads.values())), strict=True))
    single = choice.by == ALL
    years = (
        years_of(ground, area_at(ground, choice.of), keys, every_sentence=choice.one_question)
        if single
        else {}
    )
    parts = tuple(_parts(ground, choice, drawn, years))
    marks = [
        value.mark
        for one in drawn.values()
        for line in one.lines
        for value in line.values
        if value.mark
    ]
    general = (sentence for one in years.values() for sentence in one.general)
    return View(parts, len(marks), sum(mark.real for mark in marks), tuple(dict.fromkeys(general)))


def _keys(ground: Ground, choice: Choice) -> Iterator[TableKey]:
    """The tables of a view, in the order asked; a split tells nothing of its own question."""
    own = {ground.questionnaire.splits.get(one, "") for one in choice.split}
    for key, table in held_at(ground, choice.of).whole.items():
        if table.kind == "variable" and table.id in own:
            continue
        if choice.show == EVERYTHING:
            wanted = True
        elif choice.show == HEADLINES:
            wanted = table.kind == "measure"
        elif choice.show.startswith(SECTION):
            wanted = table.kind == "variable" and table.section == choice.show.removeprefix(SECTION)
        else:
            wanted = table.kind == "variable" and table.question == choice.show
        if wanted:
            yield key


def _spread(ground: Ground, choice: Choice, key: TableKey) -> Spread:
    table = held_at(ground, choice.of).whole[key]
    made = spread_of(ground.borough.whole.get(key, table), sides(ground, choice, key))
    if table.kind == "measure":
        # The heading has the measure's words already.
        return replace(made, rows=tuple(replace(row, words="") for row in made.rows))
    return made


def _parts(
    ground: Ground,
    choice: Choice,
    drawn: Mapping[TableKey, Beside],
    years: Mapping[TableKey, Years],
) -> Iterator[Part]:
    tables = held_at(ground, choice.of).whole
    as_grid = choice.by == ALL and choice.of == BOROUGH
    for _, group in groupby(drawn, key=lambda key: (key[0], _question(tables[key]))):
        keys = tuple(group)
        first, figures = tables[keys[0]], [drawn[key] for key in keys]
        if as_grid and len(keys) > 1:
            shown: tuple[Shown, ...] = (_grid([tables[key] for key in keys], keys, years),)
        else:
            shown = tuple(_shown(ground, choice, key, drawn[key], years.get(key)) for key in keys)
        reasons = [reason for one in figures for reason in one.reasons]
        hidden = all(one.all_hidden for one in figures)
        known = figures[0].id if len(keys) == 1 else first.question
        yield Part(
            id=known,
            title=first.title,
            shown=shown,
            section=first.section if first.kind == "variable" else "",
            real=sum(len(one.differences) for one in figures),
            hidden=reasons[0] if hidden and reasons else "",
        )


def _question(table: SafeTable) -> str:
    return table.question if table.kind == "variable" else table.id


def _grid(
    tables: list[SafeTable], keys: Iterable[TableKey], years: Mapping[TableKey, Years]
) -> Shown:
    """All rows of a grid as one chart, for all pupils of the whole area."""
    figure = draw(tables)
    said = (sentence for key in keys if key in years for sentence in years[key].sentences)
    return Shown(
        words="",
        base=figure.base,
        picture=svg(figure),
        table=html_table(figure),
        wide=False,
        bars=0,
        years=Years((), tuple(dict.fromkeys(said))),
    )


def _shown(
    ground: Ground, choice: Choice, key: TableKey, figure: Beside, years: Years | None
) -> Shown:
    table = held_at(ground, choice.of).whole[key]
    bars = sum(len(line.values) for line in figure.lines)
    whole = choice.of == BOROUGH and choice.by == ALL
    measure = table.kind == "measure"
    in_words = measure or (choice.one_question and not table.row)
    return Shown(
        words=table.row,
        base=base_words(table) if len(figure.sides) == 1 else figure.base,
        picture=svg_beside(figure) if bars <= MOST_BARS else Markup(""),
        table=table_beside(figure),
        wide=bars > MANY_BARS
        or (len(figure.sides) > FEW_SIDES and len(figure.lines) > FEW_ANSWERS),
        bars=bars if bars > MANY_BARS else 0,
        said=(
            *(_differences(figure) if in_words else ()),
            *(_of_borough(ground, table) if whole else ()),
        ),
        years=years,
        elsewhere=elsewhere(ground, key) if whole else (),
        line=years.line(figure.id, table.title) if years and measure else None,
        years_first=measure and whole and years is not None and bool(years.lines),
    )


def _differences(figure: Beside) -> Iterator[str]:
    """What is more than chance, each with the answer and the side that it is about."""
    for line, value in figure.differences:
        about = ", ".join(one for one in (line.words, value.side) if one)
        if value.mark:
            yield f"{about}: {value.mark.sentence[:1].lower()}{value.mark.sentence[1:]}"


def _of_borough(ground: Ground, table: SafeTable) -> Iterator[str]:
    """About the whole borough, where the release says how much its schools differ."""
    effect, schools = ground.design_effect, len(ground.rolls)
    pupils = ground.on_roll_everywhere
    asked = ground.borough.pupils
    if not effect or schools <= 1 or table.base != asked or not asked or pupils < asked:
        return
    for cell in table.cells:
        if isinstance(cell.count, int) and cell.role == "choice":
            estimate = of_the_borough(
                cell.count, asked, pupils, design_effect=effect, schools=schools
            )
            words = "" if table.kind == "measure" else f"{cell.words}: "
            yield f"{words}{estimate.sentence}"
