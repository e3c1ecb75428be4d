"""Whether a process is at work on school reports, as the operating system knows it.

The lock goes with the process that holds it, however that ends; so a process that was killed
is never taken for one that is still at work.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from tellback_web.results.models import SchoolReports
from tellback_web.results.queries.report_files import reports_folder

TO_START = timedelta(seconds=20)
"""How long a process may take to begin."""


@contextmanager
def at_work(reports: SchoolReports) -> Iterator[None]:
    """One process works on the reports of a release; another waits until it has ended.

    The file has the number of the process, for whoever looks after the machine.
    """
    path = _lock(reports)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.truncate(0)
        held.write(f"{os.getpid()}\n")
        held.flush()
        yield


def is_at_work(reports: SchoolReports) -> bool:
    """Whether they are being made now, or a process was begun just now that will."""
    if reports.state != SchoolReports.State.MAKING:
        return False
    return _is_held(_lock(reports)) or timezone.now() - reports.begun_at < TO_START


def _is_held(path: Path) -> bool:
    try:
        with path.open("r") as held:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _lock(reports: SchoolReports) -> Path:
    return reports_folder(reports.release) / "work.lock"
