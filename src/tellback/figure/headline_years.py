"""The end of a headline: how a figure stands beside those of earlier years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from tellback.figure.headline_words import joined
from tellback.figure.said import Fact, Number, Piece, Source
from tellback.inference import Outcome, Trend
from tellback.questionnaire.comparability import Changed, Verdict

_CHANGED = {
    Changed.CHOICES: "the answers offered were others",
    Changed.BASE: "other pupils were asked",
    Changed.WORDING: "the question was worded otherwise",
    Changed.ORDER: "the answers or lines stood in another order",
    Changed.ROWS: "other lines stood beside it",
}
_MOVED = {Outcome.HIGHER: ("up", "rise"), Outcome.LOWER: ("down", "fall")}
PAIR = 2


@dataclass(frozen=True)
class Before:
    """The same figure of an earlier year: its text, and what a test says of the two."""

    year: str
    text: str
    """`84%`, `8`; empty where the two are not compared; the trend's verdict says why."""
    source: Source
    trend: Trend | None = None
    """None where it stands beside and nothing may be said of the two."""

    @property
    def outcome(self) -> Outcome:
        """What the test says; NOT_TESTED where there is none."""
        made = self.trend.comparison if self.trend else None
        return made.outcome if made else Outcome.NOT_TESTED

    @property
    def compared(self) -> bool:
        """Whether the two may stand beside each other."""
        return self.trend is None or self.trend.verdict.trend

    @property
    def share(self) -> float | None:
        """Of that year, 0 to 1; None where only a count is known."""
        made = self.trend.comparison if self.trend else None
        return made.other.share if made else None


def what_changed(verdict: Verdict) -> str:
    """The gravest change since that year: `the answers offered were others`; or nothing.

    Nothing is said where it was not asked, or nothing of it published.
    """
    return next((_CHANGED[what] for what in verdict.changed if what in _CHANGED), "")


def beside_years(before: Sequence[Before], lead: str, share: float) -> tuple[Piece, ...]:
    """What stands before the full stop: `, up from 15% in 2008`, ` (84% in 2008; no real change)`.

    `before` has the newest year first; `lead` is how this year was told, `share` it from 0 to 1.
    """
    beside = [one for one in before if one.compared and one.text]
    apart = list(_apart(before))
    if _is_percent(lead) and _steady(beside, share):
        return (*_steadily(beside), *_in_brackets([*_since(beside), *apart]))
    moved = list(takewhile(lambda one: _plain(one, lead, beside[0].outcome), beside))
    left = [*_groups(beside[len(moved) :], lead=lead, later=bool(moved)), *apart]
    return (*_moved_from(moved), *_in_brackets(left))


def _steady(beside: Sequence[Before], share: float) -> bool:
    """Whether each step goes the one way, and from the first year to now it is no chance."""
    if len(beside) < PAIR or beside[-1].outcome not in _MOVED:
        return False
    shares = [share, *(one.share for one in beside)]
    rises = beside[-1].outcome is Outcome.HIGHER
    return all(
        now is not None and then is not None and (now > then if rises else now < then)
        for now, then in pairwise(shares)
    )


def _steadily(beside: Sequence[Before]) -> tuple[Piece, ...]:
    kind = _MOVED[beside[-1].outcome][1]
    return (f", a steady {kind} since ", Fact(beside[-1].year))


def _since(beside: Sequence[Before]) -> Iterator[tuple[Piece, ...]]:
    """`56% in 2007 and 63% in 2008`, as they came."""
    yield joined([_in_year(one) for one in reversed(beside)])


def _plain(one: Before, lead: str, outcome: Outcome) -> bool:
    """Whether `up from` can be said: a real move of `outcome` that the two texts show as well."""
    if one.outcome is not outcome or outcome not in _MOVED or one.text == lead:
        return False
    if _is_percent(one.text) or _is_percent(lead):
        return _is_percent(one.text) and _is_percent(lead)
    # Shares are tested: of fewer pupils a larger share may be fewer.
    made = one.trend.comparison if one.trend else None
    rises = outcome is Outcome.HIGHER
    return made is not None and (
        made.one.least > made.other.most if rises else made.one.most < made.other.least
    )


def _is_percent(text: str) -> bool:
    return "%" in text


def _moved_from(moved: Sequence[Before]) -> tuple[Piece, ...]:
    """`, up from 63% in 2008 and 56% in 2007`."""
    if not moved:
        return ()
    way = _MOVED[moved[0].outcome][0]
    return (f", {way} from ", *joined([_in_year(one) for one in moved]))


def _in_year(one: Before) -> tuple[Piece, ...]:
    """`84% in 2008, when the question was worded otherwise`."""
    changed = what_changed(one.trend.verdict) if one.trend else ""
    when = f", when {changed}" if changed else ""
    return (Number(one.text, one.source), " in ", Fact(one.year), when)


def _groups(beside: Sequence[Before], *, lead: str, later: bool) -> Iterator[tuple[Piece, ...]]:
    """Years of which the same may be said, together: `84% in 2008, no real change`."""
    groups = [list(some) for _, some in groupby(beside, key=lambda one: one.outcome)]
    for at, some in enumerate(groups):
        says = _says(some, lead, later=later or at > 0)
        mark = "; " if len(groups) == 1 else ", "
        yield (*joined([_in_year(one) for one in some]), mark if says else "", says)


def _says(some: Sequence[Before], lead: str, *, later: bool) -> str:
    outcome = some[0].outcome
    since = " since then" if later else ""
    if len(some) > 1:
        since = " since either" if len(some) == PAIR else " since any of them"
    if outcome is Outcome.CHANCE:
        return f"no real change{since}"
    if outcome is Outcome.TOO_FEW:
        return "too few pupils to tell a change"
    if outcome is Outcome.NOT_TESTED:
        return ""
    share = "" if _is_percent(lead) else " as a share of those asked"
    return f"a real {_MOVED[outcome][1]}{since}{share}"


def _apart(before: Sequence[Before]) -> Iterator[tuple[Piece, ...]]:
    """`not compared with 2008 and 2007, when other pupils were asked`; `not asked in 2007`.

    Of a year of which nothing more is known than that nothing was published, nothing is said.
    """
    whys = [(one, _why_apart(one)) for one in before if not one.compared]
    for why in dict.fromkeys(why for _, why in whys if why):
        years = joined([(Fact(one.year),) for one, other in whys if other == why])
        start, end = why
        yield (start, *years, end)


def _why_apart(one: Before) -> tuple[str, str] | None:
    verdict = one.trend.verdict if one.trend else None
    if verdict and Changed.NEW in verdict.changed:
        return ("not asked in ", "")
    changed = what_changed(verdict) if verdict else ""
    return ("not compared with ", f", when {changed}") if changed else None


def _in_brackets(parts: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    if not parts:
        return ()
    made: list[Piece] = [" ("]
    for at, part in enumerate(parts):
        made += ["; " if at else "", *part]
    return (*made, ")")
