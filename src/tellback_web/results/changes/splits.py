"""Wishes for splits that no release holds, and their answers."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tellback_web.audit.changes import record
from tellback_web.results.changes.refused import Refused
from tellback_web.results.models import SplitRequest
from tellback_web.survey.models import Wave

State = SplitRequest.State


@transaction.atomic
def ask_for_split(wave: Wave, *, split: str, why: str, by: str) -> SplitRequest:
    """Ask for results split in another way. Raises Refused for what is asked already."""
    if wave.split_requests.filter(split=split, state=State.WAITING).exists():
        msg = "Somebody has asked for this split already. It waits for an answer."
        raise Refused(msg)
    asked = SplitRequest.objects.create(
        wave=wave, split=split, why=why, asked_by=by, asked_on=timezone.localdate()
    )
    record(by=by, verb="asked for a split of the results", about=wave.name, about_kind="wave")
    return asked


@transaction.atomic
def refuse_split(request: SplitRequest, *, answer: str, by: str) -> None:
    """Say why it is not released."""
    _answer(request, State.REFUSED, answer, by=by)


@transaction.atomic
def take_up_splits(wave: Wave, *, splits: set[str], by: str) -> None:
    """Answer the wishes that a release has just fulfilled."""
    for asked in wave.split_requests.filter(state=State.WAITING, split__in=splits):
        _answer(asked, State.TAKEN_UP, "", by=by)


def _answer(request: SplitRequest, state: str, answer: str, *, by: str) -> None:
    held = SplitRequest.objects.select_for_update().get(pk=request.pk)
    if held.state != State.WAITING:
        msg = "This was answered already."
        raise Refused(msg)
    held.state, held.answer = state, answer
    held.answered_by, held.answered_on = by, timezone.localdate()
    held.save()
    record(by=by, verb="answered a wish for a split", about=held.wave.name, about_kind="wave")
