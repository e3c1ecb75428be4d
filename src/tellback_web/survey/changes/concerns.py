"""What safeguarding leads do about a concern. Who looked at one is recorded too."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tellback_web.audit.changes import record
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import Concern, ConcernAction
from tellback_web.survey.queries.care import ABOUT, OPENED, reference


@transaction.atomic
def note_opened(key: UUID, *, by: str) -> None:
    """Record that `by` looks at a concern."""
    _record(key, OPENED, by)


@transaction.atomic
def note_action(key: UUID, *, what: str, by: str) -> None:
    """Keep what was done about a concern; raises Refused where it is closed or nothing is said."""
    concern = _held(key)
    _must_be_open(concern)
    _add(concern, _said(what, "Say what was done."), by=by)
    _record(key, "noted what was done about a concern", by)


@transaction.atomic
def close_concern(key: UUID, *, reason: str, by: str) -> None:
    """Close a concern with a reason, which stays among what was done; raises Refused."""
    concern = _held(key)
    _must_be_open(concern)
    concern.closing_reason = _said(reason, "Say why it is closed.")
    concern.closed_on, concern.closed_by = timezone.localdate(), by
    concern.save(update_fields=["closed_on", "closed_by", "closing_reason"])
    _add(concern, f"Closed: {concern.closing_reason}", by=by)
    _record(key, "closed a concern", by)


@transaction.atomic
def reopen_concern(key: UUID, *, reason: str, by: str) -> None:
    """Open a closed concern again; raises Refused."""
    concern = _held(key)
    if concern.closed_on is None:
        msg = "The concern is open already: somebody else has opened it again meanwhile."
        raise Refused(msg)
    said = _said(reason, "Say why it is opened again.")
    concern.closed_on, concern.closed_by, concern.closing_reason = None, "", ""
    concern.save(update_fields=["closed_on", "closed_by", "closing_reason"])
    _add(concern, f"Opened again: {said}", by=by)
    _record(key, "opened a concern again", by)


def _held(key: UUID) -> Concern:
    concern = Concern.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if concern is None:
        msg = "There is no such concern any more. Go back to the list."
        raise Refused(msg)
    return concern


def _must_be_open(concern: Concern) -> None:
    if concern.closed_on is not None:
        msg = (
            f"{concern.closed_by} has closed the concern meanwhile. What you wrote was not kept: "
            "open it again first."
        )
        raise Refused(msg)


def _said(words: str, otherwise: str) -> str:
    if not words.strip():
        raise Refused(otherwise)
    return words.strip()


def _add(concern: Concern, what: str, *, by: str) -> None:
    ConcernAction.objects.create(concern=concern, by=by, done_on=timezone.localdate(), what=what)


def _record(key: UUID, verb: str, by: str) -> None:
    record(by=by, verb=verb, about=reference(key), about_kind=ABOUT)
