"""Counting on this machine, straight from Arrow's own memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from tellback.tabulation.column import Column, Value
from tellback.tabulation.combining import Known, Places, cells_of, codes_of, combined
from tellback.tabulation.engine import Dense, Key, nothing, rooms
from tellback.tabulation.kernel import Tally

WORTH_A_THREAD = 50_000
"""Pupils; fewer are counted before a second thread has taken its turn."""
Done = TypeVar("Done")


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

            def cells(key: int, batch: Any = batch) -> Places:
                return cells_of(batch, keys[key], [known[one] for one in keys[key]])

            in_cells = self._each(cells, len(keys), batch.num_rows)

            def tallied(at: int, batch: Any = batch, in_cells: list[Places] = in_cells) -> None:
                codes, shift = codes_of(batch, columns[at], known[columns[at]])
                self._tally(codes, shift, in_cells, into[at])

            self._each(tallied, len(columns), batch.num_rows)
        return list(counted)

    def _each(self, work: Callable[[int], Done], many: int, rows: int) -> list[Done]:
        """What `work` gives for each number below `many`."""
        if self._threads == 1 or rows < WORTH_A_THREAD:
            return [work(at) for at in range(many)]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(work, range(many)))
