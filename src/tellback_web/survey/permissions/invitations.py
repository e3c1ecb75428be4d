"""Who may invite schools, read the letters and ring those who are late."""

from __future__ import annotations

from tellback_web.people.models import Person
from tellback_web.people.permissions import may
from tellback_web.people.roles import Permission
from tellback_web.survey.models import Kind, Participation, Wave

OVER = (Wave.State.CLOSED, Wave.State.RELEASED)
SENDABLE = (Kind.INVITATION, Kind.REMINDER, Kind.EXTENSION, Kind.FEEDBACK)
"""Letters that go out by themselves; others go with them, or from the page of a release."""

AFTERWARDS = (Kind.FEEDBACK, Kind.RESULTS)


def why_not_invite(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.INVITE):
        return None
    return "Only a survey officer invites schools and sees whom to write to."


def why_not_reply(participation: Participation) -> str | None:
    """The sentence that keeps a school's answer from being changed now, or None."""
    if participation.wave.sandbox:
        return "This is a try-out; no school is asked to take part in it."
    if participation.wave.state in OVER:
        return "The survey is closed, so there is nothing to say yes or no to any more."
    return None


def why_not_send(participation: Participation, kind: str) -> str | None:
    """The sentence that keeps a letter of `kind` from going to this school now, or None."""
    wave = participation.wave
    if wave.sandbox:
        return "This is a try-out; no letters go out for it."
    if kind in AFTERWARDS:
        return _why_not_afterwards(wave, kind)
    if kind not in SENDABLE:
        return "This goes out with the invitation, not as a letter of its own."
    if wave.state in OVER:
        return "The wave is closed, so there is nothing to invite to any more."
    if kind != Kind.INVITATION and not wave.answerable:
        return "The wave is not open yet. Send the invitation first."
    return _why_not_remind(participation, kind)


def _why_not_afterwards(wave: Wave, kind: str) -> str | None:
    if kind == Kind.RESULTS and wave.state != Wave.State.RELEASED:
        return "The results are not published."
    return "The wave has not opened yet." if wave.state == Wave.State.DRAFT else None


def _why_not_remind(one: Participation, kind: str) -> str | None:
    if kind == Kind.EXTENSION and not (one.extension_reason or one.wave.extension_reason):
        return "The closing day has not moved for this school. Move it first."
    if kind == Kind.INVITATION:
        return None
    if one.finished_on:
        return "The school has finished."
    if one.could_not:
        return "The school could not take part."
    if one.reply == Participation.Reply.DECLINED:
        return "The school declined."
    return None
