"""Microdata: what is in the snapshot is in the .sav file, labelled; places only where asked for."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tellback.questionnaire.model import Questionnaire
from tellback.release.microdata import to_sav
from tellback.snapshot import Snapshot
from tests.library.small import answers_to, asking, everything, in_memory, single

DAY = date(2009, 9, 1)
ANSWERS = [
    {
        "q1": "often",
        "food": "fruit sweets",
        "feel_home": "good",
        "care": "yes",
        "hours": "3",
        "height": "1.5",
        "why": "because I said so",
        "place": "never",
    },
    {"q1": "prefer_not_to_say"},
    {},
]


def written(snapshot: Snapshot, folder: Path, *, areas: bool = False) -> tuple[dict, object]:
    path = folder / "pupils.sav"
    to_sav(snapshot, path, day=DAY, areas=areas)
    columns, about = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    return {name: list(values) for name, values in columns.items()}, about


def test_every_answer_comes_back_under_its_column(tmp_path: Path) -> None:
    snapshot = in_memory(everything(), ANSWERS)
    columns, _ = written(snapshot, tmp_path)
    expected = snapshot.table.drop_columns(["school", "locality"]).to_pydict()
    assert columns == expected


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(answers_to(everything()), min_size=1, max_size=4))
def test_any_answers_come_back(tmp_path: Path, given_answers: list[dict[str, str]]) -> None:
    snapshot = in_memory(everything(), given_answers)
    columns, _ = written(snapshot, tmp_path)
    for name in snapshot.columns:
        assert columns[name] == snapshot.table.column(name).to_pylist()


def test_words_codes_and_missing_values_explain_the_numbers(tmp_path: Path) -> None:
    _, about = written(in_memory(everything(), ANSWERS), tmp_path)
    assert about.column_names_to_labels["food.fruit"] == "What do you eat? Fruit"
    assert about.column_names_to_labels["year_group"] == "Year group"
    assert about.variable_value_labels["feel_home"] == {
        -9: "not answered",
        -8: "not asked",
        -7: "prefer not to say",
        100: "Bad",
        200: "Good",
    }
    assert about.missing_ranges["q1"] == [{"lo": code, "hi": code} for code in (-9, -8, -7)]
    assert (
        set(about.missing_ranges) == set(about.variable_value_labels) == set(everything_columns())
    )
    assert about.variable_measure["hours"] == about.variable_measure["height"] == "scale"
    assert about.variable_measure["q1"] == about.variable_measure["mode"] == "nominal"
    assert about.file_label == "Small, 2009"


def everything_columns() -> list[str]:
    return list(in_memory(everything(), []).columns)


def test_whoever_reads_it_plainly_meets_missing_answers_as_none(tmp_path: Path) -> None:
    written(in_memory(everything(), ANSWERS), tmp_path)
    columns, _ = pyreadstat.read_sav(tmp_path / "pupils.sav", output_format="dict")
    assert columns["q1"] == [1, None, None]


def test_schools_and_localities_are_left_out_unless_they_are_asked_for(tmp_path: Path) -> None:
    snapshot = in_memory(everything(), ANSWERS)
    columns, _ = written(snapshot, tmp_path)
    assert not {"school", "locality"} & set(columns)
    data = (tmp_path / "pupils.sav").read_bytes()
    assert b"1001" not in data
    assert b"North" not in data
    columns, about = written(snapshot, tmp_path, areas=True)
    assert columns["school"] == ["1001"] * 3
    assert columns["locality"] == ["North"] * 3
    assert about.column_names_to_labels["school"] == "School number"


def test_what_was_written_in_words_is_not_in_it(tmp_path: Path) -> None:
    written(in_memory(everything(), ANSWERS), tmp_path)
    assert b"because I said so" not in (tmp_path / "pupils.sav").read_bytes()


def test_the_same_answers_and_day_give_the_same_file(tmp_path: Path) -> None:
    snapshot = in_memory(everything(), ANSWERS)
    _, about = written(snapshot, tmp_path)
    assert about.creation_time == datetime(2009, 9, 1)  # noqa: DTZ001 - a .sav file knows no zone
    first = (tmp_path / "pupils.sav").read_bytes()
    written(snapshot, tmp_path)
    assert (tmp_path / "pupils.sav").read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["pupils.sav"]


def odd() -> Questionnaire:
    long = "a" * 64
    return asking(
        single("_1"),
        single("Q"),
        single("q"),
        single(long),
        single("x.", text="é" * 300),
        {
            "id": long[:-1] + "b",
            "kind": "multi",
            "text": "?",
            "choices": [{"id": f"{long[:-1]}{end}", "text": end} for end in "cd"],
        },
    )


def test_names_that_spss_would_refuse_are_made_fit_and_stay_apart(tmp_path: Path) -> None:
    columns, about = written(
        in_memory(odd(), [{"_1": "often", "Q": "rarely", "q": "never"}]), tmp_path
    )
    assert (columns["v1"], columns["Q"], columns["q_2"]) == ([1], [2], [3])
    assert all(len(name) <= 64 for name in columns)
    assert len(columns) == 2 + 5 + 2
    assert about.column_names_to_labels["x"] == "é" * 127


def test_a_folder_that_is_not_there_is_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        to_sav(in_memory(everything(), ANSWERS), tmp_path / "no" / "x.sav", day=DAY)
    assert not list(tmp_path.iterdir())
