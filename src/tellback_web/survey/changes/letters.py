"""Keeping a wave's own words, and sending letters."""

from __future__ import annotations

import hashlib
import smtplib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from tellback.paper.typeset import Unprintable
from tellback_web.audit.changes import record
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.letter_pack import WITH_THE_PACK, check_printable, pack
from tellback_web.survey.letters import (
    Letter,
    LetterFault,
    default_letter,
    faults_in_letter,
    written,
)
from tellback_web.survey.models import Kind, LetterText, Participation, SentLetter, Wave
from tellback_web.survey.permissions.invitations import why_not_send
from tellback_web.survey.queries.letters import all_words, facts_for, words_of

MOST_AT_ONCE = 50
"""Schools to a press, so that the page comes back before the browser gives up."""
LONGEST_WAIT = 10
"""Seconds for the mail server to answer."""
NO_ADDRESS = "has no e-mail address in the register. Add it there, or ask in another way."
UNREACHABLE = (
    "was not written to, because the mail server could not be reached. "
    "Try again later, or tell your IT that letters do not go out."
)


def mark_of(letter: Letter) -> str:
    """What shows that a letter's words are still the ones that somebody saw."""
    return hashlib.sha256(f"{letter.subject}\n{letter.body}".encode()).hexdigest()


@transaction.atomic
def keep_letter(wave: Wave, *, kind: str, letter: Letter, before: str, by: str) -> None:
    """Keep the wave's own words for `kind`; `before` is the mark of those that were on the page.

    Raises LetterFault where the words could not be sent, and Refused where somebody else
    changed them meanwhile.
    """
    held = Wave.objects.select_for_update().only("name").get(pk=wave.pk)
    if faults := faults_in_letter(kind, letter):
        raise LetterFault(faults)
    try:
        check_printable(letter)
    except Unprintable as fault:
        raise LetterFault((str(fault),)) from fault
    there = words_of(held, kind)
    if before != mark_of(there) and letter != there:
        msg = (
            "Somebody else has changed this letter since you opened it. Your words are below, "
            "not kept yet. Open the letter in another tab to see theirs, then keep yours or not."
        )
        raise Refused(msg)
    if letter == default_letter(kind):
        LetterText.objects.filter(wave=held, kind=kind).delete()
    else:
        words = {"subject": letter.subject, "body": letter.body}
        LetterText.objects.update_or_create(wave=held, kind=kind, defaults=words)
    details = {"kind": kind}
    record(by=by, verb="changed a letter", about=held.name, about_kind="wave", details=details)


@transaction.atomic
def reset_letter(wave: Wave, *, kind: str, by: str) -> None:
    """Go back to the words that came with Tellback."""
    gone, _ = LetterText.objects.filter(wave=wave, kind=kind).delete()
    if gone:
        details = {"kind": kind}
        record(by=by, verb="reset a letter", about=wave.name, about_kind="wave", details=details)


@dataclass(frozen=True)
class Sending:
    """What became of one letter."""

    participation: int
    school: str
    refusal: str
    """A sentence that goes on from the school's name; empty where the letter went out."""


def send_letters(
    wave: Wave, participations: Sequence[int], *, kind: str, by: str, about: str = ""
) -> tuple[Sending, ...]:
    """Send a letter of `kind` to schools of `wave`, at most `MOST_AT_ONCE`; each for itself.

    With `about`, such as `release 2`, a school is never sent one of the kind about that again.

    A letter is recorded before it is handed to the mail server and the record is taken back
    if that fails. So no lock is held while a server thinks, which would keep pupils' answers
    waiting, and two presses at once cannot send it twice.
    """
    words = all_words(wave)
    wanted = _Wanted(kind, words, about, by)
    chosen = (
        wave.participations.select_related("school", "wave")
        .defer("wave__questionnaire")
        .filter(pk__in=participations)
        .order_by("school__name", "pk")[:MOST_AT_ONCE]
    )
    connection = get_connection(timeout=LONGEST_WAIT)
    done: list[Sending] = []
    reachable = True
    for one in chosen:
        reachable = reachable and _opened(connection)
        refusal = _send(one, wanted, connection) if reachable else UNREACHABLE
        done.append(Sending(one.pk, one.school.name, refusal))
    _shut(connection)
    return tuple(done)


@dataclass(frozen=True)
class _Wanted:
    """What is to go out, and who sends it."""

    kind: str
    words: Mapping[str, Letter]
    about: str
    by: str


def _send(one: Participation, wanted: _Wanted, connection: BaseEmailBackend) -> str:
    """The sentence that says why the letter did not go out; empty where it did."""
    if not one.school.contact.strip():
        return NO_ADDRESS
    try:
        message = _message(one, wanted.kind, wanted.words)
        claimed = _claim(one, wanted.kind, about=wanted.about, by=wanted.by)
    except (LetterFault, Unprintable) as fault:
        return f"was not written to. {fault}"
    except Refused as refusal:
        return f"was not written to. {refusal}"
    try:
        connection.send_messages([message])
    except (OSError, smtplib.SMTPException, ValueError) as fault:
        _take_back(claimed, by=wanted.by)
        _shut(connection)
        return _why(fault)
    return ""


def _message(one: Participation, kind: str, words: Mapping[str, Letter]) -> EmailMessage:
    facts = facts_for(one)
    letter = written(kind, words[kind], facts)
    message = EmailMessage(letter.subject, letter.body, to=[one.school.contact.strip()])
    if kind in WITH_THE_PACK:
        for file in pack(words, facts, made=timezone.now()):
            message.attach(file.name, file.content, file.media_type)
    return message


@dataclass(frozen=True)
class _Claimed:
    """A letter recorded as sent, and whether the school was not asked before."""

    letter: SentLetter
    newly_asked: bool


@transaction.atomic
def _claim(one: Participation, kind: str, *, about: str, by: str) -> _Claimed:
    """Record the letter as sent; raises Refused where it may not go, or went already."""
    held = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("wave", "school")
        .defer("wave__questionnaire")
        .get(pk=one.pk)
    )
    if reason := why_not_send(held, kind):
        raise Refused(reason)
    address, today = held.school.contact.strip(), timezone.localdate()
    same = {"participation": held, "kind": kind, "address": address, "sent_on": today}
    same["about"] = about
    once = {"participation": held, "kind": kind, "about": about}
    if about and (before := SentLetter.objects.filter(**once).first()):
        msg = f"It was sent on {date_format(before.sent_on, 'j F Y')} already."
        raise Refused(msg)
    if SentLetter.objects.filter(**same).exists():
        msg = "The same letter went to the same address today already."
        raise Refused(msg)
    newly_asked = kind == Kind.INVITATION and held.asked_on is None
    if newly_asked:
        Participation.objects.filter(pk=held.pk).update(asked_on=today)
    letter = SentLetter.objects.create(**same)
    _record(held, kind, "sent a letter", by)
    return _Claimed(letter, newly_asked)


@transaction.atomic
def _take_back(claimed: _Claimed, *, by: str) -> None:
    """The letter did not go out after all."""
    one = claimed.letter.participation
    claimed.letter.delete()
    if claimed.newly_asked:
        Participation.objects.filter(pk=one.pk).update(asked_on=None)
    _record(one, claimed.letter.kind, "could not send a letter", by)


def _record(one: Participation, kind: str, verb: str, by: str) -> None:
    about = f"{one.school} in {one.wave}"
    record(by=by, verb=verb, about=about, about_kind="wave", details={"kind": kind})


def _opened(connection: BaseEmailBackend) -> bool:
    """Whether the mail server can be reached; it stays connected for the next letter."""
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):
        return False
    return True


def _shut(connection: BaseEmailBackend) -> None:
    """End the talk with the mail server, whatever state it is in."""
    with suppress(OSError, smtplib.SMTPException):
        connection.close()


def _why(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return "was not written to: the mail server does not take its address. Check it."
    if isinstance(fault, ValueError):
        return "was not written to: its address or the subject cannot stand in a letter. Check it."
    return "was not written to: the mail server broke off. Try again."
