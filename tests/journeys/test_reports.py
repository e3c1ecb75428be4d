"""Documents in a browser: for everyone, for a head, for the officer who releases them."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import TELLBACK, Site, look, press, served, sign_in
from tests.journeys.test_explorer import take_from, window
from tests.journeys.test_screenshots import WIDTHS, take

RESULTS = "/results/2009/"
OWN = f"{RESULTS}schools/9004/report/"
SMALL = f"{RESULTS}schools/9006/report/"
"""Six of its pupils answered."""
STAFF = "/staff/releases/1/reports/"
EVERYONE = {
    "report": "Young people’s lifestyle survey 2009",
    "summary": "Report to members",
    "newsletter": "You told us. Thank you!",
}
PATIENCE = 90_000
"""Milliseconds; a report takes seconds on a machine that does other things too."""


@pytest.fixture
def images(root: Path, tmp_path: Path) -> Path:
    """Where pictures go."""
    return root / "docs" / "images" if os.environ.get("TELLBACK_SCREENSHOTS") == "1" else tmp_path


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("kind", EVERYONE)
def test_everyone_reads_a_document(
    kind: str, size: str, images: Path, browser: Browser, site: Site
) -> None:
    page = window(browser, size)
    page.goto(f"{site.address}{RESULTS}{kind}/", timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_have_text(EVERYONE[kind])
    look(page, site)
    if size == "wide" or kind == "newsletter":
        take(page, images, f"reports-{kind}", size)
    page.context.close()


def test_from_the_results_to_a_file_with_the_keyboard_alone(browser: Browser, site: Site) -> None:
    page = window(browser, "wide")
    page.goto(f"{site.address}{RESULTS}")
    page.get_by_role("link", name="Newsletter for pupils").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the main content
    tab_to(page, "PDF")
    with page.expect_download(timeout=PATIENCE) as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename == "2009-newsletter.pdf"
    assert saved.value.path().read_bytes().startswith(b"%PDF-")
    page.context.close()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the link of these words has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
    pytest.fail(f"No Tab leads to {words}.")


@pytest.mark.parametrize("size", WIDTHS)
def test_the_link_of_a_letter_leads_a_head_to_the_own_report(
    size: str, images: Path, browser: Browser, site: Site
) -> None:
    page = window(browser, size)
    page.goto(site.address + OWN)
    page.fill("#id_login", "bilal@demo.example")
    page.fill("#id_password", "river lamp seventeen")
    page.click("button:has-text('Sign in')")
    page.wait_for_url(f"**{OWN}", timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Downs Meadow Junior")
    expect(page.get_by_text("Only your school, survey officers and analysts")).to_be_visible()
    look(page, site)
    take(page, images, "reports-school", size)
    press(page, "text=Results of the school >> nth=0")
    press(page, "text=Read the school’s report")
    assert page.url.endswith(OWN)
    page.goto(site.address + SMALL)
    expect(page.get_by_role("heading", level=1)).to_have_text("Not for you")
    look(page, site)
    page.context.close()


@pytest.mark.parametrize("size", WIDTHS)
def test_staff_look_at_all_documents(size: str, images: Path, browser: Browser, site: Site) -> None:
    page = window(browser, size)
    sign_in(page, site, "efa")
    for path in (STAFF, f"{STAFF}newsletter/", f"{STAFF}schools/9006/report/"):
        page.goto(site.address + path, timeout=PATIENCE)
        look(page, site)
    sign_in_as(page, site, "amina")
    page.goto(site.address + STAFF)
    expect(page.get_by_role("button", name="Send the links")).to_be_visible()
    look(page, site)
    if size == "wide":
        take_from(page, images, "reports-released", size, at="#schools")
    page.goto(f"{site.address}/staff/invitations/1/letters/results/")
    expect(page.get_by_text("The results of Alder Lane Primary are ready")).to_be_visible()
    look(page, site)
    page.context.close()


def sign_in_as(page: Page, site: Site, name: str) -> None:
    """Somebody else at the same machine."""
    page.context.clear_cookies()
    sign_in(page, site, name)


@pytest.fixture
def not_released(site: Site, tmp_path: Path) -> Iterator[Site]:
    """The demo as it was before its school reports were released, served for itself."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("the demo is copied as files, which it is on SQLite")
    copy_of(site.data / "tellback.sqlite3", tmp_path / "tellback.sqlite3")
    (tmp_path / "releases").symlink_to(site.data / "releases")
    environment = {**os.environ, "TELLBACK_SECOND_FACTOR": "offered"}
    with served(tmp_path, environment) as address:
        yield replace(site, address=address, data=tmp_path)


def copy_of(there: Path, here: Path) -> None:
    """The database of a running server, without what is known of school reports."""
    with sqlite3.connect(there) as running, sqlite3.connect(here) as copy:
        running.backup(copy)
        for table in ("results_schoolreport", "results_schoolreports"):
            copy.execute(f"DELETE FROM {table}")


def test_an_officer_releases_the_school_reports_though_their_process_is_killed(
    images: Path, browser: Browser, not_released: Site
) -> None:
    page = window(browser, "wide")
    site = not_released
    sign_in(page, site, "amina")
    page.goto(site.address + STAFF)
    look(page, site)
    press(page, "text=Make and release the school reports")
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    while bar.evaluate("bar => bar.value") < 2:
        page.wait_for_timeout(100)
    # It waits, so that the page can be looked at while the work is half done.
    signal_to(site, signal.SIGSTOP)
    take_from(page, images, "reports-progress", "wide", at="#schools")
    look(page, site)
    # What a machine does that has no memory left.
    signal_to(site, signal.SIGKILL)
    expect(page.get_by_text("The work broke off")).to_be_visible(timeout=PATIENCE)
    look(page, site)
    before = len(page.get_by_role("cell", name="Yes", exact=True).all())
    assert before >= 2
    press(page, "button:has-text('Go on')")
    press(page, "button:has-text('Stop')")
    expect(page.get_by_text("Somebody stopped the work.")).to_be_visible()
    finish_all_but_one(site)
    press(page, "button:has-text('Go on')")
    expect(page.get_by_text("Released on")).to_be_visible(timeout=PATIENCE)
    press(page, "text=Send the links")
    expect(page.get_by_text("13 letters sent.")).to_be_visible()
    expect(page.get_by_text("2 schools have no e-mail address")).to_be_visible()
    look(page, site)
    page.context.close()


def signal_to(site: Site, what: signal.Signals) -> None:
    """Send the process that is at work a signal."""
    (lock,) = (site.data / "reports").glob("*/work.lock")
    os.kill(int(lock.read_text()), what)


def finish_all_but_one(site: Site) -> None:
    """Mark reports as made, so that the journey need not wait for each."""
    until = time.monotonic() + PATIENCE / 1000
    while is_working(site) and time.monotonic() < until:
        time.sleep(0.1)
    with sqlite3.connect(site.data / "tellback.sqlite3", timeout=20) as database:
        database.execute(
            "UPDATE results_schoolreport SET made_at = '2010-06-01' WHERE made_at IS NULL "
            "AND id < (SELECT max(id) FROM results_schoolreport)"
        )


def is_working(site: Site) -> bool:
    """Whether the process that was begun last is there still."""
    (lock,) = (site.data / "reports").glob("*/work.lock")
    try:
        os.kill(int(lock.read_text()), 0)
    except (ProcessLookupError, ValueError):
        return False
    return Path(f"/proc/{lock.read_text().strip()}/stat").read_text().split()[2] != "Z"


def test_without_javascript_the_work_is_looked_at_again(
    browser: Browser, not_released: Site
) -> None:
    page = window(browser, "phone", script=False)
    site = not_released
    sign_in(page, site, "amina")
    page.goto(site.address + STAFF)
    press(page, "text=Make and release the school reports")
    expect(page.get_by_role("progressbar")).to_be_visible()
    press(page, "button:has-text('Stop')")
    expect(page.get_by_text("Somebody stopped the work.")).to_be_visible()
    press(page, "button:has-text('Go on')")
    # Some are made by now, or all are, and then the page says that they are released.
    some = re.compile(r"Released on|\b(?:[1-9]|1\d) of 15 schools made")
    until = time.monotonic() + PATIENCE / 1000
    while page.get_by_text(some).count() == 0 and time.monotonic() < until:
        press(page, "text=Look again")
        page.wait_for_timeout(1_000)
    expect(page.get_by_text(some).first).to_be_visible()
    page.context.close()


def test_the_commands_of_the_manual_make_documents(root: Path, tmp_path: Path, site: Site) -> None:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("the demo's database is known to its own server alone")
    text = (root / "docs/how-to/reports.md").read_text("utf-8")
    lines = re.findall(r"^    tellback (report .*)$", text, re.MULTILINE)
    for line in lines:
        words = line.replace("/var/lib/tellback", str(site.data)).split()
        subprocess.run([*TELLBACK, *words], cwd=tmp_path, check=True, capture_output=True)
    made = {path.suffix for path in (tmp_path / "reports").iterdir() if path.is_file()}
    assert {".pdf", ".docx", ".html"} <= made
    assert len(lines) == 5
