"""What a folder of made files is of, and which of them are complete."""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Self

NAME = "made.jsonl"
"""The ledger's own name: a first line that says what the files are of, then a line for each."""
_PLAIN = re.compile(r"[^./\\\0][^/\\\0]*")


class OtherFolder(ValueError):
    """The folder holds something else, or is being filled by somebody else; carries a sentence."""


class Ledger:
    """The ledger of `folder`, which only one process has open at a time.

    `of` binds the folder: what the files are made of, such as a release's SHA-256 and a format.
    """

    def __init__(self, folder: Path, of: Mapping[str, str]) -> None:
        self.folder = folder
        self.of = dict(of)
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Open or begin it. Raises OtherFolder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = (self.folder / NAME).open("a+b")
        try:
            _lock(file, self.folder)
            self._bind(file)
        except BaseException:
            file.close()
            raise
        self._file = file
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it, and let others in."""
        self._open.close()

    @property
    def _open(self) -> IO[bytes]:
        if self._file is None:
            msg = "The ledger is not open: use it in a `with`."
            raise ValueError(msg)
        return self._file

    def complete(self) -> frozenset[str]:
        """The files that are there and are as they were made."""
        self._open.seek(0)
        said = dict(_entry(line) for line in self._open.readlines()[1:])
        return frozenset(
            name
            for name, digest in said.items()
            if name and digest_of(self.folder / name) == digest
        )

    def may_write(self, names: Iterable[str]) -> None:
        """Refuse names that are no file's, or that stand twice. Raises ValueError."""
        seen: set[str] = set()
        for name in names:
            if not _PLAIN.fullmatch(name) or name == NAME or name in seen:
                msg = f"“{name[:60]}” cannot be the name of a file here, or is there twice."
                raise ValueError(msg)
            seen.add(name)

    def add(self, name: str, digest: str) -> None:
        """Note a file that is complete."""
        self._write(json.dumps([name, digest], ensure_ascii=False))

    def _bind(self, file: IO[bytes]) -> None:
        file.seek(0)
        lines = file.readlines()
        self._file = file
        if not lines:
            self._write(json.dumps(self.of, ensure_ascii=False, sort_keys=True))
            return
        found = _said(lines[0])
        if found != self.of:
            other = "; ".join(f"{key} {value}" for key, value in found.items()) or "something else"
            msg = (
                f"The folder {self.folder.name} holds files of {other}. These are of "
                f"{'; '.join(f'{key} {value}' for key, value in self.of.items())}. "
                "Give another folder, or empty this one."
            )
            raise OtherFolder(msg)
        if not lines[-1].endswith(b"\n"):
            # Whoever wrote the last line was stopped in the middle of it.
            file.write(b"\n")

    def _write(self, line: str) -> None:
        self._open.write(line.encode() + b"\n")
        self._open.flush()
        os.fsync(self._open.fileno())


def write_whole(path: Path, data: bytes) -> str:
    """Write a file so that it is there whole or not at all; gives its SHA-256."""
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return sha256(data).hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _lock(file: IO[bytes], folder: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        msg = f"Somebody is filling the folder {folder.name} now. Wait, or give another folder."
        raise OtherFolder(msg) from fault


def _said(line: bytes) -> dict[str, str]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _entry(line: bytes) -> tuple[str, str]:
    """A name and its SHA-256; two empty texts where the line was never finished."""
    try:
        name, digest = json.loads(line)
    except (ValueError, TypeError):
        return "", ""
    return str(name), str(digest)
