"""Facts of a wave that no answer tells: when it ran, which schools were asked, what it cost.

They are a file (JSON) beside a release, so that a report can be made again without a server.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SchoolFacts(_Facts):
    """A school that was asked; whether it took part the release says."""

    number: str
    name: str
    locality: str = ""
    roll: int | None = None
    """Pupils of the year group when the wave opened."""
    could_not: str = ""
    """Why it tried and could not."""
    head: str = ""
    """How a letter begins: `Dear head teacher`, never a name that is not given here."""


class CostFacts(_Facts):
    """One line of what the wave cost; without pounds it was not counted."""

    item: str
    pounds: Decimal | None = None


class StaffTimeFacts(_Facts):
    """Work that was not paid for by itself: what was done, and how many hours it took."""

    item: str
    hours: Decimal


class ShareFacts(_Facts):
    """Who pays how much."""

    payer: str
    percent: Decimal
    pounds: Decimal | None = None


class CouncilFacts(_Facts):
    """Who reports."""

    name: str
    directorate: str = "Children and Young People’s Services"
    contact: str = "Children’s survey officer"
    """A post, not a person."""
    telephone: str = ""
    email: str = ""


class MeetingFacts(_Facts):
    """The meeting that a report to members is for."""

    body: str
    on: date | None = None


class FeedbackFacts(_Facts):
    """What schools said of the wave when it was over."""

    said: int = 0
    could_say: int = 0
    well: int = 0
    """Schools where it went well or very well."""
    troubles: tuple[tuple[str, int], ...] = ()
    """What went wrong, and in how many schools."""
    wishes: tuple[str, ...] = ()


class WaveFacts(_Facts):
    """All of it; a stranger's key is an error."""

    wave: str
    title: str
    year_group: str
    opened_on: date
    closed_on: date
    first_closes_on: date | None = None
    extension_reason: str = ""
    on_roll_everywhere: int = 0
    schools: tuple[SchoolFacts, ...] = ()
    release: str = ""
    """As people call it: `2009, release 1`."""
    published_on: date | None = None
    council: CouncilFacts
    meeting: MeetingFacts | None = None
    costs: tuple[CostFacts, ...] = ()
    shares: tuple[ShareFacts, ...] = ()
    staff_time: tuple[StaffTimeFacts, ...] = ()
    feedback: FeedbackFacts = FeedbackFacts()
    address: str = ""
    """Where the wave's results are on the web, with a slash at its end; or empty."""

    @property
    def rolls(self) -> dict[str, int | None]:
        """School's number -> its roll."""
        return {one.number: one.roll for one in self.schools}
