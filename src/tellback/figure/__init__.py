"""From safe tables to what a person sees: a chart as SVG, a table as HTML, a sentence."""

from tellback.figure.beside import Beside, Row, Spread, draw_beside, spread_of
from tellback.figure.beside_chart import svg_beside
from tellback.figure.beside_table import table_beside
from tellback.figure.dots import svg_dots
from tellback.figure.model import Bar, Figure, Group, draw
from tellback.figure.over_years import YearPoint, svg_years
from tellback.figure.side import Side, rest_of, side_of
from tellback.figure.svg import svg
from tellback.figure.table import html_table
from tellback.figure.words import sentence

__all__ = [
    "Bar",
    "Beside",
    "Figure",
    "Group",
    "Row",
    "Side",
    "Spread",
    "YearPoint",
    "draw",
    "draw_beside",
    "html_table",
    "rest_of",
    "sentence",
    "side_of",
    "spread_of",
    "svg",
    "svg_beside",
    "svg_dots",
    "svg_years",
    "table_beside",
]
