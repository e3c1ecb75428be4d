"""A folder that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def atomic_folder(directory: Path) -> Iterator[Path]:
    """Give a folder to fill; on leaving it is on the disk and then takes the name `directory`.

    Raises FileExistsError where `directory` is there already; whatever else is raised
    inside leaves nothing behind.
    """
    if directory.exists():
        msg = f"There is a folder {directory.name} already; what is written once is never changed."
        raise FileExistsError(msg)
    beside = directory.with_name(f".{directory.name}.part-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        yield beside
        for path in (*beside.iterdir(), beside):
            _flush(path)
        beside.rename(directory)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    _flush(directory.parent)


def _flush(path: Path) -> None:
    """Wait until the disk has it; a rename is only safe of what is there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
