"""Every figure of 2009 stands in the report to members, or is said to be hidden; none else does."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from tellback.disclosure import Hidden, SafeTable
from tellback.disclosure.table import whole_percent
from tellback.figure.said import Number, Said, numbers_of, plain
from tellback.release import Release
from tellback.report.document import Document
from tellback.report.members.summary import told_headlines
from tellback.report.outline import HeadlineOf
from tests.library.report.borough_documents import Told, borough, members, sentences, told_by
from tests.library.report.demo import AS_PRINTED, DEFAULT, demo_material, demo_release

CONTRADICTIONS = {
    # Twenty pupils of 572 are 3.5%, which no rounding makes 4%.
    "H1.5-12": ("4", "3"),
    # With 42% of girls, 37% of all is 31% of boys.
    "H5.2-03": ("35", "31"),
}
HALVES = {"HG-08": ("2.5", "3"), "HG-09": ("0.5", "1"), "H1.1-07": ("0.5", "1")}
"""Printed in half per cents, and told in whole ones, which are safer."""
ALL = 148


@dataclass(frozen=True)
class Printed:
    """A row of headlines_2009.csv."""

    id: str
    table: str
    choices: str
    split: str
    year: str
    value: str
    unit: str
    told: str
    fact: str

    @property
    def expected(self) -> str:
        return self.told or self.value

    @property
    def cell(self) -> str:
        split, _, value = self.split.partition("=")
        return f"borough//{split}/{value}/{self.table}/{self.choices}"


def _printed() -> list[Printed]:
    with Path(__file__).with_name("headlines_2009.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [Printed(**{name: row[name] for name in Printed.__annotations__}) for row in rows]


ROWS = _printed()
ANSWERS = [row for row in ROWS if not row.fact]
FACTS = [row for row in ROWS if row.fact]


@lru_cache(maxsize=2)
def _told(rule: str) -> frozenset[Told]:
    return told_by(members(rule))


@lru_cache(maxsize=2)
def _text(rule: str) -> str:
    return "\n".join(plain(one) for one in sentences(members(rule)))


def _says(told: Told, row: Printed) -> bool:
    if (told.cell, told.year) != (row.cell, row.year):
        return False
    if row.unit == "percent":
        return told.text.lower() == f"{row.expected}%"
    return re.fullmatch(rf"{row.expected}( pupils)?", told.text) is not None


def test_no_row_is_missing() -> None:
    assert len(ROWS) == len({row.id for row in ROWS}) == ALL


@pytest.mark.parametrize("row", ANSWERS, ids=[row.id for row in ANSWERS])
def test_a_figure_of_answers_is_told_where_nothing_is_hidden(row: Printed) -> None:
    assert any(_says(one, row) for one in _told(AS_PRINTED)), (row.cell, row.year, row.expected)


@pytest.mark.parametrize("row", FACTS, ids=[row.id for row in FACTS])
@pytest.mark.parametrize("rule", [AS_PRINTED, DEFAULT], ids=["as-printed", "default"])
def test_a_figure_that_no_answer_tells_is_told_by_every_rule(row: Printed, rule: str) -> None:
    assert row.fact in _text(rule)
    assert row.value in row.fact.replace(",", "")


def test_only_the_known_contradictions_and_halves_are_told_otherwise() -> None:
    otherwise = {row.id: (row.value, row.told) for row in ROWS if row.told}
    assert otherwise == CONTRADICTIONS | HALVES


def test_a_contradiction_follows_from_the_other_figures() -> None:
    """The release counts what was printed beside it, and so cannot print these two."""
    tables = {(one.id, one.group.value): one for one in demo_release(AS_PRINTED).area("borough")}
    often = _count(tables["q41", ()], "most_days")
    assert often == 20
    assert whole_percent(often, 572) == 3
    girls, every = (tables["cohesion", value] for value in (("female",), ()))
    left = _count(every, "held") - _count(girls, "held")
    assert (
        whole_percent(_count(girls, "held"), 301),
        whole_percent(_count(every, "held"), 572),
    ) == (
        42,
        37,
    )
    assert whole_percent(left, 572 - 301) == 31


def _count(table: SafeTable, choice: str) -> int:
    (cell,) = [one for one in table.cells if one.id == choice]
    assert isinstance(cell.count, int)
    return cell.count


@pytest.mark.parametrize("row", ANSWERS, ids=[row.id for row in ANSWERS])
def test_by_the_default_rule_it_is_told_or_said_to_be_hidden_with_the_reason(row: Printed) -> None:
    if any(_says(one, row) for one in _told(DEFAULT)):
        return
    headlines = told_headlines_of(DEFAULT)
    mine = [
        plain(sentence)
        for one, said in headlines.items()
        if (one.measure or one.variable) == row.table
        and (not one.choices or "+".join(one.choices) == row.choices)
        for sentence in said
    ]
    assert any(re.search(r"is hidden (to|because)|is hidden: |is not shown", one) for one in mine)
    assert all(one in _text(DEFAULT) for one in mine)


@lru_cache(maxsize=1)
def told_headlines_of(rule: str) -> dict[HeadlineOf, tuple[Said, ...]]:
    return dict(told_headlines(demo_material(rule)))


def test_something_is_hidden_by_the_default_rule() -> None:
    """Or the test above would prove nothing."""
    hidden = [row for row in ANSWERS if not any(_says(one, row) for one in _told(DEFAULT))]
    assert {row.id for row in hidden} == {"HG-08", "HG-09"}


EVERY = {
    "members-as-printed": (members, AS_PRINTED),
    "members-default": (members, DEFAULT),
    "borough-as-printed": (borough, AS_PRINTED),
    "borough-default": (borough, DEFAULT),
}


@pytest.fixture(params=EVERY)
def made(request: pytest.FixtureRequest) -> tuple[Document, Release]:
    make, rule = EVERY[request.param]
    return make(rule), demo_release(rule)


def test_no_digit_stands_in_plain_words(made: tuple[Document, Release]) -> None:
    for sentence in sentences(made[0]):
        loose = [one for one in sentence if isinstance(one, str) and re.search(r"\d", one)]
        assert not loose, plain(sentence)


def test_every_number_says_where_it_is_from(made: tuple[Document, Release]) -> None:
    for number in _numbers(made[0]):
        assert number.source.words
        assert number.source.release in ("", made[0].release)


def test_every_number_of_a_cell_is_what_the_release_has_there(
    made: tuple[Document, Release],
) -> None:
    """Worked out anew from the files: so a document tells nothing that the release does not."""
    document, release = made
    tables = {_place(one): one for one in release.area("borough")}
    checked = 0
    for number in _numbers(document):
        if not number.source.key:
            continue
        place, _, choices = number.source.key.rpartition("/")
        table = tables[place]
        assert number.text.lower() in _texts(table, choices), number
        checked += 1
    assert checked > 80


def _place(table: SafeTable) -> str:
    group = table.group
    return "/".join(
        (group.level, group.area, "*".join(group.split), "*".join(group.value), table.id)
    )


def _texts(table: SafeTable, choices: str) -> set[str]:
    """What may be said of a cell, or of several together, or with none of the base."""
    base = table.base
    if isinstance(base, Hidden):
        return {"hidden"}
    of = {f"{base:,} pupils", f"all {base:,} pupils", f"{base:,}"}
    if not choices:
        return of
    counts = [one.count for one in table.cells if one.id in choices.split("+")]
    if any(isinstance(one, Hidden) for one in counts):
        return {"hidden"}
    count = sum(one for one in counts if isinstance(one, int))
    percent = f"{whole_percent(count, base)}%"
    return (
        of | {f"{count:,}", f"{count:,} pupils", percent, "none", "no pupils"} | _rare(count, base)
    )


def _rare(count: int, base: int) -> set[str]:
    """Beside it: the words for what rounds to nought or all, and the interval of the example."""
    words = {"less than 1%"} if 0 < count * 200 < base else set()
    return words | {"all", f"all {base:,} pupils"} if count == base else words


def _numbers(document: Document) -> Iterator[Number]:
    for sentence in sentences(document):
        yield from numbers_of(sentence)
