"""A safe table in one sentence."""

from __future__ import annotations

from tellback.disclosure import Hidden, SafeCell, SafeTable
from tellback.figure.model import base_words, percent_words


def sentence(table: SafeTable) -> str:
    """What a table says: a measure's number, or the answer given most, with the base.

    That an answer was given most is said only where nothing hidden can be larger.
    """
    title = f"{table.title} {table.row}".strip()
    if table.hidden:
        return f"{title}: {_small(table.hidden.reason)}."
    of = _small(base_words(table))
    if table.kind == "measure":
        return f"{title}: {percent_words(table.cells[0], table)} {of}."
    given = [one for one in table.cells if one.role == "choice" and isinstance(one.count, int)]
    most = max((_count(one) for one in given), default=0)
    if not most:
        return f"{title}: no answer can be told apart, {of}."
    first = [one for one in given if _count(one) == most]
    answers = " and ".join(f"‘{one.words}’" for one in first)
    one = len(first) == 1
    said = f"{percent_words(first[0], table)}{'' if one else ' each'} {of}"
    if _hidden_could_be_more(table, most):
        verb = "was" if one else "were"
        return f"{title}: {answers} {verb} given by {said}; some answers are hidden."
    most_given = "the answer given most was" if one else "the answers given most were"
    return f"{title}: {most_given} {answers}, by {said}."


def _hidden_could_be_more(table: SafeTable, most: int) -> bool:
    hidden = [one for one in table.cells if isinstance(one.count, Hidden)]
    if not hidden or isinstance(table.base, Hidden):
        return False
    if not table.exclusive:
        return any(one.role == "choice" for one in hidden)
    left = table.base - sum(_count(one) for one in table.cells)
    return left - len(hidden) + 1 >= most


def _count(cell: SafeCell) -> int:
    return cell.count if isinstance(cell.count, int) else 0


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
