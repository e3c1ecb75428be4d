"""A sentence whose numbers know where they are from.

A sentence is a tuple of pieces: words, which hold no digit; a `Number`, which is from a released
cell or a publication; a `Fact`, any other text with digits in it, such as a day or a name. So no
number of pupils can get into a report that was not released.
"""

from __future__ import annotations

from dataclasses import dataclass

from tellback.disclosure import Hidden, SafeTable


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number is from, as a note under the page says it."""

    words: str
    """`Question 4, of all 572 pupils`, or for an earlier year the publication."""
    release: str
    """`2009, release 1`; empty where it is from elsewhere."""
    key: str = ""
    """Level, area, split, group, table, choice, for who looks it up in tables.csv; or empty."""


@dataclass(frozen=True, slots=True)
class Number:
    """Something counted, as text: `85%`, `572 pupils`, `hidden`."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Fact:
    """Text with digits that counts no answers: a day, a year, a name, a roll, an amount."""

    text: str


Piece = str | Number | Fact
Said = tuple[Piece, ...]


class LooseNumber(ValueError):
    """A digit in the words of a sentence, of which nobody knows where it is from."""


def said(*pieces: Piece) -> Said:
    """The pieces as one sentence, checked. Raises LooseNumber for a digit in plain words."""
    for one in pieces:
        if isinstance(one, str) and any(letter.isdecimal() for letter in one):
            msg = f"“{one[:60]}” has a digit. Give a Number with its source, or a Fact."
            raise LooseNumber(msg)
    return tuple(one for one in pieces if one != "")


def worded(text: str) -> Piece:
    """Words of a questionnaire or a council, in which there may be a digit that counts nobody."""
    return Fact(text) if any(letter.isdecimal() for letter in text) else text


def plain(sentence: Said) -> str:
    """The sentence as text."""
    return "".join(one if isinstance(one, str) else one.text for one in sentence)


def numbers_of(sentence: Said) -> tuple[Number, ...]:
    """Its numbers, in order."""
    return tuple(one for one in sentence if isinstance(one, Number))


def source_of(table: SafeTable, release: str, choice: str = "") -> Source:
    """The source that one cell of `table` is, or with no choice its base."""
    title = f"{table.title} {table.row}".strip()
    who = "pupils" if table.base_words == "all pupils" else table.base_words
    hidden = isinstance(table.base, Hidden)
    base = f"{who}, how many is hidden" if hidden else f"{table.base:,} {who}"
    group = table.group
    key = "/".join(
        (group.level, group.area, "*".join(group.split), "*".join(group.value), table.id, choice)
    )
    end = "" if title.endswith(("?", "!", ".", ":")) else "."
    return Source(f"{title}{end} Base: {base}", release, key)
