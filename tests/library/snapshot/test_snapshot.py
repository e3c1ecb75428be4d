"""A snapshot says all that was answered, nothing of who answered, and cannot be changed."""

from __future__ import annotations

import json
import stat
from collections import Counter
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.missing import Missing
from tellback.questionnaire.write import to_yaml
from tellback.response import accept
from tellback.snapshot import (
    Snapshot,
    SnapshotFault,
    read_snapshot,
    write_snapshot,
)
from tests.library.small import (
    answers_to,
    asking,
    everything,
    pupil,
    pupils,
    single,
    snapshot_of,
    written,
)

EVERYTHING = everything()
FILES = {"responses.parquet", "free_text.parquet", "questionnaire.yaml", "manifest.json"}


def column(snapshot: Snapshot, name: str) -> list[float]:
    return list(snapshot.table.column(name).to_pylist())


def test_each_kind_of_answer_becomes_the_number_that_its_column_explains(tmp_path: Path) -> None:
    answers = {
        "school_name": "Robin Primary",
        "q1": "rarely",
        "food": "sweets",
        "feel_home": "good",
        "feel_snack": "bad",
        "care": "yes",
        "hours": "4.0",
        "height": "1.35",
        "why": "because",
        "place": "never",
    }
    snapshot = snapshot_of(tmp_path / "s", EVERYTHING, [answers])
    assert snapshot.table.to_pylist() == [
        {
            "school": "1001",
            "locality": "North",
            "year_group": "5",
            "mode": "online",
            "q1": 2,
            "food.fruit": 0,
            "food.sweets": 1,
            "feel_home": 200,
            "feel_snack": 100,
            "care": 1,
            "hours": 4,
            "height": 1.35,
            "why": 1,
            "place": 3,
        }
    ]
    assert snapshot.columns["feel_home"].values[200] == "Good"
    assert snapshot.columns["food.sweets"].label == "What do you eat? Sweets"


def test_missing_is_three_things(tmp_path: Path) -> None:
    refused = {"q1": "prefer_not_to_say", "food": "prefer_not_to_say"}
    snapshot = snapshot_of(tmp_path / "s", EVERYTHING, [refused])
    held = snapshot.table.to_pylist()[0]
    assert held["q1"] == held["food.fruit"] == held["food.sweets"] == Missing.PREFER_NOT_TO_SAY
    assert held["hours"] == held["feel_snack"] == Missing.NOT_ASKED
    assert held["care"] == held["height"] == held["why"] == Missing.NOT_ANSWERED


def test_columns_are_as_small_as_their_codes_allow(tmp_path: Path) -> None:
    schema = snapshot_of(tmp_path / "s", EVERYTHING, [{}]).table.schema
    assert schema.field("q1").type == pa.int8()
    assert schema.field("feel_home").type == pa.int16()
    assert schema.field("hours").type == pa.int32()
    assert schema.field("height").type == pa.float64()
    assert pa.types.is_dictionary(schema.field("school").type)


def test_the_parquet_file_explains_itself_to_whoever_opens_it_alone(tmp_path: Path) -> None:
    written(tmp_path / "s", EVERYTHING, pupils(EVERYTHING, [{}]))
    about = pq.read_schema(tmp_path / "s" / "responses.parquet").field("hours").metadata
    assert about[b"label"] == b"How many hours?"
    assert about[b"question"] == b"hours"
    assert about[b"base"].startswith(b"pupils ")
    assert json.loads(about[b"values"])["-8"] == "not asked"


def test_the_manifest_tells_what_is_in_the_folder(tmp_path: Path) -> None:
    rows = [*pupils(EVERYTHING, [{}, {}], school="2002"), *pupils(EVERYTHING, [{}])]
    digest = written(tmp_path / "s", EVERYTHING, rows)
    data = (tmp_path / "s" / "manifest.json").read_bytes()
    assert sha256(data).hexdigest() == digest
    manifest = read_snapshot(tmp_path / "s", manifest_sha256=digest).manifest
    assert (manifest.wave, manifest.made_on, manifest.rows) == ("2009", date(2009, 7, 20), 3)
    assert manifest.schools == {"1001": 1, "2002": 2}
    assert manifest.questionnaire.sha256 == sha256(to_yaml(EVERYTHING).encode()).hexdigest()
    assert {path.name for path in (tmp_path / "s").iterdir()} == FILES


def test_the_text_of_the_questionnaire_is_kept_byte_for_byte(tmp_path: Path) -> None:
    text = "# A note of the officer’s.\r\n" + to_yaml(EVERYTHING)
    write_snapshot(
        tmp_path / "s",
        questionnaire=EVERYTHING,
        questionnaire_text=text,
        wave="2009",
        rows=[],
        rng=Random(1),
    )
    assert (tmp_path / "s" / "questionnaire.yaml").read_bytes() == text.encode()


def test_a_text_of_another_questionnaire_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SnapshotFault, match="says something else"):
        write_snapshot(
            tmp_path / "s",
            questionnaire=EVERYTHING,
            questionnaire_text=to_yaml(asking(single())),
            wave="2009",
            rows=[],
            rng=Random(1),
        )
    assert not (tmp_path / "s").exists()


def test_what_was_written_in_words_stands_apart_with_nothing_to_join_it_by(tmp_path: Path) -> None:
    texts = [f"reason {number}" for number in range(30)]
    rows = pupils(EVERYTHING, [{"why": text, "height": text.split()[1]} for text in texts])
    written(tmp_path / "s", EVERYTHING, rows)
    apart = pq.read_table(tmp_path / "s" / "free_text.parquet")
    assert apart.column_names == ["variable", "text"]
    assert sorted(apart.column("text").to_pylist()) == sorted(texts)
    assert apart.column("text").to_pylist() != texts
    rows_of = [f"reason {height:g}" for height in column(read_snapshot(tmp_path / "s"), "height")]
    assert apart.column("text").to_pylist() != rows_of
    assert b"reason" not in (tmp_path / "s" / "responses.parquet").read_bytes()
    assert b"reason" not in (tmp_path / "s" / "manifest.json").read_bytes()


def test_a_refusal_in_a_text_question_is_no_text(tmp_path: Path) -> None:
    shy = asking({"id": "why", "kind": "text", "text": "Why?", "may_refuse": True})
    open_ = asking({"id": "why", "kind": "text", "text": "Why?"})
    for place, questionnaire, held, texts in (
        ("shy", shy, [-7], []),
        ("open", open_, [1], ["prefer_not_to_say"]),
    ):
        snapshot = snapshot_of(tmp_path / place, questionnaire, [{"why": "prefer_not_to_say"}])
        assert column(snapshot, "why") == held
        apart = pq.read_table(tmp_path / place / "free_text.parquet")
        assert apart.column("text").to_pylist() == texts


def test_the_order_of_rows_is_that_of_the_dice_not_of_the_answers(tmp_path: Path) -> None:
    heights = [{"height": str(number)} for number in range(40)]
    rows = pupils(EVERYTHING, heights)
    written(tmp_path / "s", EVERYTHING, rows)
    table = read_snapshot(tmp_path / "s").table
    expected = [float(number) for number in range(40)]
    assert sorted(table.column("height").to_pylist()) == expected
    assert table.column("height").to_pylist() != expected
    # The words are numbered in the alphabet's order, which is not that of arrival.
    schools = [pupil(accept(EVERYTHING, {}), school=name) for name in ("30", "20", "10")]
    written(tmp_path / "t", EVERYTHING, schools)
    chunk = read_snapshot(tmp_path / "t").table.column("school").chunk(0)
    assert chunk.dictionary.to_pylist() == ["10", "20", "30"]


def test_the_same_rows_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    rows = pupils(EVERYTHING, [{"why": f"{at}", "height": f"{at}"} for at in range(20)])
    first = written(tmp_path / "a", EVERYTHING, rows)
    assert written(tmp_path / "b", EVERYTHING, rows) == first
    assert written(tmp_path / "c", EVERYTHING, rows, seed=2) != first


def test_a_snapshot_is_never_written_over(tmp_path: Path) -> None:
    written(tmp_path / "s", EVERYTHING, [])
    before = (tmp_path / "s" / "manifest.json").read_bytes()
    with pytest.raises(FileExistsError, match="never changed"):
        written(tmp_path / "s", EVERYTHING, pupils(EVERYTHING, [{}]))
    assert (tmp_path / "s" / "manifest.json").read_bytes() == before


def test_a_write_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(OSError, match="no space left"):
        written(tmp_path / "s", EVERYTHING, [])
    assert list(tmp_path.iterdir()) == []


def test_nothing_has_its_name_before_all_of_it_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file, then the folder, is flushed before the rename; the parent after it."""
    happened: list[str] = []
    opened: dict[int, Path] = {}
    clock = count()

    def open_(path: Path, *_: object) -> int:
        handle = next(clock)
        opened[handle] = Path(path)
        return handle

    monkeypatch.setattr("os.open", open_)
    monkeypatch.setattr("os.close", lambda _: None)
    monkeypatch.setattr("os.fsync", lambda handle: happened.append(opened[handle].name))
    rename = Path.rename

    def renamed(here: Path, there: Path) -> Path:
        happened.append("rename")
        return rename(here, there)

    monkeypatch.setattr(Path, "rename", renamed)
    written(tmp_path / "s", EVERYTHING, [])
    at = happened.index("rename")
    assert set(happened[: at - 1]) == FILES
    assert happened[at - 1].startswith(".s.part")
    assert happened[at + 1 :] == [tmp_path.name]


def test_a_folder_named_like_a_partition_adds_no_column(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path / "wave=2009", EVERYTHING, [{}])
    assert "wave" not in snapshot.table.column_names


def test_the_files_can_be_read_by_their_owner(tmp_path: Path) -> None:
    written(tmp_path / "s", EVERYTHING, [])
    assert all(path.stat().st_mode & stat.S_IRUSR for path in (tmp_path / "s").iterdir())


def obvious(name: str, answers: Mapping[str, str], asked: frozenset[str]) -> float:
    """The slow, obvious reading of one cell of a pupil of `everything`."""
    variable, _, choice = name.partition(".")
    said = answers.get(variable, "")
    if variable not in asked:
        return -8
    if said == "":
        return -9
    if said == "prefer_not_to_say" and variable in {"q1", "food"}:
        return -7
    if variable in {"hours", "height"}:
        return float(said)
    codes = {"often": 1, "rarely": 2, "never": 3, "yes": 1, "no": 2, "good": 200, "bad": 100}
    ticked = {True: 1, False: 0}[choice in said.split(" ")]
    return {"food": ticked, "why": 1}.get(variable, codes.get(said, 0))


@settings(max_examples=25, deadline=None)
@given(data=st.data(), seed=st.integers(0, 5))
def test_every_row_is_there_once_as_the_obvious_reading_has_it(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, seed: int
) -> None:
    given_ = data.draw(st.lists(answers_to(EVERYTHING), max_size=8))
    place = tmp_path_factory.mktemp("any") / "s"
    written(place, EVERYTHING, pupils(EVERYTHING, given_), seed=seed)
    names = read_snapshot(place).columns
    held = [tuple(row[name] for name in names) for row in read_snapshot(place).table.to_pylist()]
    accepted = [accept(EVERYTHING, answers) for answers in given_]
    expected = [tuple(obvious(name, one.answers, one.asked) for name in names) for one in accepted]
    assert Counter(held) == Counter(expected)
