"""What a person decided of flagged responses, and which rows are left to count.

A file of decisions belongs to one snapshot. Nothing is dropped without a line in it, and a
response that nobody decided on is kept and counted as such. Who decided, and when, is for
whoever keeps the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from tellback.quality.flag import WORDS, Flag, Reason
from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import text_of
from tellback.snapshot import Snapshot
from tellback.snapshot.manifest import RESPONSES


class Choice(StrEnum):
    """What may be decided."""

    KEEP = "keep"
    LEAVE_OUT = "leave_out"


class Decision(BaseModel):
    """One decision on one flag."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    flag: str
    """The flag's key."""
    decision: Choice
    because: str = ""


class Decisions(BaseModel):
    """The decisions on the flags of one snapshot, named by the hash of its responses."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    snapshot: str
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Counted:
    """Of one reason: responses flagged, left out, kept on purpose, and decided by nobody yet."""

    reason: Reason
    flagged: int
    left_out: int
    kept: int
    undecided: int

    @property
    def sentence(self) -> str:
        """For the report."""
        return (
            f"{self.flagged} flagged ({WORDS[self.reason]}): {self.left_out} left out, "
            f"{self.kept} kept, {self.undecided} not decided and kept."
        )


@dataclass(frozen=True)
class Kept:
    """`mask` says of each row of the snapshot whether it counts; `reasons` why some do not."""

    mask: Any
    """An array of truth values, one a row."""
    reasons: tuple[Counted, ...]
    flagged: int
    """Responses with any flag."""
    undecided: int
    """Of those that count: responses with a flag on which nobody decided."""

    @property
    def left_out(self) -> int:
        """Responses left out; one that has several reasons is one response."""
        return int((~self.mask).sum())

    @property
    def sentence(self) -> str:
        """For the report, even where nothing was left out."""
        rows = len(self.mask)
        if not self.left_out:
            return f"All {rows:,} responses count; none was left out."
        return f"{rows - self.left_out:,} of {rows:,} responses count; {self.left_out} left out."


def hash_of(snapshot: Snapshot) -> str:
    """What a file of decisions calls the snapshot."""
    return snapshot.manifest.files.get(RESPONSES, "")


def digest_of(decisions: Decisions) -> str:
    """SHA-256 of what was decided on which flag of which snapshot, in any order, for any reason.

    Two files with one digest leave out the same responses and leave the same ones undecided.
    """
    lines = sorted(f"{one.flag}={one.decision}" for one in decisions.decisions)
    return sha256("\n".join([decisions.snapshot, *lines]).encode()).hexdigest()


def read_decisions(path: Path) -> Decisions:
    """The decisions in a YAML file. Raises Unreadable."""
    text = text_of(path)
    try:
        return Decisions.model_validate(yaml.safe_load(text))
    except yaml.YAMLError:
        fault = "This is not YAML."
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        fault = f"At `{where}`: {first['msg']}." if where else f"{first['msg']}."
    remedy = "Write `snapshot:` and a list `decisions:` of flag and decision (keep, leave_out)."
    raise Unreadable([Problem(path.name, fault, remedy, "bad-decisions")])


def decisions_text(decisions: Decisions) -> str:
    """The file's text; `read_decisions` gives the same back."""
    held = decisions.model_dump(mode="json")
    return yaml.safe_dump(held, sort_keys=False, allow_unicode=True)


def without(snapshot: Snapshot, flags: Sequence[Flag], decisions: Decisions) -> Kept:
    """The rows that count after the decisions, and how many do not, for each reason.

    A response goes where any one of its flags was decided so. Raises Unreadable where the
    decisions are on another snapshot, on a flag that is not there, or on one flag twice.
    """
    problems = _wrong(snapshot, flags, decisions)
    if problems:
        raise Unreadable(problems)
    chosen = {one.flag: one.decision for one in decisions.decisions}
    mask = np.ones(snapshot.rows, bool)
    for flag in flags:
        if chosen.get(flag.key) is Choice.LEAVE_OUT:
            mask[flag.row] = False
    reasons = [one for one in Reason if any(flag.reason is one for flag in flags)]
    waiting = {flag.row for flag in flags if flag.key not in chosen and mask[flag.row]}
    return Kept(
        mask,
        tuple(_counted(one, flags, chosen) for one in reasons),
        flagged=len({flag.row for flag in flags}),
        undecided=len(waiting),
    )


def only(snapshot: Snapshot, kept: Kept) -> Snapshot:
    """The snapshot without the rows left out, to be counted like any other; the first stays.

    Its files' hashes are those of the whole snapshot, which is what was looked at.
    """
    table = snapshot.table.filter(pa.array(kept.mask))
    schools = dict(sorted(Counter(table.column("school").to_pylist()).items()))
    manifest = snapshot.manifest.model_copy(update={"rows": table.num_rows, "schools": schools})
    return replace(snapshot, manifest=manifest, table=table)


def _counted(reason: Reason, flags: Sequence[Flag], chosen: dict[str, Choice]) -> Counted:
    """Responses, not flags: one that broke two rules was left out once."""
    fates: dict[int, set[Choice | None]] = {}
    for flag in flags:
        if flag.reason is reason:
            fates.setdefault(flag.row, set()).add(chosen.get(flag.key))
    totals = Counter(_fate(fate) for fate in fates.values())
    return Counted(reason, len(fates), totals[Choice.LEAVE_OUT], totals[Choice.KEEP], totals[None])


def _fate(fate: set[Choice | None]) -> Choice | None:
    if Choice.LEAVE_OUT in fate:
        return Choice.LEAVE_OUT
    return None if None in fate else Choice.KEEP


def _wrong(snapshot: Snapshot, flags: Sequence[Flag], decisions: Decisions) -> list[Problem]:
    if decisions.snapshot != hash_of(snapshot):
        fault = "The decisions are on another snapshot."
        return [Problem("decisions", fault, "Look at this one's flags anew.", "other-snapshot")]
    known = {flag.key for flag in flags}
    counted = Counter(one.flag for one in decisions.decisions)
    return [
        Problem(
            f"decisions, {excerpt(key)}",
            "It is decided twice." if key in known else "There is no such flag.",
            "Keep one of the two." if key in known else "Take it out.",
            "twice-decided" if key in known else "unknown-flag",
        )
        for key, times in counted.items()
        if key not in known or times > 1
    ]
