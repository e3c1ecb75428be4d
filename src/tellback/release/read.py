"""Reads a release back, and refuses one that is not as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tellback.disclosure import SafeTable, StoredFault, from_json
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.read import read
from tellback.release.about import Area, Level, areas_from_csv
from tellback.release.fault import NotARelease, ReleaseFault
from tellback.release.manifest import (
    AREAS,
    ATTACK,
    MANIFEST,
    QUESTIONNAIRE,
    RULE,
    TABLES,
    ReleaseManifest,
    area_file,
    read_manifest,
    sha256_of,
)
from tellback.release.tidy import TidyRow, from_csv


@dataclass(frozen=True)
class Release:
    """A release in its folder; each file is checked against the manifest when it is read."""

    directory: Path
    manifest: ReleaseManifest

    @property
    def wave(self) -> str:
        """The wave whose results it holds."""
        return self.manifest.wave

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Every area, of all levels."""
        return areas_from_csv(self.text(AREAS))

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What was asked."""
        try:
            return read(self.text(QUESTIONNAIRE), name=QUESTIONNAIRE)
        except Unreadable as fault:
            raise self._fault(f"its questionnaire cannot be read: {fault.problems[0]}") from fault

    @property
    def rule_text(self) -> str:
        """The rule that it was protected by."""
        return self.text(RULE)

    @property
    def attack_json(self) -> str:
        """The attacker's report."""
        return self.text(ATTACK)

    @property
    def rows(self) -> tuple[TidyRow, ...]:
        """Every row of tables.csv."""
        return from_csv(self.text(TABLES))

    def tables(self) -> tuple[SafeTable, ...]:
        """Those of every area, area by area. Raises ReleaseFault."""
        known = ((area.level, area.area) for area in self.areas)
        held = ((level, area) for level, area in known if area_file(level, area) in self.files)
        return tuple(table for level, area in held for table in self.area(level, area))

    @property
    def files(self) -> Mapping[str, str]:
        """Path -> SHA-256 of each file but the manifest."""
        return self.manifest.files

    def area(self, level: Level, area: str = "") -> tuple[SafeTable, ...]:
        """The tables of one area, from its own file; `area` is empty for the borough.

        Raises KeyError where the release has no tables of such an area, ReleaseFault.
        """
        name = area_file(level, area)
        if name not in self.files:
            raise KeyError(name)
        try:
            return from_json(self.text(name))
        except StoredFault as fault:
            raise self._fault(f"{name}: {fault}") from fault

    def text(self, name: str) -> str:
        """One of its files, checked, as text. Raises as `read_bytes`."""
        return self.read_bytes(name).decode()

    def read_bytes(self, name: str) -> bytes:
        """One of its files, checked. Raises KeyError for a stranger's, ReleaseFault."""
        expected = self.files[name]
        try:
            data = (self.directory / name).read_bytes()
        except OSError as fault:
            raise self._fault(f"the file {name} is missing or cannot be read") from fault
        if sha256_of(data) != expected:
            raise self._fault(f"the file {name} is not as it was written")
        return data

    def check_every_file(self) -> None:
        """Read all that the manifest names, and see that there is no more. Raises ReleaseFault."""
        found = (path for path in self.directory.rglob("*") if not path.is_dir())
        there = {path.relative_to(self.directory).as_posix() for path in found}
        for name in self.files:
            self.read_bytes(name)
        for name in sorted(there - set(self.files) - {MANIFEST}):
            raise self._fault(f"the file {name} was not written with it", "Take that file away.")

    def _fault(self, what: str, remedy: str = "Restore it from a backup.") -> ReleaseFault:
        return _fault(self.directory, what, remedy)


def read_release(
    directory: Path, manifest_sha256: str | None = None, *, every_file: bool = True
) -> Release:
    """The release at `directory`, checked.

    `manifest_sha256` is what `write_release` gave; without it a release that was rewritten
    as a whole, hashes and all, cannot be told from the first. With `every_file` all files
    are read now; without, each is checked when something asks for it. Raises ReleaseFault.
    """
    try:
        data = (directory / MANIFEST).read_bytes()
    except OSError as fault:
        msg = (
            f"{directory.name} is no release: it has no {MANIFEST} that can be read. "
            "Name the folder that `tellback release build` wrote."
        )
        raise NotARelease(msg) from fault
    if manifest_sha256 is not None and sha256_of(data) != manifest_sha256:
        raise _fault(directory, f"the file {MANIFEST} is not as it was written")
    release = Release(directory, read_manifest(data, directory.name))
    if every_file:
        release.check_every_file()
    return release


def _fault(directory: Path, what: str, remedy: str = "Restore it from a backup.") -> ReleaseFault:
    return ReleaseFault(f"The release {directory.name} cannot be used: {what}. {remedy}")
