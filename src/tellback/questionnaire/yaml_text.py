"""YAML read with care: every node knows its line, nothing is executed, nothing may explode.

Only the layout of YAML is used. Every scalar stays the text that was written, so
`id: yes`, `version: 1.10` and `since: 2009-10-19` mean what they look like; only an
empty value, `~` and `null` mean nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import yaml

from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.yaml_faults import broken_layout

DEEPEST = 32
"""Containers inside containers; a questionnaire needs about ten."""
MOST_NODES = 200_000
"""Values after every alias is written out in full; a long questionnaire has about 5,000."""
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

Plain = str | dict[str, "Plain"] | list["Plain"] | None
"""What a node holds, without its lines."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """One value and the line it starts on (from 1); in a mapping, the line of its key."""

    line: int
    value: str | list[Node] | dict[str, Node] | None
    size: int = 1
    """How many values it holds once its aliases are written out, itself included."""

    def child(self, step: str | int) -> Node | None:
        """The value under a key or at a place in a list, if it is there."""
        if isinstance(self.value, dict) and isinstance(step, str):
            return self.value.get(step)
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def plain(self) -> Plain:
        """The value without lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been met, and where the next value goes."""

    node: Node
    anchor: str | None
    key: str | None = None
    key_line: int = 0
    waiting: bool = False
    """A key has been read and its value has not."""


@dataclass(slots=True)
class _Builder:
    """Turns parser events into nodes. Iterative: depth is ours to limit, not Python's."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None

    def place(self, line: int) -> str:
        return f"{self.name} line {line}"

    def fault(self, line: int, code: str, fault: str, remedy: str) -> None:
        self.problems.append(Problem(self.place(line), fault, remedy, code))

    def scalar(self, event: yaml.ScalarEvent) -> None:
        self.refuse_tag(event)
        empty = event.implicit[0] and event.value in NOTHING
        node = Node(_line(event), None if empty else event.value)
        self.remember(event.anchor, node)
        self.attach(node)

    def open(self, event: yaml.CollectionStartEvent) -> None:
        self.refuse_tag(event)
        node = Node(_line(event), {} if isinstance(event, yaml.MappingStartEvent) else [])
        self.stack.append(_Open(node, event.anchor))
        if len(self.stack) > DEEPEST:
            self.fault(
                node.line,
                "yaml-too-deep",
                f"Lists and mappings lie more than {DEEPEST} deep here.",
                "Compare the indentation and the brackets with the example questionnaire.",
            )
            raise Unreadable(self.problems)

    def close(self, _event: yaml.CollectionEndEvent) -> None:
        closed = self.stack.pop()
        self.remember(closed.anchor, closed.node)
        self.attach(closed.node)

    def alias(self, event: yaml.AliasEvent) -> None:
        name, line = event.anchor, _line(event)
        if any(opened.anchor == name for opened in self.stack):
            self.fault(
                line,
                "yaml-loop",
                f"`*{name}` stands inside the part that it repeats, so it never ends.",
                "Write the part out instead.",
            )
        elif name not in self.anchors:
            self.fault(
                line,
                "yaml-unknown-alias",
                f"`*{name}` repeats a part marked `&{name}`, and none is marked so above it.",
                "Mark the part, or put words that start with * in quotation marks.",
            )
        target = self.anchors.get(str(name), Node(line, None))
        self.attach(Node(line, target.value, target.size))

    def remember(self, anchor: str | None, node: Node) -> None:
        if anchor is not None:
            self.anchors[anchor] = node

    def refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self.fault(
                _line(event),
                "yaml-tag",
                f"`{tag}` asks the reader to make something other than words, which it never does.",
                "Take it out, or put words that start with ! in quotation marks.",
            )

    def attach(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.node.size += node.size
        if parent.node.size > MOST_NODES:
            self.fault(
                node.line,
                "yaml-too-many",
                f"Written out in full, the file holds more than {MOST_NODES:,} values: "
                "parts marked with & are repeated by * over and over.",
                "Write the repeated parts out, or share lists of choices by `choice_lists`.",
            )
            raise Unreadable(self.problems)
        if isinstance(parent.node.value, list):
            parent.node.value.append(node)
        elif parent.waiting:
            self.set(parent, node)
        else:
            self.take_key(parent, node)

    def take_key(self, parent: _Open, node: Node) -> None:
        parent.waiting, parent.key_line = True, node.line
        parent.key = node.value if isinstance(node.value, str) else None
        if parent.key is None:
            self.fault(
                node.line,
                "yaml-key",
                "A word is needed before this colon, and there is a list, brackets or nothing.",
                "Write the key before the colon; put words with { } or [ ] in quotation marks.",
            )

    def set(self, parent: _Open, node: Node) -> None:
        parent.waiting = False
        values = parent.node.value
        if parent.key is None or not isinstance(values, dict):
            return
        earlier = values.get(parent.key)
        if earlier is None:
            values[parent.key] = Node(parent.key_line, node.value, node.size)
            return
        self.fault(
            parent.key_line,
            "yaml-duplicate-key",
            f"`{parent.key}` is written twice in the same place, first on line {earlier.line}.",
            "Keep one of the two.",
        )


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


_STEPS: dict[type[yaml.Event], Callable[[_Builder, yaml.Event], None]] = {
    yaml.ScalarEvent: _Builder.scalar,  # type: ignore[dict-item]
    yaml.AliasEvent: _Builder.alias,  # type: ignore[dict-item]
    yaml.MappingStartEvent: _Builder.open,  # type: ignore[dict-item]
    yaml.SequenceStartEvent: _Builder.open,  # type: ignore[dict-item]
    yaml.MappingEndEvent: _Builder.close,  # type: ignore[dict-item]
    yaml.SequenceEndEvent: _Builder.close,  # type: ignore[dict-item]
}


def parse_yaml(text: str, *, name: str) -> Node:
    """The one document in `text`; `name` is what messages call the file.

    Raises Unreadable with every problem found: broken layout, duplicate keys, tags,
    aliases that loop or explode, more than one document, nothing at all.
    """
    builder = _Builder(name)
    try:
        _feed(builder, text)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        builder.problems.append(broken_layout(error, text, name=name))
    if builder.root is None and not builder.problems:
        builder.fault(1, "empty-file", "The file is empty.", "Write a questionnaire in it.")
    if builder.problems or builder.root is None:
        raise Unreadable(builder.problems)
    return builder.root


def _feed(builder: _Builder, text: str) -> None:
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.DocumentStartEvent) and builder.root is not None:
            builder.fault(
                _line(event),
                "yaml-two-documents",
                "A line of three dashes starts a second document here.",
                "Keep one questionnaire in a file: take the line out or split the file.",
            )
            return
        step = _STEPS.get(type(event))
        if step:
            step(builder, event)
