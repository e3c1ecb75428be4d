"""A wave's questionnaire made ready to ask: read once, then kept by each worker."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from tellback.questionnaire.check import check, is_advice
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.paging import Page, pages
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.read import read
from tellback.questionnaire.walk import Walk
from tellback_web.survey.models import Wave

MOST_KEPT = 16


@dataclass(frozen=True, eq=False)
class Ready:
    """A questionnaire with its walk and its pages."""

    questionnaire: Questionnaire
    walk: Walk
    pages: tuple[Page, ...]


def hash_of(text: str) -> str:
    """What stands for a questionnaire's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def ready_for(wave: Wave) -> Ready:
    """The questionnaire of `wave`; the hash is the key, so a changed text is read anew."""
    return ready(wave.questionnaire_hash, wave.paging, wave.pk)


def must_be_mended(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those of `problems` that keep a wave from opening; the others are advice."""
    return tuple(problem for problem in problems if not is_advice(problem))


def problems_to_mend(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """What keeps `questionnaire` from being asked."""
    return must_be_mended(check(questionnaire))


@lru_cache(maxsize=MOST_KEPT)
def ready(questionnaire_hash: str, paging: str, wave: int) -> Ready:
    """The questionnaire with this hash, from the wave that holds it."""
    text = Wave.objects.values_list("questionnaire", flat=True).get(
        pk=wave, questionnaire_hash=questionnaire_hash
    )
    questionnaire = read(text, name=f"the questionnaire of wave {wave}")
    one = cast(Literal["section", "question"], paging)
    return Ready(questionnaire, Walk(questionnaire), pages(questionnaire, one))
