"""What a grid page weighs on first view: its HTML and its style sheet, as they are sent."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from benchmarks.http_client import Answer, Connection
from benchmarks.prepare import prepare
from benchmarks.server import HOST, bring_up_to_date, environment_for, running_server
from benchmarks.virtual_pupils import Tally, VirtualPupil

LIMIT = 20 * 1024
"""Bytes of a grid page on first view, headers and all."""
STYLE_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
PAGE = "/answer/page/"
GRID = 'class="ask-row"'
PACKINGS = {"gzip": "gzip", "Brotli where the server has it": "gzip, br"}
"""What the browser says it can unpack; browsers say Brotli over HTTPS only."""


class Noting(Connection):
    """A browser that keeps each page of questions that it is shown."""

    def __init__(self, host: str, port: int, *, accept: str) -> None:
        super().__init__(host, port, accept=accept)
        self.shown: dict[str, Answer] = {}

    async def send(self, method: str, path: str, body: bytes = b"") -> Answer:
        """As any browser; keeps the page."""
        answer = await super().send(method, path, body)
        if method == "GET" and path.startswith(PAGE):
            self.shown[path] = answer
        return answer


def measure() -> bool:
    """Print the weights; whether every grid page is within the limit."""
    print(f"\nA grid page on first view: {LIMIT:,} bytes at the most")
    with tempfile.TemporaryDirectory(prefix="tellback-bench.") as folder:
        environment = environment_for(Path(folder))
        bring_up_to_date(environment)
        prepared = prepare(environment, tickets=len(PACKINGS))
        with running_server(environment) as server:
            good = True
            for code, (name, accept) in zip(prepared.codes, PACKINGS.items(), strict=True):
                browser = Noting(HOST, server.port, accept=accept)
                heaviest = asyncio.run(_grid_pages(browser, code, prepared.answers))
                print(f"  {name}: {heaviest:,} bytes, the heaviest of the grid pages")
                good = good and heaviest <= LIMIT
    return good


async def _grid_pages(browser: Noting, code: str, answers: dict[int, str]) -> int:
    """Bytes of the heaviest grid page with its style sheet."""
    pupil = VirtualPupil(browser, answers, Tally(), ends=float("inf"))
    await pupil.answer(code)
    grids = [page for page in browser.shown.values() if GRID in page.text()]
    heaviest = max(grids, key=lambda page: page.wire_bytes)
    sheet = STYLE_SHEET.search(heaviest.text())
    assert sheet, "a page without a style sheet"
    style = await browser.send("GET", sheet[1])
    browser.close()
    print(
        f"  {len(grids)} pages with grids; page {heaviest.wire_bytes:,} bytes,"
        f" style sheet {style.wire_bytes:,}"
    )
    return heaviest.wire_bytes + style.wire_bytes
