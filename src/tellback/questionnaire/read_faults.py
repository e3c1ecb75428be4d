"""What pydantic found in a questionnaire file, with line numbers and in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError

from tellback.questionnaire import model
from tellback.questionnaire.document import Document, Path
from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.suggestion import did_you_mean

LONGEST_ID = 64

_PARTS: dict[str, type[model.Part]] = {
    "sections": model.Section,
    "questions": model.Question,
    "choices": model.Choice,
    "rows": model.Row,
    "definitions": model.Definition,
    "changed": model.Change,
    "help_lines": model.HelpLine,
    "measures": model.Measure,
}
_HOW = {
    "not-words": "Write the words on this line, or one line for each language below it, "
    "such as `en: Yes`.",
    "not-text": "Write it on one line.",
    "not-list": "Start each item on a line of its own with a dash and a space.",
    "not-mapping": "Write lines of `key: value` below it, indented by two spaces.",
}
_ID = (
    "Start with a letter, then letters without accents, digits, dots, dashes or underscores; "
    f"no spaces, {LONGEST_ID} at the most."
)


@dataclass(frozen=True, slots=True)
class _Found:
    """One of pydantic's findings: its kind, where, the value there and the limit broken."""

    kind: str
    path: Path
    value: object
    limits: Mapping[str, Any]
    said: str

    @property
    def key(self) -> str:
        """The innermost key on the path."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "") or "it"

    @property
    def part(self) -> type[model.Part]:
        """The part of a questionnaire that the last step of the path is a key of."""
        above = (step for step in reversed(self.path[:-1]) if isinstance(step, str))
        return next((_PARTS[step] for step in above if step in _PARTS), model.Questionnaire)


@dataclass(frozen=True, slots=True)
class _Told:
    """The same finding for a person."""

    fault: str
    remedy: str
    code: str


_Teller = Callable[[_Found], _Told]


def problems_of(error: ValidationError, document: Document) -> Iterator[Problem]:
    """Each of pydantic's findings as a problem; those inside a named list are left out."""
    for raw in error.errors(include_url=False):
        path: Path = tuple(step for step in raw["loc"] if step != "[key]")
        if _told_elsewhere(raw["type"], path, document):
            continue
        told = _tell(
            _Found(
                kind=raw["type"],
                path=(document.holds, *path),
                value=raw.get("input"),
                limits=raw.get("ctx", {}),
                said=raw["msg"],
            )
        )
        yield Problem(document.place(path), told.fault, told.remedy, told.code)


def _told_elsewhere(kind: str, path: Path, document: Document) -> bool:
    """A list of only faulty items is 'too short' to pydantic; a named list tells its own."""
    if kind == "too_short" and document.written(path):
        return True
    return any(path[:end] in document.named_lists for end in range(len(path)))


def _tell(found: _Found) -> _Told:
    if found.value is None and found.kind != "missing":
        return _nothing(found)
    return _TELLERS.get(found.kind, _bad)(found)


def _nothing(found: _Found) -> _Told:
    return _Told(
        f"Nothing is written after `{found.key}`.",
        "Write it, or take the line out if the key may be left out.",
        "empty-value",
    )


def _bad(found: _Found) -> _Told:
    return _Told(
        f"`{found.key}` cannot be read: {found.said}.",
        "Compare it with the example questionnaire.",
        "bad-value",
    )


def _missing(found: _Found) -> _Told:
    return _Told(
        f"`{found.key}` is missing.", f"Add a line `{found.key}:` with its value.", "missing-key"
    )


def _stranger(found: _Found) -> _Told:
    known = list(found.part.model_fields)
    if found.part is model.Questionnaire:
        known.append("choice_lists")
    remedy = did_you_mean(found.key, known) or f"The keys are {_listed(known)}."
    if found.key == "<<":
        remedy = "Merge keys are not read: write the lines out, or use `choice_lists`."
    return _Told(f"There is no key `{found.key}` here.", remedy, "unknown-key")


def _bad_id(found: _Found) -> _Told:
    return _Told(f"`{excerpt(found.value)}` cannot be {_an(found.key)}.", _ID, "bad-id")


def _too_long(found: _Found) -> _Told:
    most = found.limits["max_length"]
    if most == LONGEST_ID:
        return _bad_id(found)
    return _Told(f"`{found.key}` is longer than {most:,} letters.", "Write it shorter.", "too-long")


def _one_of(found: _Found) -> _Told:
    annotation: Any = found.part.model_fields[found.key].annotation
    values = get_args(annotation) if get_origin(annotation) is Literal else annotation
    allowed = [str(value) for value in values]
    if found.key == "tellback":
        return _Told(
            f"The file is of format `{excerpt(found.value)}`, which this program does not know.",
            f"Write {_listed(allowed)}, or use a newer Tellback.",
            "unknown-format",
        )
    return _Told(
        f"`{excerpt(found.value)}` is not known as {_an(found.key)}.",
        did_you_mean(str(found.value), allowed) or f"Write one of {_listed(allowed)}.",
        "unknown-value",
    )


def _want(what: str, code: str) -> _Teller:
    def told(found: _Found) -> _Told:
        fault = f"`{excerpt(found.value)}` is not {what}."
        return _Told(fault, f"Write {what} at `{found.key}`.", code)

    return told


def _shape(what: str, code: str) -> _Teller:
    def told(found: _Found) -> _Told:
        fault = f"{what} needed here, and {_met(found.value)} stands here."
        return _Told(fault, _HOW[code], code)

    return told


def _not_dictionary(found: _Found) -> _Told:
    """Words are a mapping to pydantic, and so are the two keys that hold names."""
    if found.key in {"help_lines", "same_as"}:
        return _TELLERS["model_type"](found)
    return _shape("Words are", "not-words")(found)


def _out_of_range(found: _Found) -> _Told:
    least, most = found.limits.get("ge"), found.limits.get("le")
    bound = f"{least} or more" if least is not None else f"{most} or less"
    fault = f"`{found.key}` is {excerpt(found.value)}."
    return _Told(fault, f"Write {bound}.", "out-of-range")


def _too_few(found: _Found) -> _Told:
    if found.key in {"show_if", "where"}:
        return _nothing(found)
    return _Told(f"`{found.key}` has none.", "Write at least one.", "none-written")


def _own_words(found: _Found) -> _Told:
    """The model's own sentence: `this is ...; do ...`."""
    fault, _, remedy = str(found.limits["error"]).partition("; ")
    sentence = f"{remedy[:1].upper()}{remedy[1:]}."
    return _Told(f"At `{found.key}` {fault}.", sentence, "no-words")


_TELLERS: dict[str, _Teller] = {
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
    "string_type": _shape("Text is", "not-text"),
    "tuple_type": _shape("A list is", "not-list"),
    "dict_type": _not_dictionary,
    "model_type": _shape("A mapping is", "not-mapping"),
    "model_attributes_type": _shape("A mapping is", "not-mapping"),
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "value_error": _own_words,
}


def _met(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return f"`{excerpt(value)}`"


def _an(word: str) -> str:
    return f"an {word}" if word[:1] in "aeiou" else f"a {word}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
