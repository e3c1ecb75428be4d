"""Writes a release: all of its folder or nothing, on the disk before it has its name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from tellback.disclosure import SafeTable, read_rule, to_json
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.read import read
from tellback.release.about import BOROUGH, Area, Level, ReleaseAbout, areas_to_csv
from tellback.release.downloads import downloads
from tellback.release.fault import ReleaseFault
from tellback.release.manifest import (
    AREAS,
    ATTACK,
    DOWNLOADS,
    MANIFEST,
    QUESTIONNAIRE,
    RULE,
    TABLES,
    ReleaseManifest,
    area_file,
    read_attack,
    sha256_of,
)
from tellback.release.published import Published
from tellback.release.tidy import rows_of, to_csv
from tellback.snapshot.atomic_folder import atomic_folder

MADE_WITH = ("tellback", "highspy", "scipy", "numpy", "pyarrow", "openpyxl", "odfdo")


def write_release(  # noqa: PLR0913 - each is a part of the release
    directory: Path,
    tables: Sequence[SafeTable],
    *,
    about: ReleaseAbout,
    areas: Sequence[Area],
    rule_text: str,
    questionnaire_text: str,
    attack_json: str,
) -> str:
    """Write `directory` and give the SHA-256 of its manifest, which stands for all of it.

    `tables` are all that are released, in the order in which files hold them. The same
    arguments give the same bytes. Raises FileExistsError where `directory` is there
    already, ReleaseFault where the parts do not go together, RuleFault.
    """
    rule = read_rule(rule_text)
    attack = read_attack(attack_json)
    published = Published(tuple(tables), about, tuple(areas), _questionnaire(questionnaire_text))
    _refuse_unless_together(published, rule.id)
    with atomic_folder(directory) as folder:
        files: dict[str, str] = {}
        for name, data in (
            *what_strangers_read(tables, areas, rule_text, questionnaire_text),
            (ATTACK, attack_json.encode()),
            *_areas_and_downloads(published),
        ):
            if name in files:
                msg = f"The release was not made: two of its areas would share the file {name}."
                raise ReleaseFault(msg)
            files[name] = sha256_of(data)
            _put(folder / name, data)
        manifest = ReleaseManifest(
            wave=about.wave,
            rule=rule.id,
            rule_sha256=files[RULE],
            snapshot_sha256=about.snapshot_sha256,
            made_on=about.made_on,
            made_with={name: version(name) for name in MADE_WITH},
            files=dict(sorted(files.items())),
            attack=attack,
            responses=about.responses,
            design_effect=about.design_effect,
        )
        text = manifest.as_text().encode()
        _put(folder / MANIFEST, text)
    return sha256_of(text)


def what_strangers_read(
    tables: Sequence[SafeTable], areas: Sequence[Area], rule_text: str, questionnaire_text: str
) -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of the files by which a release can be attacked, as it will hold them."""
    return (
        (RULE, rule_text.encode()),
        (QUESTIONNAIRE, questionnaire_text.encode()),
        (AREAS, areas_to_csv(areas).encode()),
        (TABLES, to_csv(rows_of(tables)).encode()),
    )


def _areas_and_downloads(published: Published) -> Iterator[tuple[str, bytes]]:
    for (level, area), tables in _by_area(published.tables).items():
        yield area_file(level, area), to_json(tables).encode()
    for name, data in downloads(published):
        yield f"{DOWNLOADS}/{name}", data


def _by_area(tables: Sequence[SafeTable]) -> Mapping[tuple[Level, str], list[SafeTable]]:
    """(level, area) -> its tables, in their order."""
    found: dict[tuple[Level, str], list[SafeTable]] = {}
    for table in tables:
        found.setdefault((table.group.level, table.group.area), []).append(table)
    return found


def _questionnaire(text: str) -> Questionnaire:
    try:
        return read(text, name=QUESTIONNAIRE)
    except Unreadable as fault:
        msg = f"The release was not made: {fault.problems[0]}"
        raise ReleaseFault(msg) from fault


def _refuse_unless_together(published: Published, rule: str) -> None:
    known = {(area.level, area.area) for area in published.areas}
    for table in published.tables:
        group = table.group
        if table.wave != published.about.wave or table.rule != rule:
            msg = (
                f"The release was not made: the table {table.id} is of wave {table.wave}, rule "
                f"{table.rule}, not of {published.about.wave}, {rule}. Protect its tables again."
            )
            raise ReleaseFault(msg)
        if (group.level, group.area) not in known:
            where = group.area or BOROUGH
            msg = f"The release was not made: {group.level} {where} is not among its areas. Add it."
            raise ReleaseFault(msg)


def _put(path: Path, data: bytes) -> None:
    """Write it and wait until the disk has it."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
