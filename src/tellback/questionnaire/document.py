"""A questionnaire file's nodes, able to say where something in it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tellback.questionnaire.yaml_text import Node

Path = tuple[str | int, ...]
"""Keys and places (from 0) from the top of a file to one value."""

_NAMED = {
    "sections": "section",
    "questions": "question",
    "measures": "measure",
    "help_lines": "help line",
}


@dataclass(slots=True)
class Document:
    """The whole file, or a part of it such as one list of choices."""

    root: Node
    name: str
    inside: str = ""
    """What the root is, where it is only a part of the file."""
    holds: str = ""
    """The key that such a part would stand under."""
    named_lists: set[Path] = field(default_factory=set)
    """Where `choices:` names a list; the list's own faults are told once, at the list."""

    def place(self, path: Path) -> str:
        """Where `path` is, such as `a.yaml line 12, question q05 (choices 2)`."""
        found, rest = self._names(path)
        where = ", ".join(part for part in (self.inside, found) if part)
        inner = " ".join(str(step + 1) if isinstance(step, int) else step for step in rest)
        if inner:
            where = f"{where} ({inner})" if where else inner
        line = f"{self.name} line {self.line(path)}"
        return f"{line}, {where}" if where else line

    def line(self, path: Path) -> int:
        """The line of the deepest part of `path` that was written."""
        node = self.root
        for step in path:
            deeper = node.child(step)
            if deeper is None:
                break
            node = deeper
        return node.line

    def written(self, path: Path) -> bool:
        """Whether something other than nothing stands exactly at `path`."""
        node: Node | None = self.root
        for step in path:
            node = node.child(step) if node else None
        return bool(node and node.value)

    def heads(self) -> dict[str, list[Path]]:
        """Such as `question q05` -> the paths of the parts that are called so."""
        found: dict[str, list[Path]] = {}
        lines = self.root.child("help_lines")
        if lines and isinstance(lines.value, dict):
            found |= {f"help line {key}": [("help_lines", key)] for key in lines.value}
        parts: list[Path] = [path for path, _ in self.questions()]
        for holder in ("sections", "measures"):
            parts += [(holder, at) for at in range(len(_items(self.root.child(holder))))]
        for path in parts:
            found.setdefault(self._names(path)[0], []).append(path)
        return found

    def questions(self) -> Iterator[tuple[Path, Node]]:
        """Every question written, and the path to it."""
        for one, section in enumerate(_items(self.root.child("sections"))):
            for two, question in enumerate(_items(section.child("questions"))):
                yield ("sections", one, "questions", two), question

    def _names(self, path: Path) -> tuple[str, Path]:
        """The innermost section, question or measure on `path`, and the steps after it."""
        for end in range(len(path) - 1, 0, -1):
            holder, step = path[end - 1], path[end]
            if isinstance(holder, str) and holder in _NAMED and not self.inside:
                return f"{_NAMED[holder]} {self._id(path[: end + 1], step)}", path[end + 1 :]
        return "", path

    def _id(self, path: Path, step: str | int) -> str:
        if isinstance(step, str):
            return step
        node: Node | None = self.root
        for one in path:
            node = node.child(one) if node else None
        named = node.child("id") if node else None
        return named.value if named and isinstance(named.value, str) else f"number {step + 1}"


def _items(node: Node | None) -> list[Node]:
    return node.value if node and isinstance(node.value, list) else []
