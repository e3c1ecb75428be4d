"""The choices sheet: the named lists that selects offer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, PREFER_NOT_TO_SAY_WORDS
from tellback.questionnaire.words import Words
from tellback.questionnaire.xlsform.lost import Lost
from tellback.questionnaire.xlsform.media import picture_of
from tellback.questionnaire.xlsform.types import RowType
from tellback.questionnaire.xlsform.words import words_of
from tellback.questionnaire.xlsform.workbook import SheetRow, Workbook

CHOICE = re.compile(r"[A-Za-z0-9_.-]{1,64}")
MOST_CODE = 250
"""The largest code of a choice, so also the most choices of a list."""

Offered = list[dict[str, Any]]
Lists = Mapping[str, Offered]


def lists_of(workbook: Workbook, languages: tuple[str, ...], lost: Lost) -> Lists:
    """List name -> its choices; a choice that cannot be carried goes to `lost`."""
    found: dict[str, Offered] = {}
    seen: set[tuple[str, str]] = set()
    for row in workbook.choices:
        if not row.get("list_name"):
            fault = "The row does not say to which list it belongs."
            lost.note(row, fault, "Fill in list_name.", "lost-route-choice")
            continue
        choices = found.setdefault(row.get("list_name"), [])
        if len(choices) >= MOST_CODE:
            fault = f"The list {excerpt(row.get('list_name'))} has over {MOST_CODE} choices."
            lost.note(row, fault, "Ask in words, or in steps.", "lost-route-choice")
        elif _can_be_carried(row, seen, lost):
            words = words_of(row, "label", languages)
            if words is None:
                fault = "The choice has no label; its name is shown."
                lost.note(row, fault, "Write a label.", "lost-label")
            text = words or Words({"": row.get("name")})
            choices.append({"id": row.get("name"), "text": text, "picture": picture_of(row)})
    for choices in found.values():
        _codes(choices)
    return found


def _can_be_carried(row: SheetRow, seen: set[tuple[str, str]], lost: Lost) -> bool:
    name, list_name = row.get("name"), row.get("list_name")
    if not CHOICE.fullmatch(name):
        fault = f"The choice “{excerpt(name)}” of {excerpt(list_name)} cannot be carried over."
        remedy = "Name it with letters, digits, dots, dashes or underscores."
        lost.note(row, fault, remedy, "lost-route-choice")
        return False
    if (list_name, name) in seen:
        fault = f"The choice {name} stands twice in the list {excerpt(list_name)}."
        lost.note(row, fault, "Keep one of them.", "lost-choice")
        return False
    seen.add((list_name, name))
    return True


def _codes(choices: Offered) -> None:
    """Where all names are small numbers, those are the codes in the data too."""
    names = [choice["id"] for choice in choices]
    codes = {int(name) for name in names if name.isdigit() and len(name) < len("1000")}
    if len(codes) == len(names) and codes and min(codes) > 0 and max(codes) <= MOST_CODE:
        for choice in choices:
            choice["code"] = int(choice["id"])


def choices_of(row: SheetRow, kind: RowType, lists: Lists, lost: Lost) -> dict[str, Any]:
    """The `choices` of a question, and `may_refuse` where one of them is a refusal."""
    choices = list(lists.get(kind.choices, ()))
    if not choices:
        fault = f"The list {excerpt(kind.choices)} has no choices on the choices sheet."
        lost.note(row, fault, "Add them there.", "lost-route-list")
        choices = [{"id": "missing", "text": "(no choices)"}]
    if kind.or_other and not any(choice["id"] == "other" for choice in choices):
        choices.append({"id": "other", "text": "Other"})
        fault = "“Other” is offered, but no words are asked for with it."
        lost.note(row, fault, "Add a text question after it.", "lost-other")
    kept = [choice for choice in choices if choice["id"] != PREFER_NOT_TO_SAY]
    if not kept or len(kept) == len(choices):
        return {"choices": choices}
    refusal = next(choice for choice in choices if choice["id"] == PREFER_NOT_TO_SAY)
    if str(refusal["text"]).casefold() != str(PREFER_NOT_TO_SAY_WORDS).casefold():
        fault = f"“{excerpt(refusal['text'])}” is offered in our own words, and last."
        lost.note(row, fault, "Nothing is needed.", "lost-refusal")
    return {"choices": kept, "may_refuse": True}
