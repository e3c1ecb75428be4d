"""Tables, readings and earlier years for tests of headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tellback.disclosure import SafeTable, protect
from tellback.disclosure.table import KEY
from tellback.figure.headline import Before, Reading, headline
from tellback.figure.said import Source, plain
from tellback.inference import Sample, Trend, compare, counted, published
from tellback.questionnaire.comparability import Changed, Verdict
from tests.library.disclosure.tables import raw_table, rule

RULE = rule(10, 3)
OPEN = rule(1, 1)
THEN = Source("Printed report", "")
CLAUSE = "said that they like bread"
REASON = "is hidden to protect a small number of pupils"


def table(counts: Sequence[int], *, no_answer: int = 0, base_words: str = "") -> SafeTable:
    raw = raw_table(counts, no_answer)
    return protect([replace(raw, base_words=base_words or raw.base_words)], OPEN)[0]


def reading(count: int, base: int, *, base_words: str = "") -> Reading:
    if not base:
        return Reading(forged(table([1]), base=0, hidden=None, cells=()), ("c0",), "r")
    return Reading(table([count, base - count], base_words=base_words), ("c0",), "2009, release 1")


def forged(safe: SafeTable, **other: Any) -> SafeTable:
    """A table that no rule of today would make."""
    return replace(safe, key=KEY, **other)


def told(count: int, base: int, clause: str = CLAUSE, **how: object) -> str:
    return plain(headline(reading(count, base), clause, **how))  # type: ignore[arg-type]


def year(
    name: str,
    now: tuple[int, int],
    then: Sample | None,
    text: str,
    *changed: Changed,
) -> Before:
    """An earlier year beside `now`, tested as a report tests it."""
    verdict = Verdict("q", name, "q", changed)
    made = None
    if then and verdict.trend:
        (made,) = compare([(counted("now", *now), then)], between="years")
    return Before(name, text if verdict.trend else "", THEN, Trend(verdict, made))


def of_all(name: str, now: tuple[int, int], percent: int, base: int | None = 600) -> Before:
    """A year of which a per cent was published."""
    return year(name, now, published(name, percent, base), f"{percent}%")


def beside(now: tuple[int, int], *before: Before, as_count: bool = False) -> str:
    return plain(headline(reading(*now), CLAUSE, before=before, as_count=as_count))


def well_formed(sentence: str) -> None:
    """A capital or number first, one full stop and at the end, no double spaces, no nesting."""
    assert re.match(r"[A-Z0-9‘]", sentence), sentence
    assert sentence.endswith("."), sentence
    assert not re.search(r"\.(?!\d)", sentence[:-1]), sentence
    assert not re.search(r"\s\s|\s[,.;:)]|\(\s", sentence), sentence
    assert not re.search(r"\([^)]*\(", sentence), sentence
    assert sentence.count("(") == sentence.count(")"), sentence
