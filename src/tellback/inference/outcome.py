"""What a comparison came to: a word, a shape and a sentence, for those who see no colour."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from tellback.inference.interval import percent_words
from tellback.inference.sample import Sample

Between = Literal["years", "groups"]
"""Over the years something changes; between groups it differs."""


class Outcome(StrEnum):
    """What may be said of two shares."""

    HIGHER = "higher"
    LOWER = "lower"
    CHANCE = "chance"
    TOO_FEW = "too_few"
    NOT_TESTED = "not_tested"


SHAPES = {
    Outcome.HIGHER: "triangle up",
    Outcome.LOWER: "triangle down",
    Outcome.CHANCE: "bar",
    Outcome.TOO_FEW: "circle",
    Outcome.NOT_TESTED: "circle",
}
"""A shape beside the word; the same for all that cannot be told."""


def word_of(outcome: Outcome, between: Between) -> str:
    """The word beside the shape: `higher`, `no real change`."""
    words = {
        Outcome.HIGHER: "higher",
        Outcome.LOWER: "lower",
        Outcome.CHANCE: "no real change" if between == "years" else "no real difference",
        Outcome.TOO_FEW: "too few to say",
        Outcome.NOT_TESTED: "cannot be tested",
    }
    return words[outcome]


def sentence_of(outcome: Outcome, one: Sample, other: Sample, between: Between, fewest: int) -> str:
    """The sentence, such as `No real change: 46% against 42% could be chance.`"""
    against = f"{one.percent} against {other.percent}"
    word = word_of(outcome, between).capitalize()
    if outcome is Outcome.CHANCE:
        return f"{word}: {against} could be chance."
    if outcome is Outcome.TOO_FEW:
        few = one if (one.base or 0) < fewest else other
        return f"{word}: {few.name} has {few.base} pupils, and {fewest} are needed."
    if outcome is Outcome.NOT_TESTED:
        missing = one if one.base is None else other
        when = "in" if missing.name.isdigit() else "for"
        return (
            f"{against} {word.lower()}: the number of pupils asked {when} {missing.name} "
            "was not published."
        )
    shown = against
    if percent_words(one.share) == percent_words(other.share):
        shown = f"{one.share:.1%} against {other.share:.1%}"
    return f"{word} than {other.name}: {shown} is more than chance."
