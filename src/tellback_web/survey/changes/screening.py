"""A named person has read a text, and decides what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tellback_web.audit.changes import record
from tellback_web.survey.changes.care_notice import tell_leads_soon
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import Concern, WrittenAnswer


class Outcome(StrEnum):
    """What becomes of a text."""

    CLEAR = "clear"
    EDIT = "edit"
    WITHHOLD = "withhold"
    PASS_ON = "pass_on"  # noqa: S105 - passes a text on


DID = {
    Outcome.CLEAR: "cleared a written answer",
    Outcome.EDIT: "cleared a written answer with names taken out",
    Outcome.WITHHOLD: "withheld a written answer",
    Outcome.PASS_ON: "passed a written answer to safeguarding",
}
GONE = (
    "Somebody has passed this text to safeguarding meanwhile, or it was deleted. "
    "What you chose was not kept."
)


@transaction.atomic
def decide(
    key: UUID, *, outcome: Outcome, before: str, text: str = "", reason: str = "", by: str
) -> None:
    """Keep what was decided about a text; `before` is the state in which the page showed it.

    `text` is the text without names, for EDIT: the original is overwritten. `reason` is
    for WITHHOLD. Raises Refused where somebody else has decided meanwhile.
    """
    answer = WrittenAnswer.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if answer is None:
        raise Refused(GONE)
    if answer.state != before:
        msg = (
            f"{answer.screened_by} has read this text meanwhile: "
            f"{answer.get_state_display().lower()}. What you chose was not kept."
        )
        raise Refused(msg)
    if outcome is Outcome.PASS_ON:
        _pass_on(answer, by=by)
    else:
        _keep(answer, outcome, text=text, reason=reason, by=by)
    record(by=by, verb=DID[outcome], about=answer.participation.wave.name, about_kind="wave")


@transaction.atomic
def clear_each(keys: Sequence[UUID], *, by: str) -> int:
    """Clear those of the texts that still wait, as they are; gives how many that were."""
    cleared = WrittenAnswer.objects.filter(pk__in=keys, state=WrittenAnswer.State.WAITING).update(
        state=WrittenAnswer.State.CLEARED, screened_by=by, screened_on=timezone.localdate()
    )
    if cleared:
        record(
            by=by,
            verb="cleared written answers",
            about="a list",
            about_kind="wave",
            details={"texts": cleared},
        )
    return cleared


def _keep(answer: WrittenAnswer, outcome: Outcome, *, text: str, reason: str, by: str) -> None:
    if outcome is Outcome.EDIT:
        text = text.strip()
        if not text:
            msg = "Nothing is left of the text. Withhold it instead."
            raise Refused(msg)
        if text == answer.text.strip():
            msg = "Nothing was taken out. Take the names out, or choose “May be used as it is”."
            raise Refused(msg)
        answer.text, answer.edited = text, True
    withheld = outcome is Outcome.WITHHOLD
    if withheld and not reason:
        msg = "Say why it is withheld."
        raise Refused(msg)
    answer.state = WrittenAnswer.State.WITHHELD if withheld else WrittenAnswer.State.CLEARED
    answer.reason = reason if withheld else ""
    answer.screened_by, answer.screened_on = by, timezone.localdate()
    answer.save()


def _pass_on(answer: WrittenAnswer, *, by: str) -> None:
    Concern.objects.create(
        participation_id=answer.participation_id,
        text=answer.text,
        raised_by=by,
        raised_on=timezone.localdate(),
    )
    WrittenAnswer.objects.filter(pk=answer.pk).delete()
    tell_leads_soon()
