"""Small releases with what is hard to draw: long and hostile names, silence, nobody asked."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from tellback.figure.said import Number, numbers_of, plain
from tellback.questionnaire.model import Questionnaire
from tellback.release import Area, Release, read_release
from tellback.release.build import build_release
from tellback.report.blocks import Block, Heading, Lines, Picture, Table
from tellback.report.document import Document, sentences_of
from tellback.report.facts import CouncilFacts, SchoolFacts, WaveFacts
from tellback.report.ground import EarlierWave, Ground
from tellback.report.material import Material
from tellback.report.outline import HeadlineOf, Outcome, OutcomePart, Outline, YouSaid
from tellback.response import accept
from tellback.snapshot import PupilRow
from tests.library.report.demo import CONTENT
from tests.library.small import THREE, asking, single, written

LONG = ("The Very Reverend Doctor’s Endowed and Voluntary Aided " * 4)[:199] + "X"
MARKUP = '<b>St “Q” & Sons</b> #let x = $1$ *Juniors* _and_ \\infants "@here"'
RIGHT_TO_LEFT = "مدرسة الأمل الابتدائية"
HOSTILE_ANSWER = (
    "<i>Fish & chips</i> #emoji $x^2$ [link] *bold* \\n `code` <script>alert(1)</script>"
)
URDU_ANSWER = "میں اکثر خوش رہتا ہوں"
NAMES = {"9001": LONG, "9002": MARKUP, "9003": RIGHT_TO_LEFT, "9004": "Hill End Primary"}
NAMES |= {"9011": "Thimble Infants", "9012": "Nutshell Primary", "9021": "Pin Primary"}
SIZES = {"9001": 60, "9002": 40, "9003": 36, "9004": 30, "9011": 6, "9012": 8}
EASY_STEP = "We will fix what you told us."
HARD_STEP = "The strategic commissioning board deliberates."
SHOWN = """id: shown
from: 2009-01-01
source: Nothing is hidden that is not sensitive; for tests.
least_base: 10
least_cell: 1
full_cells: shown
splits: [[school]]
"""
HIDING = """id: hiding
from: 2009-01-01
source: for tests
least_base: 10
least_cell: {borough: 3, locality: 3, group: 5, school: 5}
splits: [[school]]
"""
ALONE = """id: alone
from: 2009-01-01
source: for tests
least_base: 1
least_cell: 1
full_cells: shown
splits: [[school]]
"""
_FOLDERS = tempfile.TemporaryDirectory(prefix="tellback-edges-")


YES_NO = ({"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"})
GRID_ROWS = ({"id": "home", "text": "At home"}, {"id": "class", "text": "In class 4B"})
MEASURES = {
    "well": ("Are often well", "health", "often"),
    "happy": ("Are happy 1 day in 2", "mood", "happy"),
    "silence": ("Broke the silence", "blank", "often"),
    "led": ("Were led here", "after", "often"),
    "smoke": ("Never smoke", "smokes", "never"),
}


@lru_cache(maxsize=2)
def asked(version: str = "1") -> Questionnaire:
    """A questionnaire in which each section is hard to draw in its own way."""
    return asking(
        version=version,
        title="Edges",
        help_lines={"talk": {"name": "Talk", "text": "Call us free on 0800 1111."}},
        sections=[
            _section("plain", "You", *_plain()),
            _section(
                "silent",
                "Nobody answers here",
                single("blank", text="What nobody answers"),
                _grid("void", "Nor this:", YES_NO),
            ),
            _section(
                "led",
                "Nobody is led here",
                single("after", text="Asked of nobody?", show_if="${health} = 'never'"),
            ),
            _section("harm", "Sensitive", single("smokes", text="Do you smoke?"))
            | {"sensitive": True, "help_line": "talk"},
        ],
        measures=[
            {"id": known, "text": text, "variable": variable, "choices": [choice]}
            for known, (text, variable, choice) in MEASURES.items()
        ],
    )


def _plain() -> Iterator[Mapping[str, object]]:
    """Answers with markup, and from right to left."""
    yield single("health", text="How is your health?")
    foods = [{"id": "fish", "text": HOSTILE_ANSWER}, {"id": "rice", "text": "Rice"}]
    text = "What do you eat 5 times a week?"
    yield {"id": "food", "kind": "multi", "text": text, "choices": foods}
    moods = [{"id": "happy", "text": URDU_ANSWER}, {"id": "sad", "text": "Sad"}]
    yield single("mood", text="How do you feel?", choices=moods)
    yield _grid("safe", "I feel safe:", THREE)
    yield _grid("help", "I could talk to:", YES_NO)
    yield {"id": "age", "kind": "number", "text": "How many hours?", "least": 0, "most": 3}


def _section(known: str, title: str, *questions: Mapping[str, object]) -> dict[str, object]:
    return {"id": known, "title": title, "questions": list(questions)}


def _grid(known: str, text: str, choices: Sequence[Mapping[str, str]]) -> dict[str, object]:
    made = {"id": known, "kind": "grid", "text": text}
    return {**made, "choices": list(choices), "rows": list(GRID_ROWS)}


def pupil(school: str, at: int, *, odd: str = "9001") -> PupilRow:
    """A pupil's answers; those of the school `odd` are really different in some."""
    differs = school == odd
    given: Mapping[str, str] = {
        "health": "rarely" if at % (2 if differs else 9) == 0 else "often",
        "food": "fish" if differs or at % 4 == 0 else "rice",
        "mood": ("happy", "sad", "happy")[at % 3],
        "safe_home": ("often", "rarely", "never", "often")[at % 4],
        "safe_class": "never" if differs and at % 4 else ("often", "rarely", "never", "")[at % 4],
        "help_home": ("yes", "no")[at % 2],
        "help_class": ("yes", "no", "")[at % 3],
        "age": str(at % 4),
        "smokes": "never" if at % 5 else "often",
    }
    return PupilRow(school, "North", "5", "online", accept(asked(), given))


@lru_cache(maxsize=8)
def release_of(
    rule: str = SHOWN, sizes: tuple[tuple[str, int], ...] = tuple(SIZES.items()), odd: str = "9001"
) -> Release:
    """A release of schools with so many pupils."""
    folder = Path(tempfile.mkdtemp(dir=_FOLDERS.name))
    rows = [pupil(school, at, odd=odd) for school, many in sizes for at in range(many)]
    written(folder / "snapshot", asked(), rows)
    names = tuple(Area("school", number, name, "North") for number, name in NAMES.items())
    build_release(folder / "release", wave=folder / "snapshot", rule_text=rule, names=names)
    return read_release(folder / "release", every_file=False)


def material_of(
    release: Release,
    *,
    rolls: Mapping[str, int | None] | None = None,
    earlier: Sequence[EarlierWave] = (),
    facts: WaveFacts | None = None,
    content: Path = CONTENT,
) -> Material:
    """What a document is made of; the rolls are a fifth more than answered unless given."""
    sizes = {one.area: SIZES.get(one.area, 30) for one in release.areas if one.level == "school"}
    known = rolls or {number: many + many // 5 for number, many in sizes.items()}
    ground = Ground(
        release=release,
        name="2009",
        year_group="5",
        rolls={number: known.get(number) for number in sizes},
        earlier=tuple(earlier),
    )
    return Material(ground, facts or facts_of(known), outline(), content)


def facts_of(rolls: Mapping[str, int | None]) -> WaveFacts:
    """Facts of the wave."""
    return WaveFacts(
        wave="2009",
        title="Edges of 2009",
        year_group="5",
        opened_on=date(2009, 10, 19),
        closed_on=date(2010, 1, 31),
        schools=tuple(
            SchoolFacts(number=number, name=NAMES[number], roll=roll)
            for number, roll in rolls.items()
        ),
        release="2009, release 1",
        council=CouncilFacts(name="Overwater Council", email="surveys@overwater.example"),
    )


def outline() -> Outline:
    """Two headlines, and two cards for pupils."""
    told = HeadlineOf(measure="well", said="are often well")
    return Outline(
        questionnaire="small",
        purpose=("To listen.",),
        next_steps=(
            "We will fix what you told us.",
            "The strategic commissioning board deliberates.",
        ),
        outcomes=(
            Outcome(title="Be healthy", parts=(OutcomePart(title="Health", headlines=(told,)),)),
        ),
        newsletter=(
            YouSaid(measure="well", said="are often well", symbol="heart"),
            YouSaid(measure="happy", said="feel happy", symbol="happy"),
            YouSaid(measure="silence", said="broke the silence"),
            YouSaid(measure="led", said="were led here"),
        ),
    )


def area_of(material: Material, known: str) -> Area:
    """An area with tables by its number or name."""
    return next(one for one in material.ground.areas if known in (one.area, one.name))


def texts_of(document: Document) -> Iterator[str]:
    """Every text of a document, charts and tables among them."""
    yield from (document.title, document.subtitle, document.audience, document.name)
    for block in document.blocks:
        yield from (plain(one) for one in sentences_of(block))
        if isinstance(block, Heading):
            yield block.words
        elif isinstance(block, Lines):
            yield from block.lines
        elif isinstance(block, Picture):
            yield from (block.title, block.base, block.description)
            yield html.unescape(str(block.svg))
            yield from _texts_of_table(block.table)
        elif isinstance(block, Table):
            yield from _texts_of_table(block)


def _texts_of_table(table: Table) -> Iterator[str]:
    yield from (table.caption, *table.columns, *table.notes)
    for row in table.rows:
        yield from (row.head, *row.cells)


def numbers_in(document: Document) -> Iterator[Number]:
    """Every number that is known by its source."""
    for block in document.blocks:
        for one in sentences_of(block):
            yield from numbers_of(one)


def headings_of(document: Document) -> list[str]:
    """The words of its headings."""
    return [one.words for one in document.blocks if isinstance(one, Heading)]


def pictures_of(document: Document) -> list[Picture]:
    """Its charts of questions."""
    charts = [one for one in document.blocks if isinstance(one, Picture)]
    return [one for one in charts if one.figure_id != "differences"]


def under(document: Document, heading: str) -> list[Block]:
    """The blocks below a heading, down to the next."""
    at = next(
        at
        for at, one in enumerate(document.blocks)
        if isinstance(one, Heading) and one.words == heading
    )
    found: list[Block] = []
    for block in document.blocks[at + 1 :]:
        if isinstance(block, Heading):
            break
        found.append(block)
    return found


def said_in(blocks: Sequence[Block]) -> str:
    """The sentences of some blocks as text."""
    return " ".join(plain(one) for block in blocks for one in sentences_of(block))
