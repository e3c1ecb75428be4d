"""How a report speaks of one school, and of several that are counted together."""

from __future__ import annotations

from dataclasses import dataclass

from tellback.disclosure import SafeTable
from tellback.figure.beside import Value
from tellback.figure.said import Number, Source, source_of
from tellback.release import Area

EVERYONE = "all pupils"
"""The base of a table that is of everybody who answered."""


@dataclass(frozen=True)
class Voice:
    """What a school, or some schools, are called in sentences."""

    this: str
    """`this school`"""
    your: str
    """`your school`"""
    pupils: str
    """`your pupils`"""
    only: str
    """Who may read it."""


ONE = Voice("this school", "your school", "your pupils", "For this school only")
SEVERAL = Voice(
    "these schools", "these schools", "pupils of these schools", "For these schools only"
)


def voice_of(area: Area) -> Voice:
    """How to speak of an area of level school or group."""
    return ONE if area.level == "school" else SEVERAL


def count_of(number: Number) -> int:
    """The number of pupils that a number's text is."""
    return int(number.text.replace(",", ""))


def reason_said(reason: str) -> str:
    """A reason where it need not be said again that something is hidden."""
    rest = reason.removeprefix("Hidden: ")
    return rest[:1].upper() + rest[1:]


def asked_of(table: SafeTable) -> str:
    """Whom a title that stands alone is about: ` (of pupils who …)`; nothing where it is all."""
    return "" if table.base_words == EVERYONE else f" (of {table.base_words})"


def title_of(table: SafeTable) -> str:
    """A question with the row of its grid."""
    return f"{table.title} {table.row}".strip()


def here(value: Value, table: SafeTable, release: str, choice: str) -> Number:
    """The per cent of the school's own pupils."""
    return Number(value.said, source_of(table, release, choice))


def there(value: Value, own: SafeTable, whole: SafeTable, release: str, choice: str) -> Number:
    """The per cent of the rest of the borough: the whole area's cell less the school's."""
    title = title_of(own)
    end = "" if title.endswith(("?", "!", ".", ":")) else "."
    keys = (source_of(whole, release, choice).key, source_of(own, release, choice).key)
    base = f"{title}{end} Base: {value.of or 'a number that is hidden'} of the rest of the borough"
    return Number(value.said, Source(base, release, " less ".join(keys)))
