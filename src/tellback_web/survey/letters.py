"""Letters to schools: the words that came with Tellback, and placeholders filled in.

A letter is plain text. A placeholder such as {school} stands in braces; nothing else may
have a brace, so that a slip of the pen is found before a letter goes out. A line that
begins with `#` is a heading, `-` a bullet, `1.` a numbered line, `---` a line to cut along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.conf import settings

from tellback.questionnaire.suggestion import did_you_mean
from tellback_web.survey.models import Kind

PLACEHOLDERS = {
    "school": "the school’s name",
    "wave": "the survey’s title",
    "council": "the council’s name",
    "year_group": "the year group, such as 5",
    "pupils": "how many pupils are on roll, such as “40 pupils”",
    "answered": "how many have sent their answers, such as “12 pupils”",
    "opens_on": "the first day on which classes can answer",
    "closes_on": "the last day for this school",
    "why_later": "why the closing day moved",
    "topics": "the parts of the questionnaire, as a list",
    "link": "the school’s own link, its key",
    "results": "where the head finds the school’s results, after signing in",
    "ask": "the address that questions go to",
}
"""What may stand in braces, and what it becomes."""
WHY_LATER = {"why_later": "It belongs to the letter about a later closing day."}
RESULTS = {"results": "There are no results yet; it belongs to the letter about them."}
NOT_IN: dict[str, dict[str, str]] = {
    Kind.PARENTS: {
        "link": "It is the school’s key, and whoever reads the letter could use it.",
        "answered": "How many have answered is for the school.",
        **WHY_LATER,
        **RESULTS,
    },
    **dict.fromkeys(
        (Kind.INVITATION, Kind.REMINDER, Kind.INSTRUCTIONS, Kind.FEEDBACK), WHY_LATER | RESULTS
    ),
    Kind.EXTENSION: RESULTS,
    Kind.RESULTS: {
        "link": "It is the key to class sessions, and those who have it need not see results.",
        "answered": "The letter holds no numbers; they are on the page to which it leads.",
        **WHY_LATER,
    },
}
"""Placeholders that a kind of letter may not have, each with its reason."""
BRACES = re.compile(r"\{(?P<name>[^{}\n]*)\}|[{}]")
LONGEST_SHOWN = 30


@dataclass(frozen=True)
class Letter:
    """A subject line and a body."""

    subject: str
    body: str


class LetterFault(ValueError):
    """Words that cannot be sent; carries sentences that say where and why."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@lru_cache(maxsize=8)
def default_letter(kind: str) -> Letter:
    """The words that came with Tellback, from content/letters."""
    return read_letter((Path(settings.CONTENT) / "letters" / f"{kind}.txt").read_text("utf-8"))


def read_letter(text: str) -> Letter:
    """A letter from a text of subject line, blank line, body."""
    subject, _, body = text.replace("\r\n", "\n").partition("\n")
    return Letter(subject.strip(), body.strip())


def allowed_in(kind: str) -> dict[str, str]:
    """The placeholders that a letter of `kind` may have, with what each becomes."""
    refused = NOT_IN.get(kind, {})
    return {name: words for name, words in PLACEHOLDERS.items() if name not in refused}


def faults_in(kind: str, text: str, *, where: str) -> tuple[str, ...]:
    """A sentence for each brace in `text` (called `where`) that is not an allowed placeholder."""
    return tuple(
        sentence
        for number, line in enumerate(text.splitlines() or [""], start=1)
        for sentence in _faults_in_line(kind, line, f"Line {number} of {where}")
    )


def _faults_in_line(kind: str, line: str, place: str) -> Iterator[str]:
    allowed = allowed_in(kind)
    for found in BRACES.finditer(line):
        name = found["name"]
        if name is None:
            yield (
                f"{place} has a “{found[0]}” without its partner. Write a placeholder such as "
                "{school}, or take it out."
            )
        elif name in PLACEHOLDERS and name not in allowed:
            yield f"{place} has {{{name}}}, which may not stand here. {NOT_IN[kind][name]}"
        elif name not in allowed:
            near = re.sub(r"`(.+)`", r"{\1}", did_you_mean(name, allowed))
            shown = name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"
            yield " ".join(
                f"{place} has {{{shown}}}, which is no placeholder. {near} You may use "
                f"{', '.join(f'{{{one}}}' for one in allowed)}.".split()
            )


def faults_in_letter(kind: str, letter: Letter) -> tuple[str, ...]:
    """Every sentence that keeps `letter` from being sent as one of `kind`."""
    empty = [
        f"{part.capitalize()} is empty. Write it, or go back to the words that came with Tellback."
        for part, words in (("the subject", letter.subject), ("the letter", letter.body))
        if not words.strip()
    ]
    return (
        *empty,
        *faults_in(kind, letter.subject, where="the subject"),
        *faults_in(kind, letter.body, where="the letter"),
    )


def written(kind: str, letter: Letter, facts: Mapping[str, str]) -> Letter:
    """`letter` with its placeholders filled from `facts`; raises LetterFault.

    What is filled in is not looked at again, so a brace in a school's name stays one.
    """
    if faults := faults_in_letter(kind, letter):
        raise LetterFault(faults)

    def fact(found: re.Match[str]) -> str:
        return facts[found["name"]]

    subject = " ".join(BRACES.sub(fact, letter.subject).split())
    return Letter(subject, BRACES.sub(fact, letter.body))


BlockKind = Literal["heading", "paragraph", "bullets", "numbers", "cut"]


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a list, or a line to cut along."""

    kind: BlockKind
    lines: tuple[str, ...]


STARTS: tuple[tuple[BlockKind, re.Pattern[str]], ...] = (
    ("cut", re.compile(r"-{3,}\s*")),
    ("heading", re.compile(r"#+\s+")),
    ("bullets", re.compile(r"[-•*]\s+")),
    ("numbers", re.compile(r"\d{1,3}[.)]\s+")),
)


def blocks(text: str) -> tuple[Block, ...]:
    """The body of a letter as blocks to print, in order; no word is lost."""
    made: list[Block] = []
    fresh = True
    for line in text.splitlines():
        if not line.strip():
            fresh = True
            continue
        kind, words = _line(line.strip())
        last = made[-1] if made else None
        if (last and last.kind == kind and kind in ("bullets", "numbers")) or (
            last and last.kind == kind == "paragraph" and not fresh
        ):
            made[-1] = Block(kind, (*last.lines, words))
        else:
            made.append(Block(kind, (words,)))
        fresh = False
    return tuple(made)


def _line(line: str) -> tuple[BlockKind, str]:
    for kind, start in STARTS:
        if found := start.match(line):
            return kind, line[found.end() :]
    return "paragraph", line
