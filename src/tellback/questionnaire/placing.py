"""The line of the file for each finding of `check`, which sees only the questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import itemgetter
from pathlib import Path as FilePath

from tellback.questionnaire.document import Document, Path
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.read import YAML, text_of
from tellback.questionnaire.yaml_text import parse_yaml

_SECOND = frozenset({"duplicate-section", "duplicate-question", "duplicate-measure"})
"""Codes about a part whose id was used before: its last place is the one to look at."""


def placed(problems: Iterable[Problem], path: FilePath | str) -> tuple[Problem, ...]:
    """The same problems, their places preceded by the file and, in YAML, the line, in its order.

    `path` is the file that the questionnaire was read from. Raises Unreadable if it has
    become so since.
    """
    path = FilePath(path)
    if path.suffix.lower() not in YAML:
        return tuple(replace(one, place=f"{path.name}, {one.place}") for one in problems)
    document = Document(parse_yaml(text_of(path), name=path.name), path.name)
    heads = document.heads()
    found = sorted(((_line(one, document, heads), one) for one in problems), key=itemgetter(0))
    return tuple(replace(one, place=f"{path.name} line {line}, {one.place}") for line, one in found)


def _line(problem: Problem, document: Document, heads: Mapping[str, list[Path]]) -> int:
    head, _, inner = problem.place.removesuffix(")").partition(" (")
    paths = heads.get(head) or [()]
    path = paths[-1 if problem.code in _SECOND else 0]
    steps = (int(step) - 1 if step.isdigit() else step for step in inner.split())
    return document.line((*path, *steps))
