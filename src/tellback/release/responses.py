"""Which responses a release counts: what became of those that a person looked at."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from tellback.disclosure import Rule
from tellback.quality import (
    WORDS,
    Criteria,
    Decisions,
    Kept,
    Reason,
    digest_of,
    look,
    only,
    without,
)
from tellback.questionnaire.problem import Unreadable
from tellback.release.fault import ReleaseFault
from tellback.snapshot import Snapshot

OTHER = "other"
"""In place of each reason for which so few were left out that it is not told."""
OTHER_WORDS = "a reason that is not told, because it was that of few"


class Responses(BaseModel):
    """Of the responses in a snapshot: flagged, counted, left out; never which."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    in_snapshot: int
    flagged: int
    """Those of which somebody should say whether they were meant."""
    not_decided: int
    """Flagged, counted, and decided by nobody in full."""
    counted: int
    left_out: dict[str, int]
    """Reason -> responses left out for it, where they are not few; the others under OTHER. One
    that was left out for two reasons is in both."""
    decisions_sha256: str
    """What was decided, as `tellback.quality.digest_of` has it."""

    @property
    def number_left_out(self) -> int:
        """Each response once."""
        return self.in_snapshot - self.counted

    @property
    def sentences(self) -> tuple[str, ...]:
        """For a report: what was looked at and decided, then a sentence for each reason."""
        if not self.flagged:
            looked = f"None of the {self.in_snapshot:,} responses was flagged as one to look at"
            return (f"{looked}, and all of them count.",)
        were = "was" if self.flagged == 1 else "were"
        flagged = (
            f"{self.flagged:,} of {self.in_snapshot:,} responses {were} flagged as perhaps not "
            f"meant. By a person’s decision {self.number_left_out:,} of these "
            f"{'is' if self.number_left_out == 1 else 'are'} not counted."
        )
        waiting = f"{self.not_decided:,} not decided yet: counted like all others."
        return (
            flagged,
            *([waiting] if self.not_decided else []),
            *(f"Left out for {_words(name)}: {many:,}." for name, many in self.left_out.items()),
        )


def sift(
    snapshot: Snapshot, rule: Rule, criteria: Criteria | None, decisions: Decisions | None
) -> tuple[Snapshot, Responses | None]:
    """The snapshot of the responses that count, and what is told of the others.

    Without `decisions` nothing was looked at, and all count; without `criteria` the usual are
    meant. Raises ReleaseFault where the decisions do not fit the snapshot, or leave nobody.
    """
    if decisions is None:
        return snapshot, None
    flags = look(snapshot, criteria or Criteria(questionnaire=snapshot.questionnaire.id))
    try:
        kept = without(snapshot, flags, decisions)
    except Unreadable as fault:
        msg = f"No release was made: {fault.problems[0]}"
        raise ReleaseFault(msg) from fault
    counted = only(snapshot, kept)
    if snapshot.rows and not counted.rows:
        msg = "No release was made: every response is left out. Keep those that were meant."
        raise ReleaseFault(msg)
    told = Responses(
        in_snapshot=snapshot.rows,
        flagged=kept.flagged,
        not_decided=kept.undecided,
        counted=counted.rows,
        left_out=_told(kept, rule),
        decisions_sha256=digest_of(decisions),
    )
    return counted, told


def _told(kept: Kept, rule: Rule) -> Mapping[str, int]:
    """Few of one reason would be a small number of pupils known by what they did."""
    many = {str(one.reason): one.left_out for one in kept.reasons if one.left_out}
    few = sum(number for number in many.values() if rule.is_small(number))
    found = {name: number for name, number in many.items() if not rule.is_small(number)}
    return found | ({OTHER: few} if few else {})


def _words(reason: str) -> str:
    return WORDS[Reason(reason)] if reason in {*Reason} else OTHER_WORDS
