"""All headlines of a school in one table, and beside those of earlier years."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.beside import SIGNS
from tellback.figure.model import percent_words
from tellback.inference import Trend
from tellback.questionnaire.model import Questionnaire
from tellback.report.blocks import Block, Heading, Row, Table, Words
from tellback.report.school.question import GLUE, difference
from tellback.report.school.results import SchoolResults
from tellback.report.school.words import asked_of
from tellback.report.years import Then, years_of

BETWEEN = (
    "Between: where the per cent of all pupils on roll lies, 19 times in 20. “Hidden” is neither "
    "nought nor missing; beside it stands the per cent of all pupils of the borough."
)


def headlines(results: SchoolResults) -> Iterator[Block]:
    """Every measure: the school, from where to where, the rest of the borough, the difference."""
    rows = tuple(_rows(results))
    if not rows:
        return
    yield Heading("All headlines")
    columns = ("Headline", _here(results), "Between", "Rest of borough", "Differs")
    yield Table(
        "Headlines beside the rest of the borough", columns, rows, notes=(BETWEEN, *_why(results))
    )


def _here(results: SchoolResults) -> str:
    return results.voice.this.capitalize()


def _rows(results: SchoolResults) -> Iterator[Row]:
    asked, over = results.material.ground.questionnaire, ""
    for measure in asked.measures:
        table = results.held.whole.get(("measure", measure.id))
        if table is None:
            continue
        title = _section(asked, table)
        if title != over:
            over = title
            yield Row(title, (), over=True)
        yield Row(f"{table.title}{asked_of(table)}", _cells(results, table))


def _section(asked: Questionnaire, table: SafeTable) -> str:
    return next((one.title.say() for one in asked.sections if one.id == table.section), "Other")


def _cells(results: SchoolResults, table: SafeTable) -> tuple[str, ...]:
    if table.id in results.measures:
        own, *rest = results.measures[table.id].beside.lines[0].values
        between = own.interval.percents if own.interval else "–"
        return own.said, between, rest[0].said if rest else "–", difference(own)
    whole = results.material.ground.borough.whole[table.kind, table.id]
    known = not isinstance(whole.cells[0].percent, Hidden)
    return (
        "hidden",
        "–",
        f"{percent_words(whole.cells[0], whole)} of all" if known else "hidden",
        "–",
    )


def _why(results: SchoolResults) -> tuple[str, ...]:
    """Why what says `hidden` does, each reason once."""
    found = []
    for (kind, _), table in results.held.whole.items():
        if kind == "measure":
            counts = [table.hidden, *(cell.count for cell in table.cells)]
            found += [f"{one.reason}." for one in counts if isinstance(one, Hidden)]
    return tuple(dict.fromkeys(found))


def over_the_years(results: SchoolResults) -> Iterator[Block]:
    """Headlines beside earlier releases that have the same school; nothing where none has."""
    ground = results.material.ground
    if not ground.earlier or not results.measures:
        return
    keys = [("measure", known) for known in results.measures]
    found = years_of(ground, results.area, keys)
    rows = tuple(
        _row(results, key[1], then, trend)
        for key, pairs in found.items()
        for then, trend in pairs
        if then.then is not None
    )
    if not rows:
        return
    yield Heading("Over the years")
    yield Words(("Whether a change is real was tested, all headlines together.",))
    notes = tuple(
        dict.fromkeys(
            trend.verdict.sentence
            for pairs in found.values()
            for then, trend in pairs
            if then.then is not None and not trend.verdict.trend
        )
    )
    columns = ("Headline", "Earlier year", "Then", f"In {ground.name}", "Change")
    yield Table("Headlines beside earlier years", columns, rows, notes=notes)


def _row(results: SchoolResults, known: str, then: Then, trend: Trend) -> Row:
    made = trend.comparison
    change = f"{SIGNS[made.shape]}{GLUE}{made.word}" if made else "not compared"
    before = then.then.percent if then.then else "–"
    title = results.measures[known].own.title
    return Row(title, (then.source.wave, before, then.now.percent, change))
