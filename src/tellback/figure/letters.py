"""How wide words are, without a font: the widths of Arial, which Liberation Sans shares.

In thousandths of the size of the letters, as the fonts of content/fonts have them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

REGULAR = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft\xa0",
    333: "()-`r“”",
    389: '{}•*"',
    400: "°",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–£€",
    584: "+<=>~×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm½",
    889: "%",
    944: "W",
    1015: "—…@",
}
BOLD = {
    238: "'",
    278: " ,./I\\ijl‘’\xa0",
    333: "!()-:;[]`ft|",
    389: "*r{}•",
    400: "°",
    500: 'z“”"',
    556: "#$0123456789J_aceksvxy–£€",
    584: "+<=>^~×",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    834: "M½",
    889: "%m",
    944: "W",
    1000: "—…@",
}
OTHER, SQUARE = 780, 1000
"""Of a letter of another script, on the large side; of one as wide as it is high."""
SPARE = 1.05
"""A browser without Arial takes letters that are somewhat wider."""


def _by_letter(widths: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in widths.items() for letter in letters}


_WIDTHS = {False: _by_letter(REGULAR), True: _by_letter(BOLD)}


def wide(words: str, size: float, *, bold: bool = False) -> float:
    """Units of words in letters of `size`, on the large side."""
    return sum(_letter(one, bold=bold) for one in words) * size / 1000 * SPARE


def wrapped(words: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Words in lines of at most `room` units, one at the least; a word that is wider is cut."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if wide(longer, size, bold=bold) <= room:
            lines[-1] = longer
            continue
        lines += _cut(word, room, size, bold=bold)
    return lines[1:] if len(lines) > 1 and not lines[0] else lines


def _cut(word: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """A word in pieces that fit; a mark over a letter stays with its letter."""
    piece = ""
    for letter in word:
        too_wide = wide(piece + letter, size, bold=bold) > room
        if piece and too_wide and not unicodedata.combining(letter):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _letter(letter: str, *, bold: bool) -> int:
    known = _WIDTHS[bold].get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain != letter:
        return _letter(plain, bold=bold)
    return SQUARE if _square(letter) else OTHER


def _square(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
