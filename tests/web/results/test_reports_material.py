"""What documents are made of: the ground of a release, the facts of its wave, its outline."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tellback.report.ground import own_side
from tellback_web.results.models import Release
from tellback_web.results.queries.releases import ReleaseBroken, folder_of, forget_files
from tellback_web.results.queries.report_material import (
    earlier_releases,
    facts_of,
    forget_grounds,
    ground_of,
    material_of,
    why_outline_is_not_used,
)
from tellback_web.survey.changes.after import give_feedback, set_cost_lines, set_cost_shares
from tests.web.cast import NORTH, SOUTH
from tests.web.results.explored import BY, EAST, WEST, released

__all__ = ["released"]

pytestmark = pytest.mark.django_db


def test_the_ground_has_the_schools_that_took_part_with_their_rolls(released: Release) -> None:
    ground = ground_of(released)
    assert dict(ground.rolls) == {NORTH: 250, SOUTH: 180, EAST: 8, WEST: 9}
    assert (ground.name, ground.year_group) == ("2009", "5")
    assert ground.borough.pupils == 373
    side = own_side(ground, ground.borough.area, ("measure", "has_pet"))
    assert side.base == 373


def test_it_is_made_once_and_again_when_a_roll_is_put_right(released: Release) -> None:
    first = ground_of(released)
    assert ground_of(released) is first
    released.wave.participations.filter(school__number=NORTH).update(roll=251)
    again = ground_of(released)
    assert again is not first
    assert again.rolls[NORTH] == 251


def test_earlier_waves_of_the_same_questionnaire_stand_beside_it(released: Release) -> None:
    assert [one.name for one in ground_of(released).earlier] == ["2008"]
    first = Release.objects.get(wave__name="2008")
    assert earlier_releases(first) == ()
    first.state = Release.State.WITHDRAWN
    first.save()
    assert ground_of(released).earlier == ()


def test_a_broken_release_is_never_ground(released: Release) -> None:
    path = folder_of(released) / "areas" / "borough.json"
    held = path.read_bytes()
    forget_files()
    forget_grounds()
    path.write_bytes(held + b" ")
    try:
        with pytest.raises(ReleaseBroken):
            ground_of(released)
    finally:
        path.write_bytes(held)
        forget_files()
        forget_grounds()


def test_a_broken_release_of_an_earlier_wave_takes_only_itself_away(
    released: Release, caplog: pytest.LogCaptureFixture
) -> None:
    earlier = Release.objects.get(wave__name="2008")
    path = folder_of(earlier) / "questionnaire.yaml"
    held = path.read_bytes()
    forget_files()
    forget_grounds()
    path.write_bytes(held + b" ")
    try:
        assert ground_of(released).earlier == ()
        with pytest.raises(ReleaseBroken):
            ground_of(earlier)
    finally:
        path.write_bytes(held)
        forget_files()
        forget_grounds()
    assert "questionnaire.yaml" in caplog.text


def test_a_wrong_file_of_earlier_years_is_left_out_and_told(
    released: Release, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = tmp_path / "content"
    for part in ("years", "benchmarks", "reports"):
        shutil.copytree(Path(settings.CONTENT) / part, content / part)
    settings.CONTENT = content
    before = ground_of(released)
    (content / "years" / "explored-2007.csv").write_text("wave,nothing\n")
    assert ground_of(released) is not before
    assert ground_of(released).printed == ()
    assert "explored-2007.csv" in caplog.text


def test_facts_tell_of_the_schools_as_they_were_and_of_no_person(released: Release) -> None:
    facts = facts_of(released)
    assert facts.release == "2009, release 1"
    assert [one.number for one in facts.schools] == [NORTH, SOUTH, EAST, WEST]
    assert facts.schools[0].name == "North Primary"
    assert facts.schools[0].locality == "Hillside"
    assert facts.address.endswith("/results/2009/")
    assert "@council.example" not in facts.model_dump_json().replace(facts.council.email, "")


def test_the_cost_is_in_the_facts_with_pounds_that_add_up(released: Release) -> None:
    wave = released.wave
    set_cost_lines(wave, [("Data", Decimal("100.01")), ("Staff time", None)], by=BY)
    shares = [("Health", Decimal("33.33")), ("Schools", Decimal("66.67"))]
    set_cost_shares(wave, shares, by=BY)
    facts = facts_of(released)
    assert [(one.item, one.pounds) for one in facts.costs] == [
        ("Data", Decimal("100.01")),
        ("Staff time", None),
    ]
    assert sum(one.pounds or 0 for one in facts.shares) == Decimal("100.01")


def test_feedback_is_counted_and_wishes_are_not_quoted(released: Release) -> None:
    for number, how in ((NORTH, "very_well"), (SOUTH, "badly")):
        give_feedback(
            released.wave.participations.select_related("school").get(school__number=number),
            how=how,
            minutes=None,
            trouble=("network",),
            trouble_words="The line went away.",
            wish="A shorter survey, please.",
            by=BY,
        )
    said = facts_of(released).feedback
    assert (said.said, said.could_say, said.well) == (2, 4, 1)
    assert said.troubles == (("The network was slow or went away", 2),)
    assert "shorter" not in facts_of(released).model_dump_json()
    assert "line went" not in facts_of(released).model_dump_json()


def test_without_an_outline_the_measures_are_the_outline(released: Release) -> None:
    material = material_of(released)
    assert [one.title for one in material.outline.outcomes] == ["About you"]
    assert why_outline_is_not_used(released) == ""


def test_an_outline_that_cannot_be_used_is_said_and_the_plain_one_is_used(
    released: Release, settings: Any, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    for part in ("years", "benchmarks", "reports"):
        shutil.copytree(Path(settings.CONTENT) / part, content / part)
    (content / "reports" / "explored.yaml").write_text(
        "questionnaire: explored\npurpose: [To ask.]\noutcomes:\n"
        "  - {title: Pets, parts: [{title: Pets, headlines: [{measure: has_dog, said: bark}]}]}\n"
    )
    settings.CONTENT = content
    assert "has_dog" in why_outline_is_not_used(released)
    assert material_of(released).outline.outcomes[0].title == "About you"
    path = content / "reports" / "explored.yaml"
    path.write_text(path.read_text().replace("has_dog", "has_pet"))
    assert why_outline_is_not_used(released) == ""
    assert material_of(released).outline.outcomes[0].title == "Pets"
