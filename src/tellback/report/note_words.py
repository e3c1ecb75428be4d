"""What a note says of where the numbers of a sentence come from."""

from __future__ import annotations

from tellback.report.document import SourceNote

NOTES_HEAD = "Where the numbers come from"


def before_notes(release: str) -> str:
    """The sentence above all notes, so that they need not name the release each time."""
    return f"Every number in a sentence is from {release}, unless its note says otherwise."


def note_lines(note: SourceNote, release: str) -> tuple[str, ...]:
    """A line for each source; one that is not of `release` says of which it is."""
    lines = (
        f"{one.words}. {one.release}" if one.release and one.release != release else one.words
        for one in note.sources
    )
    return tuple(dict.fromkeys(lines))
