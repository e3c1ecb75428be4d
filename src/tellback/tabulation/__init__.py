"""From a snapshot to raw tables: counts that nothing may show before they are protected."""

from tellback.tabulation.engine import tabulate, tabulate_all
from tellback.tabulation.table import RawCell, RawTable

__all__ = ["RawCell", "RawTable", "tabulate", "tabulate_all"]
