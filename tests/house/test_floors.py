"""The contracts of the floors know every app, so that a new one cannot stand outside them."""

from __future__ import annotations

import tomllib

from django.conf import settings

from tests.house.tree import ROOT


def contracts() -> dict[str, dict[str, list[str]]]:
    """The contracts of import-linter, by their ids."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    return {contract["id"]: contract for contract in tools["importlinter"]["contracts"]}


def test_the_order_inside_an_app_holds_in_every_app() -> None:
    ours = {name for name in settings.INSTALLED_APPS if name.startswith("tellback_web.")}
    assert ours == set(contracts()["in-an-app"]["containers"])
