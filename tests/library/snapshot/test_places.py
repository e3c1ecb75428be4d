"""Where a snapshot says that its schools lie."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from tellback.questionnaire.write import to_yaml
from tellback.response import accept
from tellback.snapshot import PupilRow, read_snapshot, write_snapshot
from tellback.snapshot.places import places
from tests.library.small import everything

WHERE = [("1", "Hill"), ("2", "Dale"), ("1", "Hill"), ("3", "Dale"), ("3", "Moor")]


def test_each_school_lies_where_its_rows_say(tmp_path: Path) -> None:
    questionnaire = everything()
    write_snapshot(
        tmp_path / "s",
        questionnaire=questionnaire,
        questionnaire_text=to_yaml(questionnaire),
        wave="2026",
        rows=[
            PupilRow(
                school=school,
                locality=locality,
                year_group="5",
                mode="online",
                response=accept(questionnaire, {}),
            )
            for school, locality in WHERE
        ],
        rng=Random(1),
        made_on=date(2026, 11, 23),
    )
    assert places(read_snapshot(tmp_path / "s")) == {
        "1": frozenset({"Hill"}),
        "2": frozenset({"Dale"}),
        "3": frozenset({"Dale", "Moor"}),
    }
