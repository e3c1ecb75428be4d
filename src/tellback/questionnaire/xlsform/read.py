"""From an XLSForm to a questionnaire, and the list of what it could not carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.xlsform.choices import lists_of
from tellback.questionnaire.xlsform.grids import Unit, units
from tellback.questionnaire.xlsform.leftovers import YES, note_media, note_others
from tellback.questionnaire.xlsform.lost import Lost
from tellback.questionnaire.xlsform.outline import Group, Placed, outline
from tellback.questionnaire.xlsform.own_sheet import is_untouched, own_text
from tellback.questionnaire.xlsform.questions import Made, Writer
from tellback.questionnaire.xlsform.rules import Calculation, Rules
from tellback.questionnaire.xlsform.types import RowType
from tellback.questionnaire.xlsform.words import languages_of, words_of
from tellback.questionnaire.xlsform.workbook import Workbook, read_workbook

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True)
class Import:
    """What an XLSForm became, and what was lost on the way, in the order of its rows."""

    questionnaire: Questionnaire
    lost: tuple[Problem, ...]
    own: str | None = None
    """The YAML of the very questionnaire, where we wrote the workbook and nobody edited it."""


def read_xlsx(path: Path) -> Import:
    """The questionnaire in an XLSForm file. Raises Unreadable where nothing can be made of it."""
    workbook = read_workbook(Path(path))
    lost = Lost()
    made = _made(workbook, lost)
    try:
        questionnaire = Questionnaire.model_validate(made)
    except ValidationError as fault:
        raise Unreadable(_faults(workbook.name, fault)) from fault
    own = own_text(workbook)
    if own is not None and is_untouched(workbook):
        return Import(questionnaire, workbook.lost, own)
    return Import(questionnaire, (*workbook.lost, *_edited(own), *lost.problems))


def _edited(text: str | None) -> tuple[Problem, ...]:
    """What to say of a workbook that we wrote and somebody has edited since."""
    if text is None:
        return ()
    return (
        Problem(
            "sheet tellback",
            "The other sheets were edited since Tellback wrote this workbook, so they count. "
            "What an XLSForm cannot say (measures, help lines, codes) is not carried over.",
            "Write these into the questionnaire's own file again.",
            "lost-own-facts",
        ),
    )


def _made(workbook: Workbook, lost: Lost) -> Made:
    placed = _usable(outline(workbook.survey, lost), lost)
    found = [*units([one for one in placed if one.type.kind is not None])]
    writer = Writer(
        languages_of(workbook),
        lists_of(workbook, languages_of(workbook), lost),
        Rules(_variables(found), _calculations(placed, lost), lost),
        lost,
    )
    settings = workbook.settings[0].cells if workbook.settings else {}
    stem = Path(workbook.name).stem
    title = settings.get("form_title") or stem or "Questionnaire"
    sections = _Sections(writer, title, {one.name.casefold() for one in placed}).of(found)
    if not sections:
        fault = "No row of the survey sheet is a question that can be carried over."
        whole = Problem(workbook.name, fault, "Add questions.", "no-questions")
        raise Unreadable([whole, *workbook.lost, *lost.problems])
    for one in placed:
        if one.type.kind is not None:
            writer.note_filled_in(one)
    for row in workbook.choices:
        note_media(row, lost, carried={"image"})
    note_others(workbook, lost)
    return {
        "id": _identifier(settings.get("form_id") or stem),
        "title": title,
        "version": settings.get("version") or "1",
        "languages": writer.languages,
        "sections": sections,
    }


def _usable(rows: Iterator[Placed], lost: Lost) -> list[Placed]:
    """The rows whose names can be kept and stand but once; what cannot be answered is a note."""
    seen: set[str] = set()
    kept = []
    for each in rows:
        one, name = each, each.name
        if not NAME.fullmatch(name) and (name or one.type.kind is not Kind.NOTE):
            fault = f"The name “{excerpt(name)}” cannot be a variable's."
            remedy = "Use a letter first, then letters, digits, dots, dashes or underscores."
            lost.note(one.row, fault, remedy, "lost-route-name")
            continue
        if name and name in seen:
            fault = f"The name {name} stands on an earlier row."
            lost.note(one.row, fault, "Give it a name of its own.", "lost-route-duplicate")
            continue
        if one.type.kind not in {None, Kind.NOTE} and one.row.get("read_only").lower() in YES:
            fault = "It may only be read, so it is carried as a note."
            lost.note(one.row, fault, "Ask it in words, if it is a question.", "lost-read-only")
            one = replace(one, type=RowType("note"))
        seen.add(name)
        kept.append(one)
    return kept


def _variables(found: Sequence[Unit]) -> frozenset[str]:
    rows = (one for unit in found for one in unit.rows)
    return frozenset(one.name for one in rows if one.type.kind is not Kind.NOTE)


def _calculations(placed: Sequence[Placed], lost: Lost) -> dict[str, Calculation]:
    found = {}
    for one in placed:
        if one.type.word == "calculate":
            over = (*(group.row for group in one.groups), one.row)
            rules = tuple(row.get("relevant") for row in over if row.get("relevant"))
            found[one.name] = Calculation(one.row.get("calculation"), rules)
            fault = "What it works out is not kept with the answers; rules that read it are."
            lost.note(one.row, fault, "Work it out from the answers.", "lost-calculation")
    return found


class _Sections:
    """The questions in their sections."""

    def __init__(self, writer: Writer, title: str, taken: set[str]) -> None:
        self._writer = writer
        self._title = title
        self._names = taken
        self._section_names: set[str] = set()
        self._headed: set[int] = set()

    def of(self, found: Sequence[Unit]) -> list[Made]:
        """One for each outermost group, and one for each run of rows outside of any."""
        sections: list[Made] = []
        outermost: list[Group | None] = []
        for unit in found:
            groups = unit.groups
            outer = groups[0] if groups else None
            if not sections or outer is not outermost[-1]:
                sections.append(self._section(outer, len(sections) + 1))
                outermost.append(outer)
            sections[-1]["questions"] += [*self._headings(groups[1:]), self._question(unit)]
        if outermost == [None]:
            sections[0]["title"] = self._title
        return sections

    def _section(self, group: Group | None, place: int) -> Made:
        made: Made = {"id": f"part_{place}", "title": f"Part {place}", "questions": []}
        if group is not None:
            words = words_of(group.row, "label", self._writer.languages)
            made["title"] = words or made["title"]
            made["show_if"] = self._writer.rules.of(group.row)
            if NAME.fullmatch(group.name):
                made["id"] = group.name
        made["id"] = _fresh(made["id"], self._section_names)
        return made

    def _headings(self, groups: tuple[Group, ...]) -> Iterator[Made]:
        """The words over each group that is entered here."""
        for depth, group in enumerate(groups, start=1):
            if group.row.number in self._headed:
                continue
            self._headed.add(group.row.number)
            if words_of(group.row, "label", self._writer.languages):
                name = self._fresh(group.name, f"heading_row_{group.row.number}")
                yield self._writer.heading(groups[:depth], name)

    def _question(self, unit: Unit) -> Made:
        groups = unit.groups[1:]
        if unit.heading is not None:
            name = unit.heading.get("name")
            if unit.group is None and name:
                # A heading's own row took the name, and it asks nothing.
                self._names.discard(name.casefold())
            return self._writer.grid(unit, groups, self._fresh(name, "grid"))
        one = unit.rows[0]
        name = one.name or self._fresh("", f"note_row_{one.row.number}")
        return self._writer.single(one, groups, name)

    def _fresh(self, name: str, instead: str) -> str:
        return _fresh(name if NAME.fullmatch(name) else instead, self._names)


def _fresh(name: str, taken: set[str]) -> str:
    """`name`, or it with a number, such that it is not among `taken`, to which it is added."""
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{name[:58]}_{number}"
    taken.add(found.casefold())
    return found


def _faults(name: str, fault: ValidationError) -> Iterator[Problem]:
    for one in fault.errors():
        place = ".".join(str(part) for part in one["loc"])
        yield Problem(
            f"{name} ({place})",
            "This part cannot be read.",
            "Look at its name, labels and choices.",
            "bad-part",
        )


def _identifier(text: str) -> str:
    """`text` as an id: other letters become dashes."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", text).strip("-.")[:58]
    return plain if NAME.fullmatch(plain) else f"form-{plain}".rstrip("-")
