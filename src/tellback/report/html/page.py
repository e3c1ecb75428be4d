"""A document as HTML: a piece of a page of GOV.UK Frontend, or a file that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tellback.report.blocks import Block, Card, Cards, Heading, Row, Table
from tellback.report.document import Document
from tellback.report.html.sources import SourceLinks, directed
from tellback.report.note_words import NOTES_HEAD, before_notes
from tellback.report.order import card_rows, with_levels
from tellback.report.runs import full_language, is_right_to_left

Symbols = Callable[[str], Markup]
"""From the name of a picture in content/symbols, the picture as HTML."""
SECOND = 2
"""The level of headings right below the title."""
IMAGE = Markup('<img class="document__symbol" src="{}{}.svg" alt="" width="96" height="96">')
_HERE = Path(__file__).parent


def html_fragment(document: Document, *, symbols: Symbols = lambda _name: Markup("")) -> Markup:
    """The document as one `<article>`, its title as the page's only `<h1>`.

    It has no scripts and no style attributes, so that a strict Content-Security-Policy takes it;
    `document.css` beside its templates is how it looks. `symbols` draws the pictures of cards.
    """
    blocks = tuple(_placed(document))
    text = (
        _templates()
        .get_template("document.html")
        .render(
            document=document,
            blocks=blocks,
            parts=_parts(blocks),
            links=SourceLinks(document),
            notes_head=NOTES_HEAD,
            before_notes=before_notes(document.release),
            symbols=symbols,
            language=full_language(document.language),
            direction="rtl" if is_right_to_left(document.language) else "ltr",
        )
    )
    return Markup(text)  # noqa: S704 - Jinja escaped it


def html_page(document: Document, *, content: Path) -> str:
    """The document as a whole file that needs nothing beside it; `content` holds the symbols.

    Raises FileNotFoundError for a card's symbol that is not there.
    """
    return (
        _templates()
        .get_template("page.html")
        .render(
            document=document,
            fragment=html_fragment(document, symbols=symbols_within(content)),
            own_style=_own_style(),
            language=full_language(document.language),
            direction="rtl" if is_right_to_left(document.language) else "ltr",
            day=day_words(document.made_on),
        )
    )


def _own_style() -> Markup:
    """Within the page: a file has no policy of a server, and must need nothing beside it."""
    css = "".join((_HERE / name).read_text("utf-8") for name in ("page.css", "document.css"))
    return Markup("<style>\n{}</style>").format(Markup(css))  # noqa: S704 - files of ours


def symbols_within(content: Path) -> Symbols:
    """Pictures drawn in the page itself. They say nothing that the words do not."""

    def drawn(name: str) -> Markup:
        svg = (content / "symbols" / f"{name}.svg").read_text("utf-8").strip()
        quiet = '<svg class="document__symbol" aria-hidden="true" focusable="false" '
        return Markup(svg.replace("<svg ", quiet, 1))  # noqa: S704 - a file of content/

    return drawn


def symbols_at(address: str) -> Symbols:
    """Pictures that the page fetches from below `address`, which ends with a stroke."""

    def fetched(name: str) -> Markup:
        return IMAGE.format(address, name)

    return fetched


def day_words(day: date) -> str:
    """`1 June 2010`."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Placed:
    """A block, the level of its heading or 0, and an id of its own."""

    block: Block
    level: int
    id: str


@dataclass
class Part:
    """A heading, where a link finds it, and the headings below it."""

    id: str
    heading: Heading
    below: list[Part] = field(default_factory=list)


def _placed(document: Document) -> Iterator[Placed]:
    for number, (block, level) in enumerate(with_levels(document.blocks), 1):
        yield Placed(block, level, f"part-{number}")


def _parts(blocks: Iterable[Placed]) -> list[Part]:
    """The headings of the second level, and of the third below them."""
    parts: list[Part] = []
    for one in blocks:
        if isinstance(one.block, Heading):
            part = Part(one.id, one.block)
            if one.block.level == SECOND:
                parts.append(part)
            elif one.block.level == SECOND + 1:
                parts[-1].below.append(part)
    return parts


def _bodies(table: Table) -> Iterator[list[Row]]:
    """The rows, in lots that begin with their own headings."""
    lot: list[Row] = []
    for row in table.rows:
        if row.over and lot and not lot[-1].over:
            yield lot
            lot = []
        lot.append(row)
    if lot:
        yield lot


def _in_rows(block: Cards) -> Iterator[tuple[Card, str]]:
    """Each card, and what share of a row it has."""
    shares = {1: "whole", 2: "half", 3: "third"}
    cards = iter(block.cards)
    for many in card_rows(len(block.cards)):
        for card in islice(cards, many):
            yield card, shares[many]


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


@lru_cache(maxsize=1)
def _templates() -> Environment:
    made = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(_HERE),
    )
    made.filters |= {"directed": directed, "bodies": _bodies, "in_rows": _in_rows, "kind": _kind}
    return made
