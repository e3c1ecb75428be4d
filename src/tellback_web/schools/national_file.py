"""The national register as it is downloaded: Get Information About Schools' extract of all schools.

`edubasealldata*.csv` has about 50,000 schools in 150 columns, `links_edubasealldata*.csv` says
which came before and after which; both are in Windows-1252 with days as 01-09-2010. They are
read line by line, one council's rows are kept, and what is wrong elsewhere is not ours to mend.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tellback.questionnaire.problem import Problem
from tellback_web.schools.facts import BadCell, read_day
from tellback_web.schools.models import School
from tellback_web.schools.register_file import LENGTHS, LinkRow, RegisterRow, read_facts

AUTHORITY: Final = "LA (code)"
NUMBER, NAME, KIND = "URN", "EstablishmentName", "TypeOfEstablishment (name)"
NEEDED: Final = (NUMBER, AUTHORITY, NAME, KIND, "EstablishmentStatus (name)")
FACT_OF: Final = {
    "phase": "PhaseOfEducation (name)",
    "state": "EstablishmentStatus (name)",
    "opened_on": "OpenDate",
    "closed_on": "CloseDate",
    "why_closed": "ReasonEstablishmentClosed (name)",
    "age_from": "StatutoryLowAge",
    "age_to": "StatutoryHighAge",
    "pupils": "NumberOfPupils",
}
ADDRESS: Final = ("Street", "Locality", "Address3", "Town", "Postcode")
PLACES: Final = {
    "ward": "AdministrativeWard (name)",
    "town": "Town",
    "district": "DistrictAdministrative (name)",
}
"""What a new school's locality may be taken from -> the column."""
NOTHING: Final = frozenset({"", "not applicable", "not recorded", "does not apply"})
"""What the extract writes for “nothing”."""
LINK_COLUMNS: Final = ("URN", "LinkURN", "LinkName", "LinkType")
MOST_FAULTS: Final = 50
MOST_SCHOOLS: Final = 20_000
"""Of one council; the largest has about a thousand, with those that are closed."""


@dataclass(frozen=True)
class NationalFile:
    """One council's schools from the extract; `seen` is how many schools the file has in all."""

    rows: tuple[RegisterRow, ...]
    problems: tuple[Problem, ...]
    left_out: int
    seen: int


def is_national(header: Collection[str]) -> bool:
    """Whether a file that begins with this header is the national extract."""
    return {NUMBER, NAME} <= set(header)


def read_national(
    lines: Iterable[str], *, authority: str, held: Collection[str], place: str = ""
) -> NationalFile:
    """The schools of local authority `authority`, such as 373.

    `held` are the numbers that the register has: a closed school that it never had is left
    out and counted. `place`, one of PLACES, says what a new school's locality is taken from.
    Raises csv.Error where the file is no CSV.
    """
    reader = csv.reader(lines, strict=True)
    header = next(reader, [])
    if problems := _missing(header, NEEDED):
        return NationalFile((), problems, 0, 0)
    found = _Found()
    code_at, wanted = header.index(AUTHORITY), authority.strip()
    for cells in reader:
        found.seen += 1
        if len(cells) != len(header):
            found.add(_wrong_length(reader.line_num, len(cells), len(header)))
        elif cells[code_at].strip() == wanted:
            values = dict(zip(header, (" ".join(cell.split()) for cell in cells), strict=True))
            found.take(values, reader.line_num, held, place)
            if len(found.rows) > MOST_SCHOOLS:
                found.add(_too_many())
                break
    if not found.rows and not found.problems:
        found.add(_nobody(wanted))
    return NationalFile(tuple(found.rows), tuple(found.problems), found.left_out, found.seen)


class _Found:
    """What has been read so far."""

    def __init__(self) -> None:
        self.rows: list[RegisterRow] = []
        self.problems: list[Problem] = []
        self.left_out = self.seen = 0
        self.line_of: dict[str, int] = {}

    def add(self, problem: Problem) -> None:
        """Another problem; after MOST_FAULTS a person has read enough."""
        if len(self.problems) < MOST_FAULTS:
            self.problems.append(problem)

    def take(self, values: Mapping[str, str], line: int, held: Collection[str], place: str) -> None:
        """One line of our own council."""
        row, faults = _row(values, f"line {line}", place)
        if row.facts.get("state") == School.State.CLOSED and row.number not in held:
            self.left_out += 1
            return
        before = self.line_of.setdefault(row.number, line)
        if before != line:
            fault = f"school number {row.number} stands on line {before} already."
            faults.append(Problem(f"line {line}", fault, "Download the extract again.", "twice"))
        for problem in faults:
            self.add(problem)
        self.rows.append(row)


def _row(values: Mapping[str, str], where: str, place: str) -> tuple[RegisterRow, list[Problem]]:
    cells = {fact: _said(values.get(column, "")) for fact, column in FACT_OF.items()}
    cells["address"] = ", ".join(filter(None, (_said(values.get(part, "")) for part in ADDRESS)))
    if establishment := _said(values.get("EstablishmentNumber", "")):
        cells["dfe_number"] = f"{values[AUTHORITY]}/{establishment}"
    facts, faults = read_facts(where, cells, FACT_OF)
    facts.setdefault("state", School.State.OPEN.value)
    if facts["state"] != School.State.CLOSED:
        facts["closed_on"], facts["why_closed"] = None, ""
    locality = _said(values.get(PLACES.get(place, ""), ""))
    row = RegisterRow(values[NUMBER], values[NAME], values[KIND], locality, {}, facts)
    return row, faults + _unusable(row, where)


def _said(text: str) -> str:
    return "" if text.lower() in NOTHING else text


def _unusable(row: RegisterRow, where: str) -> list[Problem]:
    faults = []
    if not (row.number.isascii() and row.number.isdigit()):
        fault = f"“{row.number[:20]}” is not a URN."
        faults.append(Problem(where, fault, "Download the extract again.", "no-number"))
    for column, value in (("number", row.number), ("name", row.name), ("kind", row.kind)):
        if not value or len(value) > LENGTHS[column]:
            fault = f"the {column} has {len(value)} letters; 1 to {LENGTHS[column]} fit."
            faults.append(Problem(where, fault, "Mend the line in the file.", "bad-length"))
    return faults


def read_links(lines: Iterable[str], *, of: Collection[str]) -> tuple[list[LinkRow], list[Problem]]:
    """The links of the schools `of`, and what is wrong with their lines. Raises csv.Error."""
    reader = csv.reader(lines, strict=True)
    header = next(reader, [])
    if problems := _missing(header, LINK_COLUMNS):
        return [], list(problems)
    rows: dict[tuple[str, str, str], LinkRow] = {}
    faults: list[Problem] = []
    for cells in reader:
        values = dict(zip(header, (" ".join(cell.split()) for cell in cells), strict=False))
        if values.get("URN") in of and len(rows) < MOST_SCHOOLS:
            try:
                row = _link(values)
                rows.setdefault((row.number, row.other_number, row.kind), row)
            except BadCell as bad:
                where = f"links, line {reader.line_num}"
                faults.append(Problem(where, bad.fault, bad.remedy, "bad-link"))
    return list(rows.values()), faults[:MOST_FAULTS]


def _link(values: Mapping[str, str]) -> LinkRow:
    other, name, kind = (values.get(column, "") for column in LINK_COLUMNS[1:])
    if not (other and kind) or len(other) > LENGTHS["number"]:
        raise BadCell("it does not say which school it links to, and how.", "Mend the line.")
    day = values.get("LinkEstablishedDate", "")
    since = read_day(day) if _said(day) else None
    return LinkRow(values["URN"], other, name[:200], kind[:100], since)


def _missing(header: Collection[str], needed: Iterable[str]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "line 1",
            f"the column “{column}” is missing.",
            "Download the extract again, with all its columns.",
            "missing-column",
        )
        for column in needed
        if column not in header
    )


def _wrong_length(line: int, cells: int, columns: int) -> Problem:
    fault = f"it has {cells} cells, but there are {columns} columns."
    return Problem(f"line {line}", fault, "Download the extract again.", "wrong-length")


def _nobody(authority: str) -> Problem:
    fault = f"no school in it has the local authority code {authority}."
    remedy = "Look up your council's code in the column “LA (code)”."
    return Problem("the file", fault, remedy, "no-rows")


def _too_many() -> Problem:
    fault = f"it has more than {MOST_SCHOOLS:,} schools of your council."
    return Problem("the file", fault, "Download the extract again.", "too-many")


def decoded(lines: Iterable[bytes]) -> Iterator[str]:
    """Each line as text: UTF-8 where it is, Windows-1252 where not, without a byte order mark."""
    for number, line in enumerate(lines):
        raw = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError:
            yield raw.decode("cp1252", errors="replace")
