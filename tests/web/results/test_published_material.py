"""The command line asks for a wave by its name, and gets what is published of it or a sentence."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import DatabaseError

from tellback_web.command import published_material
from tellback_web.results.models import Release
from tellback_web.results.queries.releases import folder_of, forget_files
from tellback_web.results.queries.report_material import forget_grounds
from tests.web.results.explored import released

__all__ = ["released"]

pytestmark = pytest.mark.django_db
DATA = Path(settings.DATA)


def test_a_published_wave_is_found_with_all_that_its_documents_are_made_of(
    released: Release,
) -> None:
    material = published_material("2009", DATA)
    assert material.ground.release.directory == folder_of(released)
    assert material.facts.wave == "2009"
    assert material.content == Path(settings.CONTENT)


def test_a_wave_that_is_not_published_is_told_with_those_that_are(released: Release) -> None:
    with pytest.raises(LookupError, match=r"a wave 1999 are published\. Published are: 2009, 2008"):
        published_material("1999", DATA)
    Release.objects.update(state=Release.State.WITHDRAWN)
    with pytest.raises(LookupError, match="Published are: none"):
        published_material("2009", DATA)


def test_a_release_that_was_changed_is_not_given(released: Release) -> None:
    path = folder_of(released) / "areas" / "borough.json"
    kept = path.read_text()
    try:
        path.write_text(kept.replace("1", "2"))
        forget_files()
        forget_grounds()
        with pytest.raises(LookupError, match="is not as it was written"):
            published_material("2009", DATA)
    finally:
        path.write_text(kept)
        forget_files()
        forget_grounds()


def test_a_folder_without_a_database_gets_a_sentence() -> None:
    there = "tellback_web.results.queries.published_material.material_of_wave"
    with (
        patch(there, side_effect=DatabaseError("no such table")),
        pytest.raises(LookupError, match=r"no such table.*tellback migrate --data"),
    ):
        published_material("2009", DATA)
