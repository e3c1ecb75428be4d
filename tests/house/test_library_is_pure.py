"""The library can be used, every module of it, where Django cannot be imported."""

from __future__ import annotations

import subprocess
import sys

from tests.house.tree import modules

IMPORT_WITHOUT_DJANGO = """
import importlib
import sys


class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("django", "tellback_web"):
            raise ModuleNotFoundError(f"{name} is absent on purpose", name=name)
        return None


sys.meta_path.insert(0, Absent())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def imports_without_django(*names: str) -> subprocess.CompletedProcess[str]:
    """The outcome of importing modules in a Python that has neither Django nor the web floor."""
    return subprocess.run(
        [sys.executable, "-c", IMPORT_WITHOUT_DJANGO, *names],
        capture_output=True,
        check=False,
        text=True,
    )


def test_every_module_of_the_library_imports_without_django() -> None:
    names = [name for name in modules() if name.split(".")[0] == "tellback"]
    outcome = imports_without_django(*names)
    assert outcome.returncode == 0, outcome.stderr


def test_a_module_that_wants_django_is_found() -> None:
    outcome = imports_without_django("tellback_web.urls")
    assert outcome.returncode != 0
    assert "absent on purpose" in outcome.stderr
