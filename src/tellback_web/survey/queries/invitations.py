"""Where each school of a wave stands, worked out in one place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q

from tellback_web.schools.queries.register import HISTORY
from tellback_web.survey.models import (
    ClassSession,
    Draft,
    Kind,
    Participation,
    SentLetter,
    Ticket,
    Wave,
)
from tellback_web.survey.permissions.invitations import OVER
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
class ClassCount:
    """A class of a school: how many of how many have come how far."""

    session: int
    class_name: str
    pupils: int
    joined: int
    answering: int
    """They have begun and not sent; of a closed class session, they never did."""
    finished: int
    opened_on: date
    is_open: bool


@dataclass(frozen=True)
class Standing:
    """A school of a wave, with all that is known of how it is getting on."""

    participation: Participation
    stage: Stage
    unsent: int
    """Pupils who have saved something and not sent it."""
    classes: tuple[ClassCount, ...]
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
    """Every school of `wave`, by name; ten queries, however many schools."""
    asked = list(participations(wave).prefetch_related(*(f"school__{one}" for one in HISTORY)))
    drafts = drafts_by_participation(wave)
    letters: dict[int, list[SentLetter]] = defaultdict(list)
    for letter in SentLetter.objects.filter(participation__wave=wave).order_by("sent_on", "pk"):
        letters[letter.participation_id].append(letter)
    classes = class_counts(wave)
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


def class_counts(wave: Wave) -> dict[int, tuple[ClassCount, ...]]:
    """Participation -> its class groups as they stand, by day and name; three queries."""
    begun = dict(
        Draft.objects.filter(class_session__participation__wave=wave)
        .values_list("class_session")
        .annotate(many=Count("pk"))
    )
    sent = dict(
        Ticket.objects.filter(class_session__participation__wave=wave)
        .values_list("class_session")
        .annotate(many=Count("pk", filter=Q(spent=True)))
    )
    found: dict[int, list[ClassCount]] = defaultdict(list)
    sessions = ClassSession.objects.filter(participation__wave=wave)
    for one in sessions.order_by("opened_on", "class_name", "pk"):
        answering = begun.get(one.pk, 0) if one.is_open else one.unsent
        finished = sent.get(one.pk, 0) if one.is_open else one.finished
        found[one.participation_id].append(
            ClassCount(
                session=one.pk,
                class_name=one.class_name,
                pupils=one.pupils,
                joined=answering + finished if one.is_open else one.joined,
                answering=answering,
                finished=finished,
                opened_on=one.opened_on,
                is_open=one.is_open,
            )
        )
    return {participation: tuple(mine) for participation, mine in found.items()}


def letter_day(standing: Standing, kind: Kind) -> date | None:
    """The day a letter of `kind` last went to this school."""
    return next((one.sent_on for one in reversed(standing.letters) if one.kind == kind), None)
