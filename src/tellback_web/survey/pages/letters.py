"""What the pages of letters may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tellback_web.survey.changes.letters import Sending
from tellback_web.survey.letter_pack import FILE_NAMES
from tellback_web.survey.letters import (
    Block,
    Letter,
    LetterFault,
    allowed_in,
    blocks,
    default_letter,
    written,
)
from tellback_web.survey.models import Kind, Participation, Wave
from tellback_web.survey.permissions.invitations import SENDABLE
from tellback_web.survey.queries.letters import facts_for, own_words

WHAT_FOR = {
    Kind.INVITATION: "Asks a school to take part; instructions and parents’ letter go with it.",
    Kind.INSTRUCTIONS: "Printed for each class teacher.",
    Kind.PARENTS: "Goes home with each child, with a slip for those who would rather not.",
    Kind.REMINDER: "To schools that have not answered, begun or finished; with the pack again.",
    Kind.EXTENSION: "Says that a school has longer, and why.",
    Kind.FEEDBACK: "Asks afterwards how it went.",
    Kind.RESULTS: "Tells the head where the school’s report is; sent from the page of a release.",
}


@dataclass(frozen=True)
class KindLine:
    """One kind of letter of a wave."""

    kind: str
    words: str
    what_for: str
    own: bool
    sendable: bool


@dataclass(frozen=True)
class LettersPage:
    """Every kind of letter of a wave."""

    wave: Wave
    letters: tuple[KindLine, ...]


def letters_page(wave: Wave) -> LettersPage:
    """The letters of `wave` in the order in which they are needed."""
    own = own_words(wave)
    return LettersPage(
        wave,
        tuple(
            KindLine(kind.value, str(kind.label), words, kind in own, kind in SENDABLE)
            for kind, words in WHAT_FOR.items()
        ),
    )


@dataclass(frozen=True)
class Preview:
    """A letter as one school of the wave would get it."""

    school: Participation
    subject: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class LetterPage:
    """One kind of letter: what may stand in it, and how it looks."""

    wave: Wave
    kind: str
    words: str
    what_for: str
    placeholders: tuple[tuple[str, str], ...]
    own: bool
    sendable: bool
    to_print: bool
    schools: tuple[tuple[int, str], ...]
    preview: Preview | None
    """None while no school is in the wave, or the words cannot be filled in."""


def letter_page(wave: Wave, kind: str, letter: Letter, *, school: str) -> LetterPage:
    """The page of one kind of letter; `school` is the participation to preview it for, or ""."""
    asked = list(wave.participations.select_related("school").order_by("school__name", "pk"))
    chosen = next((one for one in asked if str(one.pk) == school), asked[0] if asked else None)
    if chosen is not None:
        chosen.wave = wave
    one = Kind(kind)
    return LetterPage(
        wave=wave,
        kind=kind,
        words=str(one.label),
        what_for=WHAT_FOR[one],
        placeholders=tuple(allowed_in(kind).items()),
        own=letter != default_letter(kind),
        sendable=one in SENDABLE,
        to_print=one in FILE_NAMES,
        schools=tuple((participation.pk, participation.school.name) for participation in asked),
        preview=_preview(chosen, kind, letter),
    )


def _preview(chosen: Participation | None, kind: str, letter: Letter) -> Preview | None:
    if chosen is None:
        return None
    try:
        filled = written(kind, letter, facts_for(chosen))
    except LetterFault:
        return None
    return Preview(chosen, filled.subject, blocks(filled.body))


@dataclass(frozen=True)
class SentPage:
    """What became of the letters, school by school."""

    wave: Wave
    kind: str
    words: str
    sent: tuple[Sending, ...]
    failed: tuple[Sending, ...]
    left: tuple[int, ...]
    """Chosen schools whose turn has not come, because only so many go out at once."""


def sent_page(wave: Wave, kind: str, chosen: Sequence[int], done: Sequence[Sending]) -> SentPage:
    """What became of sending to `chosen`."""
    tried = {one.participation for one in done}
    return SentPage(
        wave=wave,
        kind=kind,
        words=str(Kind(kind).label),
        sent=tuple(one for one in done if not one.refusal),
        failed=tuple(one for one in done if one.refusal),
        left=tuple(one for one in chosen if one not in tried),
    )
