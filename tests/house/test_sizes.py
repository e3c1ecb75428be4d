"""Files of at most 400 lines, functions of at most 60."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.tree import python_files, shown, told

FILE_LINES = 400
FUNCTION_LINES = 60


def too_long(name: str, source: str) -> Iterator[str]:
    """A sentence for the file `name` if it is too long, and for each of its functions that is."""
    count = len(source.splitlines())
    if count > FILE_LINES:
        yield f"{name} has {count} lines; {FILE_LINES} is the most. Split it by subject."
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                where = f"{name}:{node.lineno} {node.name}"
                yield f"{where} has {lines} lines; {FUNCTION_LINES} is the most."


def test_no_file_and_no_function_is_too_long() -> None:
    faults = [
        fault for path in python_files() for fault in too_long(shown(path), path.read_text("utf-8"))
    ]
    assert not faults, told(faults)


def test_a_long_file_is_found() -> None:
    assert list(too_long("long.py", "x = 1\n" * 401))
    assert not list(too_long("right.py", "x = 1\n" * 400))


def test_a_long_function_is_found() -> None:
    body = "def slow():\n" + "    x = 1\n" * 59
    assert not list(too_long("right.py", body))
    assert list(too_long("long.py", body + "    x = 2\n"))
