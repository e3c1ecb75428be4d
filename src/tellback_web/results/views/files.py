"""A file of a release as an answer."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpResponse

from tellback_web.results.models import Release
from tellback_web.results.queries.releases import ReleaseBroken, file_of

KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}


def file_answer(release: Release, name: str) -> HttpResponse:
    """One of a release's downloads; 404 for any other name."""
    try:
        data = file_of(release, f"downloads/{name}")
    except (KeyError, ReleaseBroken) as fault:
        raise Http404 from fault
    return as_file(data, f"{release.wave.name}-{name}", KINDS.get(Path(name).suffix, "text/plain"))


def as_file(data: bytes, name: str, kind: str) -> HttpResponse:
    """An answer that a browser saves as `name`."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
