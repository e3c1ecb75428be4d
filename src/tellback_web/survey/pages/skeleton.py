"""A page of questions as text with gaps, so that showing it is joining strings.

The design system's macros take some milliseconds for a grid. They run once for each
question (and language); what differs between pupils (which answer is ticked, what is
written) is left as gaps and filled in on each request. A page with mistakes on it is
rare and goes through the macros itself, with the same template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import escape

from tellback.questionnaire.answer import SEVERAL
from tellback.questionnaire.model import Question

FRAME_GAP = "\ue005"
GAPS = re.compile(
    r' data-(?P<how>tick|pick)="(?P<variable>[^"=]+)=(?P<choice>[^"]+)"'
    r"|\ue000(?P<written>[^\ue001]+)\ue001"
    r"|\ue002(?P<row>[^\ue003]+)\ue003(?P<inside>.*?)\ue004",
    re.DOTALL,
)


@dataclass(frozen=True)
class Tick:
    """Where ` checked` or ` selected` stands if this choice was given."""

    variable: str
    choice: str
    word: str


@dataclass(frozen=True)
class Written:
    """Where what the pupil wrote stands."""

    variable: str


@dataclass(frozen=True)
class RowPart:
    """A grid row, shown or not."""

    variable: str
    parts: tuple[object, ...]


def fill(parts: tuple[object, ...], answers: Mapping[str, str], rows: frozenset[str]) -> str:
    """The text of `parts` with its gaps filled from `answers`; only `rows` of a grid are shown."""
    out: list[str] = []
    _fill(parts, answers, rows, out.append)
    return "".join(out)


def _fill(
    parts: tuple[object, ...],
    answers: Mapping[str, str],
    rows: frozenset[str],
    add: Callable[[str], None],
) -> None:
    for part in parts:
        if isinstance(part, str):
            add(part)
        elif isinstance(part, Tick):
            given = answers.get(part.variable)
            if given and (given == part.choice or part.choice in given.split(SEVERAL)):
                add(part.word)
        elif isinstance(part, Written):
            add(str(escape(answers.get(part.variable, ""))))
        elif isinstance(part, RowPart) and part.variable in rows:
            _fill(part.parts, answers, rows, add)


def compile_parts(text: str) -> tuple[object, ...]:
    """Rendered text with gap marks -> parts."""
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[object]:
    at = 0
    for gap in GAPS.finditer(text):
        if gap.start() > at:
            yield text[at : gap.start()]
        at = gap.end()
        if gap["how"]:
            word = " checked" if gap["how"] == "tick" else " selected"
            yield Tick(gap["variable"], gap["choice"], word)
        elif gap["written"]:
            yield Written(gap["written"])
        else:
            yield RowPart(gap["row"], compile_parts(gap["inside"]))
    if at < len(text):
        yield text[at:]


class Compiled:
    """What one questionnaire's pages look like in one language, made as it is first asked for."""

    def __init__(self) -> None:
        self._cards: dict[str, tuple[object, ...]] = {}
        self._frames: dict[int, tuple[str, ...]] = {}

    def card(self, question: Question, render: Callable[[], str]) -> tuple[object, ...]:
        """The parts of one question."""
        if question.id not in self._cards:
            # White space between tags is a fifth of a grid's bytes and nothing to a browser.
            self._cards[question.id] = compile_parts(re.sub(r">\s+<", "><", render()))
        return self._cards[question.id]

    def frame(self, page: int, render: Callable[[], str]) -> tuple[str, ...]:
        """A page without its questions, as the texts between its gaps (`FRAME_GAP`)."""
        if page not in self._frames:
            self._frames[page] = tuple(render().split(FRAME_GAP))
        return self._frames[page]


def joined(frame: tuple[str, ...], own: tuple[str, ...]) -> str:
    """A frame with a pupil's own things in its gaps, of which it has as many."""
    out = [frame[0]]
    for thing, text in zip(own, frame[1:], strict=True):
        out += (thing, text)
    return "".join(out)


@lru_cache(maxsize=64)
def compiled(questionnaire_hash: str, paging: str, language: str) -> Compiled:  # noqa: ARG001 - the key
    """The one Compiled of this questionnaire, paging and language in this worker."""
    return Compiled()
