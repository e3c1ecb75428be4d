"""Releases count by what was decided on responses, and are out of date once it is decided anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellback.quality import Reason
from tellback_web.results.changes.life import release_results
from tellback_web.results.models import Release
from tellback_web.results.pages.quality import why_out_of_date
from tellback_web.results.queries.releases import files_of, folder_of, forget_files
from tellback_web.survey.changes.closing import snapshots_folder
from tellback_web.survey.models import Wave
from tests.web.cast import amina, browser_of, efa
from tests.web.results.flagged import (
    CRITERIA,
    FEW,
    FIRST,
    ODD,
    PUPILS,
    RULE,
    built,
    content,
    page_of,
    post,
    rows_for,
    text_of,
    wave,
)
from tests.web.survey.small import BY

__all__ = ["content", "wave"]
pytestmark = pytest.mark.django_db


def test_leaving_out_deletes_nothing(wave: Wave) -> None:
    folder = snapshots_folder() / wave.snapshot
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    post(browser_of(amina()), wave)
    built(wave)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_release_counts_by_the_decisions_and_says_how_many(wave: Wave) -> None:
    post(browser_of(amina()), wave)
    release = built(wave)
    assert release.state == Release.State.DRAFT, release.fault
    held = files_of(release)
    bases = {row.base for row in held.rows if (row.level, row.variable) == ("borough", "sex")}
    assert bases == {PUPILS - FEW}
    told = held.manifest.responses
    assert told is not None
    assert (told.in_snapshot, told.counted, told.not_decided) == (PUPILS, PUPILS - FEW, ODD)
    assert told.left_out == {"few_answers": FEW}


def test_a_decision_after_it_was_built_makes_a_release_out_of_date(wave: Wave) -> None:
    release = built(wave)
    assert why_out_of_date(release) == ""
    rows = rows_for(wave, Reason.FEW_ANSWERS)
    client = browser_of(amina())
    post(client, wave, which="ticked", rows=rows[:1])
    assert "decided anew which responses count" in why_out_of_date(release)
    shown = text_of(client.get(f"/staff/releases/{release.pk}/"))
    assert "It was decided anew which responses count since this release was built." in shown
    assert "is out of date" in text_of(client.get(FIRST.format(wave.pk)))
    newer = built(wave)
    assert why_out_of_date(newer) == ""
    assert "decided anew" in why_out_of_date(release)
    release.state = Release.State.WITHDRAWN
    assert why_out_of_date(release) == ""
    (folder_of(newer) / "manifest.json").write_text("{}")
    forget_files()
    assert why_out_of_date(newer) == ""
    assert "Release 2" not in text_of(client.get(FIRST.format(wave.pk)))


def test_a_release_that_was_built_before_anybody_looked_is_out_of_date_once_somebody_decides(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = built(wave)
    read = files_of(release).manifest
    monkeypatch.setitem(read.__dict__, "responses", None)
    assert why_out_of_date(release) == ""
    post(browser_of(amina()), wave)
    assert "decided anew" in why_out_of_date(release)


def test_a_few_pupils_less_than_were_published_is_refused_with_the_sentence(wave: Wave) -> None:
    release_results(wave, rule_text=RULE, by=BY, signed_by="another")
    rows = rows_for(wave, Reason.FEW_ANSWERS)
    client = browser_of(amina())
    post(client, wave, which="ticked", rows=rows[:4])
    page = text_of(client.get(FIRST.format(wave.pk)))
    assert "It would count 4 responses more or fewer than one that was published" in page
    refused = built(wave)
    assert refused.state == Release.State.REFUSED
    assert "Fewer than 10 pupils came to the wave, or left it" in refused.fault
    shown = text_of(client.get(f"/staff/releases/{refused.pk}/"))
    assert "Fewer than 10 pupils came to the wave, or left it" in shown
    post(client, wave, which="every")
    assert "would be refused" not in text_of(client.get(FIRST.format(wave.pk)))
    assert built(wave).state == Release.State.DRAFT


def test_decisions_that_the_criteria_no_longer_flag_lapse_and_are_counted(
    wave: Wave, content: Path
) -> None:
    post(browser_of(amina()), wave)
    changed = CRITERIA.replace("least_answered: 30", "least_answered: 20")
    (content / "quality" / "small.yaml").write_text(changed)
    page = page_of(wave, by=efa)
    assert "14 decisions no longer count" in page
    assert "60 of 60 responses" in page
    assert built(wave).state == Release.State.DRAFT


def test_what_cannot_be_looked_at_is_a_sentence(wave: Wave, content: Path) -> None:
    (content / "quality" / "small.yaml").write_text("tellback_quality: 1\nquestionnaire: other\n")
    answer = browser_of(amina()).get(FIRST.format(wave.pk))
    assert answer.status_code == 503
    assert "It is for other, and small was asked." in text_of(answer)
    release = built(wave)
    assert (release.state, "It is for other" in release.fault) == (Release.State.REFUSED, True)
    assert why_out_of_date(Release(wave=wave, state=Release.State.DRAFT)) == ""
