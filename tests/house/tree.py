"""The repository as the house's tests see it: which files there are, and which modules."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


def kept_files() -> tuple[Path, ...]:
    """Every file that is committed or about to be, in order."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = sorted({ROOT / name for name in listed.split("\0") if name})
    return tuple(path for path in paths if path.is_file())


def python_files(*folders: str) -> tuple[Path, ...]:
    """Kept Python files under `folders` of the repository, or all of them."""
    under = [ROOT / folder for folder in folders] or [ROOT]
    return tuple(
        path
        for path in kept_files()
        if path.suffix == ".py" and any(path.is_relative_to(folder) for folder in under)
    )


def modules() -> dict[str, Path]:
    """Dotted name -> file, for every module of both floors."""
    return {module_name(path): path for path in python_files("src")}


def module_name(path: Path) -> str:
    """The dotted name of a file under src/; a package's is its folder's."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def shown(path: Path) -> str:
    """`path` as a person would name it."""
    return str(path.relative_to(ROOT))


def told(faults: Iterator[str] | list[str]) -> str:
    """The faults, each on a line of its own, as a failing test shows them."""
    return "\n" + "\n".join(faults)
