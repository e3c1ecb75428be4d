"""Which engine counts a snapshot."""

from __future__ import annotations

import os

from tellback.snapshot import Snapshot
from tellback.tabulation import bincount, kernel
from tellback.tabulation.dense import DenseEngine
from tellback.tabulation.engine import Engine, EngineName


def engine_of(snapshot: Snapshot, engine: EngineName | Engine) -> Engine:
    """The engine of this name for the snapshot's rows; one that is given already, as it is.

    `local` is the compiled kernel, or NumPy where numba is not installed. Raises Uncounted.
    """
    if not isinstance(engine, str):
        return engine
    if engine == "spark":
        from tellback.tabulation.spark import spark_engine  # noqa: PLC0415 - starts slowly

        return spark_engine(snapshot)
    batches = snapshot.table.to_batches()
    compiled = kernel.compiled() if engine == "local" else None
    if compiled is None:
        # NumPy's own counting holds Python's lock, so that a second thread would only wait.
        return DenseEngine(batches, bincount.tally, threads=1)
    return DenseEngine(batches, compiled, threads=os.cpu_count() or 1)
