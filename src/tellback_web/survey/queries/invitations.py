"""Where each school of a wave stands, worked out in one place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from tellback_web.schools.queries.register import HISTORY
from tellback_web.survey.models import (
    ClassSession,
    Participation,
    SentLetter,
    Wave,
)
from tellback_web.survey.permissions.invitations import OVER
from tellback_web.survey.queries.sessions import Counts, counts_by_session
from tellback_web.survey.queries.waves import drafts_by_participation, participations


class Stage(StrEnum):
    """How far a school has come, from not asked to finished."""

    NOT_ASKED = "not-asked"
    ASKED = "asked"
    ACCEPTED = "accepted"
    OPENED = "opened"
    FINISHED = "finished"
    DECLINED = "declined"
    COULD_NOT = "could-not"

    @property
    def words(self) -> str:
        """As people read it."""
        return WORDS[self]


WORDS = {
    Stage.NOT_ASKED: "Not asked yet",
    Stage.ASKED: "Asked",
    Stage.ACCEPTED: "Accepted",
    Stage.OPENED: "Opened",
    Stage.FINISHED: "Finished",
    Stage.DECLINED: "Declined",
    Stage.COULD_NOT: "Could not",
}


def stage_of(participation: Participation, *, begun: bool) -> Stage:
    """Where a school stands; `begun` where a class or a pupil of it has started.

    What its pupils did goes before what was said: a school that declined and then answered
    has opened. A school that sent answers is finished when it says so, or when the wave is
    over. One that could not is that for as long as nobody there has sent answers.
    """
    one = participation
    if one.could_not and not one.responses:
        return Stage.COULD_NOT
    if one.finished_on or (one.responses and one.wave.state in OVER):
        return Stage.FINISHED
    if one.responses or begun:
        return Stage.OPENED
    if one.reply:
        return Stage.ACCEPTED if one.reply == Participation.Reply.ACCEPTED else Stage.DECLINED
    return Stage.ASKED if one.asked_on else Stage.NOT_ASKED


@dataclass(frozen=True)
class ClassGroup:
    """A class session of a school, and how many of it have come how far."""

    session: ClassSession
    counts: Counts


@dataclass(frozen=True)
class Standing:
    """A school of a wave, with all that is known of how it is getting on."""

    participation: Participation
    stage: Stage
    unsent: int
    """Pupils who have saved something and not sent it."""
    classes: tuple[ClassGroup, ...]
    letters: tuple[SentLetter, ...]
    """The oldest first."""

    @property
    def name(self) -> str:
        """The school's name."""
        return self.participation.school.name

    @property
    def contact(self) -> str:
        """Its e-mail address; empty where the register has none."""
        return self.participation.school.contact.strip()

    @property
    def reason(self) -> str:
        """Why it declined or could not; empty where it did neither."""
        if self.stage is Stage.COULD_NOT:
            return self.participation.could_not
        return self.participation.reply_reason if self.stage is Stage.DECLINED else ""

    @property
    def last_letter(self) -> SentLetter | None:
        """The letter that went to it last."""
        return self.letters[-1] if self.letters else None


def standings(wave: Wave) -> tuple[Standing, ...]:
    """Every school of `wave`, by name; eleven queries, however many schools."""
    asked = list(participations(wave).prefetch_related(*(f"school__{one}" for one in HISTORY)))
    drafts = drafts_by_participation(wave)
    letters: dict[int, list[SentLetter]] = defaultdict(list)
    for letter in SentLetter.objects.filter(participation__wave=wave).order_by("sent_on", "pk"):
        letters[letter.participation_id].append(letter)
    classes = class_groups(wave)
    found = []
    for one in asked:
        one.wave = wave
        mine = classes.get(one.pk, ())
        found.append(
            Standing(
                participation=one,
                stage=stage_of(one, begun=bool(drafts.get(one.pk) or mine)),
                unsent=drafts.get(one.pk, 0),
                classes=mine,
                letters=tuple(letters[one.pk]),
            )
        )
    return tuple(found)


def class_groups(wave: Wave) -> dict[int, tuple[ClassGroup, ...]]:
    """Participation -> its class groups as they stand, by day and name; four queries."""
    counts = counts_by_session(wave)
    found: dict[int, list[ClassGroup]] = defaultdict(list)
    sessions = ClassSession.objects.filter(participation__wave=wave)
    for one in sessions.order_by("opened_on", "class_name", "pk"):
        if one.pk in counts:  # one that was opened between the two questions waits for the next
            found[one.participation_id].append(ClassGroup(one, counts[one.pk]))
    return {participation: tuple(mine) for participation, mine in found.items()}
