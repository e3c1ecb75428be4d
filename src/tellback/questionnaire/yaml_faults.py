"""What the YAML parser says about a broken layout, in words an officer can act on."""

from __future__ import annotations

import re

import yaml

from tellback.questionnaire.problem import Problem

_QUOTE = "Put the whole of the words in quotation marks."
_INDENT = "Line it up with the lines above it, with spaces, and look for a missing dash or colon."

_KNOWN: tuple[tuple[str, str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "yaml-colon",
        "There is a colon where none can stand: inside words, or on a line indented too far.",
        f"{_QUOTE} Or line the line up with the one above it.",
    ),
    (
        "unexpected end of stream",
        "yaml-quote",
        "A quotation mark is opened here and never closed.",
        "Close it; write an apostrophe inside single quotation marks twice ('').",
    ),
    (
        "unknown escape character",
        "yaml-escape",
        "A backslash inside double quotation marks is followed by a letter it cannot go with.",
        "Use single quotation marks, or write the backslash twice.",
    ),
    (
        "cannot start any token",
        "yaml-sign",
        "Words cannot start with this sign unless they are in quotation marks.",
        _QUOTE,
    ),
    (
        "flow",
        "yaml-bracket",
        "A bracket [ or { is opened here and not closed properly.",
        "Close it, or put words that start with a bracket in quotation marks.",
    ),
    ("expected <document start>", "yaml-indent", "This line is out of line.", _INDENT),
    ("expected '<document start>'", "yaml-indent", "This line is out of line.", _INDENT),
    ("could not find expected ':'", "yaml-colon", "This line has no colon after its key.", _INDENT),
    ("block mapping", "yaml-indent", "This line is out of line.", _INDENT),
    (
        "block collection",
        "yaml-indent",
        "This line of a list has no dash, or is out of line.",
        _INDENT,
    ),
)


def broken_layout(error: Exception, text: str, *, name: str) -> Problem:
    """The problem for an error of the parser; `name` is what messages call the file."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _odd_character(text, name)
    line = _line(error)
    if _has_tab(text, line):
        return Problem(
            f"{name} line {line}",
            "The line is indented with a tab.",
            "Use spaces: most editors can turn every tab into two spaces.",
            "yaml-tab",
        )
    said = f"{error.context or ''} {error.problem or ''}"
    for part, code, fault, remedy in _KNOWN:
        if part in said:
            return Problem(f"{name} line {line}", fault, remedy, code)
    return Problem(f"{name} line {line}", "The layout breaks here.", _INDENT, "yaml-layout")


def _line(error: yaml.MarkedYAMLError) -> int:
    """The line to look at, from 1: for an open quotation mark, the one that opens it."""
    unclosed = "end of stream" in (error.problem or "") and error.context_mark
    mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
    return 1 if mark is None else int(mark.line) + 1


def _has_tab(text: str, line: int) -> bool:
    lines = text.splitlines()
    return line <= len(lines) and "\t" in re.match(r"\s*", lines[line - 1])[0]  # type: ignore[index]


def _odd_character(text: str, name: str) -> Problem:
    """The first character YAML forbids: control characters and halves of a pair."""
    found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    at = found.start() if found else 0
    return Problem(
        f"{name} line {text.count(chr(10), 0, at) + 1}",
        "There is a character here that cannot be seen or printed"
        + (f" (U+{ord(found[0]):04X})." if found else "."),
        "Delete it and type the words again.",
        "yaml-character",
    )
