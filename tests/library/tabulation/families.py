"""A questionnaire with every kind of route and measure, and pupils of several schools."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from tellback.questionnaire.model import Questionnaire
from tellback.response import accept
from tellback.snapshot import Manifest, PupilRow, Snapshot
from tellback.snapshot.columns import columns_of
from tellback.snapshot.encode import responses_table
from tellback.snapshot.manifest import Asked
from tests.library.small import answers_to, everything, single

LOCALITIES = {"1001": "South", "1002": "North", "1003": "North", "20": "East"}
TOGETHER = {"1003": "Small schools", "20": "Small schools"}
SPLITS = (
    ("sex",),
    ("locality",),
    ("school",),
    ("group",),
    ("origin", "sex"),
    ("school", "sex"),
    ("origin", "locality"),
)


def _measure(name: str, variable: str, *choices: str, **more: object) -> dict[str, object]:
    return {"id": name, "text": name, "variable": variable, "choices": choices} | more


def _asking() -> Questionnaire:
    given = everything().model_dump()
    given["splits"] = {"sex": "q1", "origin": "place"}
    given["sections"] = (
        *given["sections"],
        {
            "id": "s2",
            "title": "Routes",
            "sensitive": True,
            "questions": [
                single("either", show_if="${place} = 'often' or ${place} = 'never'"),
                single("blank_too", show_if="${place} != 'often'"),
                single("of_routed", show_if="${hours} > 1"),
                single("not_two", show_if="not(${hours} = 2)", may_refuse=True),
                single("ticked", show_if="selected(${food}, 'fruit')"),
                single("other_tick", show_if="not(selected(${food}, 'fruit'))"),
                single("refusers", show_if="${q1} = 'prefer_not_to_say'"),
                single("both", show_if="${care} = 'yes' and ${place} != 'never'"),
                single("tall", show_if="${height} > 1"),
                single("told", show_if="${why} = ''"),
                single("preset", show_if="${school_name} = 'because'"),
            ],
        },
    )
    given["measures"] = [
        _measure("m_plain", "q1", "often", "rarely"),
        _measure("m_routed", "either", "often"),
        _measure("m_everyone", "either", "often", of="everyone"),
        _measure("m_where", "q1", "often", where="${care} = 'yes'"),
        _measure("m_two", "q1", "often", where="${care} = 'yes' and ${hours} > 1"),
        _measure("m_ticks", "food", "fruit", "sweets"),
        _measure("m_tick", "food", "fruit", where="${place} = 'often'", of="everyone"),
        _measure("m_height", "feel_snack", "good", "bad", of="everyone", where="${height} >= 1.5"),
    ]
    return Questionnaire.model_validate(given)


ASKING = _asking()


def snapshot_of_rows(rows: Sequence[PupilRow], asked: Questionnaire = ASKING) -> Snapshot:
    """The rows as a snapshot in memory."""
    columns = columns_of(asked)
    manifest = Manifest(
        wave="2009",
        made_on=None,
        questionnaire=Asked(id=asked.id, version=asked.version, sha256=""),
        rows=len(rows),
        schools={},
        columns=columns,
        files={},
        made_with={},
    )
    return Snapshot(manifest, asked, responses_table(asked, columns, rows))


def rows_of_pupils(most: int) -> st.SearchStrategy[list[PupilRow]]:
    """Some pupils of some schools, with any answers."""
    one = st.builds(
        lambda school, answers: PupilRow(
            school, LOCALITIES[school], "5", "online", accept(ASKING, answers)
        ),
        st.sampled_from(sorted(LOCALITIES)),
        answers_to(ASKING),
    )
    return st.lists(one, max_size=most)
