"""What the pages of a wave that is over may know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from tellback_web.survey.feedback_words import TROUBLE
from tellback_web.survey.models import Feedback, Participation, Wave
from tellback_web.survey.penny_split import each, in_pounds
from tellback_web.survey.permissions.after import why_no_feedback
from tellback_web.survey.queries.after import (
    Cost,
    KeptUntil,
    cost_of,
    could_say,
    feedback_of,
    kept_until,
    responses_of,
    staff_time_of,
    waves_to_look_after,
)
from tellback_web.survey.queries.reconciliation import Doubt, doubts


@dataclass(frozen=True)
class AfterwardsPage:
    """Every wave that has begun."""

    waves: tuple[Wave, ...]


def afterwards_page() -> AfterwardsPage:
    """The newest first."""
    return AfterwardsPage(tuple(waves_to_look_after()))


@dataclass(frozen=True)
class AfterPage:
    """One wave: what is still to be done."""

    wave: Wave
    schools: int
    """Schools in which somebody answered."""
    open_doubts: int
    answered_doubts: int
    said: int
    could_say: int
    total: str
    kept: KeptUntil
    kept_by_default: bool


def after_page(wave: Wave) -> AfterPage:
    """How far everything is."""
    found = doubts(wave)
    cost = cost_of(wave)
    return AfterPage(
        wave=wave,
        schools=responses_of(wave)[1],
        open_doubts=sum(1 for one in found if one.acknowledged is None),
        answered_doubts=sum(1 for one in found if one.acknowledged),
        said=feedback_of(wave).count(),
        could_say=could_say(wave),
        total=in_pounds(cost.total) if cost.lines else "",
        kept=kept_until(wave),
        kept_by_default=wave.written_until is None and wave.letters_until is None,
    )


@dataclass(frozen=True)
class ReconcilePage:
    """The doubts about a wave's schools: those that stand, and those that were answered for."""

    wave: Wave
    schools: int
    standing: tuple[Doubt, ...]
    answered: tuple[Doubt, ...]
    why_not_change: str | None


def reconcile_page(wave: Wave, *, why_not_change: str | None) -> ReconcilePage:
    """The register beside the wave."""
    found = doubts(wave)
    return ReconcilePage(
        wave=wave,
        schools=responses_of(wave)[1],
        standing=tuple(one for one in found if one.acknowledged is None),
        answered=tuple(one for one in found if one.acknowledged),
        why_not_change=why_not_change,
    )


@dataclass(frozen=True)
class Counted:
    """How many schools said something, of those that said anything."""

    words: str
    count: int
    of: int

    @property
    def width(self) -> int:
        """How long the bar is, of 100."""
        return 100 * self.count // self.of if self.of else 0


@dataclass(frozen=True)
class Minutes:
    """How long classes took."""

    middle: int
    least: int
    most: int
    schools: int


@dataclass(frozen=True)
class SchoolSaid:
    """What one school said."""

    school: str
    how: str
    minutes: int | None
    trouble: tuple[str, ...]
    trouble_words: str
    wish: str
    given_on: date


@dataclass(frozen=True)
class FeedbackPage:
    """What schools said, counted and one by one."""

    wave: Wave
    said: int
    could_say: int
    how: tuple[Counted, ...]
    minutes: Minutes | None
    trouble: tuple[Counted, ...]
    schools: tuple[SchoolSaid, ...]


def feedback_page(wave: Wave) -> FeedbackPage:
    """The feedback on `wave`."""
    given = list(feedback_of(wave))
    how = Counter(one.how for one in given)
    trouble = Counter(word for one in given for word in one.trouble.split())
    return FeedbackPage(
        wave=wave,
        said=len(given),
        could_say=max(could_say(wave), len(given)),
        how=tuple(Counted(words, how[value], len(given)) for value, words in Feedback.How.choices),
        minutes=_minutes([one.minutes for one in given if one.minutes]),
        trouble=tuple(
            Counted(TROUBLE.get(word, word), count, len(given))
            for word, count in sorted(trouble.items(), key=lambda one: (-one[1], one[0]))
        ),
        schools=tuple(_said(one, wave.opens_on) for one in given),
    )


def _minutes(held: list[int]) -> Minutes | None:
    if not held:
        return None
    return Minutes(round(median(held)), min(held), max(held), len(held))


def _said(one: Feedback, day: date) -> SchoolSaid:
    return SchoolSaid(
        school=one.participation.school.name_on(day),
        how=one.get_how_display(),
        minutes=one.minutes,
        trouble=tuple(TROUBLE.get(word, word) for word in one.trouble.split()),
        trouble_words=one.trouble_words,
        wish=one.wish,
        given_on=one.given_on,
    )


@dataclass(frozen=True)
class SharePart:
    """What one payer pays."""

    payer: str
    percent: str
    pounds: str


@dataclass(frozen=True)
class CostPage:
    """What a wave cost, what that is for each response, and who pays."""

    wave: Wave
    cost: Cost
    lines: tuple[tuple[str, str], ...]
    """Item and pounds; no pounds where it was not counted."""
    total: str
    parts: tuple[SharePart, ...]
    not_counted: tuple[str, ...]
    hours: tuple[tuple[str, str], ...]
    """What staff did, and in how many hours."""
    all_hours: str
    for_each_response: str
    for_each_school: str
    responses: int
    schools: int
    why_not_change: str | None


def cost_page(wave: Wave, *, why_not_change: str | None) -> CostPage:
    """The cost of `wave`."""
    cost = cost_of(wave)
    responses, schools = responses_of(wave)
    response, school = each(cost.total, responses), each(cost.total, schools)
    spent = staff_time_of(wave)
    return CostPage(
        wave=wave,
        cost=cost,
        lines=tuple(
            (one.item, "" if one.pounds is None else in_pounds(one.pounds)) for one in cost.lines
        ),
        total=in_pounds(cost.total),
        parts=tuple(
            SharePart(share.payer, f"{share.percent.normalize():f}%", in_pounds(pounds))
            for share, pounds in cost.parts
        ),
        not_counted=tuple(one.item for one in cost.not_counted),
        hours=tuple((one.item, in_hours(one.hours)) for one in spent.lines),
        all_hours=in_hours(spent.total),
        for_each_response="" if response is None else in_pounds(response),
        for_each_school="" if school is None else in_pounds(school),
        responses=responses,
        schools=schools,
        why_not_change=why_not_change,
    )


def in_hours(hours: Decimal) -> str:
    """1,234.5, without needless noughts."""
    whole, _, rest = f"{hours:,.2f}".partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


@dataclass(frozen=True)
class KeptPage:
    """How long things of a wave are kept."""

    wave: Wave
    kept: KeptUntil
    written_is_usual: bool
    letters_is_usual: bool
    why_not_change: str | None


def kept_page(wave: Wave, *, why_not_change: str | None) -> KeptPage:
    """The days of `wave`, the usual ones where the officer has set none."""
    return KeptPage(
        wave=wave,
        kept=kept_until(wave),
        written_is_usual=wave.written_until is None,
        letters_is_usual=wave.letters_until is None,
        why_not_change=why_not_change,
    )


@dataclass(frozen=True)
class GiveFeedbackPage:
    """A school says how it went."""

    participation: Participation
    why_not: str | None
    given_on: date | None
    """When it was said last."""
    said: dict[str, object]
    """What was said then, to be changed."""


def give_feedback_page(participation: Participation) -> GiveFeedbackPage:
    """The form of one school, with what it said before."""
    before = Feedback.objects.filter(participation=participation).first()
    said: dict[str, object] = {}
    if before:
        fields = ("how", "minutes", "trouble_words", "wish")
        said = {name: getattr(before, name) for name in fields}
        said["trouble"] = before.trouble.split()
    return GiveFeedbackPage(
        participation=participation,
        why_not=why_no_feedback(participation.wave),
        given_on=before.given_on if before else None,
        said=said,
    )
