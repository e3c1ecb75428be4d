"""A document as HTML: what it means, where its numbers come from, what it must not hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from tellback.figure.said import Number, Source, plain, said
from tellback.report.blocks import Card, Cards, Heading, Picture, Words
from tellback.report.html.page import html_fragment, html_page, symbols_at, symbols_within
from tellback.report.order import card_rows
from tests.library.report.made_up import (
    ARABIC,
    CONTENT,
    FRUIT,
    MILK,
    chart,
    document,
    full,
    table,
)

VOID = {"br", "hr", "img", "meta"}


@dataclass
class Element:
    """One element, with what is in it."""

    tag: str
    facts: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(one if isinstance(one, str) else one.text for one in self.inside)

    def all(self, *tags: str) -> list[Element]:
        """Elements in it, in order."""
        found = []
        for one in self.inside:
            if isinstance(one, Element):
                found += [one] if one.tag in tags or not tags else []
                found += one.all(*tags)
        return found

    def of(self, name: str) -> list[Element]:
        """Elements of a class."""
        return [one for one in self.all() if name in one.facts.get("class", "").split()]


class Tree(HTMLParser):
    """Refuses elements that are not closed where they should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open = [Element("", {})]
        self.feed(page)
        assert [one.tag for one in self.open] == [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def tree(page: str) -> Element:
    """The page as elements."""
    return Tree(page).open[0]


def test_the_title_is_the_only_h1_and_no_level_is_skipped() -> None:
    heads = tree(html_fragment(full())).all("h1", "h2", "h3", "h4", "h5")
    levels = [int(one.tag[1]) for one in heads]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))
    assert [one.text for one in heads if one.tag == "h2"] == [
        "Contents", "1. Headlines", "2. Pictures", "Where the numbers come from",
    ]  # fmt: skip


def test_a_strict_policy_takes_a_fragment() -> None:
    page = tree(html_fragment(full(), symbols=symbols_within(CONTENT)))
    assert not page.all("script", "style", "link", "iframe", "form")
    for one in page.all():
        assert "style" not in one.facts
        assert not [name for name in one.facts if name.startswith("on")]
        assert one.facts.get("href", "#").startswith("#")


def test_ids_are_unique_and_every_link_leads_to_one() -> None:
    page = tree(html_page(full(), content=CONTENT))
    ids = [one.facts["id"] for one in page.all() if "id" in one.facts]
    assert len(ids) == len(set(ids))
    leads = {one.facts["href"].removeprefix("#") for one in page.all("a")}
    named = {
        word
        for one in page.all()
        for fact in ("aria-labelledby", "aria-describedby")
        for word in one.facts.get(fact, "").split()
    }
    assert leads | named <= set(ids)


def test_each_number_in_a_sentence_knows_its_source() -> None:
    numbers = tree(html_fragment(full())).all("data")
    assert [one.text for one in numbers] == ["85%", "31%", "28%", "86%", "85%", "30%"]
    assert numbers[0].facts["value"] == FRUIT.key
    # A publication has no key: then it is what the note says of it.
    assert numbers[2].facts["value"] == "Lifestyle survey 2007, page 12"


def test_a_sentence_leads_to_its_note_and_the_note_leads_back() -> None:
    page = tree(html_fragment(full()))
    (notes,) = page.of("document__sources")
    assert notes.facts["role"] == "doc-endnotes"
    assert "2009, release 1" in notes.all("p")[0].text
    items = notes.all("li")
    lines = [[line.text for line in item.of("document__line")] for item in items]
    assert lines == [
        [FRUIT.words],
        [MILK.words, "Lifestyle survey 2007, page 12. Published in 2007"],
    ]
    back = [[one.facts["href"] for one in item.of("document__back")] for item in items]
    # FIRST is said twice, THIRD and a card once: all of them are about fruit.
    assert back == [["#said-1-1", "#said-1-2", "#said-1-3", "#said-1-4"], ["#said-2-1"]]
    marks = [one for one in page.all("a") if one.facts.get("role") == "doc-noteref"]
    assert [one.facts["href"] for one in marks] == [
        f"#source-{number}" for number in (1, 2, 1, 1, 1)
    ]
    assert marks[0].text == "Where these numbers come from: note 1"


def test_a_document_may_go_without_notes() -> None:
    page = html_fragment(full(sources=False))
    assert "doc-noteref" not in page
    assert "document__sources" not in page
    assert "85%" in page


def test_lines_of_one_note_are_said_once_though_they_are_of_several_cells() -> None:
    other = Source(FRUIT.words, FRUIT.release, "another/key")
    one = said(Number("1%", FRUIT), " and ", Number("2%", other))
    assert html_fragment(document(Words(one))).count(FRUIT.words) == 1


def test_words_are_escaped_and_those_from_right_to_left_are_set_apart() -> None:
    page = html_fragment(full())
    assert "<script" not in page
    assert "&lt;script&gt;alert()&lt;/script&gt; &amp; more." in page
    assert f'<bdi dir="rtl">{ARABIC}</bdi> &amp; &lt;b&gt;sons&lt;/b&gt;' in page
    assert f'<bdi dir="rtl">{ARABIC}</bdi>, 12 July.' in page


def test_a_table_says_what_heads_what() -> None:
    page = tree(html_fragment(document(table(), table(columns=("", "Pupils", "Rate")))))
    first, second = page.all("table")
    assert first.all("caption")[0].text == "Who took part"
    columns, *rows = first.all("tr")
    assert [one.facts["scope"] for one in columns.all("th")] == ["col"] * 3
    assert [row.all("th")[0].facts["scope"] for row in rows] == ["rowgroup", "row", "row", "row"]
    assert rows[0].all("th")[0].facts["colspan"] == "3"
    assert [len(row.all("td")) for row in rows] == [0, 2, 2, 2]
    assert all("govuk-table__cell--numeric" in one.facts["class"] for one in rows[1].all("td"))
    # A head that says nothing is none.
    assert [one.tag for one in second.all("tr")[0].all("td", "th")] == ["td", "th", "th"]
    for region in page.of("table-scroll"):
        assert region.facts["tabindex"] == "0"
        assert region.facts["aria-label"] == "Who took part"
    assert [one.text for one in page.of("document__under")] == ["Hidden: fewer than ten."] * 2


def test_cells_that_are_words_are_not_set_against_the_right() -> None:
    assert "numeric" not in html_fragment(document(table(numeric=False)))


def test_a_picture_stands_beside_its_table_under_one_heading() -> None:
    page = tree(html_fragment(full()))
    fruit, milk = page.all("figure")
    pair = [one.facts["class"] for one in fruit.of("document__pair")[0].inside if one != "\n"]
    assert pair == ["document__chart", "document__data"]
    assert [one.text for one in fruit.all("h3")] == ["Fruit"]
    assert fruit.all("svg")
    assert fruit.all("table")
    # The heading above says `Milk` already.
    assert not milk.all("h3", "h4")
    assert milk.facts["aria-labelledby"] == "q07-title"


def test_contents_lead_to_the_headings() -> None:
    page = tree(html_fragment(full()))
    (contents,) = page.of("document__contents")
    ids = {one.facts["id"]: one.text for one in page.all("h2", "h3") if "id" in one.facts}
    links = [(ids[one.facts["href"][1:]], one.text) for one in contents.all("a")]
    assert links == [
        ("1. Headlines", "Headlines"),
        ("In words", "In words"),
        ("2. Pictures", "Pictures"),
        ("Milk", "Milk"),
    ]
    assert [one.text for one in contents.all("ol")[1].all("a")] == ["In words"]
    assert not tree(html_fragment(full(contents=False))).of("document__contents")
    assert not tree(html_fragment(document(contents=True))).of("document__contents")


@pytest.mark.parametrize(
    ("symbols", "holds"),
    [
        (symbols_within(CONTENT), '<svg class="document__symbol" aria-hidden="true"'),
        (symbols_at("/static/symbols/"), 'src="/static/symbols/apple.svg" alt=""'),
    ],
)
def test_a_card_has_a_picture_that_says_nothing_more(symbols, holds) -> None:
    made = document(Cards((Card("apple", said("Half"), said("of you")),)))
    assert holds in html_fragment(made, symbols=symbols)
    assert "apple" not in html_fragment(made)


@given(st.integers(0, 60))
def test_no_card_stands_alone_in_its_row(many) -> None:
    rows = card_rows(many)
    assert sum(rows) == many
    assert set(rows) <= {2, 3} or many == 1
    assert rows == sorted(rows, reverse=True)


def test_cards_share_their_rows() -> None:
    card = Card("", said("Half"), said("of you"))
    page = tree(html_fragment(document(Cards((card,) * 7))))
    shares = [one.facts["class"].rpartition("--")[2] for one in page.of("document__card")]
    assert shares == ["third"] * 3 + ["half"] * 4


def test_a_wide_table_stands_below_its_picture() -> None:
    wide = table(columns=("Food", "Never", "Weekly", "Daily", "No answer"))
    one = Picture("q1", "Food", "Of all pupils", "Half.", chart("q1"), wide)
    page = tree(html_fragment(document(one)))
    assert page.of("document__below")
    assert not page.of("document__pair")


def test_kinds_of_lists_notes_and_words_are_what_they_are() -> None:
    page = tree(html_fragment(full()))
    assert [one.text for one in page.of("document__letters")[0].all("li")] == [
        "To note it;", "To agree.",
    ]  # fmt: skip
    assert [one.tag for one in page.of("govuk-list--number")] == ["ol", "ol"]
    assert page.of("govuk-warning-text__text")[0].text == "Warning: Do not compare."
    assert page.of("document__hidden")[0].text == "Small numbers are hidden."
    assert page.of("govuk-inset-text")[0].text == "Read them together."
    (right,) = page.of("document__lines--right")
    assert len(right.all("br")) == 2
    assert [one.text for one in page.of("document__fields")[0].all("dt")] == [
        "1. Report of", "Meeting",
    ]  # fmt: skip


def test_a_page_of_its_own_needs_nothing_beside_it() -> None:
    text = html_page(full(), content=CONTENT)
    page = tree(text.removeprefix("<!doctype html>\n"))
    (root,) = page.all("html")
    assert (root.facts["lang"], root.facts["dir"]) == ("en-GB", "ltr")
    assert not page.all("script", "link", "img")
    assert "url(" not in text
    assert "@import" not in text
    (foot,) = page.all("footer")
    assert [one.text for one in foot.all("span")] == [
        "Aldermoor Council", "For everyone", "2009, release 1", "1 June 2010",
    ]  # fmt: skip
    assert page.all("title")[0].text == ("Young people’s lifestyle survey 2009: Aldermoor Council")
    assert len(page.all("main")) == len(page.all("h1")) == 1


def test_a_document_of_another_language_says_so() -> None:
    made = document(Heading("عنوان"), language="ar", subtitle="")
    assert '<article class="document document--report" lang="ar" dir="rtl">' in html_fragment(made)
    assert '<html lang="ar" dir="rtl">' in html_page(made, content=CONTENT)
    assert "document__subtitle" not in html_fragment(made)


def test_the_looks_are_told_apart() -> None:
    for look in ("report", "letter", "newsletter"):
        assert f'class="document document--{look}"' in html_fragment(document(look=look))


def test_every_number_is_said_as_it_is_in_its_sentence() -> None:
    one = said("From ", Number("1%", FRUIT), " to ", Number("2%", MILK), ".")
    (words,) = tree(html_fragment(document(Words(one)))).of("govuk-body")
    assert words.text.startswith(plain(one))
