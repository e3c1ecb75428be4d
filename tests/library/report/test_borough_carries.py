"""What the results can carry, and how answers are protected, in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tellback.disclosure import Rule, read_rule
from tellback.figure.said import plain
from tellback.release.responses import Responses
from tellback.report.borough.sample import sample_blocks
from tellback.report.material import Material
from tellback.report.protected import protection_said, rule_said
from tests.library.report.borough_documents import (
    text_of,
)
from tests.library.report.demo import (
    AS_PRINTED,
    demo_material,
    demo_release,
)


def test_an_example_has_its_interval() -> None:
    said = text_of(list(sample_blocks(demo_material())))
    assert "85% of the 572 pupils who were asked; of the 715 pupils of the schools" in said
    assert "19 times in 20" in said
    assert "Schools were not picked at random" in said


def _with_manifest(**more: object) -> Material:
    material = demo_material()
    release = demo_release()
    manifest = release.manifest.model_copy(update=more)
    return replace(
        material, ground=replace(material.ground, release=replace(release, manifest=manifest))
    )


def test_with_a_design_effect_the_example_reaches_the_whole_borough() -> None:
    said = text_of(list(sample_blocks(_with_manifest(design_effect=1.8))))
    assert "of the 2,996 pupils of the whole borough it is" in said


def test_what_became_of_flagged_responses_is_told() -> None:
    looked = Responses(
        in_snapshot=575,
        flagged=9,
        not_decided=0,
        counted=572,
        left_out={},
        decisions_sha256="",
    )
    said = text_of(list(sample_blocks(_with_manifest(responses=looked))))
    assert "9 of 575 responses were flagged" in said


def test_without_rolls_no_interval_is_told() -> None:
    material = demo_material()
    ground = replace(material.ground, rolls=dict.fromkeys(material.ground.rolls))
    said = text_of(list(sample_blocks(replace(material, ground=ground))))
    assert "19 times" not in said
    assert "not known for every school" in said


def test_the_rule_in_words_and_how_much_is_hidden() -> None:
    said = "\n".join(plain(one) for one in protection_said(demo_material()))
    assert "Nothing is shown of fewer than 10 pupils together." in said
    assert (
        "A count of 1 or 2 is hidden for the whole borough, and one of 1 to 4 for a school." in said
    )
    assert "Answers about sensitive subjects" in said
    assert re.search(r"By this rule [\d,]+ numbers of the whole release are hidden", said)
    assert said.endswith("and found none.")


def test_a_rule_that_hides_nothing_says_so() -> None:
    said = "\n".join(plain(one) for one in protection_said(demo_material(AS_PRINTED)))
    assert "No count is too small to be shown." in said
    assert "no number of the release is hidden" in said


RULE = "id: r\nfrom: 2026-01-01\nsource: s\nleast_base: 10\n"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("least_cell: 2\n", "A count of 1 is hidden."),
        (
            "least_cell: {borough: 1, school: 5}\n",
            "No count is hidden for the whole borough, and one",
        ),
        ("full_cells: hidden\n", "Where all who answered said the same, that is hidden too."),
        ("full_cells: sensitive\n", "said the same to a sensitive question, that is hidden"),
    ],
)
def test_what_a_rule_asks_is_said_plainly(more: str, sentence: str) -> None:
    said = " ".join(plain(one) for one in rule_said(_rule(more)))
    assert sentence in said


def _rule(more: str) -> Rule:
    return read_rule(RULE + more)


def test_an_attack_that_found_something_is_not_hidden() -> None:
    attack = demo_release().manifest.attack.model_copy(update={"exact": 2})
    said = "\n".join(plain(one) for one in protection_said(_with_manifest(attack=attack)))
    assert said.endswith("and found 2.")
