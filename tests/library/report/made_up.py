"""Documents for tests: one with a block of every kind, and any others by Hypothesis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from markupsafe import Markup

from tellback.figure.said import Fact, Number, Said, Source, plain, said
from tellback.report.blocks import (
    Block,
    Break,
    Card,
    Cards,
    Fields,
    Heading,
    Lines,
    List,
    Note,
    Picture,
    Row,
    Table,
    Words,
)
from tellback.report.document import Document, sentences_of

CONTENT = Path(__file__).resolve().parents[3] / "content"
RELEASE = "2009, release 1"
ARABIC = "مدرسة النور"
CHART = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 60" role="img" '
    'aria-labelledby="{0}-chart-title {0}-chart-words" font-family="arial, helvetica, sans-serif" '
    'font-size="14"><title id="{0}-chart-title">Fruit</title><desc id="{0}-chart-words">Half.'
    '</desc><rect x="0" y="20" width="180" height="18" fill="#12436D"/></svg>'
)
FRUIT = Source("Do you eat fruit? Base: 572 pupils", RELEASE, "borough//sex/female/q06_fruit/daily")
MILK = Source("Do you drink milk? Base: 570 pupils", RELEASE, "borough////q07_milk/yes")
PRINT = Source("Lifestyle survey 2007, page 12", "Published in 2007")


def chart(known: str) -> Markup:
    """A small chart of ours."""
    return Markup(CHART.format(known))  # noqa: S704 - our own


def table(rows: tuple[Row, ...] = (), **more: Any) -> Table:
    """A table with three columns."""
    held = rows or (
        Row("Northfold", (), over=True),
        Row("Ash Lane", ("30", "97%")),
        Row(f"{ARABIC} & <b>sons</b>", ("1,029", "hidden")),
        Row("No cells", ()),
    )
    facts = {"caption": "Who took part", "columns": ("School", "Pupils", "Rate"), "rows": held}
    return Table(**(facts | {"notes": ("Hidden: fewer than ten.",)} | more))


def document(*blocks: Block, **more: Any) -> Document:
    """A document of these blocks."""
    facts: dict[str, Any] = {
        "name": "2009-report",
        "title": "Young people’s lifestyle survey 2009",
        "subtitle": "What 572 pupils told us",
        "council": "Aldermoor Council",
        "audience": "For everyone",
        "release": RELEASE,
        "made_on": date(2010, 6, 1),
        "blocks": blocks,
    }
    return Document(**(facts | more))


FIRST = said("Of all pupils, ", Number("85%", FRUIT), " eat fruit; in ", Fact("2007"), " fewer.")
SECOND = said(Number("31%", MILK), " drink milk; it was ", Number("28%", PRINT), ".")
THIRD = said("So ", Number("86%", FRUIT), " of them.")
ALL_KINDS: tuple[Block, ...] = (
    Fields((("1.", "Report of", "Director of Children’s Services"), ("", "Meeting", ARABIC))),
    Words(said("A <script>alert()</script> & more."), "lead"),
    Heading("Headlines", number="1."),
    List((FIRST, SECOND, said("No number."))),
    List((THIRD, said("Again.")), "number"),
    List((said("To note it;"), said("To agree.")), "letter"),
    List((said("Once more."),), "number"),
    Heading("In words", 3),
    Note(said("Read them together."), "inset"),
    Note(said("Do not compare."), "warning"),
    Note(said("Small numbers are hidden."), "hidden"),
    Heading("Deeper", 4),
    Words(said("Small ", Fact(ARABIC), ", ", Fact("12 July"), "."), "small"),
    Heading("Pictures", number="2."),
    Picture("q06", "Fruit", "Of all 572 pupils", "Half.", chart("q06"), table(), (FIRST,)),
    Heading("Milk", 3),
    Picture("q07", "Milk", "Of all 570 pupils", "Half.", chart("q07"), table(numeric=False)),
    Break(),
    table(columns=("", "Pupils", "Rate"), notes=(), rows=(Row("", ("1", "2")),)),
    Cards(
        (
            Card("apple", said(Number("30%", FRUIT)), said("of you eat fruit")),
            Card("dont-know", said("Half"), said("did not know")),
            Card("", said("All"), said("were asked")),
        )
    ),
    Lines(("Yours faithfully", "", "Survey officer"), "right"),
    Lines(("Town Hall",)),
)


def full(**more: Any) -> Document:
    """A document with a block of every kind."""
    return document(*ALL_KINDS, **({"contents": True} | more))


def texts(made: Document) -> Iterator[str]:
    """What it says in its title and its blocks, in the order in which it is to be read."""
    yield made.title
    yield made.subtitle
    for block in made.blocks:
        yield from _of(block)


def _of(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from (block.number, block.words)
    elif isinstance(block, Lines):
        yield from block.lines
    elif isinstance(block, Fields):
        yield from (text for row in block.rows for text in row)
    elif isinstance(block, Table):
        yield from _of_table(block)
    elif isinstance(block, Picture):
        yield from (block.base, *map(plain, block.said))
        yield from _of_table(block.table)
    else:
        yield from map(plain, sentences_of(block))


def _of_table(held: Table) -> Iterator[str]:
    yield held.caption
    yield from held.columns
    for row in held.rows:
        yield from (row.head, *row.cells)
    yield from held.notes


def in_order(made: Document, read: str) -> str:
    """The first text of `made` that does not come in `read` where it should; empty if none."""
    said_there, at = spaced(read), 0
    for text in texts(made):
        found = said_there.find(spaced(text), at)
        if found < 0:
            return text
        at = found + len(spaced(text))
    return ""


def spaced(text: str) -> str:
    """With single spaces, and without marks of direction."""
    return " ".join(text.replace("\u200e", "").split())


LETTERS = "abcXYZ <>&\"'’é–\u0635\u0644\u05d0\u05d1ßΩ漢🍏ﬁ."
words = st.text(LETTERS, min_size=1, max_size=12).map(spaced).filter(bool)
long_words = st.one_of(words, st.text("W", min_size=200, max_size=200))
sources = st.sampled_from((FRUIT, MILK, PRINT))
pieces = st.one_of(
    words, st.builds(Fact, words), st.builds(Number, st.sampled_from(("85%", "hidden")), sources)
)
sentences: st.SearchStrategy[Said] = st.lists(pieces, min_size=1, max_size=3).map(tuple)
cells = st.one_of(words, st.sampled_from(("1,029 (30%)", "hidden", "–", "")))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of up to three columns."""
    columns = draw(st.integers(1, 3))
    row = st.one_of(
        st.builds(Row, long_words, st.lists(cells, max_size=columns - 1).map(tuple)),
        st.builds(Row, words, over=st.just(True), cells=st.just(())),
    )
    return Table(
        draw(words),
        tuple(draw(st.lists(words, min_size=columns, max_size=columns))),
        tuple(draw(st.lists(row, max_size=3))),
        draw(st.booleans()),
        tuple(draw(st.lists(words, max_size=1))),
    )


kinds: st.SearchStrategy[Block] = st.one_of(
    st.builds(Words, sentences, st.sampled_from(("normal", "lead", "small"))),
    st.builds(
        List,
        st.lists(sentences, min_size=1, max_size=2).map(tuple),
        st.sampled_from(("bullet", "number", "letter")),
    ),
    st.builds(Note, sentences, st.sampled_from(("inset", "warning", "hidden"))),
    tables(),
    st.builds(
        Picture,
        st.just("q06"),
        words,
        words,
        words,
        st.just(chart("q06")),
        tables(),
        st.lists(sentences, max_size=1).map(tuple),
    ),
    st.builds(
        Cards,
        st.lists(
            st.builds(Card, st.sampled_from(("", "apple")), sentences, sentences), max_size=4
        ).map(tuple),
    ),
    st.builds(Lines, st.lists(words, max_size=2).map(tuple), st.sampled_from(("left", "right"))),
    st.builds(Fields, st.lists(st.tuples(words, words, words), max_size=2).map(tuple)),
    st.builds(Break),
    st.builds(Heading, words, st.just(2), st.sampled_from(("", "5."))),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document, its pictures called differently."""
    blocks = [
        replace(one, figure_id=f"q{at}", svg=chart(f"q{at}")) if isinstance(one, Picture) else one
        for at, one in enumerate(draw(st.lists(kinds, max_size=5)))
    ]
    return document(
        *blocks,
        title=draw(words),
        subtitle=draw(words),
        look=draw(st.sampled_from(("report", "letter", "newsletter"))),
        language=draw(st.sampled_from(("en", "ar"))),
        contents=draw(st.booleans()),
        sources=draw(st.booleans()),
    )
