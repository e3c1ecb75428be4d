"""From a snapshot to raw tables: counts that nothing may show before they are protected."""

from tellback.tabulation.answers import Uncountable
from tellback.tabulation.axes import UnknownSplit
from tellback.tabulation.engine import Engine, EngineName, Uncounted
from tellback.tabulation.family import UnknownTable, tabulate_family
from tellback.tabulation.group import EVERYONE, LEVELS, NOT_SAID, Group, Level
from tellback.tabulation.table import RawCell, RawTable
from tellback.tabulation.tabulate import tabulate, tabulate_all, tabulate_measure

__all__ = [
    "EVERYONE",
    "LEVELS",
    "NOT_SAID",
    "Engine",
    "EngineName",
    "Group",
    "Level",
    "RawCell",
    "RawTable",
    "Uncountable",
    "Uncounted",
    "UnknownSplit",
    "UnknownTable",
    "tabulate",
    "tabulate_all",
    "tabulate_family",
    "tabulate_measure",
]
