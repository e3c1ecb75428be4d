"""How XLSForms fare: `python -m benchmarks xlsforms FOLDER` prints docs/xlsforms-tried.md's table.

Files with the same bytes count once. Nothing is downloaded: unpack packages into the folder first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.read import XLSFORM, read_any


@dataclass
class Fared:
    """What became of the forms of one package."""

    files: int = 0
    whole: int = 0
    """Carried over without a loss."""
    with_losses: int = 0
    refused: int = 0
    why: Counter[str] = field(default_factory=Counter)
    """Code of a loss or refusal -> how often."""


def measure_xlsforms(folder: Path) -> None:
    """Print one row for each folder in `folder`, and the commonest losses."""
    print("| package | forms | whole | with losses, each said | refused, with the reason |")
    print("|---|---|---|---|---|")
    total = Fared()
    seen: set[str] = set()
    for package in sorted(one for one in folder.iterdir() if one.is_dir()):
        fared = _fared(package, seen)
        if fared.files:
            _row(package.name, fared)
        for name in ("files", "whole", "with_losses", "refused"):
            setattr(total, name, getattr(total, name) + getattr(fared, name))
        total.why.update(fared.why)
    _row("all", total)
    print()
    print("| what is said most | times |")
    print("|---|---|")
    for code, count in total.why.most_common(12):
        print(f"| {code} | {count} |")


def _row(name: str, fared: Fared) -> None:
    print(f"| {name} | {fared.files} | {fared.whole} | {fared.with_losses} | {fared.refused} |")


def _fared(package: Path, seen: set[str]) -> Fared:
    fared = Fared()
    for path in _forms(package):
        mark = sha256(path.read_bytes()).hexdigest()
        if mark in seen:
            continue
        seen.add(mark)
        fared.files += 1
        try:
            _, lost = read_any(path)
        except Unreadable as fault:
            fared.refused += 1
            fared.why.update(problem.code for problem in fault.problems)
        else:
            fared.whole += not lost
            fared.with_losses += bool(lost)
            fared.why.update(problem.code for problem in lost)
    return fared


def _forms(package: Path) -> Iterator[Path]:
    for path in sorted(package.rglob("*")):
        if path.suffix.lower() in XLSFORM and path.is_file():
            yield path
