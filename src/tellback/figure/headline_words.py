"""Whom a headline is about, and what they said, in words that agree with how many they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.said import Fact, LooseNumber, Number, Piece, Source
from tellback.figure.side import percent_said

ALL_PUPILS = "all pupils"
PUPILS = "pupils"
_DIGITS = re.compile(r"\S*\d\S*")
_COUNTED = re.compile(r"\d\s*(%|per\s?cent|pupils?\b)", re.IGNORECASE)
_FOR_ONE = {"are": "is", "were": "was", "have": "has", "do": "does", "go": "goes"}
_NEVER_CHANGES = frozenset(
    [
        "said",
        "felt",
        "knew",
        "thought",
        "ate",
        "drank",
        "did",
        "could",
        "would",
        "should",
        "might",
        "must",
        "may",
        "can",
        "cannot",
        "will",
        "had",
        "went",
        "got",
        "gave",
        "told",
        "took",
        "made",
        "found",
        "kept",
        "left",
        "met",
        "saw",
        "heard",
        "wrote",
        "chose",
        "spent",
        "slept",
    ]
)
_BEFORE_A_VERB = frozenset(
    ["never", "always", "often", "usually", "sometimes", "also", "only", "mostly"]
)


def clause_pieces(clause: str) -> tuple[Piece, ...]:
    """The words after `85% of pupils`, their digits as facts: `ate`, `5`, `portions`.

    Raises LooseNumber where they hold a number of pupils or a per cent.
    """
    words = " ".join(clause.split()).rstrip(". ")
    if _COUNTED.search(words):
        msg = f"“{words[:60]}” tells a number. A headline's words tell only what was said."
        raise LooseNumber(msg)
    return facts_in(words)


def facts_in(words: str) -> tuple[Piece, ...]:
    """Words that count no answers, each part of them with a digit as a fact."""
    pieces: list[Piece] = []
    end = 0
    for found in _DIGITS.finditer(words):
        pieces += [words[end : found.start()], Fact(found.group())]
        end = found.end()
    return (*pieces, words[end:])


def for_one(clause: str) -> str:
    """What several pupils said, as of one: `eat fruit` -> `eats fruit`; the past stays."""
    first, _, others = clause.partition(" ")
    if first in _BEFORE_A_VERB:
        return f"{first} {for_one(others)}"
    return f"{_verb_for_one(first)} {others}".rstrip()


def _verb_for_one(verb: str) -> str:
    if verb in _FOR_ONE:
        return _FOR_ONE[verb]
    if verb in _NEVER_CHANGES or verb.endswith("ed"):
        return verb
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def whom(table: SafeTable, of: str = "") -> str:
    """`pupils who look after someone`; empty for all pupils."""
    words = of or table.base_words
    return "" if words == ALL_PUPILS else words


def subject(
    source: Source, count: int, base: int, lead: str, *, only: str = "", as_count: bool = False
) -> tuple[Piece, ...]:
    """`85% of pupils`, `3 pupils`, `No pupils`, `All 12 pupils`, `9 of the 324 pupils who …`.

    `lead` is the number as it is told; `only` are the words of a base that is not all pupils,
    `pupils who …`.
    """
    after = facts_in(only.removeprefix(PUPILS)) if only else ()
    if count == base:
        return (Number(f"All {base:,} pupils" if base > 1 else "The 1 pupil", source), *after)
    if only:
        some = Number(_capital(lead) if count else "None", source)
        return (some, " of the ", Number(f"{base:,} pupils", source), *after)
    if as_count or not count:
        return (Number(pupils(count), source),)
    return Number(_capital(lead), source), " of pupils"


def subject_of_group(
    source: Source, count: int, base: int, people: str, *, as_count: bool = False
) -> tuple[Piece, ...]:
    """`48% of boys`, `6 boys`, `1 of the girls`, `none of the girls`, `all of the boys`."""
    name = facts_in(people)
    if not count or count == base:
        return (Number("all" if count else "none", source), " of the ", *name)
    if as_count and count == 1:
        return (Number("1", source), " of the ", *name)
    if as_count:
        return (Number(f"{count:,}", source), " ", *name)
    return (Number(percent_said(count, base), source), " of ", *name)


def pupils(count: int) -> str:
    """`3 pupils`, `1 pupil`, `No pupils`."""
    if not count:
        return "No pupils"
    return "1 pupil" if count == 1 else f"{count:,} pupils"


def why_hidden(hidden: Hidden) -> tuple[Piece, ...]:
    """After `is`: `hidden to protect a small number of pupils`, `not shown for …`."""
    reason = hidden.reason[:1].lower() + hidden.reason[1:].rstrip(". ")
    if not reason.startswith(("hidden", "not shown")):
        reason = f"hidden: {reason}"
    return (Fact(reason),) if _DIGITS.search(reason) else (reason,)


def joined(parts: Sequence[Sequence[Piece]], *, last: str = " and ") -> tuple[Piece, ...]:
    """`a, b and c`."""
    made: list[Piece] = []
    for at, part in enumerate(parts):
        if at:
            made.append(last if at == len(parts) - 1 else ", ")
        made.extend(part)
    return tuple(made)


def capital(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same, with a capital at its beginning."""
    return _first(pieces, _capital)


def small(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same, for the middle of a sentence: `all 12 pupils`."""
    return _first(pieces, lambda words: words[:1].lower() + words[1:])


def _first(pieces: Sequence[Piece], change: Callable[[str], str]) -> tuple[Piece, ...]:
    first, *others = pieces
    if isinstance(first, str):
        return (change(first), *others)
    return (replace(first, text=change(first.text)), *others)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
