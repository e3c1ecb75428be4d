"""Every noun that crosses from one part of the house to another is in GLOSSARY.md, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from tests.house.tree import ROOT, modules, told

CLASS_NAME = re.compile(r"`([A-Z][A-Za-z]+)`")


def classes(source: str) -> Iterator[ast.ClassDef]:
    """The public classes at the top of a module, without exceptions."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not fault(node):
            yield node


def fault(node: ast.ClassDef) -> bool:
    """Whether the class is an exception, which says itself what it means."""
    return any(
        isinstance(base, ast.Name) and base.id.endswith(("Error", "Exception"))
        for base in node.bases
    )


def unit(name: str) -> str:
    """The part of the house that a module is in: tellback.snapshot, tellback_web.survey."""
    return ".".join(name.split(".")[:2])


def crossing(sources: Mapping[str, str]) -> set[str]:
    """Classes of the library that another part imports, and the web floor's models."""
    units: dict[str, set[str]] = {}
    nouns = set()
    for name, source in sources.items():
        for node in classes(source):
            units.setdefault(node.name, set()).add(unit(name))
            if name.startswith("tellback_web.") and ".models" in name:
                nouns.add(node.name)
    for name, source in sources.items():
        for imported in ast.walk(ast.parse(source)):
            if not isinstance(imported, ast.ImportFrom) or not imported.module:
                continue
            if imported.module.split(".")[0] == "tellback" and unit(imported.module) != unit(name):
                nouns |= {alias.name for alias in imported.names if alias.name in units}
    return nouns


def sources() -> dict[str, str]:
    """Dotted name -> source of every module."""
    return {name: path.read_text("utf-8") for name, path in modules().items()}


def test_the_glossary_has_every_noun_that_crosses_the_house() -> None:
    explained = set(CLASS_NAME.findall((ROOT / "GLOSSARY.md").read_text("utf-8")))
    faults = [f"GLOSSARY.md does not explain `{noun}`." for noun in crossing(sources()) - explained]
    assert not faults, told(sorted(faults))


def test_the_glossary_names_no_class_that_is_gone() -> None:
    there = {node.name for source in sources().values() for node in classes(source)}
    explained = set(CLASS_NAME.findall((ROOT / "GLOSSARY.md").read_text("utf-8")))
    faults = [f"GLOSSARY.md names `{noun}`, which is no class." for noun in explained - there]
    assert not faults, told(sorted(faults))


def test_nouns_that_cross_are_found() -> None:
    made_up = {
        "tellback.snapshot.read": "class Snapshot: ...\nclass Inner: ...\nclass Gone(OSError): ...",
        "tellback.snapshot": "from tellback.snapshot.read import Inner, Snapshot",
        "tellback.tabulation": "from tellback.snapshot import Gone, Snapshot, read_snapshot",
        "tellback_web.survey.models.wave": "class Wave: ...\nclass _Own: ...",
        "tellback_web.survey.pages": "class WavePage: ...",
    }
    assert crossing(made_up) == {"Snapshot", "Wave"}
