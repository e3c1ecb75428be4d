"""A raw table: what was counted, with its base. Only `disclosure` may turn it into a safe one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tellback.tabulation.group import EVERYONE, Group


@dataclass(frozen=True)
class RawCell:
    """One count."""

    id: str
    """The choice's id; a number's digits; `answered` for other numbers and words; `held`."""
    words: str
    count: int


@dataclass(frozen=True)
class RawTable:
    """The answers to one variable, or one measure, of the pupils of one group who were asked.

    `cells` are the choices in order. Where it is `exclusive`, each pupil asked is in one
    cell, or among `not_answered` or `refused`; else each cell stands alone against the
    base. The base is all pupils asked, whether or not they answered.
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
    """The variables read by the rules that make the base."""
    differences: tuple[int, ...] = ()
    """Counts of pupils that come out where the base, or a measure's count, is taken from a
    larger one that it is part of: those asked less, those of a choice that leads here."""
    parts: tuple[tuple[str, str], ...] = ()
    """For a measure: (variable, choice) of each choice that it counts."""
    group: Group = EVERYONE
    wave: str = ""
    leads: tuple[tuple[str, str], ...] = ()
    """(variable, cell) of the group's other tables whose counts add up to this base, where it
    is such a sum; a cell is a choice's id, or "-9", "-8" (in the group and not asked), "-7".
    Empty where the base is everyone in the group, and where it is no such sum."""
    everyone: bool = True
    """Whether the base is all pupils of the group."""
    may_refuse: bool = False
    """Whether "Prefer not to say" is offered."""
    sensitive: bool = False
    """Whether the questionnaire says that its answers are not for small areas."""
