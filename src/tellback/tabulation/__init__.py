"""From a snapshot to raw tables: counts that nothing may show before they are protected."""

from tellback.tabulation.answers import Uncountable
from tellback.tabulation.group import EVERYONE, LEVELS, NOT_SAID, Group, Level
from tellback.tabulation.table import RawCell, RawTable
from tellback.tabulation.tabulate import tabulate, tabulate_all, tabulate_measure

__all__ = [
    "EVERYONE",
    "LEVELS",
    "NOT_SAID",
    "Group",
    "Level",
    "RawCell",
    "RawTable",
    "Uncountable",
    "tabulate",
    "tabulate_all",
    "tabulate_measure",
]
