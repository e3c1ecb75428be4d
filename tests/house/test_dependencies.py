"""Every library we rest on has a sentence above it that says what for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house.tree import ROOT, told

LISTS = re.compile(r"^(dependencies|[a-z]+) = \[$")
DEPENDENCY = re.compile(r'^    "([A-Za-z0-9-]+)')


def unexplained(pyproject: str) -> Iterator[str]:
    """The dependencies that no comment stands above; neighbours without a gap share one."""
    explained = inside = False
    for line in pyproject.splitlines():
        if line.startswith("["):
            inside = line in ("[project]", "[project.optional-dependencies]", "[dependency-groups]")
        if LISTS.match(line) or line == "]":
            explained = False
        elif line.strip().startswith("#"):
            explained = True
        elif inside and (found := DEPENDENCY.match(line)) and not explained:
            yield found[1]


def test_every_dependency_has_its_sentence() -> None:
    faults = [
        f"pyproject.toml: say in a comment above it what {name} is for."
        for name in unexplained((ROOT / "pyproject.toml").read_text("utf-8"))
    ]
    assert not faults, told(faults)


def test_a_dependency_without_a_sentence_is_found() -> None:
    listed = '[project]\ndependencies = [\n    "quiet>=1",\n    # Reads.\n    "loud>=2",\n]\n'
    assert list(unexplained(listed)) == ["quiet"]
