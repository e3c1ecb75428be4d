"""Many files made by processes that may be killed: none missed, none made twice, none in half."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from multiprocessing import Pipe
from pathlib import Path

import pytest

from tellback.report.ledger import NAME, Ledger, OtherFolder, write_whole
from tellback.report.many import CannotBegin, Crew, Work, _work_through, make_many, ready
from tests.library.report.many_jobs import (
    NAMES,
    OF,
    bytes_of,
    make,
    make_with_a_loss,
    nothing_to_begin_with,
)

ROOT = Path(__file__).parents[3]


def begun(log: Path) -> list[str]:
    return log.read_text().split() if log.exists() else []


def all_there(folder: Path, names: tuple[str, ...] = NAMES) -> bool:
    held = {path.name for path in folder.iterdir()} - {NAME}
    return held == {*names} and all((folder / one).read_bytes() == bytes_of(one) for one in names)


def test_each_is_made_once_and_told_of(tmp_path: Path) -> None:
    log, told = tmp_path / "log", []
    made = make_many(
        tmp_path / "out",
        NAMES,
        Work(ready(str(log)), make),
        of=OF,
        crew=Crew(2, 4),
        progress=lambda done, many: told.append((done, many)),
    )
    assert sorted(made.now) == [*NAMES] == sorted(begun(log))
    assert (made.before, dict(made.failed)) == ((), {})
    assert told == [(done, len(NAMES)) for done in range(1, len(NAMES) + 1)]
    assert all_there(tmp_path / "out")


def test_what_is_there_is_not_made_again(tmp_path: Path) -> None:
    work = Work(ready(str(tmp_path / "log")), make)
    make_many(tmp_path / "out", NAMES[:2], work, of=OF)
    made = make_many(tmp_path / "out", NAMES[:3], work, of=OF)
    assert (made.before, made.now) == (NAMES[:2], (NAMES[2],))
    assert sorted(begun(tmp_path / "log")) == [*NAMES[:3]]


def test_a_file_that_was_changed_or_taken_away_is_made_again(tmp_path: Path) -> None:
    work = Work(ready(str(tmp_path / "log")), make)
    make_many(tmp_path / "out", NAMES[:3], work, of=OF)
    (tmp_path / "out" / NAMES[0]).write_bytes(b"half")
    (tmp_path / "out" / NAMES[1]).unlink()
    made = make_many(tmp_path / "out", NAMES[:3], work, of=OF)
    assert sorted(made.now) == [*NAMES[:2]]
    assert all_there(tmp_path / "out", NAMES[:3])


def test_killed_in_the_middle_it_goes_on_where_it_was(tmp_path: Path) -> None:
    out, log = tmp_path / "out", tmp_path / "log"
    run = subprocess.run(
        [sys.executable, "-m", "tests.library.report.many_jobs", str(out), str(log)],
        cwd=ROOT,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL
    noted = [json.loads(line)[0] for line in (out / NAME).read_text().splitlines()[1:]]
    assert 0 < len(noted) < len(NAMES)
    first = begun(log)
    made = make_many(out, NAMES, Work(ready(str(log)), make), of=OF, crew=Crew(2, 3))
    assert [*made.before] == noted
    again = begun(log)[len(first) :]
    assert sorted(again) == sorted({*NAMES} - {*noted})
    assert all_there(out)


def test_a_process_that_dies_takes_no_other_file_with_it(tmp_path: Path) -> None:
    work = Work(ready(str(tmp_path / "log")), make_with_a_loss)
    made = make_many(tmp_path / "out", NAMES, work, of=OF, crew=Crew(2, 6))
    assert made.failed.keys() == {NAMES[3], NAMES[6]}
    assert "without a word" in made.failed[NAMES[3]]
    assert "no such school" in made.failed[NAMES[6]]
    assert begun(tmp_path / "log").count(NAMES[3]) == 2
    assert all_there(tmp_path / "out", tuple(one for one in NAMES if one not in made.failed))


def test_where_there_is_nothing_to_make_it_of_it_says_so_once(tmp_path: Path) -> None:
    with pytest.raises(CannotBegin, match="the release is gone"):
        make_many(tmp_path / "out", NAMES, Work(nothing_to_begin_with, make), of=OF)


def test_files_of_another_release_are_refused(tmp_path: Path) -> None:
    work = Work(ready(str(tmp_path / "log")), make)
    make_many(tmp_path / "out", NAMES[:1], work, of=OF)
    other = OF | {"release": "2009, release 2"}
    with pytest.raises(OtherFolder, match=r"2009, release 1.*2009, release 2.*another folder"):
        make_many(tmp_path / "out", NAMES, work, of=other)
    assert begun(tmp_path / "log") == [NAMES[0]]


def test_a_folder_that_somebody_is_filling_is_refused(tmp_path: Path) -> None:
    with Ledger(tmp_path, OF), pytest.raises(OtherFolder, match="Somebody is filling"):
        make_many(tmp_path, NAMES, Work(ready(""), make), of=OF)


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", "", NAME, "a\\b"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the name"):
        make_many(tmp_path, [name], Work(ready(""), make), of=OF)


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="twice"):
        make_many(tmp_path, ["a", "a"], Work(ready(""), make), of=OF)


@pytest.mark.parametrize("torn", [b'["00.txt", "12', b"[1]\n", b"\xff\xfe", b"null\n"])
def test_a_line_that_was_never_finished_counts_for_nothing(tmp_path: Path, torn: bytes) -> None:
    with Ledger(tmp_path, OF) as ledger:
        ledger.add("a", write_whole(tmp_path / "a", b"A"))
    with (tmp_path / NAME).open("ab") as file:
        file.write(torn)
    with Ledger(tmp_path, OF) as ledger:
        assert ledger.complete() == {"a"}
        ledger.add("b", write_whole(tmp_path / "b", b"B"))
    with Ledger(tmp_path, OF) as ledger:
        assert ledger.complete() == {"a", "b"}


@pytest.mark.parametrize("first", [b"not json\n", b"[]\n", b"{}\n"])
def test_a_folder_with_another_file_of_that_name_is_refused(tmp_path: Path, first: bytes) -> None:
    (tmp_path / NAME).write_bytes(first)
    with pytest.raises(OtherFolder, match="something else"), Ledger(tmp_path, OF):
        pass


def test_a_ledger_is_used_while_it_is_open(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not open"):
        Ledger(tmp_path, OF).complete()


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "inside").touch()
    with pytest.raises(OSError, match=r"taken|directory"):
        write_whole(tmp_path / "taken", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_process_says_what_became_of_each_file_and_ends_where_nobody_listens(
    tmp_path: Path,
) -> None:
    """The life of a process, lived in this one."""
    work = Work(ready(str(tmp_path / "log")), make)
    heard, tell = Pipe(duplex=False)
    _work_through(tmp_path, [NAMES[0], "no/where"], work, tell)
    assert heard.recv()[::2] == (NAMES[0], "")
    assert heard.recv()[2].startswith("FileNotFoundError")
    _work_through(tmp_path, [NAMES[0]], Work(nothing_to_begin_with, make), tell)
    assert heard.recv()[0] == ""
    heard.close()
    _work_through(tmp_path, [*NAMES], work, tell)
    assert begun(tmp_path / "log").count(NAMES[1]) == 0
