"""A total beside the groups that make it up, such as girls and boys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellback.quality.printed.bases import Bases
from tellback.quality.printed.counts import place_of
from tellback.quality.printed.figure import ALL, WHOLE, PrintedFigure, Range
from tellback.questionnaire.problem import Problem

TWO = 2


@dataclass(frozen=True)
class _Split:
    """The totals of one answer, counts first, and its groups, of which no pupil is in two."""

    totals: tuple[PrintedFigure, ...]
    groups: dict[str, PrintedFigure]
    complete: bool
    """Whether all groups of the split are there."""


def check_splits(bases: Bases, name: str) -> Iterator[Problem]:
    """Totals that their groups cannot make."""
    for split in _splits(bases):
        for judge in (_apart, _between):
            found = (judge(bases, total, split, name) for total in split.totals)
            first = next((one for one in found if one), None)
            if first:
                # The same groups beside a count and a per cent are one thing to put right.
                yield first
                break


def _splits(bases: Bases) -> Iterator[_Split]:
    held: dict[tuple[str, ...], list[PrintedFigure]] = {}
    for one in bases.figures:
        held.setdefault((one.year, one.measure, one.question, one.answer), []).append(one)
    for (year, *_), figures in held.items():
        totals = tuple(
            one
            for unit in ("count", "percent")
            for one in figures
            if one.group == ALL
            if one.unit == unit
        )
        splits = {bases.split_of(one.group, year) for one in figures if one.group != ALL}
        for among in splits:
            groups = _one_each(figures, among)
            if totals and len(groups) >= TWO:
                yield _Split(totals, groups, set(among) == set(groups))


def _one_each(figures: Sequence[PrintedFigure], among: frozenset[str]) -> dict[str, PrintedFigure]:
    """Group -> its figure, a count before a per cent."""
    groups: dict[str, PrintedFigure] = {}
    for one in figures:
        if one.group in among and (one.group not in groups or one.unit == "count"):
            groups[one.group] = one
    return groups


def _apart(bases: Bases, total: PrintedFigure, split: _Split, name: str) -> Problem | None:
    """A total with fewer pupils than its groups have together, or with more than they can."""
    whole = total.pupils(bases.of(total))
    parts = [one.pupils(bases.of(one)) for one in split.groups.values()]
    known = [part for part in parts if part is not None]
    if whole is None or any(part.least > part.most for part in (whole, *known)):
        return None
    least = sum(part.least for part in known)
    if least > whole.most:
        together = f"are at least {least:,} pupils together"
        wrong = f"{_at(bases, total, 'at most', whole.most)}, but"
    else:
        most = _most(bases, total, split, known)
        if most is None or most >= whole.least:
            return None
        together = f"are at most {most:,} pupils, with those who are in no group"
        wrong = f"{_at(bases, total, 'at least', whole.least)}, but"
    said = [one for one in split.groups.values() if one.pupils(bases.of(one)) is not None]
    named = " and ".join(_of_group(bases, one) for one in said)
    return Problem(
        place_of(name, [total, *said]),
        f"{wrong} {named} {together}.{_fitting(total, split)}",
        "Print the base of each, and work them out again from the counts.",
        "total-against-groups",
    )


def _most(bases: Bases, total: PrintedFigure, split: _Split, known: Sequence[Range]) -> int | None:
    """How many pupils the total can have at most, or None where that cannot be said."""
    base = bases.of(total)
    groups = [bases.of(one) for one in split.groups.values()]
    whose = {one.whose for one in (total, *split.groups.values())}
    if base is None or None in groups or len(known) < len(groups) or len(whose) > 1:
        return None
    outside = max(0, base.most - sum(group.least for group in groups if group))
    return sum(part.most for part in known) + outside


def _between(bases: Bases, total: PrintedFigure, split: _Split, name: str) -> Problem | None:
    """A total per cent below or above that of all its groups, where no base is known.

    Pupils who are in no group can draw it out, as far as the groups' shares leave room.
    """
    percents = [one for one in split.groups.values() if one.unit == "percent"]
    same = {one.whose for one in (total, *percents)}
    all_there = split.complete and len(percents) == len(split.groups)
    if total.unit != "percent" or len(same) > 1 or not all_there:
        return None
    if all(bases.of(one) for one in (total, *percents)):
        # Their pupils were added up already, which tells more.
        return None
    shares = [bases.share_of(one.group, one.year) for one in percents]
    outside = max(0, WHOLE - sum(share.shares[0] for share in shares if share))
    if None in shares:
        outside = 0
    inside = 1 - outside / WHOLE
    low = min(one.shares[0] for one in percents) * inside
    high = max(one.shares[1] for one in percents) * inside + outside
    if total.shares[1] >= low and total.shares[0] <= high:
        return None
    named = " and ".join(f"{one.value}% ({one.group})" for one in percents)
    return Problem(
        place_of(name, [total, *percents]),
        f"A total of {total.value}% does not lie between its groups' {named}.",
        "Work them out again from the counts.",
        "total-outside-groups",
    )


def _at(bases: Bases, total: PrintedFigure, at: str, number: int) -> str:
    if total.unit == "count":
        return f"{total.said} are counted in all"
    base = bases.of(total)
    of = f" of {base.words('pupils')}" if base else ""
    return f"{total.value}%{of} are {at} {number:,}"


def _of_group(bases: Bases, one: PrintedFigure) -> str:
    base = bases.of(one)
    if one.unit == "count" or base is None:
        return f"{one.said} ({one.group})"
    return f"{one.value}% of {base.words()} ({one.group})"


def _fitting(total: PrintedFigure, split: _Split) -> str:
    """Of how many pupils the groups' per cents would be, if the total's count is right."""
    percents = [one for one in split.groups.values() if one.unit == "percent"]
    if total.unit != "count" or len(percents) < TWO:
        return ""
    ends = [end for one in percents for end in one.shares]
    lows, highs = min(ends), max(ends)
    for other in split.totals:
        implied = other.implied_base(int(total.number)) if other.unit == "percent" else None
        if implied and lows <= other.number <= highs:
            return (
                f" As per cents of {implied.words('pupils')} they fit, "
                f"for of so many {total.value} are {other.value}%."
            )
    if not lows:
        return ""
    count = total.number * WHOLE
    return f" They would fit {Range(int(count / highs), int(count / lows)).words('pupils')} in all."
