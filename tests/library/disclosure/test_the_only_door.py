"""Only `disclosure` makes what may be shown."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from tellback.disclosure import Forged, Hidden, SafeCell, protect
from tests.library.disclosure.tables import raw_table, rule

SOURCES = Path(__file__).parents[3] / "src"
MAKERS = {"KEY", "SafeCell", "SafeTable"}


def test_a_cell_or_a_table_made_elsewhere_is_refused() -> None:
    with pytest.raises(Forged, match="Only tellback"):
        SafeCell(id="a", words="A", role="choice", count=1, percent=1, key=object())
    with pytest.raises(TypeError):
        SafeCell(id="a", words="A", role="choice", count=1, percent=1)  # type: ignore[call-arg]


def test_a_safe_table_cannot_be_changed_into_another() -> None:
    (table,) = protect([raw_table([20, 30])], rule(10, 3))
    with pytest.raises((TypeError, ValueError)):
        replace(table, base=7)
    with pytest.raises((TypeError, ValueError)):
        replace(table.cells[0], count=7)
    with pytest.raises(AttributeError):
        table.base = 7  # type: ignore[misc]
    assert not any("key" in name for name in vars(table))


def test_two_tables_that_say_the_same_are_equal() -> None:
    first, second = (protect([raw_table([20, 30])], rule(10, 3)) for _ in range(2))
    assert first == second
    assert hash(first) == hash(second)


def test_a_hidden_count_is_no_number() -> None:
    hidden = Hidden("why")
    for name in ("__add__", "__radd__", "__int__", "__float__", "__index__", "__len__"):
        assert not hasattr(hidden, name)
    with pytest.raises(TypeError):
        sorted([hidden, 3])  # type: ignore[type-var]
    assert bool(hidden)


def makers_in(path: Path) -> list[str]:
    """Where a file takes the key, or calls what makes safe tables."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "tellback.disclosure.table"
        ):
            found += [alias.name for alias in node.names if alias.name == "KEY"]
        if isinstance(node, ast.Attribute) and node.attr == "KEY":
            found.append("KEY")
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            found += [called] if called in MAKERS else []
    return found


def test_no_other_source_takes_the_key_or_makes_a_safe_table() -> None:
    inside = [path for path in SOURCES.rglob("*.py") if "disclosure" in path.parts]
    outside = [path for path in SOURCES.rglob("*.py") if path not in inside]
    assert any(makers_in(path) for path in inside), "the search finds nothing where there is some"
    assert {path: makers_in(path) for path in outside if makers_in(path)} == {}


def test_this_search_would_find_a_forger(tmp_path: Path) -> None:
    forger = tmp_path / "forger.py"
    forger.write_text(
        "from tellback.disclosure import table\nx = table.SafeTable(key=table.KEY)\n",
        encoding="utf-8",
    )
    assert sorted(set(makers_in(forger))) == ["KEY", "SafeTable"]
