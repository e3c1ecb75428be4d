"""Words are read soon, though the other answers still wait for more pupils of the school."""

from __future__ import annotations

from tellback_web.survey.changes.care import keep_written
from tellback_web.survey.changes.storing import marked, words_in
from tellback_web.survey.models import Finished, WrittenAnswer
from tellback_web.survey.ready import ready_for


def bring_texts(participation: int) -> None:
    """Let people read what the school's pupils wrote so far; called when a class has finished.

    The last few of a class are fewer than a batch, and may be all that come for weeks: a
    child among them may tell of harm in words that no list knows. Only the words go on; all
    that wait to be read are written anew, so that the last ones do not stand last.
    """
    waiting = list(Finished.objects.filter(participation=participation))
    if not waiting:
        return
    questionnaire = ready_for(waiting[0].participation.wave).questionnaire
    texts: list[tuple[str, str]] = []
    for one in waiting:
        words = words_in(questionnaire, one.answers)
        texts += words.items()
        one.answers = marked(one.answers, words)
    Finished.objects.bulk_update(waiting, ["answers"])
    keep_written(participation, texts)
    _mix(participation)


def _mix(participation: int) -> None:
    """Write the school's unread texts anew in the order of their random keys."""
    unread = WrittenAnswer.objects.filter(
        participation=participation, state=WrittenAnswer.State.WAITING
    )
    held = list(unread.select_for_update().order_by("id"))
    WrittenAnswer.objects.filter(pk__in=[one.pk for one in held]).delete()
    WrittenAnswer.objects.bulk_create(held)
