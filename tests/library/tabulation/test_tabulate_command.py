"""`tellback tabulate`: what it prints, what it warns of, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tellback.command import main
from tellback.response import accept
from tellback.snapshot import PupilRow
from tellback.tabulation import spark, tabulate_family
from tests.library.small import written
from tests.library.tabulation.families import ASKING, LOCALITIES, snapshot_of_rows

PUPILS = [
    ("1001", {"q1": "often", "care": "yes", "hours": "2", "place": "often"}),
    ("1002", {"q1": "never", "place": "rarely"}),
    ("1002", {"q1": "prefer_not_to_say", "care": "yes"}),
]
ROWS = [
    PupilRow(school, LOCALITIES[school], "5", "online", accept(ASKING, answers))
    for school, answers in PUPILS
]


@pytest.fixture(autouse=True)
def only_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The web floor's commands need Django, which these tests run without."""
    monkeypatch.setattr(main, "entry_points", lambda group: [])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A snapshot."""
    written(tmp_path / "wave", ASKING, ROWS)
    return tmp_path / "wave"


def tabulating(*arguments: str | Path) -> tuple[int, str, str]:
    given = ["tabulate", *(str(one) for one in arguments)]
    result = CliRunner(env={"COLUMNS": "160"}).invoke(main.make_app(), given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_tables_are_printed_with_a_warning_that_they_are_raw(folder: Path) -> None:
    code, said, warned = tabulating(folder, "--by", "school,sex", "--measure", "q1")
    assert code == 0
    assert warned.startswith("These counts are raw.")
    lines = [[part.strip() for part in line.split("│")[1:-1]] for line in said.splitlines()]
    assert [line for line in lines if line] == [
        ["all", "1", "0", "1", "0", "1", "3"],
        ["school 1001", "1", "0", "0", "0", "0", "1"],
        ["school 1002", "0", "0", "1", "0", "1", "2"],
        ["Often", "1", "0", "0", "0", "0", "1"],
        ["Never", "0", "0", "1", "0", "0", "1"],
        ["sex not said", "0", "0", "0", "0", "1", "1"],
    ]


def test_a_measure_is_printed_with_the_rest_of_its_base(folder: Path) -> None:
    code, said, _ = tabulating(folder, "--measure", "m_where")
    assert code == 0
    assert "m_where: m_where (pupils who answered ‘Yes’ to" in said
    assert ["all", "1", "1", "2"] in [
        [part.strip() for part in line.split("│")[1:-1]] for line in said.splitlines()
    ]


@pytest.mark.parametrize("engine", ["local", "numpy"])
def test_json_has_every_table(folder: Path, engine: str) -> None:
    code, said, _ = tabulating(folder, "--by", "school*sex", "--json", "--engine", engine)
    assert code == 0
    told = json.loads(said)
    assert (told["wave"], told["protected"]) == ("2009", False)
    tables = tabulate_family(snapshot_of_rows(ROWS), [("school", "sex")])
    assert [
        (one["id"], one["level"], one["area"], one["group"], one["cells"], one["base"])
        for one in told["tables"]
    ] == [
        (
            table.id,
            table.group.level,
            table.group.area,
            list(table.group.value),
            {cell.id: cell.count for cell in table.cells},
            table.base,
        )
        for table in tables
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--by", "sexx"], "This wave cannot be split by `sexx`. Did you mean `sex`?"),
        (["--by", "school*locality"], "There is no split by school and locality."),
        (["--measure", "m_plian"], "no question or measure `m_plian`. Did you mean `m_plain`?"),
    ],
)
def test_what_a_snapshot_has_not_is_refused_in_a_sentence(
    folder: Path, given: list[str], says: str
) -> None:
    code, said, warned = tabulating(folder, *given)
    assert (code, said) == (2, "")
    assert says in warned
    assert len(warned.splitlines()) == 1


def test_a_snapshot_that_was_changed_is_refused(folder: Path) -> None:
    file = folder / "responses.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert tabulating(folder)[:2] == (2, "")
    assert "responses.parquet is not as it was written" in tabulating(folder)[2]
    assert "manifest.json is missing" in tabulating(folder / "nowhere")[2]


def test_spark_is_given_the_snapshots_own_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []

    def no_session(master: str) -> object:
        given.append(master)
        raise spark.Uncounted("There is no Spark. Take another.")

    monkeypatch.setattr(spark, "local_session", no_session)
    code, said, warned = tabulating(folder, "--engine", "spark", "--master", "spark://host:1")
    assert (code, said, warned) == (2, "", "There is no Spark. Take another.\n")
    monkeypatch.setattr(spark, "local_session", given.append)
    monkeypatch.setattr(spark, "spark_engine", lambda path, session: given.append(path) or "local")
    assert tabulating(folder, "--engine", "spark")[0] == 0
    assert given == ["spark://host:1", "local[*]", folder / "responses.parquet"]
