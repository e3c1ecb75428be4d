"""A closed wave's responses as Parquet files that explain themselves and never change."""

from tellback.snapshot.columns import Column, Holds
from tellback.snapshot.encode import PupilRow
from tellback.snapshot.fault import SnapshotFault
from tellback.snapshot.manifest import Manifest
from tellback.snapshot.read import Snapshot, read_snapshot
from tellback.snapshot.write import write_snapshot

__all__ = [
    "Column",
    "Holds",
    "Manifest",
    "PupilRow",
    "Snapshot",
    "SnapshotFault",
    "read_snapshot",
    "write_snapshot",
]
