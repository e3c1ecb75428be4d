"""Responses on their way into the store: shuffled, the written words apart from the rest."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence

from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Questionnaire
from tellback.response import WRITTEN
from tellback_web.survey.changes.care import keep_written
from tellback_web.survey.models import StoredResponse


def words_in(questionnaire: Questionnaire, answers: Mapping[str, str]) -> dict[str, str]:
    """Variable -> what a pupil wrote there, of the questions that are answered in words."""
    return {
        question.id: answers[question.id]
        for question in questionnaire.questions
        if question.kind is Kind.TEXT
        and answers.get(question.id, "") not in {"", WRITTEN, PREFER_NOT_TO_SAY}
    }


def marked(answers: Mapping[str, str], written: Mapping[str, str]) -> dict[str, str]:
    """`answers` with a mark in place of the words that are kept apart."""
    return {**answers, **dict.fromkeys(written, WRITTEN)}


def store(
    participation: int,
    questionnaire: Questionnaire,
    responses: Sequence[Mapping[str, str]],
    *,
    mode: str,
) -> None:
    """Store the answers of some pupils of a school in random order, and their words in another."""
    rows = [
        StoredResponse(participation_id=participation, mode=mode, answers=answers)
        for answers in _marked_each(questionnaire, responses)
    ]
    secrets.SystemRandom().shuffle(rows)
    StoredResponse.objects.bulk_create(rows)
    keep_written(
        participation,
        [
            (variable, text)
            for answers in responses
            for variable, text in words_in(questionnaire, answers).items()
        ],
    )


def _marked_each(
    questionnaire: Questionnaire, responses: Sequence[Mapping[str, str]]
) -> Iterator[dict[str, str]]:
    for answers in responses:
        yield marked(answers, words_in(questionnaire, answers))
