"""The demo borough, served as a council would serve it, and a browser to look at it with."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async ([source, tags]) => {
  if (!window.axe) { (0, eval)(source); }
  return (await axe.run(document, {runOnly: tags})).violations;
}"""
PASSWORD = "river lamp seventeen"
CODES = 60
"""For pupils of all journeys of one run."""


@dataclass
class Site:
    """The running demo: its address, and codes that were printed and not used yet."""

    address: str
    codes: list[str]
    axe: str
    data: Path
    """The folder of the installation: its database file, snapshots and log."""

    def code(self) -> str:
        """A code for one more pupil."""
        return self.codes.pop()


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """The environment with a database of this run's own where DATABASE_URL names PostgreSQL."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield dict(os.environ)
        return
    import psycopg  # noqa: PLC0415 - only where it is used

    name = f"journeys_{uuid4().hex[:8]}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(address)
    yield {**os.environ, "DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def served(data: Path, environment: dict[str, str]) -> Iterator[str]:
    """`tellback serve` on `data`; gives its address once it answers."""
    port = free_port()
    command = [*TELLBACK, "serve", "--data", str(data), "--port", str(port)]
    with (data / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, data / "serve.log")
        yield address
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


TELLBACK = [sys.executable, "-c", "from tellback.command.main import run; run()"]


def wait_for(address: str, log: Path) -> None:
    """Until the server answers; fails with its log."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/healthy/") as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Site]:
    """The demo borough, built and served."""
    data = tmp_path_factory.mktemp("demo")
    with own_database() as own:
        environment = {
            **own,
            "TELLBACK_SECOND_FACTOR": "offered",
            "TELLBACK_COUNCIL": "Aldermoor Council",
        }
        built = subprocess.run(
            [*TELLBACK, "demo", "--no-serve", "--data", str(data), "--codes", str(CODES)],
            env={**environment, "COLUMNS": "2000"},
            capture_output=True,
            text=True,
            check=True,
        )
        printed = built.stdout.split("with a code:")[1].split("Staff sign in")[0]
        codes = re.findall(r"[a-z]+ [a-z]+ \d\d", " ".join(printed.split()))
        assert len(codes) == CODES
        axe = (root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
        with served(data, environment) as address:
            yield Site(address, codes, axe, data)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one person, with nothing in it."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


def sign_in(page: Page, site: Site, name: str) -> None:
    """Sign in as one of the demo's people."""
    page.goto(f"{site.address}/account/login/")
    page.fill("#id_login", f"{name}@demo.example")
    page.fill("#id_password", PASSWORD)
    page.click("button:has-text('Sign in')")
    page.wait_for_url("**/staff/")


def enter(page: Page, site: Site, code: str) -> None:
    """Type a code and begin."""
    page.goto(f"{site.address}/answer/")
    page.fill("#code", code)
    press(page, "button:has-text('Start')")


def press(page: Page, what: str) -> None:
    """Click what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        page.click(what)


def look(page: Page, site: Site) -> None:
    """axe's verdict, and whether anything sticks out at 320 px and at 400 % zoom."""
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, [site.axe, TAGS])
    said = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
    assert said == [], page.url
    size = page.viewport_size
    for width, height in ((320, 640), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (page.url, wide)
    assert size is not None
    page.set_viewport_size(size)
