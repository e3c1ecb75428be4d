"""Figures that were printed: what of them cannot be true at once, with the arithmetic."""

from tellback.quality.printed.check import Checked, check_figures
from tellback.quality.printed.figure import PrintedFigure
from tellback.quality.printed.reading import read_figures

__all__ = ["Checked", "PrintedFigure", "check_figures", "read_figures"]
