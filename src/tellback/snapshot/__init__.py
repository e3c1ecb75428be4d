"""A closed wave's responses as Parquet files that explain themselves and never change."""

from tellback.snapshot.columns import Column, columns_of
from tellback.snapshot.read import Snapshot, SnapshotFault, read_snapshot
from tellback.snapshot.write import PupilRow, write_snapshot

__all__ = [
    "Column",
    "PupilRow",
    "Snapshot",
    "SnapshotFault",
    "columns_of",
    "read_snapshot",
    "write_snapshot",
]
