"""The same zip file, with one day in place of the clock's: the same content, the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EARLIEST = 1980
"""The first year that a zip file can name."""
FIRST = "mimetype"
"""An OpenDocument's first entry, which is never packed."""


def steady_zip(
    data: bytes, day: date, replaced: Mapping[str, tuple[bytes, bytes]] | None = None
) -> bytes:
    """Every entry dated `day`; of those in `replaced`, the first bytes become the second."""
    moment = (max(day.year, EARLIEST), day.month, day.day, 0, 0, 0)
    held = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(held, "w") as new:
        for entry in old.infolist():
            info = ZipInfo(entry.filename, moment)
            info.compress_type = ZIP_STORED if entry.filename == FIRST else ZIP_DEFLATED
            content = old.read(entry)
            if replaced and entry.filename in replaced:
                content = content.replace(*replaced[entry.filename])
            new.writestr(info, content)
    return held.getvalue()
