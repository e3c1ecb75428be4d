"""What a school is asked, what it answers, and how long it has."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from tellback_web.audit.changes import record
from tellback_web.schools.models import School
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import OtherSurvey, Participation, Wave
from tellback_web.survey.permissions.invitations import why_not_reply

LONGEST_REASON = 500


@transaction.atomic
def note_asked(participation: Participation, *, by: str) -> None:
    """Keep that a school was asked in another way than by our letter, today."""
    held = _held(participation)
    if reason := why_not_reply(held):
        raise Refused(reason)
    if held.asked_on:
        msg = f"{held.school} was asked already."
        raise Refused(msg)
    held.asked_on = timezone.localdate()
    held.save(update_fields=["asked_on"])
    _record(held, by, "asked a school in another way")


@transaction.atomic
def accept_invitation(participation: Participation, *, by: str) -> None:
    """Keep that the school takes part; it may have said otherwise before. Raises Refused."""
    _reply(participation, Participation.Reply.ACCEPTED, "", by)


@transaction.atomic
def decline_invitation(participation: Participation, *, reason: str, by: str) -> None:
    """Keep that the school does not take part, and why. Raises Refused."""
    said = reason.strip()
    if not said:
        msg = "Say in a few words why, such as: too many surveys this term."
        raise Refused(msg)
    if len(said) > LONGEST_REASON:
        msg = f"The reason is {len(said)} characters long. Say it in {LONGEST_REASON} or fewer."
        raise Refused(msg)
    _reply(participation, Participation.Reply.DECLINED, said, by)


def _reply(participation: Participation, reply: str, reason: str, by: str) -> None:
    held = _held(participation)
    if refusal := why_not_reply(held):
        raise Refused(refusal)
    if reply == Participation.Reply.DECLINED and held.responses:
        count = f"{held.responses:,} pupil{'s' if held.responses > 1 else ''}"
        msg = f"{count} of {held.school} sent answers already, so the school takes part."
        raise Refused(msg)
    held.reply, held.reply_reason, held.replied_on = reply, reason, timezone.localdate()
    held.save(update_fields=["reply", "reply_reason", "replied_on"])
    _record(held, by, f"{reply} the invitation")


@transaction.atomic
def note_not_finished(participation: Participation, *, by: str) -> None:
    """Keep that a school which said it had finished has not after all."""
    held = _held(participation)
    if reason := why_not_reply(held):
        raise Refused(reason)
    held.finished_on = None
    held.save(update_fields=["finished_on"])
    _record(held, by, "noted that a school has not finished")


@transaction.atomic
def extend_schools(
    wave: Wave, participations: Collection[int], *, closes_on: date, reason: str, by: str
) -> int:
    """Give some schools of `wave` a later closing day than the others; all of them or none.

    Gives how many. Raises Refused.
    """
    wave = Wave.objects.select_for_update().defer("questionnaire").get(pk=wave.pk)
    if not wave.answerable:
        msg = f"The wave is {wave.get_state_display().lower()}, so closing days stay."
        raise Refused(msg)
    if closes_on <= wave.closes_on:
        msg = (
            f"The wave itself is open until {date_format(wave.closes_on, 'j F Y')}. "
            "Choose a later day for these schools."
        )
        raise Refused(msg)
    if not reason.strip():
        msg = "Say why these schools have longer; the letter to them and the report state it."
        raise Refused(msg)
    chosen = list(
        wave.participations.select_for_update(of=("self",))
        .select_related("school")
        .filter(pk__in=participations)
    )
    if not chosen or len(chosen) != len(set(participations)):
        msg = "Choose schools of this wave. Load the page again to see which they are."
        raise Refused(msg)
    for one in chosen:
        one.closes_on, one.extension_reason = closes_on, reason.strip()
    Participation.objects.bulk_update(chosen, ["closes_on", "extension_reason"])
    details = {
        "closes_on": closes_on.isoformat(),
        "reason": reason.strip(),
        "schools": [one.school.number for one in chosen],
    }
    about = wave.name
    record(by=by, verb="gave schools longer", about=about, about_kind="wave", details=details)
    return len(chosen)


@transaction.atomic
def new_school_link(participation: Participation, *, by: str) -> None:
    """Make every link that this school was given stop working; the next letter has a new one."""
    held = _held(participation)
    held.link_number += 1
    held.save(update_fields=["link_number"])
    _record(held, by, "gave a school a new link")


@transaction.atomic
def note_other_survey(
    school: School, *, name: str, asked_by: str, asked_on: date, by: str
) -> OtherSurvey:
    """Keep that somebody else asked a school for a survey; the same one is kept once."""
    School.objects.select_for_update().get(pk=school.pk)
    made, fresh = OtherSurvey.objects.get_or_create(
        school=school, name=name.strip(), asked_by=asked_by.strip(), asked_on=asked_on
    )
    if not fresh:
        msg = f"That survey is on the list of {school} already."
        raise Refused(msg)
    record(
        by=by,
        verb="noted another survey",
        about=school.name,
        about_kind="school",
        details={"survey": made.name, "asked_by": made.asked_by},
    )
    return made


@transaction.atomic
def remove_other_survey(survey: OtherSurvey, *, by: str) -> None:
    """Take an entry that was wrong off a school's list."""
    gone, _ = OtherSurvey.objects.filter(pk=survey.pk).delete()
    if gone:
        record(
            by=by,
            verb="removed another survey",
            about=survey.school.name,
            about_kind="school",
            details={"survey": survey.name, "asked_by": survey.asked_by},
        )


def _held(participation: Participation) -> Participation:
    """The participation as it is now, held until this transaction ends."""
    return (
        Participation.objects.select_for_update(of=("self",))
        .select_related("school", "wave")
        .defer("wave__questionnaire")
        .get(pk=participation.pk)
    )


def _record(held: Participation, by: str, verb: str) -> None:
    about = f"{held.school} in {held.wave}"
    record(by=by, verb=verb, about=about, about_kind="wave")
