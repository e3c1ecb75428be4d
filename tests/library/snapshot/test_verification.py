"""A snapshot that is not as it was written is refused, with a sentence."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tellback.questionnaire.write import to_yaml
from tellback.snapshot import SnapshotFault, read_snapshot
from tests.library.small import asking, everything, pupils, single, written

EVERYTHING = everything()
FILES = {"responses.parquet", "free_text.parquet", "questionnaire.yaml", "manifest.json"}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_missing_file_is_a_sentence(tmp_path: Path, name: str) -> None:
    written(tmp_path / "s", EVERYTHING, [])
    (tmp_path / "s" / name).unlink()
    with pytest.raises(SnapshotFault, match=rf"snapshot s .*{name} is missing.*Restore it"):
        read_snapshot(tmp_path / "s")


@pytest.mark.parametrize("name", sorted(FILES - {"manifest.json"}))
def test_one_changed_byte_is_found(tmp_path: Path, name: str) -> None:
    written(tmp_path / "s", EVERYTHING, pupils(EVERYTHING, [{"why": "so"}]))
    data = bytearray((tmp_path / "s" / name).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "s" / name).write_bytes(data)
    with pytest.raises(SnapshotFault, match=f"{name} is not as it was written"):
        read_snapshot(tmp_path / "s")


def rewrite(place: Path, **changes: object) -> None:
    """Change the manifest, with a hash for the file as it is now."""
    held = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    held["files"] = {
        name: sha256((place / name).read_bytes()).hexdigest() for name in held["files"]
    }
    (place / "manifest.json").write_text(json.dumps(held | changes), encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tellback_snapshot": 2}, "not a snapshot's of this version, at tellback_snapshot"),
        ({"stranger": 1}, "at stranger"),
        ({"rows": 3}, "2 rows and its manifest says 3"),
        ({"schools": {"1001": 1}}, "not those of the schools"),
        ({"files": {}}, "responses.parquet is not as it was written"),
        ({"columns": []}, "the column q1 is not the one"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    written(tmp_path / "s", EVERYTHING, pupils(EVERYTHING, [{}, {}]))
    rewrite(tmp_path / "s", **changes)
    with pytest.raises(SnapshotFault, match=words):
        read_snapshot(tmp_path / "s")


def test_a_manifest_that_is_no_json_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "s", EVERYTHING, [])
    (tmp_path / "s" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(SnapshotFault, match="at its start"):
        read_snapshot(tmp_path / "s")


def test_a_snapshot_rewritten_as_a_whole_is_told_by_the_hash_that_was_kept(tmp_path: Path) -> None:
    digest = written(tmp_path / "s", EVERYTHING, [])
    rewrite(tmp_path / "s", wave="2010")
    assert read_snapshot(tmp_path / "s").wave == "2010"
    with pytest.raises(SnapshotFault, match=r"manifest.json is not as it was written"):
        read_snapshot(tmp_path / "s", manifest_sha256=digest)


@pytest.mark.parametrize(
    ("name", "values", "kind", "words"),
    [
        ("q1", [77], pa.int8(), "q1 holds 77, which means nothing"),
        ("q1", [1], pa.int16(), "the column q1 is not the one"),
        ("q1", [None], pa.int8(), "q1 has gaps"),
        ("locality", ["North"], pa.string(), "the column locality is not the one"),
    ],
)
def test_a_foreign_column_is_refused(
    tmp_path: Path, name: str, values: list[object], kind: pa.DataType, words: str
) -> None:
    place = tmp_path / "s"
    written(place, EVERYTHING, pupils(EVERYTHING, [{}]))
    table = pq.read_table(place / "responses.parquet")
    at = table.column_names.index(name)
    table = table.set_column(at, pa.field(name, kind), pa.array(values, kind))
    pq.write_table(table, place / "responses.parquet")
    rewrite(place)
    with pytest.raises(SnapshotFault, match=words):
        read_snapshot(place)


def test_a_column_more_than_the_manifest_has_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "s"
    written(place, EVERYTHING, pupils(EVERYTHING, [{}]))
    table = pq.read_table(place / "responses.parquet")
    pq.write_table(table.append_column("name", pa.array(["Robin"])), place / "responses.parquet")
    rewrite(place)
    with pytest.raises(SnapshotFault, match="the column name is not"):
        read_snapshot(place)


def test_a_questionnaire_of_something_else_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "s"
    written(place, EVERYTHING, [])
    for text, words in ((to_yaml(asking(single())), "no variable food"), ("{", "cannot be read")):
        (place / "questionnaire.yaml").write_text(text, encoding="utf-8")
        rewrite(place)
        with pytest.raises(SnapshotFault, match=words):
            read_snapshot(place)


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "s"
    written(place, EVERYTHING, [])
    (place / "responses.parquet").write_bytes(b"not a table")
    rewrite(place)
    with pytest.raises(SnapshotFault, match="holds no table"):
        read_snapshot(place)
