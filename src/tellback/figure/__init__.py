"""From safe tables to what a person sees: a chart as SVG, a table as HTML, a sentence."""

from tellback.figure.model import Bar, Figure, Group, draw
from tellback.figure.svg import svg
from tellback.figure.table import html_table
from tellback.figure.words import sentence

__all__ = ["Bar", "Figure", "Group", "draw", "html_table", "sentence", "svg"]
