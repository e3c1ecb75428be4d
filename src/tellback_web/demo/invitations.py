"""Who was invited to the demo's open wave, and what they said: something to look at and to ring."""

from __future__ import annotations

from datetime import date, timedelta

from tellback_web.survey.models import Kind, Participation, SentLetter, Wave

SENT = timedelta(days=16)
"""How long before the opening day the letters went out."""
ACCEPTED = ("9001", "9002", "9004", "9007", "9009")
DECLINED = {"9003": "Three other surveys this term, and new computers after Christmas"}
NOT_ASKED = ("9018", "9019")


def make_invitations(wave: Wave, today: date) -> None:
    """Letters that went to most schools with an address a while before `today`, and replies."""
    for one in wave.participations.select_related("school"):
        if one.school.contact and one.school.number not in NOT_ASKED:
            _invited(one, today - SENT)


def _invited(one: Participation, day: date) -> None:
    one.asked_on = day
    SentLetter.objects.create(
        participation=one, kind=Kind.INVITATION, address=one.school.contact, sent_on=day
    )
    if one.school.number in ACCEPTED:
        one.reply = Participation.Reply.ACCEPTED
    if reason := DECLINED.get(one.school.number):
        one.reply, one.reply_reason = Participation.Reply.DECLINED, reason
    if one.reply:
        one.replied_on = day + timedelta(days=3)
    one.save()
