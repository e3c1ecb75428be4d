"""Safe tables, areas and whole releases for tests, made through the door that reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from tellback.disclosure import SafeTable, from_json, to_json
from tellback.questionnaire.write import to_yaml
from tellback.release import Area, ReleaseAbout, write_release
from tellback.release.published import Published
from tests.library.small import asking, single

RULE = """id: made-up
from: 2026-09-01
source: a test
least_base: 10
least_cell: 3
"""
ATTACK = '{"hidden": 3, "exact": 0, "too_narrow": 0}'
ABOUT = ReleaseAbout(wave="2009", snapshot_sha256="5" * 64, made_on=date(2009, 9, 1))
AREAS = (
    Area("borough", "", "Overwater"),
    Area("locality", "North & Fold", "North & Fold"),
    Area("group", "Small schools", "Small schools together"),
    Area("school", "9001", "Alder Lane Primary", "North & Fold"),
    Area("school", "9002", "Thimble Primary", "North & Fold", "Small schools"),
)
QUESTIONNAIRE = asking(
    single(
        "q01",
        text="I am:",
        choices=[{"id": "boy", "text": "A boy"}, {"id": "girl", "text": "A girl"}],
    ),
    single("q02", may_refuse=True),
    {
        "id": "food",
        "kind": "multi",
        "text": "What do you eat?",
        "choices": [{"id": "fruit", "text": "Fruit"}, {"id": "sweets", "text": '=Sweets, "all"'}],
        "show_if": "${q01} = 'girl'",
    },
    {"id": "sport", "kind": "number", "text": "How often?", "least": 0, "most": 1},
    title="What we think",
    splits={"sex": "q01", "ethnicity": "q02"},
    measures=[
        {
            "id": "m_rare",
            "text": "Rarely or never",
            "variable": "q02",
            "choices": ["rarely", "never"],
        }
    ],
)
HIDDEN = {"code": "small", "reason": "Hidden to protect a small number of pupils"}
FEW = {"code": "few_asked", "reason": "Hidden: fewer than 10 pupils were asked"}
Count = int | None


def percent(count: int, base: int) -> int:
    """Halves up, the slow way."""
    return int(count * 100 / base + 0.5)


def safe(
    name: str,
    counts: Mapping[str, Count],
    base: int | None,
    *,
    where: tuple[str, str] = ("borough", ""),
    split: Mapping[str, str] | None = None,
    kind: str = "variable",
    **more: object,
) -> dict[str, object]:
    """A stored safe table: `counts` by choice, None where hidden; a base of None hides it all."""
    words = {"-9": "Did not answer", "-7": "Preferred not to say"}
    held = dict(split or {})
    return {
        "wave": "2009",
        "group": {
            "level": where[0],
            "area": where[1],
            "split": list(held),
            "value": list(held.values()),
        },
        "id": name,
        "kind": kind,
        "question": name,
        "title": f"How about {name}?",
        "row": "",
        "section": "s1",
        "base": FEW if base is None else base,
        "base_words": "all pupils",
        "exclusive": True,
        "rule": "made-up",
        "hidden": FEW if base is None else None,
        "cells": [
            {
                "id": choice,
                "words": words.get(choice, choice.capitalize()),
                "role": "no_answer" if choice in words else "choice",
                "count": (FEW if base is None else HIDDEN) if count is None else count,
                "percent": (FEW if base is None else HIDDEN)
                if count is None or base is None
                else percent(count, base),
            }
            for choice, count in counts.items()
        ],
    } | more


def tables(*stored: Mapping[str, object]) -> tuple[SafeTable, ...]:
    """They as safe tables."""
    version = json.loads(to_json(()))
    return from_json(json.dumps(version | {"tables": stored}))


def all_tables() -> tuple[SafeTable, ...]:
    """A little of everything: levels, splits, crossings, routes, ticks, numbers, hidden things."""
    sex = {"q01": {"boy": 30, "girl": 28, "-9": 0}, "q02": {"often": 20, "rarely": 5}}
    school, group = ("school", "9001"), ("group", "Small schools")
    return tables(
        safe("q01", sex["q01"], 58, title="I am:"),
        safe("q02", {"often": 40, "rarely": None, "never": None, "-9": 10, "-7": 4}, 58),
        safe(
            "food",
            {"fruit": 25, "sweets": 7, "-9": 3},
            28,
            exclusive=False,
            base_words="pupils who are a girl",
            title="What do\n you eat?",
        ),
        safe("sport", {"0": 50, "1": 8, "-9": 0}, 58),
        safe("m_rare", {"held": None}, 58, kind="measure", exclusive=False, question="q02"),
        safe(
            "q02",
            {"often": 20, "rarely": 5, "never": 3, "-9": 0, "-7": 0},
            28,
            split={"sex": "girl"},
        ),
        safe("q02", {"often": None, "rarely": None}, None, split={"sex": "-9"}),
        safe(
            "q02",
            {"often": 11, "rarely": 0, "never": 0, "-9": 0, "-7": 0},
            11,
            split={"sex": "boy", "ethnicity": "often"},
        ),
        safe("q01", {"boy": 20, "girl": 20, "-9": 0}, 40, where=("locality", "North & Fold")),
        safe("q01", {"boy": None, "girl": None, "-9": None}, None, where=group),
        safe("q01", {"boy": 15, "girl": 15, "-9": 0}, 30, where=school),
        safe("q02", {"often": 25, "rarely": 5, "never": 0, "-9": 0, "-7": 0}, 30, where=school),
    )


def published(made: Iterable[SafeTable] | None = None) -> Published:
    """What files for people are made of."""
    return Published(tuple(made or all_tables()), ABOUT, AREAS, QUESTIONNAIRE)


def written(directory: Path, made: Sequence[SafeTable] | None = None, **more: object) -> str:
    """A release at `directory`; the hash of its manifest."""
    parts = {
        "about": ABOUT,
        "areas": AREAS,
        "rule_text": RULE,
        "questionnaire_text": to_yaml(QUESTIONNAIRE),
        "attack_json": ATTACK,
    }
    return write_release(directory, all_tables() if made is None else made, **(parts | more))  # type: ignore[arg-type]
