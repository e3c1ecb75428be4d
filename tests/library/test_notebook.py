"""`from tellback import …` as a notebook has it: everything there, nothing brought unasked."""

from __future__ import annotations

import ast
import runpy
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import tellback
from tellback.disclosure import SafeTable

BROUGHT_ALONE = """
import sys
import tellback
assert "draw" in dir(tellback)
print([name for name in sys.modules if name.startswith(("tellback.", "numpy", "pydantic"))])
"""


def promised(root: Path) -> Iterator[tuple[str, str, str]]:
    """(name, module, name at home) of each line of the stub."""
    for node in ast.parse((root / "src/tellback/__init__.pyi").read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            yield from ((one.asname or one.name, str(node.module), one.name) for one in node.names)


def test_every_name_is_the_one_whose_type_is_promised(root: Path) -> None:
    names = list(promised(root))
    assert sorted(name for name, _, _ in names) == sorted(tellback.__all__)
    for name, module, at_home in names:
        vars(tellback).pop(name, None)
        assert getattr(tellback, name) is getattr(import_module(module), at_home)


def test_importing_tellback_alone_brings_nothing_else() -> None:
    asked = [sys.executable, "-c", BROUGHT_ALONE]
    said = subprocess.run(asked, capture_output=True, check=True, text=True).stdout
    assert said.strip() == "[]"


def test_a_name_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(AttributeError, match="tellback has no `draft`; it has Area, "):
        _ = tellback.draft
    with pytest.raises(ImportError):
        from tellback import draft  # noqa: F401, PLC0415 - what a reader would type
    assert not hasattr(tellback, "read_file")


def test_the_example_goes_from_answers_to_a_drawn_figure(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content").symlink_to(root / "content")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").mkdir()
    made = runpy.run_path(str(root / "docs/examples/notebook.py"))
    chart = (tmp_path / "results/health.svg").read_text("utf-8")
    assert chart.startswith("<svg")
    assert "My health is:" in chart
    assert made["report"].safe
    assert all(isinstance(table, SafeTable) for table in made["of_everyone"])
    first = made["safe"].cells[0]
    assert made["interval"].low < first.count / made["safe"].base < made["interval"].high
    by_hand = [row["q04"] for row in (one.response.answers for one in made["rows"]) if "q04" in row]
    for cell in made["safe"].cells:
        if cell.role == "choice":
            assert cell.count == by_hand.count(cell.id)
    assert (tmp_path / "results/pupils.sav").stat().st_size
