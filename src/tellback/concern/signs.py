"""Looking for signs of harm in a text: words in order, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tellback.concern.letters import slips, sound, spellings, words_of
from tellback.concern.words import SLIPPED, SOUNDED, CareWords, Pattern, Step

LONGEST_GAP = 4
"""Other words that may stand in a gap."""
SHORTEST_RUN_TOGETHER = 6
LONGEST_RUN_TOGETHER = 60
Meant = tuple[frozenset[str], ...]
"""For each word of a text, those of our words that it may be; often none."""


@dataclass(frozen=True)
class Sign:
    """A kind of harm of which a text may tell."""

    id: str
    title: str
    at_once: bool
    """Whether a safeguarding lead should see it at once; else it is read first among all texts."""


def looks_like_a_disclosure(text: str, words: CareWords) -> tuple[Sign, ...]:
    """The signs of harm in `text`, those that cannot wait first; none does not mean no harm.

    “He does not hit me any more” has a sign: what is denied may be true, or have been.
    """
    meant = tuple(part for word in words_of(text) for part in _meanings(word, words))
    kept = _without(meant, words.excepting)
    found = {
        pattern.sign.id: Sign(
            pattern.sign.id, pattern.sign.title, at_once=pattern.sign.reads == "at_once"
        )
        for pattern, _ in _matches(kept, words.starting)
    }
    return tuple(sorted(found.values(), key=lambda sign: (not sign.at_once, sign.id)))


def _meanings(word: str, words: CareWords) -> Iterator[frozenset[str]]:
    """What `word` may be: mostly one place; several where words were written as one."""
    read = tuple(spellings(word))
    exact = frozenset().union(*(words.meant.get(one, frozenset()) for one in read))
    if exact or word in words.look_alikes or not any(sign.isalpha() for sign in word):
        yield exact
    elif "*" in word:
        yield _masked(word, words)
    elif guessed := frozenset().union(*(_guesses(one, words) for one in read)):
        yield guessed
    else:
        yield from _parted(word, words) or (frozenset(),)


def _masked(word: str, words: CareWords) -> frozenset[str]:
    """Our words that fit a word with stars for letters."""
    fits = re.compile("".join("." if sign == "*" else re.escape(sign) for sign in word))
    return frozenset().union(
        *(found for spelling, found in words.meant.items() if fits.fullmatch(spelling))
    )


def _guesses(word: str, words: CareWords) -> frozenset[str]:
    """Our longer words that sound like `word`, or are one slip away from it."""
    if len(word) < SOUNDED - 1 or word in words.look_alikes:
        return frozenset()
    found = words.sounding.get(sound(word), frozenset())
    if len(word) < SLIPPED - 1:
        return found
    return found.union(*(words.slipping.get(left, frozenset()) for left in slips(word)))


def _parted(word: str, words: CareWords) -> tuple[frozenset[str], ...]:
    """The words of ours that `word` is made of when they were written as one, else none."""
    if not SHORTEST_RUN_TOGETHER <= len(word) <= LONGEST_RUN_TOGETHER:
        return ()
    ways: list[tuple[frozenset[str], ...] | None] = [(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, part = ways[start], word[start:end]
            fits = part in words.meant and (len(part) > 1 or part == "i")
            if before is not None and fits:
                ways[end] = (*before, words.meant[part])
                break
    return ways[-1] or ()


def _without(meant: Meant, exceptions: Mapping[str, tuple[Pattern, ...]]) -> Meant:
    covered = {at for _, (start, end) in _matches(meant, exceptions) for at in range(start, end)}
    return tuple(frozenset() if at in covered else words for at, words in enumerate(meant))


def _matches(
    meant: Meant, starting: Mapping[str, tuple[Pattern, ...]]
) -> Iterator[tuple[Pattern, tuple[int, int]]]:
    """Each pattern that fits, with where it begins and ends."""
    there = frozenset().union(*meant)
    # Most patterns have a word that is nowhere in the text, and need not be tried at each place.
    possible = {
        pattern
        for word in there
        for pattern in starting.get(word, ())
        if all(not step or step & there for step in pattern.steps)
    }
    for pattern in possible:
        for at, place in enumerate(meant):
            if place & pattern.steps[0]:
                end = _end(pattern.steps, meant, at)
                if end is not None:
                    yield pattern, (at, end)


def _end(steps: tuple[Step, ...], meant: Meant, at: int) -> int | None:
    """Where `steps` end that begin at `at`, or None where they do not fit."""
    if not steps:
        return at
    if not steps[0]:
        ends = (_end(steps[1:], meant, at + gap) for gap in range(LONGEST_GAP + 1))
        return next((end for end in ends if end is not None), None)
    if at < len(meant) and meant[at] & steps[0]:
        return _end(steps[1:], meant, at + 1)
    return None
