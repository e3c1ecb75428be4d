"""What is written for people agrees with what there is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import typer

from tellback.command.main import make_app
from tests.house.tree import ROOT, kept_files, python_files, told


def leaves(command: object, path: str) -> Iterator[str]:
    """Every command at the end of a branch, as a person types it."""
    children: dict[str, object] = getattr(command, "commands", {})
    if not children:
        yield path
    for name, child in children.items():
        yield from leaves(child, f"{path} {name}")


def manual() -> str:
    """README.md and everything in docs/, with line breaks as spaces."""
    pages = [ROOT / "README.md"]
    pages += [
        path for path in kept_files() if path.is_relative_to(ROOT / "docs") and path.suffix == ".md"
    ]
    return re.sub(r"\s+", " ", " ".join(page.read_text("utf-8") for page in pages))


def without_comments(page: str) -> str:
    """What a reader of the page is shown."""
    return re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)


def test_the_manual_shows_every_command() -> None:
    written = manual()
    typed = leaves(typer.main.get_command(make_app()), "tellback")
    faults = [f"No page of docs/ shows `{words}`." for words in typed if words not in written]
    assert not faults, told(faults)


def test_commands_are_found_to_the_end_of_each_branch() -> None:
    typed = set(leaves(typer.main.get_command(make_app()), "tellback"))
    assert {"tellback questionnaire check", "tellback demo"} <= typed


def test_the_manual_explains_every_setting() -> None:
    written = manual()
    settings = {
        name
        for path in python_files("src")
        for name in re.findall(r"""["'](TELLBACK_[A-Z_]+)["']""", path.read_text("utf-8"))
    }
    assert settings
    assert not {name for name in settings if f"`{name}`" not in written}


def test_the_newest_change_is_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[:1] == [version]


def test_publiccode_says_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(
        rf"^softwareVersion: [\"']?{re.escape(version)}[\"']?$",
        (ROOT / "publiccode.yml").read_text("utf-8"),
        re.MULTILINE,
    )


def test_every_recipe_that_a_page_names_is_in_the_makefile() -> None:
    recipes = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    pages = [path for path in kept_files() if path.suffix in (".md", ".yml")]
    faults = [
        f"{page.name} says `make {name}`, and there is no such recipe."
        for page in pages
        for name in re.findall(r"`make ([a-z-]+)", page.read_text("utf-8"))
        if name not in recipes
    ]
    assert not faults, told(faults)


def test_every_link_between_pages_leads_somewhere() -> None:
    faults = [
        f"{page.relative_to(ROOT)} links to {target}, which is not there."
        for page in kept_files()
        if page.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)", without_comments(page.read_text("utf-8")))
        if "://" not in target and not target.startswith("mailto:")
        if not (page.parent / target).exists()
    ]
    assert not faults, told(faults)


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = re.findall(r"^## (\d+)\.", (ROOT / "DECISIONS.md").read_text("utf-8"), re.MULTILINE)
    assert [int(number) for number in numbers] == list(range(1, len(numbers) + 1))
    assert numbers
