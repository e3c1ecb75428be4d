"""Each app's migrations are one chain: no two children of one parent, no merge."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.house.tree import SOURCE

FOLDERS = sorted(path for path in SOURCE.glob("tellback_web/*/migrations") if path.is_dir())


def parents(source: str, app: str) -> list[str]:
    """The migrations of `app` that a migration's source depends on."""
    for node in ast.walk(ast.parse(source)):
        targets = getattr(node, "targets", [])
        if any(isinstance(target, ast.Name) and target.id == "dependencies" for target in targets):
            assert isinstance(node, ast.Assign)
            pairs = [
                pair for pair in getattr(node.value, "elts", []) if isinstance(pair, ast.Tuple)
            ]
            named = [[getattr(part, "value", "") for part in pair.elts] for pair in pairs]
            return [name for owner, name in named if owner == app]
    return []


def breaks(chain: Mapping[str, list[str]]) -> list[str]:
    """What keeps migrations (name -> own parents) from being one chain in the order of names."""
    faults = []
    before: str | None = None
    for name in sorted(chain):
        if chain[name] != ([before] if before else []):
            faults.append(f"{name} should follow {before or 'nothing'}, and follows {chain[name]}.")
        before = name
    return faults


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_migrations_are_one_chain(folder: Path) -> None:
    files = [path for path in folder.glob("*.py") if path.stem != "__init__"]
    chain = {path.stem: parents(path.read_text("utf-8"), folder.parent.name) for path in files}
    assert breaks(chain) == []


def test_a_fork_and_a_merge_are_found() -> None:
    whole = {"0001_a": [], "0002_b": ["0001_a"]}
    assert not breaks(whole)
    assert breaks({**whole, "0002_c": ["0001_a"]})
    assert breaks({**whole, "0002_c": ["0001_a"], "0003_merge": ["0002_b", "0002_c"]})


def test_parents_are_read_from_the_source() -> None:
    source = "class Migration:\n    dependencies = [('survey', '0001_a'), ('people', '0004_z')]\n"
    assert parents(source, "survey") == ["0001_a"]
