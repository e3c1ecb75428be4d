"""Where a snapshot says that its schools lie; nothing of what anyone answered."""

from __future__ import annotations

from tellback.snapshot.read import Snapshot


def places(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """School number -> the localities that its pupils' rows name; one unless something is wrong."""
    found: dict[str, set[str]] = {}
    for pair in (
        snapshot.table.select(["school", "locality"])
        .group_by(["school", "locality"])
        .aggregate([])
        .to_pylist()
    ):
        found.setdefault(pair["school"], set()).add(pair["locality"])
    return {school: frozenset(names) for school, names in found.items()}
