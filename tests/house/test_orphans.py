"""Every module is used by another, named to a framework, or a door for people outside."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.house.tree import ROOT, modules, told

FOUND_BY_DJANGO = ("migrations", "management", "templatetags", "apps", "__main__", "models")
"""Parts of a dotted name that Django or Python looks for by themselves."""
DOORS = {
    "tellback_web.people.privacy_of_libraries": "a data-protection officer; a house test",
}
"""Modules that only people outside this repository import, each with who they are."""


def mentions(source: str) -> Iterator[str]:
    """Every dotted name that `source` imports (of `from a import b`: a, a.b) or has in a string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (word.partition(":")[0] for word in node.value.split() if "." in word)


def orphans(sources: Mapping[str, str], entry_points: frozenset[str]) -> list[str]:
    """Modules (dotted name -> source) that nothing mentions but themselves.

    A package is used when anything in it is; a name in a string, such as a setting's, counts,
    and so does an attribute's (`tellback_web.people.adapters.Accounts`).
    """
    used = set(entry_points)
    for name, source in sources.items():
        for mention in mentions(source):
            parts = mention.split(".")
            used |= {".".join(parts[:end]) for end in range(1, len(parts) + 1)} - {name}
    return [
        name
        for name in sources
        if name not in used
        and not any(part in FOUND_BY_DJANGO for part in name.split("."))
        and not any(other.startswith(f"{name}.") for other in sources)
    ]


def entry_points(pyproject: Path) -> frozenset[str]:
    """The modules that packaging names."""
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    groups = [project.get("scripts", {}), *project.get("entry-points", {}).values()]
    return frozenset(value.partition(":")[0] for group in groups for value in group.values())


def test_no_module_is_an_orphan() -> None:
    sources = {name: path.read_text("utf-8") for name, path in modules().items()}
    found = orphans(sources, entry_points(ROOT / "pyproject.toml"))
    faults = [
        f"Nothing uses {name}. Use it, delete it, or give the reason in DOORS."
        for name in found
        if name not in DOORS
    ]
    assert not faults, told(faults)


def test_every_door_is_still_there_and_still_unused() -> None:
    sources = {name: path.read_text("utf-8") for name, path in modules().items()}
    assert set(DOORS) <= set(orphans(sources, entry_points(ROOT / "pyproject.toml")))


def test_an_orphan_is_found() -> None:
    sources = {
        "tellback": "",
        "tellback.used": "",
        "tellback.named": "",
        "tellback.alone": "from tellback import alone",
        "tellback.main": "from tellback import used\nBACKEND = 'tellback.named.Backend'",
    }
    assert orphans(sources, frozenset({"tellback.main"})) == ["tellback.alone"]
