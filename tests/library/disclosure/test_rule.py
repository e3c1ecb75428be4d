"""A council's thresholds: read from a file, with a sentence where that cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tellback.disclosure import RuleFault, read_rule

RULES = Path(__file__).parents[3] / "content" / "rules"
GOOD = "id: ours\nfrom: 2026-09-01\nsource: The council\nleast_base: 20\nleast_cell: 5\n"


@pytest.mark.parametrize("path", sorted(RULES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_rule_that_comes_with_the_product_can_be_used(path: Path) -> None:
    rule = read_rule(path.read_text(encoding="utf-8"), name=path.name)
    assert rule.id == path.stem
    assert len(rule.source) > 20


def test_a_rule_is_read() -> None:
    rule = read_rule(GOOD)
    assert (rule.id, rule.starts, rule.least_base) == ("ours", date(2026, 9, 1), 20)
    assert set(rule.least_cell.values()) == {5}
    assert rule.percent_decimals == 0


def test_thresholds_have_defaults() -> None:
    rule = read_rule("id: ours\nfrom: 2026-09-01\nsource: The council\n")
    assert rule.least_base == 10
    assert set(rule.least_cell.values()) == {3}


def test_none_is_not_few() -> None:
    rule = read_rule(GOOD)
    assert [rule.is_small(count) for count in (0, 1, 4, 5)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id: [", "is not YAML at line"),
        ("", "cannot be used"),
        (GOOD + "least_row: 3\n", "at `least_row`"),
        (GOOD.replace("source: The council\n", ""), "at `source`"),
        (GOOD.replace("least_base: 20", "least_base: many"), "at `least_base`"),
        (GOOD.replace("least_base: 20", "least_base: 0"), "at `least_base`"),
        (GOOD.replace("least_base: 20", "least_base: 4"), "lower `least_cell`"),
        (GOOD + "percent_decimals: 1\n", "at `percent_decimals`"),
        ("a: \x07", "is not YAML"),
    ],
)
def test_a_rule_that_cannot_be_used_says_where_and_why(text: str, words: str) -> None:
    with pytest.raises(RuleFault, match=words) as caught:
        read_rule(text, name="ours.yaml")
    assert str(caught.value).startswith("Ours.yaml")
    assert "\n" not in str(caught.value)
