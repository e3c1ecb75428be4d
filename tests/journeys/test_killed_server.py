"""kill -9 of the server under load: what a pupil was told is saved is there after the restart."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from benchmarks.http_client import Connection
from benchmarks.prepare import Prepared, prepare
from benchmarks.server import HOST, Server, environment_for, running_server
from benchmarks.stored import stored
from benchmarks.virtual_pupils import School, Tally, VirtualPupil, run_pupils

Result = TypeVar("Result")
PUPILS = 30
TICKETS = 300
SENT_BEFORE = 20
"""Surveys that are sent when the server is killed; other pupils are then on their first pages."""
PATIENCE = 20.0
"""Seconds; a run ends when the server is killed, long before."""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of its own: SQLite, or one more on the PostgreSQL that the tests run on."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield environment_for(tmp_path)
        return
    with _database_beside(url) as own:
        yield environment_for(tmp_path, own)


@contextmanager
def _database_beside(url: str) -> Iterator[str]:
    name = f"killed_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_every_acknowledged_page_outlives_a_killed_server(environment: dict[str, str]) -> None:
    told = Tally()
    # The first start makes the database.
    with running_server(environment) as server:
        prepared = prepare(environment, tickets=TICKETS)
        school = School(HOST, server.port, iter(prepared.codes), prepared)
        in_a_loop_of_its_own(_pupils_until_killed(school, server, told))
    with running_server(environment) as server:
        assert stored(environment, prepared, told).missing == []
        # The one who had got least far, so that there is a page to go on with.
        code = min(set(told.saved) - told.sent, key=lambda one: told.saved[one])
        more = in_a_loop_of_its_own(_go_on(server, prepared, code, after=told.saved[code]))
    assert more.sent == {code}
    assert stored(environment, prepared, more).missing == []


def in_a_loop_of_its_own(work: Coroutine[Any, Any, Result]) -> Result:
    """Run `work` in another thread: the browser of other journeys keeps a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _pupils_until_killed(school: School, server: Server, told: Tally) -> None:
    load = asyncio.create_task(run_pupils(school, at_once=PUPILS, seconds=PATIENCE, tally=told))
    while len(told.sent) < SENT_BEFORE and not load.done():
        await asyncio.sleep(0.01)
    assert told.errors == []
    server.kill()
    await load
    assert len(told.sent) >= SENT_BEFORE


async def _go_on(server: Server, prepared: Prepared, code: str, *, after: int) -> Tally:
    """The pupil with `code` begins where they left off, and sends."""
    tally = Tally()
    browser = Connection(HOST, server.port)
    pupil = VirtualPupil(browser, prepared.answers, tally, ends=float("inf"))
    try:
        page = int((await pupil.begin(code)).rstrip("/").rsplit("/", 1)[1])
        # The page on its way when the server died may have been kept as well.
        assert after < page <= after + 2
        await pupil.answer(code)
    finally:
        browser.close()
    return tally
