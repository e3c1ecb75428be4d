"""Virtual pupils: each opens and posts every page of a survey, as a browser with no script would.

Closed loops without a pause: a pupil asks for the next page as soon as the last one is there.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.http_client import Answer, Connection
from benchmarks.prepare import OWN_WORDS, Prepared

MARK = re.compile(r'name=":mark" value="([^"]+)"')
FIRST_PAGE = re.compile(r'href="(/answer/page/\d+/)"')
OK, FOUND, SEE_OTHER = 200, 302, 303
PATIENCE = 60
"""Seconds after the end of a run until an answer that is still awaited counts as an error."""


@dataclass
class Tally:
    """What a run has seen."""

    waits: list[float] = field(default_factory=list)
    """Seconds that each page request took."""
    errors: list[str] = field(default_factory=list)
    saved: dict[str, int] = field(default_factory=dict)
    """Code -> the furthest page whose save was acknowledged."""
    sent: set[str] = field(default_factory=set)
    """Codes whose answers were acknowledged as sent."""
    wire_bytes: int = 0
    seconds: float = 0.0
    """How long the run was."""


class Stop(Exception):
    """This pupil cannot go on; the tally says why."""


class TimeIsUp(Exception):
    """The run is over in the middle of this pupil's survey."""


class VirtualPupil:
    """One pupil with a code at one computer."""

    def __init__(
        self, browser: Connection, answers: Mapping[int, str], tally: Tally, *, ends: float
    ) -> None:
        self.browser = browser
        self.answers = answers
        """Page number -> its answers, form-encoded."""
        self.tally = tally
        self.ends = ends
        self.mark = ""

    async def answer(self, code: str) -> None:
        """From the code page to the thanks page, beginning or going on."""
        where = await self.begin(code)
        while where.startswith("/answer/page/"):
            self._look_for_mark(await self._get(where))
            number = int(where.rstrip("/").rsplit("/", 1)[1])
            more = self.answers.get(number, "").replace(OWN_WORDS, code)
            where = await self._post(where, {":mark": self.mark}, more=more)
            self.tally.saved[code] = max(number, self.tally.saved.get(code, 0))
        if where != "/answer/check/":
            self._fail(f"ended at {where!r}")
        self._look_for_mark(await self._get(where))
        if await self._post(where, {":mark": self.mark}) != "/answer/thanks/":
            self._fail("was not thanked")
        self.tally.sent.add(code)
        await self._get("/answer/thanks/")

    async def begin(self, code: str) -> str:
        """Type the code; gives the address of the page to answer next."""
        await self._get("/answer/")
        where = await self._post("/answer/", {":code": code})
        if not where.endswith("/welcome/"):
            return (await self._timed("GET", where)).location
        found = FIRST_PAGE.search((await self._get(where)).text())
        return found[1] if found else self._fail("a welcome that leads nowhere")

    def _look_for_mark(self, answer: Answer) -> None:
        if not self.mark:
            found = MARK.search(answer.text())
            self.mark = found[1] if found else self._fail("a page without its mark")

    async def _get(self, path: str) -> Answer:
        answer = await self._timed("GET", path)
        if answer.status != OK:
            self._fail(f"GET {path} gave {answer.status}")
        return answer

    async def _post(self, path: str, fields: Mapping[str, str], more: str = "") -> str:
        token = {"csrfmiddlewaretoken": self.browser.cookies.get("csrftoken", "")}
        body = urlencode({**token, **fields}) + ("&" + more if more else "")
        answer = await self._timed("POST", path, body.encode())
        if answer.status not in {FOUND, SEE_OTHER}:
            self._fail(f"POST {path} gave {answer.status}")
        return answer.location

    async def _timed(self, method: str, path: str, body: bytes = b"") -> Answer:
        began = time.perf_counter()
        if began > self.ends:
            raise TimeIsUp
        try:
            answer = await self.browser.send(method, path, body)
        except OSError as fault:
            self._fail(f"{method} {path}: {fault!r}")
        self.tally.waits.append(time.perf_counter() - began)
        self.tally.wire_bytes += answer.wire_bytes
        return answer

    def _fail(self, why: str) -> str:
        self.tally.errors.append(why)
        raise Stop(why)


@dataclass(frozen=True)
class School:
    """Where the server is, and what pupils bring along."""

    host: str
    port: int
    codes: Iterator[str]
    prepared: Prepared


async def run_pupils(school: School, *, at_once: int, seconds: float, tally: Tally) -> None:
    """`at_once` pupils in closed loops: each seat takes the next code as soon as one is done."""
    began = time.perf_counter()
    ends = began + seconds

    async def seat() -> None:
        while time.perf_counter() < ends and len(tally.errors) <= at_once:
            code = next(school.codes, None)
            if code is None:
                tally.errors.append("no code was left")
                return
            browser = Connection(school.host, school.port)
            try:
                await VirtualPupil(browser, school.prepared.answers, tally, ends=ends).answer(code)
            except (Stop, TimeIsUp):
                pass
            finally:
                browser.close()

    seats = [asyncio.create_task(seat()) for _ in range(at_once)]
    _, late = await asyncio.wait(seats, timeout=seconds + PATIENCE)
    for one in late:
        tally.errors.append("an answer never came")
        one.cancel()
    tally.seconds = time.perf_counter() - began
