"""Our own shape of the register as a CSV file: read into rows, or into sentences of what is wrong.

Columns: `number`, `name`, `kind`, `locality`, one `roll_year_N` for each year group, and any
of `facts.FACTS`, such as `contact`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tellback.questionnaire.problem import Problem
from tellback_web.schools.facts import FACTS, MOST_PUPILS, BadCell, Value

NEEDED = ("number", "name", "kind", "locality")
ROLL = re.compile(r"^roll_year_([0-9A-Za-z]{1,10})$")
LARGEST = 2_000_000
"""Bytes; a council's register is far smaller. The national one is read by `national_file`."""
LENGTHS = {"number": 20, "name": 200, "kind": 60, "locality": 120}


@dataclass(frozen=True)
class RegisterRow:
    """One school as the file has it.

    `rolls` maps year group to pupils, `facts` the names of `facts.FACTS` to what the file says;
    what it does not name stays as it is. An empty `locality` stays as it is too.
    """

    number: str
    name: str
    kind: str
    locality: str
    rolls: dict[str, int]
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class LinkRow:
    """One line of the national register's links: `other_number` came before or after `number`."""

    number: str
    other_number: str
    other_name: str
    kind: str
    since: date | None


@dataclass(frozen=True)
class RegisterFile:
    """What was read: rows that can be used, and what is wrong with the others."""

    rows: tuple[RegisterRow, ...]
    problems: tuple[Problem, ...]
    links: tuple[LinkRow, ...] = ()
    left_out: int = 0
    """Schools that the file says are closed and the register never held."""
    national: bool = False


def read_register(data: bytes) -> RegisterFile:
    """Read the bytes of a CSV file; any problem means that nothing should be stored."""
    try:
        text = _text(data)
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnreadableText as fault:
        return RegisterFile((), (fault.problem,))
    except csv.Error as fault:
        return RegisterFile((), (_whole(f"this is not a CSV file ({fault}).", "not-csv"),))
    header = [name.strip().lower() for name in lines[0]] if lines else []
    if problems := _header_problems(header):
        return RegisterFile((), problems)
    rows: list[RegisterRow] = []
    found: list[Problem] = []
    line_of: dict[str, int] = {}
    for line, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row, faults = _row(line, header, cells)
        if row.number and row.number in line_of:
            faults.append(
                Problem(
                    f"line {line}",
                    f"school number {row.number} stands on line {line_of[row.number]} already.",
                    "Keep one line for each school.",
                    "duplicate-school",
                )
            )
        line_of.setdefault(row.number, line)
        found += faults
        rows.append(row)
    if not rows:
        found.append(_whole("there are no schools in it.", "no-rows"))
    return RegisterFile(tuple(rows), tuple(found))


class UnreadableText(ValueError):
    """The bytes are not text that we can read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _whole(fault: str, code: str) -> Problem:
    columns = ", ".join((*NEEDED, "roll_year_5"))
    return Problem(
        "the file", fault, f"Save the sheet as “CSV (UTF-8)” with the columns {columns}.", code
    )


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise UnreadableText(_whole(f"it is larger than {LARGEST // 1_000_000} MB.", "too-large"))
    if b"\x00" in data:
        raise UnreadableText(_whole("this is not a text file.", "not-text"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel's plain “CSV” is Windows-1252; every byte of it is some letter.
        return data.decode("cp1252", errors="replace")


def _header_problems(header: list[str]) -> tuple[Problem, ...]:
    found = [
        _whole(f"the column “{name}” is missing.", "missing-column")
        for name in NEEDED
        if name not in header
    ]
    if not any(ROLL.match(name) for name in header):
        found.append(_whole("there is no roll column such as “roll_year_5”.", "missing-column"))
    found += [
        Problem(
            "line 1",
            f"the column “{name}” is not one we know.",
            "Take it out, or name it roll_year_ and the year group.",
            "unknown-column",
        )
        for name in header
        if name and name not in NEEDED and name not in FACTS and not ROLL.match(name)
    ]
    found += [
        Problem("line 1", f"the column “{name}” stands there twice.", "Take one out.", "duplicate")
        for name in sorted({name for name in header if name and header.count(name) > 1})
    ]
    return tuple(found)


def _row(line: int, header: list[str], cells: list[str]) -> tuple[RegisterRow, list[Problem]]:
    place = f"line {line}"
    faults = []
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        faults.append(
            Problem(
                place,
                f"it has {len(cells)} cells, but there are {len(header)} columns.",
                "Put quotation marks round a name that holds a comma.",
                "too-many-cells",
            )
        )
    values = {
        name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=False) if name
    }
    for name in NEEDED:
        value = values.get(name, "")
        if not value:
            faults.append(
                Problem(place, f"the {name} is missing.", f"Write the school’s {name}.", "missing")
            )
        elif len(value) > LENGTHS[name]:
            faults.append(
                Problem(
                    place,
                    f"the {name} has {len(value)} letters; {LENGTHS[name]} fit.",
                    "Shorten it.",
                    "too-long",
                )
            )
    rolls, wrong = _rolls(place, values)
    facts, unread = read_facts(place, {name: values.get(name, "") for name in FACTS})
    number, name, kind, locality = (values.get(column, "") for column in NEEDED)
    return RegisterRow(number, name, kind, locality, rolls, facts), faults + wrong + unread


def _rolls(place: str, values: Mapping[str, str]) -> tuple[dict[str, int], list[Problem]]:
    rolls, faults = {}, []
    for column, value in values.items():
        if (matched := ROLL.match(column)) and value:
            if value.isascii() and value.isdigit() and int(value) <= MOST_PUPILS:
                rolls[matched[1]] = int(value)
            else:
                faults.append(
                    Problem(
                        f"{place}, column {column}",
                        f"“{value[:20]}” is not a number of pupils.",
                        f"Write a whole number from 0 to {MOST_PUPILS:,}, or leave it empty.",
                        "not-a-number",
                    )
                )
    return rolls, faults


def read_facts(
    place: str, cells: Mapping[str, str], columns: Mapping[str, str] | None = None
) -> tuple[dict[str, Value], list[Problem]]:
    """What the cells say (fact -> text), without the empty ones; and what is wrong with them.

    `columns` has what the file calls a fact, where that is another word than ours.
    """
    facts: dict[str, Value] = {}
    faults = []
    for name, text in cells.items():
        if text:
            try:
                facts[name] = FACTS[name](text)
            except BadCell as bad:
                where = f"{place}, column {(columns or {}).get(name, name)}"
                faults.append(Problem(where, bad.fault, bad.remedy, "bad-cell"))
    return facts, faults
