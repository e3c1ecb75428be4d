"""Made-up texts of children, and how many of them have a sign."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tellback.concern import CareWords, Sign, looks_like_a_disclosure, read_care_words

HERE = Path(__file__).parent
WORDS = HERE.parents[2] / "content" / "care"
LANGUAGES = ("cy", "en", "pl", "ur")


@dataclass(frozen=True)
class Measured:
    """How many texts there are, have a sign, and have one that cannot wait."""

    texts: int
    flagged: int
    at_once: int


@lru_cache(maxsize=1)
def care_words() -> CareWords:
    """The words that come with Tellback."""
    names = [f"{language}.yaml" for language in LANGUAGES]
    return read_care_words({name: (WORDS / name).read_text("utf-8") for name in names})


def texts(name: str) -> list[str]:
    """The lines of a file beside this one."""
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def signs(text: str) -> tuple[Sign, ...]:
    """The signs of a text by the words that come with Tellback."""
    return looks_like_a_disclosure(text, care_words())


def measure(name: str) -> Measured:
    """How the texts of a file fare."""
    found = [signs(text) for text in texts(name)]
    return Measured(
        texts=len(found),
        flagged=sum(1 for one in found if one),
        at_once=sum(1 for one in found if one and one[0].at_once),
    )
