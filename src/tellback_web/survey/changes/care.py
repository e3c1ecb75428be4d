"""What pupils wrote in words: kept apart, read by a named person, passed on where harm may be."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from tellback_web.audit.changes import record
from tellback_web.survey.care_words import signs_of
from tellback_web.survey.changes.care_notice import tell_leads_soon
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import Concern, Finished, Ticket, Wave, WrittenAnswer
from tellback_web.survey.queries.care import open_concerns_of, texts_waiting


def raise_concerns(participation: int, texts: Mapping[str, str]) -> frozenset[str]:
    """Put those of `texts` (variable -> words) that may tell of harm on the safeguarding list.

    Gives the variables of those. In the transaction of the pupil's sending: no batch is waited for.
    """
    raised = frozenset(name for name, text in texts.items() if _cannot_wait(text))
    if raised:
        _raise(participation, [texts[name] for name in sorted(raised)])
    return raised


def keep_written(participation: int, texts: Sequence[tuple[str, str]]) -> None:
    """Keep (variable, words) to be screened, in an order that tells nothing of who wrote them.

    What may tell of harm goes to the safeguarding list: words of keyed paper come here first.
    """
    harm = [text for _, text in texts if _cannot_wait(text)]
    if harm:
        _raise(participation, harm)
    rows = [
        WrittenAnswer(participation_id=participation, variable=variable, text=text)
        for variable, text in texts
        if not _cannot_wait(text)
    ]
    WrittenAnswer.objects.bulk_create(sorted(rows, key=lambda row: row.id))
    # So that PostgreSQL's mark does not tell with which batch a concern came.
    _write_anew(Concern.objects.filter(participation=participation))


def _cannot_wait(text: str) -> bool:
    return any(sign.at_once for sign in signs_of(text))


def _raise(participation: int, texts: Sequence[str]) -> None:
    """Concerns of these texts, with nothing in the database that tells which pupil sent them.

    PostgreSQL marks each row with the transaction that wrote it. So all that the school's
    pupils have sent so far, and its concerns, are written again in this one: else the
    mark would join the words to the one ticket, and the one waiting response, of the same
    transaction.
    """
    today = timezone.localdate()
    rows = [Concern(participation_id=participation, text=text, raised_on=today) for text in texts]
    secrets.SystemRandom().shuffle(rows)
    Concern.objects.bulk_create(rows)
    _write_anew(Concern.objects.filter(participation=participation))
    _write_anew(Finished.objects.filter(participation=participation))
    _write_anew(Ticket.objects.filter(participation=participation, spent=True))
    tell_leads_soon()


def _write_anew(rows: QuerySet[Concern] | QuerySet[Finished] | QuerySet[Ticket]) -> None:
    """Have the database mark `rows` with the present transaction; nothing in them changes."""
    rows.update(participation=F("participation"))


@transaction.atomic
def forget_written(wave: Wave, *, by: str) -> int:
    """Delete what pupils wrote in `wave`; gives how many texts. Concerns stay, with their records.

    Raises Refused while pupils may still write, a text was not read, or a concern is open.
    """
    held = Wave.objects.select_for_update().get(pk=wave.pk)
    if held.answerable:
        msg = f"The wave {held.name} is open, so its written answers stay. Close it first."
        raise Refused(msg)
    if unread := texts_waiting(held).count():
        msg = (
            f"{_texts(unread)} still unread in the wave {held.name}. A named person reads every "
            "text before it is deleted: ask those who read written answers."
        )
        raise Refused(msg)
    if concerns := open_concerns_of(held):
        msg = (
            f"The wave {held.name} has concerns that are open: {', '.join(concerns)}. "
            "Ask a safeguarding lead to close them; then delete."
        )
        raise Refused(msg)
    count, _ = WrittenAnswer.objects.filter(participation__wave=held).delete()
    record(
        by=by,
        verb="deleted the written answers",
        about=held.name,
        about_kind="wave",
        details={"texts": count},
    )
    return count


def _texts(count: int) -> str:
    return "1 text is" if count == 1 else f"{count:,} texts are"
