"""What the pages of inviting schools may know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tellback_web.survey.invitation_rules import invitation_rules
from tellback_web.survey.models import Kind, Participation, Wave
from tellback_web.survey.permissions.invitations import why_not_reply, why_not_send
from tellback_web.survey.queries.burden import AskedFor, surveys_asked
from tellback_web.survey.queries.invitations import Stage, Standing, standings
from tellback_web.survey.queries.letters import school_address
from tellback_web.survey.queries.school_year import SchoolYear, school_year_of


@dataclass(frozen=True)
class Line:
    """One school in the list."""

    standing: Standing
    asked_for: int
    """Surveys of this school year, this one among them once the school has been asked."""
    over_limit: bool
    """Whether this survey is, or would be, one more than the council's limit."""

    @property
    def own_day(self) -> date | None:
        """The school's last day, where it has longer than the others."""
        one = self.standing.participation
        return one.last_day if one.last_day > one.wave.closes_on else None


@dataclass(frozen=True)
class Filter:
    """Schools at one stage, or all of them."""

    stage: str
    words: str
    count: int


@dataclass(frozen=True)
class InvitationsPage:
    """Every school of a wave with where it stands."""

    wave: Wave
    year: SchoolYear
    limit: int
    filters: tuple[Filter, ...]
    chosen: str
    lines: tuple[Line, ...]
    to_ask: int
    """Schools that were not asked yet and can be written to."""
    without_address: int


def invitations_page(wave: Wave, *, stage: str) -> InvitationsPage:
    """The schools of `wave`; only those at `stage`, where it is one."""
    every = lines_of(wave)
    counted = Counter(one.standing.stage.value for one in every)
    known = stage if stage in counted else ""
    return InvitationsPage(
        wave=wave,
        year=school_year_of(wave.opens_on),
        limit=invitation_rules().most_surveys_a_year,
        filters=(
            Filter("", "All", len(every)),
            *(Filter(one.value, one.words, counted[one]) for one in Stage if counted[one]),
        ),
        chosen=known,
        lines=tuple(one for one in every if not known or one.standing.stage == known),
        to_ask=sum(
            1 for one in every if one.standing.stage is Stage.NOT_ASKED and one.standing.contact
        ),
        without_address=sum(1 for one in every if not one.standing.contact),
    )


def lines_of(wave: Wave) -> tuple[Line, ...]:
    """Every school of `wave` as a line, by name."""
    found = standings(wave)
    year = school_year_of(wave.opens_on)
    asked = surveys_asked([one.participation.school_id for one in found], year, besides=wave)
    limit = invitation_rules().most_surveys_a_year
    return tuple(
        _line(one, len(asked.get(one.participation.school_id, ())), limit) for one in found
    )


def _line(standing: Standing, others: int, limit: int) -> Line:
    return Line(
        standing=standing,
        asked_for=others + (standing.stage is not Stage.NOT_ASKED),
        over_limit=others + 1 > limit,
    )


@dataclass(frozen=True)
class SchoolPage:
    """One school of a wave: where it stands, its letters, what it was asked for."""

    wave: Wave
    standing: Standing
    year: SchoolYear
    others: tuple[AskedFor, ...]
    limit: int
    address: str
    why_not_reply: str | None

    @property
    def asked_for(self) -> int:
        """Surveys of this school year, this one included."""
        return len(self.others) + 1


def school_page(participation: Participation) -> SchoolPage:
    """The page of one school, whose wave and school are loaded."""
    wave = participation.wave
    standing = next(one for one in standings(wave) if one.participation.pk == participation.pk)
    year = school_year_of(wave.opens_on)
    school = participation.school_id
    return SchoolPage(
        wave=wave,
        standing=standing,
        year=year,
        others=surveys_asked([school], year, besides=wave).get(school, ()),
        limit=invitation_rules().most_surveys_a_year,
        address=school_address(participation),
        why_not_reply=why_not_reply(participation),
    )


@dataclass(frozen=True)
class Addressee:
    """A school that a letter may go to."""

    line: Line
    meant: bool
    """Whether the letter is meant for schools that stand where this one does."""
    warned_of: bool
    """Whether the letter asks it for more surveys than the council allows."""
    why_not: str
    """The sentence that keeps it from this school; empty where it may go."""

    @property
    def suggested(self) -> bool:
        """Whether it is ticked at first: not where an invitation would be one too many."""
        return self.meant and not self.warned_of

    @property
    def participation(self) -> int:
        """Whose."""
        return self.line.standing.participation.pk


@dataclass(frozen=True)
class SendPage:
    """Whom a letter may go to, and whom it is meant for."""

    wave: Wave
    kind: str
    kind_words: str
    meant_for: str
    addressees: tuple[Addressee, ...]
    limit: int

    @property
    def open_to(self) -> tuple[Addressee, ...]:
        """Those that can be chosen."""
        return tuple(one for one in self.addressees if not one.why_not)

    @property
    def closed_to(self) -> tuple[Addressee, ...]:
        """Those that cannot, each with its reason."""
        return tuple(one for one in self.addressees if one.why_not)

    def chosen(self, participations: Collection[int]) -> tuple[Addressee, ...]:
        """Those of `participations`."""
        return tuple(one for one in self.addressees if one.participation in set(participations))


MEANT_FOR = {
    Kind.INVITATION: ("that have not been asked", (Stage.NOT_ASKED,)),
    Kind.REMINDER: (
        "that have not answered, begun or finished",
        (Stage.ASKED, Stage.ACCEPTED, Stage.OPENED),
    ),
    Kind.EXTENSION: (
        "that have longer and have not finished",
        (Stage.ASKED, Stage.ACCEPTED, Stage.OPENED),
    ),
    Kind.FEEDBACK: ("that took part, or tried to", (Stage.OPENED, Stage.FINISHED, Stage.COULD_NOT)),
}
"""Kind of letter -> whom it is meant for, in words and as stages."""
NO_ADDRESS = "It has no e-mail address in the register."


def send_page(wave: Wave, kind: str, *, only: Stage | None = None) -> SendPage:
    """Whom a letter of `kind`, which is sendable, may go to; `only` narrows the suggestion."""
    words, stages = MEANT_FOR[Kind(kind)]
    meant = (only,) if only else stages
    return SendPage(
        wave=wave,
        kind=kind,
        kind_words=str(Kind(kind).label),
        meant_for=words,
        addressees=tuple(
            Addressee(
                line=line,
                meant=line.standing.stage in meant,
                warned_of=kind == Kind.INVITATION and line.over_limit,
                why_not=why_not_send(line.standing.participation, kind)
                or ("" if line.standing.contact else NO_ADDRESS),
            )
            for line in lines_of(wave)
        ),
        limit=invitation_rules().most_surveys_a_year,
    )
