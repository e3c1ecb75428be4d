"""Tiny questionnaires, made in code, and pupils who answer them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from tellback.questionnaire.model import Kind, Question, Questionnaire
from tellback.questionnaire.write import to_yaml
from tellback.response import Response, accept
from tellback.snapshot import Manifest, PupilRow, Snapshot, read_snapshot, write_snapshot
from tellback.snapshot.columns import columns_of
from tellback.snapshot.encode import responses_table
from tellback.snapshot.manifest import Asked

THREE = (
    {"id": "often", "text": "Often"},
    {"id": "rarely", "text": "Rarely"},
    {"id": "never", "text": "Never"},
)


def asking(*questions: Mapping[str, object], **more: object) -> Questionnaire:
    """A questionnaire of one section that asks `questions`; `more` are keys of its top."""
    held = {
        "id": "small",
        "title": "Small",
        "version": "1",
        "sections": [{"id": "s1", "title": "One", "questions": list(questions)}],
    }
    return Questionnaire.model_validate(held | more)


def single(name: str = "q1", **more: object) -> dict[str, object]:
    """A question of one choice of three."""
    return {"id": name, "kind": "single", "text": f"How often {name}?", "choices": THREE} | more


def everything() -> Questionnaire:
    """One question of every kind, with a route and a refusal."""
    return asking(
        {"id": "hello", "kind": "note", "text": "Hello"},
        {"id": "school_name", "kind": "preset", "text": "Your school"},
        single(may_refuse=True),
        {
            "id": "food",
            "kind": "multi",
            "text": "What do you eat?",
            "may_refuse": True,
            "choices": [{"id": "fruit", "text": "Fruit"}, {"id": "sweets", "text": "Sweets"}],
        },
        {
            "id": "feel",
            "kind": "grid",
            "text": "How do you feel about",
            "choices": [
                {"id": "good", "text": "Good", "code": 200},
                {"id": "bad", "text": "Bad", "code": 100},
            ],
            "rows": [
                {"id": "home", "text": "home?"},
                {"id": "snack", "text": "snacks?", "show_if": "selected(${food}, 'sweets')"},
            ],
        },
        {"id": "care", "kind": "yes_no", "text": "Do you look after someone?"},
        {
            "id": "hours",
            "kind": "number",
            "text": "How many hours?",
            "least": 0,
            "most": 5,
            "show_if": "${care} = 'yes'",
        },
        {"id": "height", "kind": "number", "text": "How tall?", "whole": False, "least": 0},
        {"id": "why", "kind": "text", "text": "Why?", "longest": 20},
        {"id": "place", "kind": "list", "text": "Where?", "choices": THREE},
    )


def pupils(
    questionnaire: Questionnaire,
    given: Sequence[Mapping[str, str]],
    *,
    school: str = "1001",
) -> list[PupilRow]:
    """One pupil of `school` for each set of answers."""
    return [pupil(accept(questionnaire, answers), school=school) for answers in given]


def pupil(response: Response, *, school: str = "1001", mode: str = "online") -> PupilRow:
    """A pupil of Year 5 in the north."""
    return PupilRow(school, "North", "5", mode, response)


def written(
    place: Path, questionnaire: Questionnaire, rows: Sequence[PupilRow], *, seed: int = 1
) -> str:
    """A snapshot at `place`; the hash of its manifest."""
    return write_snapshot(
        place,
        questionnaire=questionnaire,
        questionnaire_text=to_yaml(questionnaire),
        wave="2009",
        rows=rows,
        rng=Random(seed),
        made_on=date(2009, 7, 20),
    )


def snapshot_of(
    place: Path, questionnaire: Questionnaire, given: Sequence[Mapping[str, str]]
) -> Snapshot:
    """A snapshot of one pupil for each set of answers, read back."""
    written(place, questionnaire, pupils(questionnaire, given))
    return read_snapshot(place)


def in_memory(questionnaire: Questionnaire, given: Sequence[Mapping[str, str]]) -> Snapshot:
    """The same, without the disk."""
    return in_memory_rows(questionnaire, pupils(questionnaire, given))


def in_memory_rows(questionnaire: Questionnaire, rows: Sequence[PupilRow]) -> Snapshot:
    """A snapshot of pupils of any schools, without the disk."""
    columns = columns_of(questionnaire)
    manifest = Manifest(
        wave="2009",
        made_on=None,
        questionnaire=Asked(id=questionnaire.id, version=questionnaire.version, sha256=""),
        rows=len(rows),
        schools=dict(Counter(row.school for row in rows)),
        columns=columns,
        files={},
        made_with={},
    )
    return Snapshot(manifest, questionnaire, responses_table(questionnaire, columns, rows))


def answers_to(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, str]]:
    """Any answers a pupil may give, each of them possibly blank."""
    return st.fixed_dictionaries(
        {
            variable: _values(questionnaire.question_of[variable])
            for variable in questionnaire.variables
        }
    )


def _values(question: Question) -> st.SearchStrategy[str]:
    ids = [choice.id for choice in question.choices]
    refusal = ["prefer_not_to_say"] if question.may_refuse else []
    if question.kind is Kind.MULTI:
        several = st.lists(st.sampled_from(ids), unique=True).map(" ".join)
        return st.one_of(several, st.sampled_from(["", *refusal]))
    if question.kind is Kind.NUMBER:
        numbers = ["0", "1", "2", "5"] if question.whole else ["0", "1.5", "1e2"]
        return st.sampled_from(["", *numbers, *refusal])
    if question.kind in {Kind.TEXT, Kind.PRESET}:
        return st.sampled_from(["", "because", "I said so", "prefer_not_to_say"])
    return st.sampled_from(["", *ids, *refusal])
