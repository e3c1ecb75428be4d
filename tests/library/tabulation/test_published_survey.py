"""A survey whose tables were published, counted by us from the answers.

The answers are those that statsmodels ships as `anes96`. What was published is in J. Faraway,
Extending the Linear Model with R (2nd edition, 2016, the chapter on multinomial data), where R
prints of the same answers, there called nes96: party, party in three, and income in thousands.
"""

from __future__ import annotations

import csv
from importlib.util import find_spec
from pathlib import Path

import pytest

from tellback.questionnaire.read import read_file
from tellback.response import accept
from tellback.snapshot import PupilRow, Snapshot
from tellback.tabulation import EngineName, RawTable, tabulate_family
from tests.library.tabulation.families import snapshot_of_rows

PARTIES = {
    "strong_democrat": 200,
    "weak_democrat": 180,
    "independent_democrat": 108,
    "independent": 37,
    "independent_republican": 94,
    "weak_republican": 150,
    "strong_republican": 175,
}
IN_THREE = {"democrats": 380, "independents": 239, "republicans": 325}
MIDDLES = (
    *(1.5, 4, 6, 8, 9.5, 10.5, 11.5, 12.5, 13.5, 14.5, 16, 18.5),
    *(21, 23.5, 27.5, 32.5, 37.5, 42.5, 47.5, 55, 67.5, 82.5, 97.5, 115),
)
"""What the book takes for each class of income."""
INCOME = (1.5, 23.5, 37.5, 46.58, 67.5, 115)
"""Least, first quartile, median, mean, third quartile, most, as printed."""


@pytest.fixture(scope="module")
def snapshot(root: Path) -> Snapshot:
    """The answers as a snapshot; each voter's school is the vote they expect to give."""
    asked = read_file(root / "tests/gallery/surveys/anes96.yaml")
    found = find_spec("statsmodels")
    assert found is not None
    assert found.origin is not None
    path = Path(found.origin).parent / "datasets/anes96/anes96.csv"
    rows = []
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quotechar="'"):
            answers = {
                "pid": list(PARTIES)[int(row["PID"])],
                "vote": ("clinton", "dole")[int(row["vote"])],
                "news_days": row["TVnews"],
                "income": row["income"],
            }
            rows.append(PupilRow(row["vote"], "US", "", "online", accept(asked, answers)))
    return snapshot_of_rows(rows, asked)


def counts(table: RawTable) -> dict[str, int]:
    return {cell.id: cell.count for cell in table.cells}


@pytest.mark.parametrize("engine", ["local", "numpy"])
def test_the_published_tables_come_out(engine: EngineName, snapshot: Snapshot) -> None:
    tables = {table.id: table for table in tabulate_family(snapshot, (), engine=engine)}
    assert {table.base for table in tables.values()} == {944}
    assert counts(tables["pid"]) == PARTIES
    assert {name: tables[name].cells[0].count for name in IN_THREE} == IN_THREE
    classes = counts(tables["income"]).values()
    incomes = [middle for middle, many in zip(MIDDLES, classes, strict=True) for _ in range(many)]
    # Of 944 in order, R's quartiles lie between the 236th and 237th, and so on.
    quarters = [sum(incomes[at - 1 : at + 1]) / 2 for at in (236, 472, 708)]
    mean = round(sum(incomes) / len(incomes), 2)
    first, median, third = quarters
    assert (incomes[0], first, median, mean, third, incomes[-1]) == INCOME


def test_the_groups_of_a_split_add_up_to_what_was_published(snapshot: Snapshot) -> None:
    tables = tabulate_family(snapshot, [("vote",), ("school",)], only=["pid"])
    everyone, clinton, dole, *schools = (counts(table) for table in tables)
    assert everyone == PARTIES
    assert {name: clinton[name] + dole[name] for name in PARTIES} == PARTIES
    assert schools == [clinton, dole]
