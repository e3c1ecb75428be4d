"""Counting on this machine, straight from Arrow's own memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tellback.tabulation.column import Column, Value
from tellback.tabulation.combining import Known, cells_of, codes_of, combined
from tellback.tabulation.engine import Dense, Key, nothing, rooms
from tellback.tabulation.kernel import Tally

WORTH_A_THREAD = 5_000_000
"""Codes to count; fewer are counted before a second thread has taken its turn."""


class DenseEngine:
    """Counts the record batches of an Arrow table, one row a pupil."""

    def __init__(self, batches: Iterable[Any], tally: Tally, *, threads: int) -> None:
        self._batches = batches
        self._tally = tally
        self._threads = threads

    def combinations(self, reads: Sequence[str]) -> set[tuple[Value, ...]]:
        """See Engine."""
        return {one for batch in self._batches for one in combined(batch, reads).found}

    def count(self, columns: Sequence[Column], keys: Sequence[Key]) -> list[Dense]:
        """See Engine. The batches are gone through once."""
        counted = [nothing(columns, key) for key in keys]
        placed = list(rooms(columns))
        into = [[one[column.size][room] for one in counted] for column, room in placed]
        known: dict[Column, Known] = {
            column: {} for column in (*columns, *(one for key in keys for one in key))
        }
        for batch in self._batches:
            cells = [cells_of(batch, key, [known[one] for one in key]) for key in keys]

            def one(at: int, batch: Any = batch, cells: list[Any] = cells) -> None:
                codes, shift = codes_of(batch, columns[at], known[columns[at]])
                self._tally(codes, shift, cells, into[at])

            self._each(one, len(columns), batch.num_rows)
        return list(counted)

    def _each(self, work: Any, many: int, rows: int) -> None:
        if self._threads == 1 or many * rows < WORTH_A_THREAD:
            for at in range(many):
                work(at)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            shares = [range(first, many, self._threads) for first in range(self._threads)]
            list(pool.map(lambda share: [work(at) for at in share], shares))
