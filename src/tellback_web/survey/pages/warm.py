"""What a new worker makes before its first pupil comes, so that no class waits for it."""

from __future__ import annotations

from functools import partial

from django.db import connections
from django.urls import resolve

from tellback.questionnaire.path import Path
from tellback_web.survey.models import Wave
from tellback_web.survey.pages.pupil import Own, Wanted, card_text, html_of
from tellback_web.survey.pages.reader import reader_of
from tellback_web.survey.pages.skeleton import compiled
from tellback_web.survey.ready import ready_for


def warm_up() -> None:
    """Load every view, and the pages of the waves that are open, each in its first language."""
    resolve("/answer/")
    for wave in Wave.objects.filter(state__in=Wave.ANSWERABLE).defer("questionnaire"):
        made = ready_for(wave)
        reader = reader_of(made.questionnaire)
        own = Own({}, Path(made.walk, {}), mark="", csrf="", back="", reader=reader)
        skeleton = compiled(wave.questionnaire_hash, wave.paging, reader.language)
        for page in made.pages:
            wanted = Wanted(wave.questionnaire_hash, wave.paging, made, page)
            html_of(wanted, own)
            for question in page.questions:
                skeleton.card(question, partial(card_text, wanted, reader, question))
    connections.close_all()
