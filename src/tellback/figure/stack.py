"""A grid's rows, each one bar of all who were asked, divided into their answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from tellback.disclosure import Hidden
from tellback.figure.marks import (
    BLUES,
    DASHED,
    GREY,
    INK,
    LETTER,
    OUTLINED,
    SIZE,
    WHITE,
    WIDTH,
    hatched,
    lines,
    rectangle,
    text,
)
from tellback.figure.model import Figure, Group

HIGH = 24
GAP = 10
SWATCH = 14
LEAST_FOR_WORDS = 34
"""Units; a narrower part has no room for its per cent, which the table gives."""

LEAST_FOR_LINES = 5


@dataclass(frozen=True)
class _Look:
    fill: str
    edge: str = ""
    ink: str = INK
    hatched: bool = False
    """Beside the lighter blues no grey is told apart where there are no colours."""


HIDDEN_LOOK = _Look(WHITE, DASHED)


def can_stack(figure: Figure) -> bool:
    """Whether it is a grid with no more answers than there are shades."""
    few = len(figure.choices) <= len(BLUES)
    return len(figure.groups) > 1 and few and not figure.overlapping


def stack(figure: Figure, top: float) -> tuple[Markup, float]:
    """The key, then a bar for each row, from `top` down; and where they end."""
    looks = _looks(figure)
    drawn = Markup("")
    keys = dict(looks)
    if figure.holds_hidden:
        keys["Hidden to protect a small number of pupils"] = HIDDEN_LOOK
    for words, look in keys.items():
        drawn += rectangle(0, top + 2, SWATCH, SWATCH, look.fill, edge=look.edge)
        drawn += hatched(1, top + 3, SWATCH - 2, SWATCH - 2) if look.hatched else ""
        said, top = lines(top, words, x=SWATCH + GAP)
        drawn += said
        top += 2
    for group in figure.groups:
        row, top = lines(top + GAP, group.words)
        drawn += row
        if group.hidden:
            said, top = lines(top, group.hidden)
            drawn += said
        else:
            drawn += Markup("").join(_parts(group, looks, top + 2))
            top += HIGH + 2
    return drawn, top + GAP


def _parts(group: Group, looks: dict[str, _Look], top: float) -> Iterator[Markup]:
    x, unseen = 0.0, group.asked
    for bar in group.bars:
        if not isinstance(bar.count, Hidden) and bar.count:
            width = WIDTH * bar.count / group.asked
            yield _part(x, width, top, looks[bar.words], f"{group.words}: {bar.words} {bar.said}")
            if width >= LEAST_FOR_WORDS:
                middle = x + width / 2 - len(bar.said) * LETTER / 2
                yield text(middle, _middle(top), bar.said, fill=looks[bar.words].ink)
            x += width
            unseen -= bar.count
    if unseen:
        width = WIDTH * unseen / group.asked
        yield _part(x, width, top, HIDDEN_LOOK, f"{group.words}: other answers hidden")


def _part(x: float, width: float, top: float, look: _Look, label: str) -> Markup:
    """A white gap of one unit parts it from the next."""
    drawn = rectangle(x, top, max(width - 1, 0.5), HIGH, look.fill, edge=look.edge, label=label)
    if look.hatched and width > LEAST_FOR_LINES:
        drawn += hatched(x + 1, top + 1, width - 3, HIGH - 2)
    return drawn


def _looks(figure: Figure) -> dict[str, _Look]:
    """Choices from dark to light in the order asked; those without an answer in grey and white."""
    shades = [
        _Look(fill, OUTLINED if at > 2 else "", WHITE if at < 2 else INK)  # noqa: PLR2004
        for at, fill in enumerate(BLUES)
    ]
    greys = [_Look(GREY, OUTLINED, hatched=True), _Look(WHITE, OUTLINED)]
    return dict(zip(figure.choices, shades, strict=False)) | dict(
        zip(figure.notes, greys, strict=False)
    )


def _middle(top: float) -> float:
    return top + HIGH / 2 + SIZE / 3
