"""The measures over the years, and what cannot be compared with earlier years, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tellback.figure import svg_years
from tellback.figure.headline_words import facts_in
from tellback.figure.model import base_words
from tellback.figure.said import Said, said
from tellback.figure.side import percent_said, side_of
from tellback.inference import Outcome, Trend
from tellback.inference.interval import percent_words
from tellback.questionnaire.comparability import BREAKS, Changed, Verdict, verdict
from tellback.questionnaire.published_year import HELD
from tellback.release.held import TableKey
from tellback.report.blocks import Block, Heading, List, Picture, Row, Table, Words
from tellback.report.borough.measures import Aim, aims, key_of, title_of
from tellback.report.headlines.told import untested_years
from tellback.report.material import Material
from tellback.report.outline import HeadlineOf
from tellback.report.years import Then, YearsOfTable, year_points, years_of

NO_FIGURE = "–"
NOT_COMPARED = "not compared"


def years_blocks(material: Material) -> Iterator[Block]:
    """A table with a column a year, under a heading of level 2; nothing without earlier years."""
    ground = material.ground
    found = list(aims(material))
    keys = [key_of(one) for aim in found for one in aim.measures]
    rows = years_of(ground, ground.borough.area, keys)
    years = sorted({then.source.wave for each in rows.values() for then, _ in each}, reverse=True)
    if not years:
        return
    yield Heading("Results over the years", 2)
    yield Words(
        said("Each line is one headline. A year of which no figure was published has a dash.")
    )
    yield from (
        Words(one)
        for one in untested_years(material, [one for aim in found for one in aim.measures])
    )
    yield _table(material, found, rows, years)
    yield from _lines(material, found, rows)
    apart = tuple(_not_compared(material, years))
    if apart:
        yield Heading("What cannot be compared", 3)
        yield List(apart)


def _lines(
    material: Material, found: Sequence[Aim], of_key: Mapping[TableKey, YearsOfTable]
) -> Iterator[Picture]:
    """A line for each measure of which there are enough years, broken where it was changed."""
    for one in (each for aim in found for each in aim.measures):
        points = year_points(of_key.get(key_of(one), []), material.ground.name)
        title = title_of(material, one)
        known = f"years-{one.measure}"
        drawn = svg_years(known, title, points)
        if drawn:
            shares = [(point.year, percent_words(point.share)) for point in points]
            yield Picture(
                figure_id=known,
                title=f"{title}: over the years",
                base=base_words(material.ground.borough.whole[key_of(one)]),
                description=", ".join(f"{year} {percent}" for year, percent in shares),
                svg=drawn,
                table=Table(
                    f"{title}: over the years",
                    ("Year", "Per cent"),
                    tuple(Row(year, (percent,)) for year, percent in shares),
                ),
            )


def _table(
    material: Material,
    found: Sequence[Aim],
    of_key: Mapping[TableKey, YearsOfTable],
    years: Sequence[str],
) -> Table:
    made = [trend.comparison for each in of_key.values() for _, trend in each]
    tested = any(one and one.outcome is not Outcome.NOT_TESTED for one in made)
    rows: list[Row] = []
    for aim in found:
        rows.append(Row(aim.title, (), over=True))
        for one in aim.measures:
            then = of_key.get(key_of(one), [])
            rows.append(_row(material, one, then, years, tested=tested))
    columns = ("Headline", material.ground.name, *years)
    return Table(
        "The headlines beside those of earlier years, per cent of those asked",
        (*columns, "Since the year before") if tested else columns,
        tuple(rows),
    )


def _row(
    material: Material, of: HeadlineOf, then: YearsOfTable, years: Sequence[str], *, tested: bool
) -> Row:
    key = key_of(of)
    table = material.ground.borough.whole[key]
    before = {one.source.wave: _text(key, one, trend) for one, trend in then}
    cells = [side_of(table, "").said(HELD), *(before.get(year, NO_FIGURE) for year in years)]
    if tested:
        newest = next((trend for one, trend in then if one.source.wave == years[0]), None)
        made = newest.comparison if newest else None
        cells.append(made.word if made else NO_FIGURE)
    return Row(title_of(material, of), tuple(cells))


def _text(key: TableKey, one: Then, trend: Trend) -> str:
    """A figure of an earlier year as it was published, or counted in its release."""
    if not trend.verdict.trend:
        return NO_FIGURE if Changed.UNPUBLISHED in trend.verdict.changed else NOT_COMPARED
    figure = one.source.figure(key, HELD)
    if figure and figure.percent:
        return f"{figure.percent}%"
    if one.then and one.then.base:
        return percent_said(one.then.least, one.then.base)
    return f"{figure.count:,} pupils" if figure and figure.count is not None else NO_FIGURE


def _not_compared(material: Material, years: Sequence[str]) -> Iterator[Said]:
    """Questions that were asked otherwise in the newest of the years, each with its reason."""
    ground = material.ground
    for question in ground.questionnaire.questions:
        if not question.variables or question.kind == "preset":
            continue
        found = _verdict(material, question.variables[0], years[0])
        if found and BREAKS.intersection(found.changed) - {Changed.UNPUBLISHED, Changed.NEW}:
            title = f"{question.number}. {question.text.say()}" if question.number else question.id
            yield said(*facts_in(title.rstrip(": ")), " – ", *facts_in(found.sentence))


def _verdict(material: Material, variable: str, year: str) -> Verdict | None:
    ground = material.ground
    asked = ground.questionnaire
    for wave in ground.earlier:
        if wave.name == year:
            waves = {"earlier_wave": wave.name, "later_wave": ground.name}
            return verdict(wave.release.questionnaire, asked, variable, **waves)
    printed = next((one for one in ground.printed if one.wave == year), None)
    return verdict(printed, asked, variable) if printed else None
