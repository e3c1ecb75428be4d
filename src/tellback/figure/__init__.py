"""From safe tables to what a person sees: bars as SVG, a table as HTML, a sentence."""

from tellback.figure.model import Bar, Figure, draw
from tellback.figure.svg import svg
from tellback.figure.table import html_table

__all__ = ["Bar", "Figure", "draw", "html_table", "svg"]
