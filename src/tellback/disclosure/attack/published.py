"""The published files of one release, as a stranger opens them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv as arrow_csv

from tellback.disclosure.attack.fault import AttackFault
from tellback.disclosure.attack.thresholds import LEVELS, Thresholds, read_thresholds
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.read import read

TABLES, AREAS, RULE, ASKED = "tables.csv", "areas.csv", "rule.yaml", "questionnaire.yaml"
READ = (TABLES, AREAS, RULE, ASKED)
"""The files an attack reads."""
MANIFEST = "manifest.json"
WORDS = ("wave", "level", "area", "split", "group", "variable", "choice", "hidden")
NUMBERS = ("count", "percent", "base")
BOROUGH = "borough"
OF_AREAS = ("level", "area", "locality", "group")


@dataclass(frozen=True)
class Area:
    """One row of areas.csv; `locality` and `group` are empty where a school is in none."""

    level: str
    area: str
    locality: str = ""
    group: str = ""


@dataclass(frozen=True)
class Published:
    """What one directory tells."""

    name: str
    rows: Any
    """tables.csv as an Arrow table: WORDS as dictionaries, NUMBERS as whole numbers or null."""
    areas: tuple[Area, ...]
    thresholds: Thresholds
    questionnaire: Questionnaire


def read_published(directory: Path) -> Published:
    """The release in `directory`; its hashes are checked where it has a manifest.

    Raises AttackFault with one sentence.
    """
    try:
        files = {name: _bytes(directory, name) for name in READ}
        _check_hashes(directory, files)
        return Published(
            name=directory.name,
            rows=_rows(files[TABLES]),
            areas=_areas(files[AREAS]),
            thresholds=read_thresholds(_text(files[RULE], RULE)),
            questionnaire=_questionnaire(files[ASKED]),
        )
    except AttackFault as fault:
        msg = f"The release {directory.name} cannot be attacked: {fault}"
        raise AttackFault(msg) from fault


def _bytes(directory: Path, name: str) -> bytes:
    try:
        return (directory / name).read_bytes()
    except OSError as fault:
        msg = f"its {name} is missing or cannot be read. Name the folder of a release."
        raise AttackFault(msg) from fault


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        msg = f"its {name} is not in UTF-8. Build the release anew."
        raise AttackFault(msg) from fault


def _check_hashes(directory: Path, files: dict[str, bytes]) -> None:
    """Every file of the manifest is as it was written, and each file read here is among them."""
    if not (directory / MANIFEST).exists():
        return
    try:
        known = dict(json.loads(_bytes(directory, MANIFEST))["files"])
    except (ValueError, KeyError, TypeError) as fault:
        msg = f"its {MANIFEST} is not a release's. Build the release anew."
        raise AttackFault(msg) from fault
    for name in {**known, **files}:
        data = files[name] if name in files else _bytes(directory, name)
        if known.get(name) != sha256(data).hexdigest():
            msg = f"its {name} is not as it was written. Build the release anew."
            raise AttackFault(msg)


def _questionnaire(data: bytes) -> Questionnaire:
    try:
        return read(_text(data, ASKED), name=ASKED)
    except Unreadable as fault:
        first = str(fault.problems[0]).removesuffix(".")
        msg = f"its questionnaire cannot be read ({first}). Build the release anew."
        raise AttackFault(msg) from fault


def _areas(data: bytes) -> tuple[Area, ...]:
    rows = csv.DictReader(io.StringIO(_text(data, AREAS), newline=""))
    missing = [name for name in OF_AREAS if name not in (rows.fieldnames or ())]
    if missing:
        msg = f"its {AREAS} has no column `{missing[0]}`. Build the release anew."
        raise AttackFault(msg)
    return tuple(_area({name: row[name] or "" for name in OF_AREAS}) for row in rows)


def _area(of: dict[str, str]) -> Area:
    """The borough has one name, which areas.csv may leave out."""
    return Area(**of | {"area": BOROUGH}) if of["level"] == BOROUGH else Area(**of)


def _rows(data: bytes) -> Any:
    word = pa.dictionary(pa.int32(), pa.string())
    kinds = dict.fromkeys(WORDS, word) | dict.fromkeys(NUMBERS, pa.int64())
    options = arrow_csv.ConvertOptions(
        column_types=kinds,
        include_columns=[*WORDS, *NUMBERS],
        null_values=[""],
        strings_can_be_null=False,
        quoted_strings_can_be_null=False,
    )
    parsing = arrow_csv.ParseOptions(newlines_in_values=True)
    try:
        rows = arrow_csv.read_csv(
            io.BytesIO(data), parse_options=parsing, convert_options=options
        ).combine_chunks()
    except (pa.ArrowInvalid, pa.ArrowKeyError) as fault:
        said = str(fault).splitlines()[0].rstrip(".")
        msg = f"its {TABLES} is not as documented ({said}). Build the release anew."
        raise AttackFault(msg) from fault
    _check_rows(rows)
    return rows.unify_dictionaries()


def _check_rows(rows: Any) -> None:
    if not rows.num_rows:
        msg = f"its {TABLES} has no rows. Name the folder of a release."
        raise AttackFault(msg)
    strangers = set(rows.column("level").unique().to_pylist()) - set(LEVELS)
    if strangers:
        msg = f"its {TABLES} has a level `{min(strangers)}`, which means nothing. Build it anew."
        raise AttackFault(msg)
    for name in NUMBERS:
        least = pa.compute.min(rows.column(name)).as_py()
        if least is not None and least < 0:
            msg = f"its {TABLES} has a negative {name}. Build the release anew."
            raise AttackFault(msg)
