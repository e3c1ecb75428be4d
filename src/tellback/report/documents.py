"""One kind of document in one format, for every school that has one: what a command makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tellback.paper.typeset import Unprintable
from tellback.release import Area, ReleaseFault
from tellback.release.manifest import MANIFEST
from tellback.report.ledger import Ledger, write_whole
from tellback.report.making import (
    OF_SCHOOLS,
    Format,
    Kind,
    area_of_report,
    make_document,
    schools_with_reports,
    write_document,
)
from tellback.report.many import Made, Work, make_many, ready
from tellback.report.material import Material


@dataclass(frozen=True)
class Documents:
    """What is made, of what, and into what."""

    material: Material
    kind: Kind
    form: Format

    def names(self, school: str = "") -> dict[str, str]:
        """File -> number of the school that it is for; none for a school without a report.

        Small schools that are counted together have one report between them, and a letter each.
        """
        if self.kind not in OF_SCHOOLS:
            return {f"{self.kind}.{self.form}": ""}
        ground = self.material.ground
        found: dict[str, str] = {}
        for one in schools_with_reports(ground):
            if school in ("", one.area):
                area = area_of_report(ground, one.area) if self.kind == "school" else one
                found.setdefault(f"{self.kind}-{_name(area or one)}.{self.form}", one.area)
        return found

    def make(
        self, folder: Path, names: dict[str, str], *, progress: Callable[[int, int], None]
    ) -> Made:
        """Make those that `folder` does not have. Raises OtherFolder, CannotBegin, OSError."""
        files = _Files(self, names)
        if len(names) == 1:
            return self._one(folder, next(iter(names)), files)
        work = Work(ready(files), _file)
        return make_many(folder, list(names), work, of=self._of(), progress=progress)

    def _one(self, folder: Path, name: str, files: _Files) -> Made:
        """A single file is not worth a process of its own."""
        with Ledger(folder, self._of()) as ledger:
            if name in ledger.complete():
                return Made((), (name,), {})
            ledger.may_write([name])
            try:
                data = _file(files, name)
            except (ReleaseFault, Unprintable) as fault:
                return Made((), (), {name: str(fault)})
            ledger.add(name, write_whole(folder / name, data))
        return Made((name,), (), {})

    def _of(self) -> dict[str, str]:
        """What binds the folder: it may have several kinds and formats, but of one release."""
        material = self.material
        made_of = sha256((material.ground.release.directory / MANIFEST).read_bytes())
        made_of.update(material.facts.model_dump_json().encode())
        made_of.update(material.outline.model_dump_json().encode())
        return {"results": material.facts.release, "mark": made_of.hexdigest()[:12]}


@dataclass(frozen=True)
class _Files:
    """What each process is given."""

    documents: Documents
    schools: dict[str, str]


def _file(files: _Files, name: str) -> bytes:
    documents = files.documents
    document = make_document(documents.kind, documents.material, school=files.schools[name])
    return write_document(document, documents.form, documents.material)


def _name(area: Area) -> str:
    """As files are called: a school by its number, several by their name."""
    safe = (letter if letter.isalnum() else "-" for letter in area.area.lower())
    return "".join(safe)
