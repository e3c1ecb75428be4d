"""What a new worker makes before its first pupil comes, so that no class waits for it."""

from __future__ import annotations

from django.db import connections
from django.urls import resolve

from tellback.questionnaire.path import Path
from tellback_web.survey.models import Wave
from tellback_web.survey.pages.pupil import Own, html_of
from tellback_web.survey.pages.skeleton import compiled
from tellback_web.survey.ready import ready_for


def warm_up() -> None:
    """Load every view, and the pages of the waves that are open."""
    resolve("/answer/")
    for wave in Wave.objects.filter(state__in=Wave.ANSWERABLE).defer("questionnaire"):
        made = ready_for(wave)
        path = Path(made.walk, {})
        skeleton = compiled(wave.questionnaire_hash, wave.paging, "")
        for page in made.pages:
            own = Own(answers={}, path=path, mark="", csrf="", back="")
            html_of(wave.questionnaire_hash, wave.paging, made, page, own)
            for question in page.questions:
                skeleton.card(question)
    connections.close_all()
