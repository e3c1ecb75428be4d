"""Writes of the council's own shelf, and of the waves that let people try a questionnaire."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from tellback.questionnaire.bank import LOCAL, assemble
from tellback.questionnaire.model import Question
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.read import read
from tellback.questionnaire.write import to_yaml
from tellback_web.audit.changes import record
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.media_kind import KINDS, kind_of
from tellback_web.survey.models import Media, OwnQuestionnaire, Wave
from tellback_web.survey.ready import hash_of, problems_to_mend
from tellback_web.survey.shelf import the_bank

LARGEST_MEDIA = 2_000_000
MOST_MEDIA = 300


@transaction.atomic
def keep_questionnaire(
    text: str, *, lost: Sequence[Problem], media: Mapping[str, bytes], by: str
) -> OwnQuestionnaire:
    """Put a questionnaire on the council's shelf with its media (file name -> bytes).

    The same text again is the same questionnaire. Raises Unreadable, and Refused where a
    media file is none that we can show or play.
    """
    title = read(text, name="the questionnaire").title.say()
    mark = hash_of(text)
    _keep_media(mark, media)
    found = OwnQuestionnaire.objects.filter(sha256=mark).first()
    if found:
        return found
    kept = OwnQuestionnaire.objects.create(
        title=title[:300],
        text=text,
        sha256=mark,
        lost=[str(problem) for problem in lost],
        kept_on=timezone.localdate(),
        kept_by=by,
    )
    record(by=by, verb="put on the shelf", about=title, about_kind="questionnaire")
    return kept


def put_together(
    base: str, *, picks: Sequence[str], local: Sequence[str], name: str, version: str, by: str
) -> OwnQuestionnaire:
    """The text `base` with questions of the bank and yes-or-no questions of one's own, shelved.

    Raises Unassembled.
    """
    own = [
        Question.model_validate({"id": f"{LOCAL}_{at}", "kind": "yes_no", "text": words})
        for at, words in enumerate(local, start=1)
    ]
    made = assemble(
        read(base, name="the questionnaire"),
        the_bank(),
        picks,
        name=name,
        version=version,
        local=own,
    )
    return keep_questionnaire(to_yaml(made), lost=(), media={}, by=by)


@transaction.atomic
def take_off_the_shelf(kept: OwnQuestionnaire, *, by: str) -> None:
    """Remove it; waves that use its text keep their copy, and its media with it."""
    if not Wave.objects.filter(questionnaire_hash=kept.sha256, sandbox=False).exists():
        Media.objects.filter(questionnaire_hash=kept.sha256).delete()
    record(by=by, verb="took off the shelf", about=kept.title, about_kind="questionnaire")
    kept.delete()


def trial_wave(text: str) -> Wave:
    """The hidden wave by which the staff try `text` out; made at the first trial."""
    mark = hash_of(text)
    day = timezone.localdate()
    name = f"trial-{mark[:16]}"
    try:
        with transaction.atomic():
            made, _ = Wave.objects.get_or_create(
                name=name,
                defaults={
                    "title": read(text, name="the questionnaire").title.say()[:200],
                    "year_group": "",
                    "sandbox": True,
                    "questionnaire": text,
                    "questionnaire_hash": mark,
                    "opens_on": day,
                    "closes_on": day,
                    "first_closes_on": day,
                },
            )
    except IntegrityError:
        made = Wave.objects.get(name=name)
    return made


@transaction.atomic
def offer_trial(text: str, *, by: str) -> Wave:
    """Let everybody try `text` out; raises Refused while it has problems to mend."""
    if problems_to_mend(read(text, name="the questionnaire")):
        msg = "The questionnaire has problems to mend first, so it is not offered to others."
        raise Refused(msg)
    wave = trial_wave(text)
    Wave.objects.filter(pk=wave.pk).update(state=Wave.State.OPEN)
    record(by=by, verb="offered a try-out", about=wave.title, about_kind="questionnaire")
    return wave


@transaction.atomic
def end_trial(wave: Wave, *, by: str) -> None:
    """Offer a try-out no longer; trials that are under way are thrown away."""
    wave.trials.all().delete()
    Wave.objects.filter(pk=wave.pk, sandbox=True).update(state=Wave.State.DRAFT)
    record(by=by, verb="ended a try-out", about=wave.title, about_kind="questionnaire")


def _keep_media(mark: str, media: Mapping[str, bytes]) -> None:
    if len(media) > MOST_MEDIA:
        msg = f"There are {len(media)} media files; {MOST_MEDIA} are the most. Send fewer."
        raise Refused(msg)
    for name, data in media.items():
        kind = kind_of(data)
        if kind is None:
            msg = f"{name}: this is no file that we can show or play. Send {KINDS}."
            raise Refused(msg)
        if len(data) > LARGEST_MEDIA:
            msg = f"{name}: it is larger than {LARGEST_MEDIA // 1_000_000} MB. Make it smaller."
            raise Refused(msg)
        Media.objects.update_or_create(
            questionnaire_hash=mark,
            name=name[:100],
            defaults={
                "kind": kind,
                "content": data,
                "sha256": hashlib.sha256(data).hexdigest(),
            },
        )
