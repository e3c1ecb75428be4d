"""A raw table: what was counted, with its base. Only `disclosure` may turn it into a safe one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class RawCell:
    """One count."""

    id: str
    """The choice's id, or `not_answered` or `prefer_not_to_say`."""
    words: str
    count: int


@dataclass(frozen=True)
class RawTable:
    """The answers to one variable, or one measure, of the pupils asked.

    `cells` are the choices in order. `exclusive`: each pupil is in one cell, or among
    `not_answered` or `refused`. The base is all pupils asked, answered or not.
    """

    id: str
    kind: Literal["variable", "measure"]
    question: str
    title: str
    row: str
    """For a grid's row: its words."""
    section: str
    cells: tuple[RawCell, ...]
    not_answered: int
    refused: int
    base: int
    base_words: str
    exclusive: bool
    route: tuple[str, ...]
    """Tables whose counts can be worked out from this one's base."""
    parts: tuple[tuple[str, str], ...] = ()
    """For a measure: (variable, choice) of each choice it adds up."""
