"""Reads of class sessions: how many have joined, are answering, have sent; never who or what."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from tellback_web.survey.models import ClassSession, Draft, Participation, Ticket, Wave


@dataclass(frozen=True)
class Counts:
    """Pupils of a class session."""

    pupils: int
    joined: int
    answering: int
    finished: int

    @property
    def to_come(self) -> int:
        """Pupils of the class who have not begun."""
        return max(self.pupils - self.joined, 0)


def counts_of(session: ClassSession) -> Counts:
    """How far the class is; of a closed session, how far it was."""
    if not session.is_open:
        return Counts(session.pupils, session.joined, session.unsent, session.finished)
    answering = Draft.objects.filter(class_session=session).count()
    finished = Ticket.objects.filter(class_session=session, spent=True).count()
    return Counts(session.pupils, answering + finished, answering, finished)


def counts_by_session(wave: Wave) -> dict[int, Counts]:
    """Class session -> its counts, for every session of `wave`, in three questions."""
    here = {"class_session__participation__wave": wave}
    answering = _counted(Draft.objects.filter(**here))
    finished = _counted(Ticket.objects.filter(spent=True, **here))
    return {
        one.pk: Counts(
            one.pupils,
            answering.get(one.pk, 0) + finished.get(one.pk, 0),
            answering.get(one.pk, 0),
            finished.get(one.pk, 0),
        )
        if one.is_open
        else Counts(one.pupils, one.joined, one.unsent, one.finished)
        for one in ClassSession.objects.filter(participation__wave=wave)
    }


def _counted(rows: QuerySet[Draft] | QuerySet[Ticket]) -> dict[int, int]:
    return dict(rows.values_list("class_session").annotate(found=Count("pk")))


def sessions_of(participation: Participation) -> QuerySet[ClassSession]:
    """The class sessions of a school in a wave, open ones first, then by class."""
    return participation.class_sessions.order_by(
        F("closed_on").asc(nulls_first=True), "class_name", "pk"
    )


def open_sessions(wave: Wave) -> int:
    """How many class sessions of `wave` are open."""
    return ClassSession.objects.filter(participation__wave=wave, closed_on=None).count()


def open_participations(school: str) -> QuerySet[Participation]:
    """A school's places in waves that are open, by the wave's title."""
    return (
        Participation.objects.select_related("wave", "school")
        .defer("wave__questionnaire")
        .filter(school__number=school, wave__state__in=Wave.ANSWERABLE, wave__sandbox=False)
        .order_by("wave__title", "pk")
    )
