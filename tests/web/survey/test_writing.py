"""Many answers to a commit: each acknowledged after it, one failure alone, two at once in turn."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction

from tellback_web.survey import writing
from tellback_web.survey.changes.answering import save_page, start
from tellback_web.survey.codes import digest
from tellback_web.survey.models import Draft, Wave
from tests.web.survey.small import codes, draft_wave, wave_open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def grouped(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The writer of the server, closed down with the test."""
    settings.DATA = tmp_path
    settings.TELLBACK_GROUP_COMMIT = True
    monkeypatch.setattr(writing, "_queue", None)
    yield
    writing.write(connections.close_all)


def in_threads(*jobs: Any) -> list[BaseException]:
    """Run jobs at once, each with a database connection of its own; gives what they raised."""
    raised: list[BaseException] = []

    def run(job: Any) -> None:
        try:
            job()
        except Exception as fault:  # noqa: BLE001 - collected
            raised.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_what_is_acknowledged_is_committed(grouped: None) -> None:
    seen = []

    def look() -> None:
        seen.append(Wave.objects.filter(name="kept").exists())

    writing.write(lambda: draft_wave("kept"))
    in_threads(look)
    assert seen == [True]


def test_a_change_that_fails_is_undone_alone(grouped: None) -> None:
    def fail() -> None:
        draft_wave("broken")
        msg = "on purpose"
        raise RuntimeError(msg)

    jobs = [
        lambda name=f"good-{number}": writing.write(lambda: draft_wave(name)) for number in range(6)
    ]
    raised = in_threads(*jobs[:3], lambda: writing.write(fail), *jobs[3:])
    assert [str(one) for one in raised] == ["on purpose"]
    assert Wave.objects.count() == 6
    assert not Wave.objects.filter(name="broken").exists()


def test_changes_that_wait_together_share_a_commit(
    grouped: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = []
    commit = writing._commit

    def counted(*given: Any) -> None:
        commits.append(1)
        commit(*given)

    monkeypatch.setattr(writing, "_commit", counted)
    hold = threading.Event()
    jobs = [lambda: writing.write(hold.wait)]
    jobs += [lambda: writing.write(lambda: None) for _ in range(10)]
    threading.Timer(0.5, hold.set).start()
    assert in_threads(*jobs) == []
    assert 1 <= len(commits) < 11


@pytest.mark.parametrize("group", [True, False])
def test_two_pages_of_one_pupil_saved_at_once_are_both_kept(
    group: bool, grouped: None, settings: Any
) -> None:
    if not group and connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory, where a table's lock does not wait")
    settings.TELLBACK_GROUP_COMMIT = group
    (code,) = codes(wave_open())
    start(code)
    names = [f"q{number}" for number in range(12)]
    jobs = [
        lambda name=name: save_page(code, page=1, answers={name: "x"}, only=frozenset({name}))
        for name in names
    ]
    assert in_threads(*jobs) == []
    assert Draft.objects.get(digest=digest(code, "draft")).answers == dict.fromkeys(names, "x")


def test_sqlite_waits_for_the_disk_and_wipes_what_it_deletes() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is set up by the council")
    with connection.cursor() as cursor, transaction.atomic():
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert found.pop("journal_mode") in {"wal", "memory"}
    assert found == {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
