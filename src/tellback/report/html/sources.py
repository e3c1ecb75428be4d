"""Sentences as HTML, each with a link to where its numbers come from, and those notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from tellback.figure.said import Fact, Number, Said
from tellback.report.document import Document, SourceNote, source_notes
from tellback.report.note_words import note_lines
from tellback.report.runs import runs

_LINK = Markup(
    '<sup class="document__source"><a class="govuk-link" href="#source-{note}" id="{here}" '
    'role="doc-noteref"><span class="govuk-visually-hidden">Where these numbers come from: note '
    "</span>{note}</a></sup>"
)
_NUMBER = Markup('<data class="document__number" value="{key}">{words}</data>')


def directed(text: str) -> Markup:
    """Escaped, and what runs from right to left set apart, so that it turns nothing round."""
    return Markup("").join(
        Markup('<bdi dir="rtl">{}</bdi>').format(run.text)
        if run.right_to_left
        else escape(run.text)
        for run in runs(text)
    )


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note at the end: its words, and the ids of the sentences that it belongs to."""

    number: int
    words: tuple[str, ...]
    sentences: tuple[str, ...]


class SourceLinks:
    """Writes the sentences of one document in their order, and remembers who asked for a note."""

    def __init__(self, document: Document) -> None:
        """Number the notes of `document`."""
        self._release = document.release
        self._notes = source_notes(document)
        self._back: dict[SourceNote, list[str]] = {}

    def said(self, sentence: Said) -> Markup:
        """The sentence; after it, where it has numbers, a link to their note."""
        words = Markup("").join(_piece(one) for one in sentence)
        note = self._notes.get(sentence)
        if note is None:
            return words
        back = self._back.setdefault(note, [])
        back.append(f"said-{note.number}-{len(back) + 1}")
        return words + _LINK.format(note=note.number, here=back[-1])

    def listed(self) -> Iterator[ListedNote]:
        """The notes of what was said so far, in the order of their numbers."""
        for note, back in sorted(self._back.items(), key=lambda one: one[0].number):
            yield ListedNote(note.number, note_lines(note, self._release), tuple(back))


def _piece(piece: str | Number | Fact) -> Markup:
    if isinstance(piece, Number):
        source = piece.source
        return _NUMBER.format(key=source.key or source.words, words=directed(piece.text))
    if isinstance(piece, Fact):
        return directed(piece.text)
    return directed(piece)
