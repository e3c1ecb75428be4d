"""Documents of a release as files: made when they are first asked for, and kept.

The same release, facts, outline and program give the same bytes. So a file stands in a folder
named by the hash of those and is never changed; when they change, there is another folder, and
the old one goes.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from tellback.report.ledger import write_whole
from tellback_web.results.models import Release
from tellback_web.results.queries.report_making import Making
from tellback_web.results.queries.reports import FRAGMENT, Wanted

OLD = 60 * 60
"""Seconds; a folder that was made before is in nobody's hands any more."""


def reports_folder(release: Release) -> Path:
    """Where the documents of a release are kept."""
    return Path(settings.DATA) / "reports" / release.folder


def report_file(release: Release, wanted: Wanted, ending: str) -> bytes:
    """A document as a file, or as a piece of a page; made now if it is not kept.

    Raises KeyError where there is no such document or format, ReleaseBroken, Unprintable.
    """
    if ending not in wanted.forms:
        raise KeyError(ending)
    making = Making(release, wanted)
    place = _place(making)
    path = place.with_name(f"{place.name}.{ending}")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    with _alone(place):
        if not path.exists():
            write_whole(path, making.file(ending))
            _forget_old(making)
        return path.read_bytes()


def keep_all(release: Release, wanted: Wanted) -> None:
    """Make what most people ask for of a document, its page and its PDF, if it is not kept yet.

    The other formats are made when somebody wants one. Raises as `report_file` does.
    """
    making = Making(release, wanted)
    place = _place(making)
    with _alone(place):
        for ending in sorted({"pdf", FRAGMENT} & set(wanted.forms)):
            path = place.with_name(f"{place.name}.{ending}")
            if not path.exists():
                write_whole(path, making.file(ending))


def _place(making: Making) -> Path:
    """The file's path without its ending. Small schools together have one between them."""
    wanted, area = making.wanted, making.area
    if wanted.kind == "school":
        name = f"{area.level}-{quote(area.area, safe='')}"
    else:
        name = f"{wanted.called}-{quote(wanted.school, safe='')}".rstrip("-")
    return reports_folder(making.release) / making.mark / name


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """One process or thread makes a document; the others wait. The lock goes with who holds it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_name(f"{place.name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _forget_old(making: Making) -> None:
    """Remove the folders that no document of the release stands in any more."""
    folder = reports_folder(making.release)
    documents = (Wanted("borough"), Wanted("school"), Wanted("letter"))
    in_use = {Making(making.release, one).mark for one in documents}
    before = timezone.now().timestamp() - OLD
    for path in folder.iterdir():
        if path.name not in in_use and path.stat().st_mtime < before:
            shutil.rmtree(path, ignore_errors=True)
