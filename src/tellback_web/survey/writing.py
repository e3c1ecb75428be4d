"""Who writes pupils' answers: one thread in each worker, many answers to a commit.

Each commit waits for the disk. Were every page its own commit, two workers would
reach about 800 a second with waits of over a second, since SQLite lets one write at
a time and its losers sleep. So a worker's requests hand their change to one writer
thread, which takes all that wait, makes them in one transaction and then lets each
request go on. A change is acknowledged only after the commit; one that fails is
rolled back alone.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from django.conf import settings
from django.db import close_old_connections, connection, transaction

Result = TypeVar("Result")
Asked = tuple[Callable[[], Any], Future[Any]]
"""A change and whom to tell."""
MOST_AT_ONCE = 200
LONGEST_WAIT = 60
"""Seconds. A change that is not durable by then is refused; the pupil presses again."""
ONE_WRITER = 2_010_1119
"""The PostgreSQL advisory lock by which workers take turns; any number of our own."""


def write(change: Callable[[], Result]) -> Result:
    """Make `change` durable and give its result; raises what it raised.

    Under the server (`TELLBACK_GROUP_COMMIT`) it shares a commit with others;
    elsewhere it has one of its own.
    """
    if not getattr(settings, "TELLBACK_GROUP_COMMIT", False):
        with transaction.atomic():
            return change()
    asked: Future[Result] = Future()
    _writer().put((change, asked))
    return asked.result(timeout=LONGEST_WAIT)


_made = threading.Lock()
_queue: SimpleQueue[Asked] | None = None


def _writer() -> SimpleQueue[Asked]:
    """The queue of this process's writer, started at the first write (after any fork)."""
    global _queue  # noqa: PLW0603 - one writer a process is the point
    if _queue is None:
        with _made:
            if _queue is None:
                waiting: SimpleQueue[Asked] = SimpleQueue()
                threading.Thread(
                    target=_write_forever, args=(waiting,), name="writer", daemon=True
                ).start()
                _queue = waiting
    return _queue


def _write_forever(waiting: SimpleQueue[Asked]) -> None:
    while True:
        first = waiting.get()
        with _turn():
            _commit(first, waiting)


def _commit(first: Asked, waiting: SimpleQueue[Asked]) -> None:
    """Make `first` and all that wait by then in one transaction; tell each how it went after it."""
    batch = [first]
    outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
    try:
        close_old_connections()
        with transaction.atomic():
            one_writer_lock()
            # Only now: whatever came while we waited for the lock shares the commit.
            while len(batch) < MOST_AT_ONCE and not waiting.empty():
                batch.append(waiting.get())
            for change, asked in batch:
                try:
                    with transaction.atomic():
                        outcomes.append((asked, change(), None))
                except Exception as fault:  # noqa: BLE001 - handed to the one who asked
                    outcomes.append((asked, None, fault))
    except Exception as fault:  # noqa: BLE001 - the commit failed: nobody's change was kept
        outcomes = [(asked, None, fault) for _, asked in batch]
        connection.close()
    for asked, result, trouble in outcomes:
        if trouble is None:
            asked.set_result(result)
        else:
            asked.set_exception(trouble)


def one_writer_lock() -> None:
    """On PostgreSQL, hold the lock of whoever writes answers until this transaction ends.

    SQLite needs none: there a transaction that writes is alone anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_WRITER])


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for this worker's turn at SQLite: the kernel wakes us, where SQLite would sleep."""
    if connection.vendor != "sqlite":
        yield
        return
    with (Path(settings.DATA) / "writer.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
