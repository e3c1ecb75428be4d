"""The DDI codebook of a release: what each variable means, and how often, where that is shown.

Source: DDI-Codebook 2.5, element catStat. Frequencies are those of the whole area; one that
is hidden is left out, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from tellback.disclosure import Hidden, SafeTable
from tellback.questionnaire.ddi import NAMESPACE, to_ddi
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import Kind, Questionnaire
from tellback.release.about import BOROUGH
from tellback.release.published import Published

TICKED = "1"
NOTE = "Frequencies are counts of the whole area; small ones are withheld."


def codebook_of(published: Published) -> bytes:
    """The XML, in all languages of the questionnaire."""
    ET.register_namespace("", NAMESPACE)
    # It was made a line above, of a questionnaire that was read: no stranger's XML.
    book = ET.fromstring(to_ddi(published.questionnaire))  # noqa: S314
    shown = {place: many for table in _whole(published) for place, many in _shown(published, table)}
    for variable in book.iter(_tag("var")):
        for category in variable.iter(_tag("catgry")):
            place = (variable.get("name", ""), category.findtext(_tag("catValu"), ""))
            if place in shown:
                ET.SubElement(category, _tag("catStat"), {"type": "freq"}).text = shown[place]
    responses = published.about.responses
    for data in book.iter(_tag("dataDscr")):
        for said in (NOTE, *(responses.sentences if responses else ())):
            ET.SubElement(data, _tag("notes")).text = said
    ET.indent(book)
    return bytes(ET.tostring(book, encoding="utf-8", xml_declaration=True))


def _whole(published: Published) -> Iterator[SafeTable]:
    for table in published.tables:
        if table.kind == "variable" and table.group.level == BOROUGH and not table.group.split:
            yield table


def _shown(published: Published, table: SafeTable) -> Iterator[tuple[tuple[str, str], str]]:
    """((name in the codebook, code), count) of each cell that is not hidden."""
    questionnaire = published.questionnaire
    several = questionnaire.question_of[table.id].kind is Kind.MULTI
    codes = _codes(questionnaire, table.id)
    for cell in table.cells:
        if isinstance(cell.count, Hidden):
            continue
        many = str(cell.count)
        if cell.role == "choice" and several:
            yield (f"{table.id}.{cell.id}", TICKED), many
        elif several:
            for choice in questionnaire.question_of[table.id].choices:
                yield (f"{table.id}.{choice.id}", cell.id), many
        else:
            yield (table.id, codes.get(cell.id, cell.id)), many


def _codes(questionnaire: Questionnaire, variable: str) -> dict[str, str]:
    """Cell -> the code that stands for it in a file of answers."""
    offered = questionnaire.question_of[variable].offered
    choices = {choice.id: str(choice.code) for choice in offered if choice.code is not None}
    missing = {str(int(one)): str(int(one)) for one in Missing}
    return choices | missing | {"answered": TICKED}


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
