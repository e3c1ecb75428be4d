"""CSV on the Web: what each column of a CSV file holds, for programs.

Source: W3C, Metadata Vocabulary for Tabular Data and Model for Tabular Data and Metadata
on the Web, 17 December 2015. The file stands beside its CSV, as `<name>-metadata.json`,
where readers look for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from tellback.release import readable, tidy
from tellback.release.published import Published

SUFFIX = "-metadata.json"
HIDDEN_CODES = ("small", "few_asked", "few_schools", "sensitive", "linked")


@dataclass(frozen=True)
class Columns:
    """Which columns a file has, and which of them together tell a row from all others."""

    words: dict[str, str]
    """Name -> what it holds."""
    numbers: frozenset[str]
    empty: frozenset[str]
    """Columns that may hold nothing."""
    key: tuple[str, ...]


READABLE = Columns(
    {name: words for name, (_, words) in readable.COLUMNS.items()},
    readable.NUMBERS,
    readable.MAY_BE_EMPTY,
    readable.PRIMARY_KEY,
)
TIDY = Columns(
    {name: readable.COLUMNS[name][1] for name in tidy.COLUMNS},
    readable.NUMBERS,
    readable.MAY_BE_EMPTY,
    readable.PRIMARY_KEY,
)


def metadata(published: Published, url: str, columns: Columns) -> bytes:
    """The metadata of the CSV file at `url`, relative to where this file stands."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": published.title,
        "dc:description": "Counts of a survey of pupils, protected: no count of it tells of few.",
        "dc:modified": {"@value": _day(published.about.made_on), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "tableSchema": {
            "columns": [_column(name, columns) for name in columns.words],
            "primaryKey": list(columns.key),
        },
    }
    return (json.dumps(described, indent=1, ensure_ascii=False) + "\n").encode()


def _column(name: str, columns: Columns) -> dict[str, object]:
    held: dict[str, object] = {
        "name": name,
        "titles": name,
        "dc:description": columns.words[name],
        "datatype": _datatype(name, columns),
    }
    if name in columns.empty:
        return held | {"null": ""}
    return held | {"required": True}


def _datatype(name: str, columns: Columns) -> object:
    if name == "percent":
        return {"base": "nonNegativeInteger", "maximum": "100"}
    if name in columns.numbers:
        return "nonNegativeInteger"
    if name == "level":
        return {"base": "string", "format": "borough|locality|group|school"}
    if name == "hidden":
        return {"base": "string", "format": "|".join(HIDDEN_CODES)}
    return "string"


def _day(day: date) -> str:
    return day.isoformat()
