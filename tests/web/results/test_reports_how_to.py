"""What docs/how-to/reports.md shows can be used as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

from django.urls import resolve

from tellback.questionnaire.read import read
from tellback.report.facts import WaveFacts
from tellback.report.outline import headlines_in, read_outline
from tellback_web.survey.letters import allowed_in
from tellback_web.survey.models import Kind


def page(root: Path) -> str:
    return (root / "docs/how-to/reports.md").read_text("utf-8")


def block(root: Path, language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", page(root), re.DOTALL)
    return str(found)


def test_the_outline_is_one_of_the_primary_survey(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "lifestyle-primary.yaml"
    path.write_text(block(root, "yaml"), encoding="utf-8")
    text = (root / "content/questionnaires/lifestyle-primary-2009.yaml").read_text("utf-8")
    outline = read_outline(path, read(text, name="lifestyle-primary-2009.yaml"))
    assert len(list(headlines_in(outline))) == 2


def test_the_facts_are_facts_of_a_wave(root: Path) -> None:
    facts = WaveFacts.model_validate_json(block(root, "json"))
    assert facts.rolls == {"9004": 157}
    assert sum(one.pounds or 0 for one in facts.shares) == facts.costs[0].pounds


def test_the_addresses_are_pages(root: Path) -> None:
    addresses = re.findall(r"`(/results/[^`]+)`", page(root))
    assert len(addresses) == 4
    for address in addresses:
        assert resolve(address).namespace == "results"


def test_the_letter_takes_the_placeholder_and_not_the_key(root: Path) -> None:
    assert "`{results}`" in page(root)
    assert "results" in allowed_in(Kind.RESULTS)
    assert "link" not in allowed_in(Kind.RESULTS)
    assert all("results" not in allowed_in(kind) for kind in Kind.values if kind != Kind.RESULTS)
