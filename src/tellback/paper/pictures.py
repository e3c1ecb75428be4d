"""The pictures beside answers, as the typesetter takes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tellback.paper.look import Look, Variant

SYMBOL = "symbol:"
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")
_SIGNS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}


@dataclass(frozen=True)
class Pictures:
    """Where pictures are found: `symbols` is the folder of ours, `media` gives the others."""

    symbols: Path
    media: Callable[[str], bytes | None]
    look: Look

    def picture(self, name: str | None) -> dict[str, object] | None:
        """One picture for the typesetter; None where this look has none, or it is not there."""
        if not name or self.look.variant is not Variant.SYMBOLS:
            return None
        if name.startswith(SYMBOL):
            return self._symbol(self.symbols / f"{name.removeprefix(SYMBOL)}.svg")
        data = self.media(name)
        found = [kind for sign, kind in _SIGNS.items() if data and data.startswith(sign)]
        return {"format": found[0], "picture": [*data]} if data and found else None

    def _symbol(self, path: Path) -> dict[str, object] | None:
        if not path.is_file():
            return None
        drawn = path.read_text(encoding="utf-8")
        if self.look.black_and_white:
            drawn = _COLOUR.sub(_grey, drawn)
        return {"format": "svg", "picture": drawn}


def _grey(found: re.Match[str]) -> str:
    """A colour as the grey of the same lightness (ITU-R BT.601)."""
    digits = found[1] if len(found[1]) > 3 else "".join(one * 2 for one in found[1])  # noqa: PLR2004
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    grey = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{grey:02x}{grey:02x}{grey:02x}"
