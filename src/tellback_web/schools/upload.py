"""A register that somebody uploads: our own CSV, the national extract, or its zip as downloaded."""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Final

from tellback.questionnaire.problem import Problem
from tellback_web.schools.national_file import decoded, is_national, read_links, read_national
from tellback_web.schools.register_file import LARGEST, LinkRow, RegisterFile, read_register

LARGEST_NATIONAL: Final = 300_000_000
"""Bytes when unpacked; the extract of 2026 has about 70 million."""
LONGEST_LINE: Final = 200_000
ZIP: Final = b"PK\x03\x04"
SCHOOLS, LINKS = "edubasealldata", "links_edubasealldata"


@dataclass(frozen=True)
class Wanted:
    """What the officer said of the file: their council, and where new schools are placed."""

    authority: str
    place: str
    held: Collection[str]
    """The numbers of the schools that the register has."""


class Unreadable(ValueError):
    """The file cannot be read at all; carries the one problem."""

    def __init__(self, fault: str, remedy: str, code: str) -> None:
        self.problem = Problem("the file", fault, remedy, code)
        super().__init__(str(self.problem))


def read_upload(file: IO[bytes], links: IO[bytes] | None, wanted: Wanted) -> RegisterFile:
    """Read whatever it is; any problem means that nothing should be stored."""
    try:
        file.seek(0)
        if file.read(len(ZIP)) == ZIP:
            return _zipped(file, wanted)
        file.seek(0)
        if not is_national(_header(file)):
            file.seek(0)
            return read_register(file.read(LARGEST + 1))
        file.seek(0)
        return _national(file, links, wanted)
    except Unreadable as fault:
        return RegisterFile((), (fault.problem,), national=True)
    except csv.Error as fault:
        problem = Problem(
            "the file", f"this is not a CSV file ({fault}).", "Download it again.", "not-csv"
        )
        return RegisterFile((), (problem,), national=True)


def _header(file: IO[bytes]) -> list[str]:
    """The names of the first line, read as far as a line can go; none where it is no CSV."""
    first = next(decoded([file.readline(LONGEST_LINE)]))
    try:
        return next(csv.reader([first]), [])
    except csv.Error:
        return []


def _zipped(file: IO[bytes], wanted: Wanted) -> RegisterFile:
    try:
        with zipfile.ZipFile(file) as archive:
            names = {PurePosixPath(name).name.lower(): name for name in archive.namelist()}
            schools = _member(names, SCHOOLS)
            if not schools:
                fault = f"the zip holds no file whose name begins with {SCHOOLS}."
                remedy = "Download “All establishment data” and upload that zip."
                raise Unreadable(fault, remedy, "no-member")
            other = _member(names, LINKS)
            with archive.open(schools) as inner:
                if not other:
                    return _national(inner, None, wanted)
                with archive.open(other) as links:
                    return _national(inner, links, wanted)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as fault:
        said = "the zip is damaged or locked with a password."
        raise Unreadable(said, "Download it again, and upload it as it is.", "bad-zip") from fault


def _member(names: dict[str, str], beginning: str) -> str | None:
    return next(
        (
            full
            for name, full in names.items()
            if name.startswith(beginning) and name[-4:] == ".csv"
        ),
        None,
    )


def _national(file: IO[bytes], links: IO[bytes] | None, wanted: Wanted) -> RegisterFile:
    read = read_national(
        decoded(lines_of(file)),
        authority=wanted.authority,
        held=wanted.held,
        place=wanted.place,
    )
    rows: list[LinkRow] = []
    problems = list(read.problems)
    if links is not None:
        rows, wrong = read_links(decoded(lines_of(links)), of={row.number for row in read.rows})
        problems += wrong
    return RegisterFile(read.rows, tuple(problems), tuple(rows), read.left_out, national=True)


def lines_of(file: IO[bytes]) -> Iterator[bytes]:
    """Its lines, without ever holding more than one; raises Unreadable for what is no text file."""
    size = 0
    while line := file.readline(LONGEST_LINE):
        size += len(line)
        if size > LARGEST_NATIONAL:
            fault = f"it is larger than {LARGEST_NATIONAL // 1_000_000} MB."
            raise Unreadable(fault, "Download the extract again.", "too-large")
        if b"\x00" in line or (len(line) == LONGEST_LINE and not line.endswith(b"\n")):
            raise Unreadable("this is not a text file.", "Download it again.", "not-text")
        yield line
