"""A module is named for what it is about; cupboards and other trades' words are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from tests.house.tree import kept_files, shown, told

CUPBOARDS = frozenset(
    {"base", "common", "context", "core", "helper", "helpers", "lib", "manager", "managers", "misc"}
    | {"service", "services", "shared", "tool", "tools", "util", "utils"}
)
"""Names that say nothing of what is inside, so that anything may be put there."""
OTHER_WORDS = {
    "campaign": "wave",
    "campaigns": "waves",
    "kpi": "indicator",
    "kpis": "indicators",
    "metric": "indicator or measure",
    "metrics": "indicators or measures",
    "status": "rating or state",
    "statuses": "ratings or states",
    "suppression": "disclosure",
    "task": "action",
    "tasks": "actions",
}
"""Words that the glossary has a better one for."""
SUFFIXES = frozenset({".py", ".html", ".sh", ".mjs", ".js", ".scss"})


def ill_named(name: str) -> Iterator[str]:
    """A sentence for each word of the path `name` that the house refuses."""
    for part in PurePath(name).parts:
        for word in re.split(r"[^a-z0-9]+", part.lower().split(".")[0]):
            if word in CUPBOARDS:
                yield f"{name}: '{word}' does not say what is inside. Name it for its subject."
            elif word in OTHER_WORDS:
                yield f"{name}: we say '{OTHER_WORDS[word]}', not '{word}' (GLOSSARY.md)."


def test_every_module_and_template_is_named_for_its_subject() -> None:
    names = [shown(path) for path in kept_files() if path.suffix in SUFFIXES]
    faults = [fault for name in names for fault in ill_named(name)]
    assert not faults, told(faults)


def test_cupboards_and_other_words_are_found() -> None:
    assert list(ill_named("src/tellback/utils.py"))
    assert list(ill_named("src/tellback/date_helpers/one.py"))
    assert list(ill_named("src/tellback_web/survey/campaign.py"))
    assert not list(ill_named("src/tellback/questionnaire/bases.py"))
