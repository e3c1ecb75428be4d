"""One question or grid of a questionnaire from its rows of the survey sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.model import Kind
from tellback.questionnaire.words import Words
from tellback.questionnaire.xlsform.bounds import bounds_of, longest_of
from tellback.questionnaire.xlsform.choices import Lists, choices_of
from tellback.questionnaire.xlsform.grids import Unit
from tellback.questionnaire.xlsform.leftovers import YES, note_columns, note_filled_in
from tellback.questionnaire.xlsform.lost import Lost
from tellback.questionnaire.xlsform.media import picture_of, recordings_of
from tellback.questionnaire.xlsform.outline import Group, Placed
from tellback.questionnaire.xlsform.rules import Rules
from tellback.questionnaire.xlsform.words import joined, words_of
from tellback.questionnaire.xlsform.workbook import SheetRow

AS_A_LIST = frozenset({"minimal", "autocomplete", "search"})
"""Appearances of a select that is shown as a drop-down list."""

Made = dict[str, Any]


@dataclass(frozen=True)
class Writer:
    """Writes questions as the model reads them; what is lost goes to `lost`."""

    languages: tuple[str, ...]
    lists: Lists
    rules: Rules
    lost: Lost

    def single(self, one: Placed, groups: tuple[Group, ...], name: str) -> Made:
        """A question or note under the rules of `groups` and its own."""
        row, kind = one.row, _kind(one)
        note_columns(row, self.lost, carried={"audio"})
        made: Made = {
            "id": name,
            "kind": kind,
            "text": self.words(row),
            "help": self._help(row),
            "audio": recordings_of(row, self.languages),
            "required": kind is not Kind.NOTE and row.get("required").lower() in YES,
            "show_if": self.rules.all_of((*(group.row for group in groups), row)),
        }
        if kind in {Kind.SINGLE, Kind.MULTI, Kind.LIST}:
            made |= choices_of(row, one.type, self.lists, self.lost)
        if kind is Kind.NUMBER:
            made["whole"] = one.type.word == "integer"
        return made | self._constraint(row, made)

    def grid(self, unit: Unit, groups: tuple[Group, ...], name: str) -> Made:
        """A grid under the rules of `groups`; its variables are the names of its rows."""
        heading = unit.heading or unit.rows[0].row
        over = tuple(group.row for group in groups)
        if unit.group is not None:
            over = (*over, unit.group.row)
        elif heading.get("relevant"):
            fault = "The rule of a grid's heading is not carried over."
            self.lost.note(heading, fault, "The rules of its rows are.", "lost-heading-rule")
        note_columns(heading, self.lost, carried={"audio"})
        return {
            "id": name,
            "kind": Kind.GRID,
            "text": self.words(heading),
            "help": self._help(heading),
            "audio": recordings_of(heading, self.languages),
            "show_if": self.rules.all_of(over) if over else None,
            "rows": [self._row(one) for one in unit.rows],
            **choices_of(unit.rows[0].row, unit.rows[0].type, self.lists, self.lost),
        }

    def heading(self, groups: tuple[Group, ...], name: str) -> Made:
        """The words over a group within a group, as a note under the group's rules."""
        return {
            "id": name,
            "kind": Kind.NOTE,
            "text": self.words(groups[-1].row),
            "show_if": self.rules.all_of(tuple(group.row for group in groups)),
        }

    def words(self, row: SheetRow) -> Words:
        """The row's label; its name where it has none, which is said."""
        found = words_of(row, "label", self.languages)
        if found is None:
            fault, remedy = "The row has no label; its name is shown.", "Write a label."
            self.lost.note(row, fault, remedy, "lost-label")
        return found or Words({"": row.get("name") or f"Row {row.number}"})

    def note_filled_in(self, one: Placed) -> None:
        """Say what fills an answer in; only when all rules are read is it known who reads it."""
        note_filled_in(one.row, self.rules.read, self.lost)

    def _help(self, row: SheetRow) -> Words | None:
        return joined(
            words_of(row, "hint", self.languages), words_of(row, "guidance_hint", self.languages)
        )

    def _row(self, one: Placed) -> Made:
        note_columns(one.row, self.lost, carried={"image"})
        if self._help(one.row) is not None or one.row.get("constraint"):
            fault = "A row of a grid has no hint and no constraint of its own."
            self.lost.note(one.row, fault, "Put it in the grid's words.", "lost-row-hint")
        return {
            "id": one.name,
            "variable": one.name,
            "text": self.words(one.row),
            "picture": picture_of(one.row),
            "show_if": self.rules.of(one.row),
            "required": one.row.get("required").lower() in YES,
        }

    def _constraint(self, row: SheetRow, made: Made) -> Made:
        constraint = row.get("constraint")
        if not constraint:
            return {}
        if made["kind"] is Kind.NUMBER and (found := bounds_of(constraint, whole=made["whole"])):
            return {"least": found[0], "most": found[1]}
        if made["kind"] is Kind.TEXT and (longest := longest_of(constraint)):
            return {"longest": longest}
        fault = f"The constraint “{excerpt(constraint, longest=60)}” is not carried over."
        self.lost.note(row, fault, "Any answer of its kind is taken.", "lost-constraint")
        return {}


def _kind(one: Placed) -> Kind:
    kind = one.type.kind or Kind.NOTE
    if kind is Kind.SINGLE and AS_A_LIST.intersection(one.row.get("appearance").split()):
        return Kind.LIST
    return kind
