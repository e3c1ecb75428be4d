"""From an XLSForm to a questionnaire, and the list of what it could not carry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.words import Words
from tellback.questionnaire.xlsform.bounds import bounds_of
from tellback.questionnaire.xlsform.grids import Unit, units
from tellback.questionnaire.xlsform.outline import Group, Placed, outline
from tellback.questionnaire.xlsform.rules import Rules, both
from tellback.questionnaire.xlsform.types import row_type
from tellback.questionnaire.xlsform.words import languages_of, words_of
from tellback.questionnaire.xlsform.workbook import SheetRow, Workbook, read_workbook

NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_.-]{0,63}$")
CHOICE = re.compile(r"^[A-Za-z0-9_.-]{1,64}$")
YES = frozenset({"yes", "true", "true()", "1", "required"})
NOT_CARRIED = {
    "choice_filter": ("lost-route-choices", "All choices are offered to everyone."),
    "default": ("lost-default", "The question starts blank."),
    "calculation": ("lost-calculation", "Nothing is filled in."),
    "read_only": ("lost-read-only", "It can be answered."),
    "repeat_count": ("lost-repeat", "It is asked once."),
    "constraint_message": ("lost-message", "Our own sentence is shown."),
    "required_message": ("lost-message", "Our own sentence is shown."),
    "trigger": ("lost-trigger", "Nothing is triggered."),
}
MEDIA = ("image", "audio", "video", "big-image")


@dataclass(frozen=True)
class Import:
    """What an XLSForm became, and what was lost on the way, in the order of its rows."""

    questionnaire: Questionnaire
    lost: tuple[Problem, ...]


def read_xlsx(path: Path) -> Import:
    """The questionnaire in an XLSForm file. Raises Unreadable where nothing can be made of it."""
    return _Reader(read_workbook(Path(path))).read()


@dataclass
class _Reader:
    workbook: Workbook
    lost: list[Problem] = field(default_factory=list)

    def read(self) -> Import:
        self.languages = languages_of(self.workbook)
        self.lists = self._lists()
        placed = [one for one in outline(self.workbook.survey, self._lose) if self._named(one)]
        placed = self._once(placed)
        self.rules = Rules(
            frozenset(one.row.get("name") for one in placed if one.type.kind is not Kind.NOTE),
            {
                row.get("name"): row.get("calculation")
                for row in self.workbook.survey
                if row_type(row.get("type")).word == "calculate"
            },
        )
        sections = self._sections(placed)
        if not sections:
            fault = "No row of the survey sheet is a question that can be carried over."
            raise Unreadable([Problem(self.workbook.name, fault, "Add questions.", "no-questions")])
        settings = self.workbook.settings[0].cells if self.workbook.settings else {}
        title = settings.get("form_title") or Path(self.workbook.name).stem
        made = {
            "id": _identifier(settings.get("form_id") or Path(self.workbook.name).stem),
            "title": title,
            "version": settings.get("version") or "1",
            "languages": self.languages,
            "sections": sections,
        }
        try:
            return Import(Questionnaire.model_validate(made), tuple(self.lost))
        except ValidationError as fault:
            places = [".".join(str(part) for part in one["loc"]) for one in fault.errors()]
            raise Unreadable(
                [
                    Problem(
                        f"{self.workbook.name} ({place})",
                        "This part cannot be read.",
                        "Look at its name, labels and choices.",
                        "bad-part",
                    )
                    for place in places
                ]
            ) from fault

    def _lose(self, row: SheetRow, fault: str, remedy: str, code: str) -> None:
        name = row.get("name")
        place = f"survey row {row.number}" + (f" ({name})" if name else "")
        self.lost.append(Problem(place, fault, remedy, code))

    def _named(self, one: Placed) -> bool:
        if NAME.match(one.row.get("name")):
            return True
        if one.type.kind is Kind.NOTE and not one.row.get("name"):
            return True
        fault = f"The name “{one.row.get('name')[:40]}” cannot be a variable's."
        remedy = "Use a letter first, then letters, digits, dots, dashes or underscores."
        self._lose(one.row, fault, remedy, "lost-route-name")
        return False

    def _once(self, placed: list[Placed]) -> list[Placed]:
        """Drop a row whose name stands before."""
        seen: set[str] = set()
        kept = []
        for one in placed:
            name = one.row.get("name")
            if name and name in seen:
                fault = f"The name {name} stands on an earlier row."
                self._lose(one.row, fault, "Give it a name of its own.", "lost-route-duplicate")
                continue
            seen.add(name)
            kept.append(one)
        return kept

    def _lists(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.workbook.choices:
            list_name = row.get("list_name") or row.get("list")
            name = row.get("name") or row.get("value")
            if not CHOICE.match(name):
                self.lost.append(
                    Problem(
                        f"choices row {row.number}",
                        f"The choice “{name[:40]}” of {list_name} cannot be carried over.",
                        "Name it with letters, digits, dots, dashes or underscores.",
                        "lost-route-choice",
                    )
                )
                continue
            choices = found.setdefault(list_name, [])
            if any(choice["id"] == name for choice in choices):
                continue
            words = words_of(row, "label", self.languages) or Words({"": name})
            choices.append({"id": name, "text": words})
        return found

    def _sections(self, placed: list[Placed]) -> list[dict[str, Any]]:
        """One for each outermost group, and one for each run of rows outside of any."""
        sections: list[dict[str, Any]] = []
        open_group: object = object()
        for unit in units(placed):
            groups = unit.rows[0].groups
            if unit.group is not None:
                groups = groups[: groups.index(unit.group)]
            outer = groups[0] if groups else None
            if outer is not open_group or not sections:
                sections.append(self._section(outer, len(sections) + 1))
                open_group = outer
            question = self._question(unit, groups[1:])
            if question:
                sections[-1]["questions"].append(question)
        return [section for section in sections if section["questions"]]

    def _section(self, group: Group | None, place: int) -> dict[str, Any]:
        made: dict[str, Any] = {"id": f"part_{place}", "questions": []}
        if group is None:
            return {**made, "title": f"Part {place}"}
        words = words_of(group.row, "label", self.languages)
        rule = self._rule(group.row)
        identifier = group.name if NAME.match(group.name) else made["id"]
        return {**made, "id": identifier, "title": words or group.name, "show_if": rule}

    def _rule(self, row: SheetRow) -> str | None:
        return self.rules.read(
            row.get("relevant"), lambda fault, remedy, code: self._lose(row, fault, remedy, code)
        )

    def _question(self, unit: Unit, groups: tuple[Group, ...]) -> dict[str, Any] | None:
        rule: str | None = None
        for group in groups:
            rule = both(rule, self._rule(group.row))
        for one in unit.rows:
            self._not_carried(one)
        if unit.heading is not None:
            return self._grid(unit, unit.heading, rule)
        return self._single(unit.rows[0], rule)

    def _single(self, one: Placed, rule: str | None) -> dict[str, Any] | None:
        row = one.row
        name = row.get("name") or f"note_row_{row.number}"
        made: dict[str, Any] = {
            "id": name,
            "kind": one.type.kind,
            "text": words_of(row, "label", self.languages) or name,
            "help": words_of(row, "hint", self.languages)
            or words_of(row, "guidance_hint", self.languages),
            "required": row.get("required").lower() in YES,
            "show_if": both(rule, self._rule(row)),
        }
        if one.type.kind in {Kind.SINGLE, Kind.MULTI}:
            made["choices"] = self._choices(one)
        if one.type.kind is Kind.NUMBER:
            made["whole"] = one.type.word == "integer"
        if one.type.kind is Kind.NOTE:
            made["required"] = False
        self._constraint(row, made)
        return made

    def _choices(self, one: Placed) -> list[dict[str, Any]]:
        choices = list(self.lists.get(one.type.choices, []))
        if not choices:
            fault = f"The list {one.type.choices} has no choices on the choices sheet."
            self._lose(one.row, fault, "Add them there.", "lost-route-list")
            choices = [{"id": "missing", "text": "(no choices)"}]
        if one.type.or_other and not any(choice["id"] == "other" for choice in choices):
            choices.append({"id": "other", "text": "Other"})
            fault = "“Other” is offered, but no words are asked for with it."
            self._lose(one.row, fault, "Add a text question after it.", "lost-other")
        return choices

    def _grid(self, unit: Unit, heading: SheetRow, rule: str | None) -> dict[str, Any]:
        name = heading.get("name")
        names = {one.row.get("name") for one in unit.rows}
        own = self._rule(heading) if unit.group is not None else None
        identifier = name if NAME.match(name) and name not in names else f"{name or 'grid'}_grid"
        return {
            "id": identifier,
            "kind": Kind.GRID,
            "text": words_of(heading, "label", self.languages) or name,
            "help": words_of(heading, "hint", self.languages),
            "choices": self._choices(unit.rows[0]),
            "show_if": both(rule, own),
            "rows": [
                {
                    "id": one.row.get("name"),
                    "variable": one.row.get("name"),
                    "text": words_of(one.row, "label", self.languages) or one.row.get("name"),
                    "show_if": self._rule(one.row),
                    "required": one.row.get("required").lower() in YES,
                }
                for one in unit.rows
            ],
        }

    def _constraint(self, row: SheetRow, made: dict[str, Any]) -> None:
        if not row.get("constraint"):
            return
        found = bounds_of(row.get("constraint")) if made["kind"] is Kind.NUMBER else None
        if found is None:
            fault = f"The constraint “{row.get('constraint')[:60]}” is not carried over."
            self._lose(row, fault, "Any answer of its kind is taken.", "lost-constraint")
            return
        made["least"], made["most"] = found

    def _not_carried(self, one: Placed) -> None:
        for column, (code, remedy) in NOT_CARRIED.items():
            if one.row.get(column):
                fault = f"The column {column} is not carried over."
                self._lose(one.row, fault, remedy, code)
        for column in one.row.cells:
            kind = column.partition("::")[0]
            if kind in MEDIA or kind.startswith("media"):
                fault = f"The column {column} is not carried over."
                self._lose(one.row, fault, "The words alone are shown.", "lost-media")


def _identifier(text: str) -> str:
    """`text` as an id: other letters become dashes."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", text).strip("-.")[:60]
    return plain if NAME.match(plain) else f"form-{plain}".rstrip("-")
