"""Data and a template of ours made into an accessible PDF, without network or system fonts.

What a questionnaire says reaches the template as data and is never read as markup.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import typst

from tellback.paper.fonts import UNSEEN, can_be_drawn, letters_in

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
"""PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2): tagged, with every font inside."""
FORGETS = 5
"""Compilations of nothing after each that counts: 200 MB in place of 550, and no slower."""
LONGEST_WORD = 18
"""Letters after which a word may be broken, so that it stays on its line."""
PICTURES = frozenset({"picture", "symbol", "charts"})
"""Keys of data that hold pictures, which are handed on as they are."""
_BREAK = "\u200b"
_BETWEEN_FIGURES = re.compile(r"(?<=[0-9]) (?=[0-9])")
"""A telephone number stays on one line."""
_ORDINARY = re.compile(r"[\n -~]*")
"""Letters that every font has: most texts are of them alone, and need no second look."""
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")


class Unprintable(ValueError):
    """No font of ours has some character; carries the sentence."""


def pdf(
    template: str,
    data: Mapping[str, object],
    *,
    fonts: Path,
    made: datetime,
    package: str = "tellback.paper",
) -> bytes:
    """The PDF that `template`, a file of `package`, makes of `data`.

    The same arguments give the same bytes. Raises Unprintable.
    """
    drawn = letters_in(fonts)
    source = files(package).joinpath(template).read_bytes()
    compiler = typst.Compiler(
        source,
        font_paths=_fonts(fonts),
        sys_inputs={"data": json.dumps(_ready(data, drawn), ensure_ascii=False)},
    )
    made_pdf = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=made)
    if not isinstance(made_pdf, bytes):
        msg = f"the typesetter gave {type(made_pdf).__name__} for a PDF"
        raise TypeError(msg)
    _let_go(fonts)
    return made_pdf


def _let_go(fonts: Path) -> None:
    """Have the typesetter forget what it kept of files before the last.

    It keeps what the last ten compilations used, of hundreds of pages half a gigabyte; so a few
    of nothing follow each.
    """
    for _ in range(FORGETS):
        typst.compile(b"", font_paths=_fonts(fonts), format="svg")


@lru_cache(maxsize=8)
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )


def _ready(data: object, drawn: frozenset[int]) -> object:
    """`data` with all its texts fit to be set."""
    if isinstance(data, str):
        return fit(data, drawn)
    if isinstance(data, Mapping):
        return {
            key: value if key in PICTURES else _ready(value, drawn) for key, value in data.items()
        }
    if isinstance(data, list | tuple):
        return [_ready(one, drawn) for one in data]
    return data


@lru_cache(maxsize=8192)
def fit(text: str, drawn: frozenset[int]) -> str:
    """`text` without control characters, long words breakable. Raises Unprintable."""
    if _ORDINARY.fullmatch(text) and not _LONG.search(text):
        return _BETWEEN_FIGURES.sub("\u00a0", text)
    spaced = "".join(" " if one == "\t" else one for one in text)
    kept = "".join(
        one for one in spaced if one == "\n" or unicodedata.category(one) not in {"Cc", "Cs"}
    )
    for letter in kept:
        if not can_be_drawn(letter, drawn):
            name = unicodedata.name(letter, "a sign without a name").lower()
            msg = (
                f"No font of ours has ‘{letter}’ (U+{ord(letter):04X}, {name}), which stands in "
                f"“{text[:60]}”. Put a font that has it into content/fonts, or write it otherwise."
            )
            raise Unprintable(msg)
    return "".join(_broken(_BETWEEN_FIGURES.sub("\u00a0", kept)))


def _broken(text: str) -> Iterator[str]:
    run = 0
    for letter in text:
        joins = letter in UNSEEN or unicodedata.category(letter).startswith("M")
        run = 0 if letter.isspace() else run + 1
        if run > LONGEST_WORD and not joins and not _cursive(letter):
            yield _BREAK
            run = 1
        yield letter


def _cursive(letter: str) -> bool:
    """Whether a letter joins the one before it, so that a break would change its shape."""
    return unicodedata.bidirectional(letter) == "AL"
