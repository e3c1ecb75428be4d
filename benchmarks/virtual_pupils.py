"""Virtual pupils: each opens and posts every page of a survey, as a browser without script would."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.http_client import Answer, Connection

MARK = re.compile(r'name=":mark" value="([^"]+)"')
OK, FOUND, SEE_OTHER = 200, 302, 303


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


class Stop(Exception):  # noqa: N818 - ends one pupil
    """This pupil cannot go on; the tally says why."""


class VirtualPupil:
    """One pupil with a code at one computer."""

    def __init__(self, host: str, port: int, answers: Mapping[int, str], tally: Tally) -> None:
        self.browser = Connection(host, port)
        self.answers = answers
        """Page number -> its answers, form-encoded."""
        self.tally = tally

    async def answer(self, code: str) -> None:
        """From the code page to the thanks page."""
        await self._get("/answer/")
        where = await self._post("/answer/", {":code": code})
        if where.endswith("/welcome/"):
            page = await self._get(where)
            found = re.search(r'href="(/answer/page/\d+/)"', page.text())
            where = found[1] if found else ""
        mark = ""
        while where.startswith("/answer/page/"):
            shown = await self._get(where)
            mark = mark or self._mark(shown)
            number = int(where.rstrip("/").rsplit("/", 1)[1])
            where = await self._post(where, {":mark": mark}, more=self.answers.get(number, ""))
            self.tally.saved[code] = number
        if where != "/answer/check/":
            self._fail(f"ended at {where!r}")
        mark = self._mark(await self._get(where))
        if await self._post(where, {":mark": mark}) != "/answer/thanks/":
            self._fail("was not thanked")
        self.tally.sent.add(code)

    def _mark(self, answer: Answer) -> str:
        found = MARK.search(answer.text())
        if not found:
            self._fail("a page without its mark")
        return found[1]  # type: ignore[index]

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
        try:
            answer = await self.browser.send(method, path, body)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as fault:
            self._fail(f"{method} {path}: {fault!r}")
        self.tally.waits.append(time.perf_counter() - began)
        self.tally.wire_bytes += answer.wire_bytes
        return answer

    def _fail(self, why: str) -> None:
        self.tally.errors.append(why)
        raise Stop(why)


async def run_pupils(  # noqa: PLR0913 - a run has this many settings
    host: str,
    port: int,
    *,
    codes: Iterator[str],
    answers: Mapping[int, str],
    at_once: int,
    seconds: float,
) -> Tally:
    """`at_once` pupils in closed loops: each seat takes the next code as soon as one is done."""
    tally = Tally()
    ends = time.perf_counter() + seconds

    async def seat() -> None:
        while time.perf_counter() < ends:
            code = next(codes, None)
            if code is None:
                return
            pupil = VirtualPupil(host, port, answers, tally)
            try:
                await pupil.answer(code)
            except Stop:
                if len(tally.errors) > at_once:
                    return
            finally:
                pupil.browser.close()

    await asyncio.gather(*(seat() for _ in range(at_once)))
    return tally
