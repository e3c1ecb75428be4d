"""Counting on this machine, straight from Arrow's own memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pyarrow as pa

from tellback.tabulation.column import Column, Value
from tellback.tabulation.combining import Known, Places, cells_of, codes_of, combined
from tellback.tabulation.engine import Dense, Key, nothing, rooms
from tellback.tabulation.kernel import Tally

WORTH_A_THREAD = 50_000
"""Pupils; fewer are counted before a second thread has taken its turn."""
BLOCK = 1 << 18
"""Pupils at a time for all columns: their cells stay in the memory next to the processor."""
Done = TypeVar("Done")


class DenseEngine:
    """Counts the record batches of an Arrow table, one row a pupil."""

    def __init__(self, batches: Iterable[Any], tally: Tally, *, threads: int) -> None:
        self._batches = batches
        self._tally = tally
        self._threads = threads

    def combinations(self, reads: Sequence[str]) -> set[tuple[Value, ...]]:
        """See Engine."""
        parts = [batch.select(list(reads)) for batch in self._batches]
        # As one piece, so that what occurs in all parts is put together once.
        whole = pa.Table.from_batches(parts).combine_chunks().to_batches() if parts else []
        return {one for batch in whole for one in combined(batch, reads).found}

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

            def coded(at: int, batch: Any = batch) -> tuple[Places, int]:
                return codes_of(batch, columns[at], known[columns[at]])

            in_cells = self._each(cells, len(keys), batch.num_rows)
            codes = self._each(coded, len(columns), batch.num_rows)

            def tallied(
                first: int,
                codes: list[tuple[Places, int]] = codes,
                in_cells: list[Places] = in_cells,
                rows: int = batch.num_rows,
            ) -> None:
                for start in range(0, rows, BLOCK):
                    block = slice(start, start + BLOCK)
                    cells = [one[block] for one in in_cells]
                    for at in range(first, len(columns), self._threads):
                        held, shift = codes[at]
                        self._tally(held[block], shift, cells, into[at])

            self._each(tallied, self._threads, batch.num_rows)
        return list(counted)

    def _each(self, work: Callable[[int], Done], many: int, rows: int) -> list[Done]:
        """What `work` gives for each number below `many`."""
        if self._threads == 1 or rows < WORTH_A_THREAD:
            return [work(at) for at in range(many)]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(work, range(many)))
