"""Only disclosure makes what may be shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.tree import module_name, python_files, shown, told

SAFE = frozenset({"SafeTable", "SafeCell"})
DOOR = "tellback.disclosure"


def forged(source: str) -> Iterator[tuple[int, str]]:
    """(line, name) wherever `source` makes a safe table or cell, by call or its class's means."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        named = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        owner = called.value if isinstance(called, ast.Attribute) else None
        if named in SAFE:
            yield node.lineno, named
        elif (
            isinstance(owner, ast.Name) and owner.id in SAFE and named.startswith(("model_", "__"))
        ):
            yield node.lineno, f"{owner.id}.{named}"


def test_only_disclosure_makes_a_safe_table() -> None:
    faults = [
        f"{shown(path)}:{line} makes a {name}. Ask {DOOR} to protect raw tables instead."
        for path in python_files("src")
        if not module_name(path).startswith(DOOR)
        for line, name in forged(path.read_text("utf-8"))
    ]
    assert not faults, told(faults)


def test_a_forged_table_is_found() -> None:
    assert list(forged("SafeTable(cells=())"))
    assert list(forged("disclosure.SafeTable(cells=())"))
    assert list(forged("SafeTable.model_construct(cells=())"))
    assert not list(forged("def show(table: SafeTable) -> str: return str(table)"))
