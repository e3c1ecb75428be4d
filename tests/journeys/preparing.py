"""What a survey officer does before anybody can answer, by the officer's own pages."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.conftest import Site


def open_wave(officer: Page, site: Site, *, name: str, school: str, questionnaire: Path) -> str:
    """A wave of one school from a file, open; gives its address. Its title is `A survey: name`."""
    officer.goto(f"{site.address}/staff/waves/prepare/")
    officer.fill("#id_name", name)
    officer.fill("#id_title", f"A survey: {name}")
    officer.fill("#id_year_group", "5")
    officer.set_input_files("input[type=file]", questionnaire)
    officer.fill("#id_opens_on", "2011-03-01")
    officer.fill("#id_closes_on", "2099-04-01")
    officer.click("text=Check the questionnaire and prepare the wave")
    officer.get_by_role("button", name="Ask schools").click()
    officer.get_by_label(school).check()
    officer.click("text=Ask these schools")
    officer.click("text=Open the wave")
    return officer.url


def close_wave(officer: Page, site: Site, wave: str) -> Path:
    """Close the wave at the address `wave`; gives the folder of its snapshot."""
    before = set((site.data / "snapshots").glob("*"))
    officer.goto(f"{wave}close/")
    officer.click("text=Close the wave and make the snapshot")
    (snapshot,) = set((site.data / "snapshots").glob("*")) - before
    return snapshot
