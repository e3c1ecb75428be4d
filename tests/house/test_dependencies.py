"""Every library we rest on has a sentence above it that says what for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house.tree import ROOT, told

LISTS = re.compile(r"^(dependencies|[a-z]+) = \[$")
DEPENDENCY = re.compile(r'^    "([A-Za-z0-9-]+)')


ANY = "*"
"""Stands where a comment was just read: it explains whatever comes next."""


def unexplained(pyproject: str) -> Iterator[str]:
    """The dependencies without a comment above; a family (types-…) may share one."""
    inside, family = False, ""
    for line in pyproject.splitlines():
        if line.startswith("["):
            inside = line in ("[project]", "[project.optional-dependencies]", "[dependency-groups]")
        if line.strip().startswith("#"):
            family = ANY
        elif LISTS.match(line) or line == "]":
            family = ""
        elif inside and (found := DEPENDENCY.match(line)):
            first = found[1].partition("-")[0]
            if family not in (ANY, first):
                yield found[1]
            family = first


def test_every_dependency_has_its_sentence() -> None:
    faults = [
        f"pyproject.toml: say in a comment above it what {name} is for."
        for name in unexplained((ROOT / "pyproject.toml").read_text("utf-8"))
    ]
    assert not faults, told(faults)


def test_a_dependency_without_a_sentence_is_found() -> None:
    listed = """[project]
dependencies = [
    "quiet>=1",
    # Reads.
    "loud>=2",
    "loud-too>=2",
    "silent",
]
"""
    assert list(unexplained(listed)) == ["quiet", "silent"]
