"""Words that try to break out of a PDF, long ones, and those of other scripts."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from tellback.figure.said import Said
from tellback.paper.typeset import Unprintable
from tellback.report.blocks import (
    Block,
    Card,
    Cards,
    Fields,
    Heading,
    Lines,
    List,
    Note,
    Row,
    Table,
    Words,
)
from tests.library.paper.printed import A4, boxes_of, plain
from tests.library.report.pdf_checks import faults_of
from tests.library.report.pdf_read import (
    pages_of,
    pdf_of,
    sample,
    stays_on_its_pages,
)

NASTY = (
    "#import \"x\"", "$ x^2 $", "*bold* _slanted_", "[content]", "\\ \\u{41} \\\"", "`raw`",
    "<label>", "@ref", "// gone", "/* gone */", "= Heading", "- list", "+ item", "~", "--- ...",
    "#{panic()}", "https://example.org", "</text><script>", "&amp; &lt;",
)  # fmt: skip
LONG_NAME = "St Wilfrid’s and the Holy Innocents’ " * 6
RIGHT_TO_LEFT = "ہاں، مجھے اسکول پسند ہے"
UNBROKEN = "Llanfairpwllgwyngyll" * 10


def everywhere(words: str) -> tuple[Block, ...]:
    """`words` in every place where there may be any; six of them in plain sight."""
    said_so: Said = (words,)
    table = Table(words, (words, words), (Row(words, (words,)), Row(words, (), over=True)))
    return (
        Heading(words),
        Words(said_so),
        List((said_so,)),
        Note(said_so),
        table,
        Fields(((words, words, words),)),
        Lines((words,)),
        Cards((Card("", said_so, said_so),)),
    )


@pytest.mark.parametrize("words", NASTY)
def test_what_looks_like_markup_is_printed_literally(words: str) -> None:
    made = pdf_of(*everywhere(words), title=words, subtitle=words, council=words, contents=True)
    text = "".join(pages_of(made))
    assert text.count(plain(words)) >= 14
    assert stays_on_its_pages(made)


@pytest.mark.parametrize("words", [LONG_NAME, UNBROKEN, RIGHT_TO_LEFT, RIGHT_TO_LEFT * 8])
@pytest.mark.parametrize("look", ["report", "letter", "newsletter"])
def test_long_names_and_other_scripts_stay_within_their_places(look: str, words: str) -> None:
    made = pdf_of(
        *everywhere(words), look=look, title=words, subtitle=words, audience=words, contents=True
    )
    assert stays_on_its_pages(made)
    assert faults_of(made) == []


def test_a_document_from_right_to_left_begins_at_the_right() -> None:
    def begins(language: str) -> float:
        made = pdf_of(Words((RIGHT_TO_LEFT,)), language=language, title="ہاں", subtitle="")
        lefts = [left for left, _, right, _ in boxes_of(pypdfium2.PdfDocument(made)[0])
                 if right - left < 60]  # fmt: skip
        return max(lefts)

    assert begins("ur") > A4[0] / 2
    assert "ur" in str(pikepdf.open(io.BytesIO(pdf_of(language="ur"))).Root.Lang)


def test_a_letter_that_no_font_has_is_named() -> None:
    with pytest.raises(Unprintable, match=r"U\+1D11E"):
        pdf_of(Words(("A \U0001d11e.",)))


def test_a_picture_that_is_not_there_is_named() -> None:
    for name in ("unicorn-with-hat", "../fonts/OFL"):
        with pytest.raises(ValueError, match="no picture"):
            pdf_of(Cards((Card(name, (), ("Words.",)),)))


def test_a_newsletter_is_in_letters_for_those_who_learn_to_read() -> None:
    with pikepdf.open(io.BytesIO(sample("rich_newsletter"))) as pdf:
        fonts = {str(one.BaseFont) for one in pdf.pages[0].Resources.Font.values()}
    assert any("Andika" in one for one in fonts)


def test_in_a_letter_the_title_stands_below_the_address() -> None:
    text = pages_of(sample("rich_letter"))
    assert len(text) == 1
    order = ("Aldermoor Council", "12 Mill Lane", "What your pupils told us", "Dear head")
    places = [text[0].index(plain(one)) for one in order]
    assert places == sorted(places)
