"""What pydantic found in a questionnaire file, with line numbers and in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError

from tellback.questionnaire import model
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.suggestion import did_you_mean
from tellback.questionnaire.yaml_text import Node

Path = tuple[str | int, ...]
"""Keys and places (from 0) from the top of a file to one value."""

_PARTS: dict[str, type[model.Part]] = {
    "": model.Questionnaire,
    "sections": model.Section,
    "questions": model.Question,
    "choices": model.Choice,
    "rows": model.Row,
    "definitions": model.Definition,
    "changed": model.Change,
    "help_lines": model.HelpLine,
    "measures": model.Measure,
}
_NAMED = {"sections": "section", "questions": "question", "measures": "measure"}
_NAMED |= {"help_lines": "help line"}


@dataclass(slots=True)
class Document:
    """A file's nodes, able to say where something in it stands."""

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


def problems_of(error: ValidationError, document: Document) -> Iterator[Problem]:
    """Each of pydantic's findings as a problem; those inside a named list are left out."""
    for found in error.errors(include_url=False):
        path: Path = tuple(step for step in found["loc"] if step != "[key]")
        if _told_elsewhere(found["type"], path, document):
            continue
        fault, remedy, code = _told(found["type"], (document.holds, *path), found)
        yield Problem(document.place(path), fault, remedy, code)


def _told_elsewhere(kind: str, path: Path, document: Document) -> bool:
    """A list of only faulty items is 'too short' to pydantic; a named list tells its own."""
    if kind == "too_short" and document.written(path):
        return True
    return any(path[: len(named)] == named and path != named for named in document.named_lists)


def _told(kind: str, path: Path, found: Mapping[str, Any]) -> tuple[str, str, str]:
    key = next((step for step in reversed(path) if isinstance(step, str)), "the file")
    if found.get("input") is None and kind != "missing":
        return (
            f"Nothing is written after `{key}`.",
            "Write it, or take the line out if the key may be left out.",
            "empty-value",
        )
    teller = _TELLERS.get(kind)
    if teller:
        return teller(path, key, found)
    return (f"`{key}` cannot be read: {found['msg']}.", "Compare it with the example.", "bad-value")


def _missing(path: Path, key: str, _found: Mapping[str, Any]) -> tuple[str, str, str]:
    return (f"`{key}` is missing.", f"Add a line `{key}:` with its value.", "missing-key")


def _stranger(path: Path, key: str, _found: Mapping[str, Any]) -> tuple[str, str, str]:
    known = [*_part(path).model_fields, *(["choice_lists"] if len(path) == 2 else [])]
    remedy = did_you_mean(key, known) or f"The keys are {_listed(known)}."
    if key == "<<":
        remedy = "Merge keys are not read: write the lines out, or use `choice_lists`."
    return (f"There is no key `{key}` here.", remedy, "unknown-key")


def _bad_id(path: Path, key: str, found: Mapping[str, Any]) -> tuple[str, str, str]:
    return (
        f"`{_shown(found['input'])}` cannot be {_an(key)}.",
        "Start with a letter, then letters without accents, digits, dots, dashes or underscores; "
        "no spaces, 64 at the most.",
        "bad-id",
    )


def _too_long(path: Path, key: str, found: Mapping[str, Any]) -> tuple[str, str, str]:
    most = found["ctx"]["max_length"]
    if most == 64:
        return _bad_id(path, key, found)
    return (f"`{key}` is longer than {most:,} letters.", "Write it shorter.", "too-long")


def _one_of(path: Path, key: str, found: Mapping[str, Any]) -> tuple[str, str, str]:
    allowed = _allowed(path, key)
    if key == "tellback":
        return (
            f"The file is of format `{_shown(found['input'])}`, which this program does not know.",
            f"Write {_listed(allowed)}, or use a newer Tellback.",
            "unknown-format",
        )
    remedy = did_you_mean(str(found["input"]), allowed) or f"Write one of {_listed(allowed)}."
    return (f"`{_shown(found['input'])}` is not known as {_an(key)}.", remedy, "unknown-value")


def _want(what: str, code: str) -> Callable[[Path, str, Mapping[str, Any]], tuple[str, str, str]]:
    def told(path: Path, key: str, found: Mapping[str, Any]) -> tuple[str, str, str]:
        return (f"`{_shown(found['input'])}` is not {what}.", f"Write {what} at `{key}`.", code)

    return told


def _shape(what: str, code: str) -> Callable[[Path, str, Mapping[str, Any]], tuple[str, str, str]]:
    def told(path: Path, key: str, found: Mapping[str, Any]) -> tuple[str, str, str]:
        verb = "are" if what.endswith("s") else "is"
        return (
            f"{what} {verb} needed here, and {_met(found['input'])} stands here.",
            _HOW[code],
            code,
        )

    return told


def _out_of_range(path: Path, key: str, found: Mapping[str, Any]) -> tuple[str, str, str]:
    limit = found["ctx"]
    least, most = limit.get("ge"), limit.get("le")
    bound = f"{least} or more" if least is not None else f"{most} or less"
    return (f"`{key}` is {found['input']}.", f"Write {bound}.", "out-of-range")


def _too_few(path: Path, key: str, _found: Mapping[str, Any]) -> tuple[str, str, str]:
    if key in {"show_if", "where"}:
        return (
            f"Nothing is written after `{key}`.",
            "Write a rule, or take the line out.",
            "empty-value",
        )
    return (f"`{key}` has none.", "Write at least one.", "none-written")


def _own_words(_path: Path, key: str, found: Mapping[str, Any]) -> tuple[str, str, str]:
    """The model's own sentence: `this is ...; do ...`."""
    fault, _, remedy = str(found["ctx"]["error"]).partition("; ")
    return (f"At `{key}` {fault}.", f"{remedy[:1].upper()}{remedy[1:]}.", "no-words")


def _not_dictionary(path: Path, key: str, found: Mapping[str, Any]) -> tuple[str, str, str]:
    if key in {"help_lines", "same_as"}:
        return _shape("A mapping", "not-mapping")(path, key, found)
    return _shape("Words", "not-words")(path, key, found)


_HOW = {
    "not-words": "Write the words on this line, or one line for each language below it, "
    "such as `en: Yes`.",
    "not-text": "Write it on one line.",
    "not-list": "Start each item on a line of its own with a dash and a space.",
    "not-mapping": "Write lines of `key: value` below it, indented by two spaces.",
}
_TELLERS: dict[str, Callable[[Path, str, Mapping[str, Any]], tuple[str, str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _stranger,
    "string_pattern_mismatch": _bad_id,
    "string_too_long": _too_long,
    "string_too_short": _too_few,
    "too_short": _too_few,
    "enum": _one_of,
    "literal_error": _one_of,
    "int_parsing": _want("a whole number", "not-number"),
    "int_parsing_size": _want("a whole number of a sensible size", "not-number"),
    "int_from_float": _want("a whole number", "not-number"),
    "int_type": _want("a whole number", "not-number"),
    "float_parsing": _want("a number", "not-number"),
    "float_type": _want("a number", "not-number"),
    "bool_parsing": _want("true or false", "not-true-or-false"),
    "bool_type": _want("true or false", "not-true-or-false"),
    "string_type": _shape("Text", "not-text"),
    "tuple_type": _shape("A list", "not-list"),
    "dict_type": _not_dictionary,
    "model_type": _shape("A mapping", "not-mapping"),
    "model_attributes_type": _shape("A mapping", "not-mapping"),
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "value_error": _own_words,
}


def _part(path: Path) -> type[model.Part]:
    """The part of a questionnaire that the last step of `path` is a key of."""
    holders = (step for step in reversed(path[:-1]) if isinstance(step, str) and step in _PARTS)
    return _PARTS[next(holders)]


def _allowed(path: Path, key: str) -> tuple[str, ...]:
    annotation: Any = _part(path).model_fields[key].annotation
    values = get_args(annotation) if get_origin(annotation) is Literal else annotation
    return tuple(str(value) for value in values)


def _met(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return f"`{_shown(value)}`"


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _an(word: str) -> str:
    return f"an {word}" if word[:1] in "aeiou" else f"a {word}"


def _listed(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names)
