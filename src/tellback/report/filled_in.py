"""A text that a council may change, with its placeholders filled in, as blocks.

The first line is the title; `# ` begins a heading, `- ` an item of a list; paragraphs are parted by
an empty line, and one of several lines stays several lines. A paragraph or item is left out where
one of its placeholders has nothing to say, and a heading with nothing below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tellback.figure.said import Said, plain, worded
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import text_of
from tellback.questionnaire.suggestion import did_you_mean
from tellback.report.blocks import Block, Heading, Lines, List, Words

Value = Said | Block | None
"""What stands for a placeholder: words, a block where it is a paragraph by itself, or nothing."""
_PLACE = re.compile(r"\{([^{}\n]*)\}")
_BULLET = "- "


@dataclass(frozen=True)
class FilledIn:
    """A title and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


def filled_in(path: Path, values: Mapping[str, Value]) -> FilledIn:
    """The text at `path`. Raises Unreadable for one that cannot be read, or a stranger's name."""
    text = text_of(path)
    if problems := list(_strangers(text, path.name, values)):
        raise Unreadable(problems)
    title, _, body = text.strip().partition("\n")
    blocks = [one for part in re.split(r"\n\s*\n", body.strip()) for one in _part(part, values)]
    return FilledIn(plain(_said(title, values) or (title,)), tuple(_with_something(blocks)))


def _strangers(text: str, name: str, values: Mapping[str, Value]) -> Iterator[Problem]:
    for found in _PLACE.findall(text):
        if found not in values:
            do = did_you_mean(found, list(values)) or "Take it out."
            said = f"{{{found[:40]}}} is no placeholder."
            yield Problem(name, said, do, "unknown-placeholder")


def _part(part: str, values: Mapping[str, Value]) -> Iterator[Block]:
    lines = part.strip().splitlines()
    if part.startswith("# "):
        yield Heading(lines[0].removeprefix("# ").strip())
        if lines[1:]:
            yield from _part("\n".join(lines[1:]), values)
        return
    alone = _PLACE.fullmatch(part.strip())
    value = values[alone[1]] if alone else None
    if alone and (value is None or not isinstance(value, tuple)):
        if value is not None:
            yield value
        return
    yield from _words(lines, values)


def _words(lines: Sequence[str], values: Mapping[str, Value]) -> Iterator[Block]:
    if all(line.startswith(_BULLET) for line in lines):
        items = [_said(line.removeprefix(_BULLET), values) for line in lines]
        if kept := tuple(one for one in items if one):
            yield List(kept)
        return
    said = [one for line in lines if (one := _said(line, values))]
    if len(lines) > 1 and said:
        yield Lines(tuple(plain(one) for one in said))
    elif said:
        yield Words(said[0])


def _said(line: str, values: Mapping[str, Value]) -> Said | None:
    """The line with its placeholders filled in; None where one of them has nothing to say."""
    made: list[object] = []
    for at, part in enumerate(_PLACE.split(line)):
        if at % 2 == 0:
            made += [worded(part)] if part else []
        else:
            value = values[part]
            if not isinstance(value, tuple) or not value:
                return None
            made += value
    return tuple(made)  # type: ignore[arg-type]


def _with_something(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without headings that have nothing below them, and `What went wrong:` without it.

    The last block stands before nothing.
    """
    kept: list[Block] = []
    for block in reversed(blocks):
        below = kept[-1] if kept else None
        empty = below is None or isinstance(below, Heading)
        if isinstance(block, Heading) and empty:
            continue
        if _announces(block) and not isinstance(below, List):
            continue
        kept.append(block)
    yield from reversed(kept)


def _announces(block: Block) -> bool:
    return isinstance(block, Words) and plain(block.said).endswith(":")
