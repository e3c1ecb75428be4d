"""Telling safeguarding leads by e-mail that a concern waits, and nothing else about it.

Not in the moment in which a pupil sends: whoever knew that minute, and a teacher who saw
who finished then, could say whose words they are. A notice goes on a full half hour, at
least half an hour later. A lead who looks at the list sees a concern at once.
"""

from __future__ import annotations

import logging
import smtplib
import threading
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from tellback_web.audit.changes import record
from tellback_web.people.models import Person
from tellback_web.people.roles import Permission
from tellback_web.survey.queries.care import concerns_untouched, people_who_may

LOG = logging.getLogger(__name__)
HALF_HOUR = timedelta(minutes=30)
UNREAD_FOR = 55 * 60
"""Seconds in which a lead who has not looked gets no second notice."""
SUBJECT = "Something waits for you in Tellback"
BODY = """A new concern waits to be read on the safeguarding list. Please look at it today:

{address}

This message says nothing about it, on purpose. If you cannot look today, ask another
safeguarding lead to.
"""
_one_at_a_time = threading.Lock()
_timer: threading.Timer | None = None


def tell_leads_soon() -> None:
    """Have the leads told on a later half hour, once this transaction is kept."""
    transaction.on_commit(tell_leads_later)


def notice_time(now: datetime) -> datetime:
    """The first full half hour that is half an hour away at least."""
    earliest = now + HALF_HOUR
    begun = earliest.replace(minute=earliest.minute // 30 * 30, second=0, microsecond=0)
    return begun if begun == earliest else begun + HALF_HOUR


def tell_leads() -> int:
    """Write to each lead who has no unread notice, if a concern waits; gives to how many."""
    if not concerns_untouched().exists():
        return 0
    leads = [one for one in people_who_may(Permission.SEE_CONCERNS) if _claim(one)]
    if not leads:
        return 0
    try:
        get_connection().send_messages([_message(lead) for lead in leads])
    except (OSError, smtplib.SMTPException, ValueError):
        # Neither the addresses nor the server's words: the log is no place for either.
        LOG.error("No notice could be sent to safeguarding leads; trying again.")  # noqa: TRY400
        for lead in leads:
            list_was_read(lead)
        tell_leads_later()
        return 0
    record(
        by="Tellback",
        verb="told safeguarding leads",
        about="a concern waits",
        about_kind="concern",
        details={"leads": len(leads)},
    )
    return len(leads)


def list_was_read(lead: Person) -> None:
    """Note that `lead` has seen the list, so that the next concern brings a new notice."""
    cache.delete(_key(lead))


def _claim(lead: Person) -> bool:
    """Whether `lead` has no unread notice; from now on they have."""
    return bool(cache.add(_key(lead), 1, UNREAD_FOR))


def _key(lead: Person) -> str:
    return f"care-notice:{lead.pk}"


def _message(lead: Person) -> EmailMessage:
    address = f"{settings.TELLBACK_ADDRESS}{reverse('care:concerns')}"
    return EmailMessage(SUBJECT, BODY.format(address=address), to=[lead.email])


def tell_leads_later() -> None:
    """Start the clock of this process, unless it runs already.

    Each worker does so when it starts: the last one may have stopped before its clock rang.
    """
    global _timer  # noqa: PLW0603 - one clock a process is the point
    with _one_at_a_time:
        if _timer is not None:
            return
        now = timezone.now()
        _timer = threading.Timer((notice_time(now) - now).total_seconds(), _time_is_up)
        _timer.daemon = True
        _timer.start()


def _time_is_up() -> None:
    """What the clock's thread does: it has a connection of its own, and gives it back."""
    global _timer  # noqa: PLW0603 - one clock a process is the point
    with _one_at_a_time:
        _timer = None
    try:
        tell_leads()
    finally:
        connection.close()
