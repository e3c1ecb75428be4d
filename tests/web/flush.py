"""Lets the cleaning up after a committing test empty the audit, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from tellback_web.audit.triggers import CREATE, DROP


def lift_triggers_for_flush() -> None:
    """On SQLite a flush deletes row by row: lift the triggers around it, then set them again.

    On PostgreSQL a flush truncates, which the triggers let pass.
    """
    if connection.vendor != "sqlite":
        return
    flush = connection.ops.execute_sql_flush

    def lifted(statements: Iterable[str]) -> Any:
        around = [*DROP["sqlite"], *statements, *CREATE["sqlite"]]
        return flush(around)

    connection.ops.execute_sql_flush = lifted  # type: ignore[method-assign]
