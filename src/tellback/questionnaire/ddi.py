"""The codebook as DDI-Codebook 2.5, the form in which data archives describe a survey.

Source: Data Documentation Initiative, DDI-Codebook 2.5 (ddialliance.org). A question with
several ticks has one variable a choice there, as in a snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from tellback.questionnaire.codebook import Code, CodebookLine, codebook
from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.words import DEFAULT

NAMESPACE = "ddi:codebook:2_5"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNSAFE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""Signs that XML 1.0 cannot hold."""


def to_ddi(questionnaire: Questionnaire) -> bytes:
    """The XML of a questionnaire that `check` finds no fault in, in all of its languages."""
    ET.register_namespace("", NAMESPACE)
    book = ET.Element(_tag("codeBook"), {"version": "2.5", LANG: questionnaire.languages[0]})
    for part in ("docDscr", "stdyDscr"):
        citation = ET.SubElement(ET.SubElement(book, _tag(part)), _tag("citation"))
        title = ET.SubElement(citation, _tag("titlStmt"))
        _text(title, "titl", questionnaire.title.say())
        _text(title, "IDNo", f"{questionnaire.id}, {questionnaire.version}")
    data = ET.SubElement(book, _tag("dataDscr"))
    variables = [one for line in codebook(questionnaire).lines for one in _split(line)]
    for group in _groups(questionnaire, variables):
        data.append(group)
    for at, line in enumerate(variables, start=1):
        data.append(_variable(questionnaire, line, at))
    ET.indent(book)
    return bytes(ET.tostring(book, encoding="utf-8", xml_declaration=True))


def _split(line: CodebookLine) -> Iterator[CodebookLine]:
    """The line, or one for each choice where several may be ticked; presets have no column."""
    if line.kind == Kind.PRESET:
        return
    if line.kind != Kind.MULTI:
        yield line
        return
    for code in line.codes:
        ticked = (Code(0, None, "not ticked"), Code(1, None, "ticked"))
        name = f"{line.variable}.{code.choice}"
        yield replace(line, variable=name, label=f"{line.label} {code.label}", codes=ticked)


def _groups(questionnaire: Questionnaire, lines: list[CodebookLine]) -> Iterator[ET.Element]:
    """A group for each section, and one for each grid and each question of several ticks."""
    place = {line.variable: f"V{at}" for at, line in enumerate(lines, start=1)}
    for section in questionnaire.sections:
        inside = [place[one.variable] for one in lines if one.section == section.id]
        if inside:
            yield _group(f"S-{section.id}", "section", section.title.say(), inside)
    for question in questionnaire.questions:
        if question.kind in {Kind.GRID, Kind.MULTI}:
            inside = [place[one.variable] for one in lines if one.question == question.id]
            kind = "grid" if question.kind is Kind.GRID else "multipleResp"
            yield _group(f"Q-{question.id}", kind, question.text.say(), inside)


def _group(name: str, kind: str, title: str, inside: list[str]) -> ET.Element:
    group = ET.Element(_tag("varGrp"), {"ID": name, "type": kind, "var": " ".join(inside)})
    _text(group, "labl", title)
    return group


def _variable(questionnaire: Questionnaire, line: CodebookLine, at: int) -> ET.Element:
    question = next(one for one in questionnaire.questions if one.id == line.question)
    counted = bool(line.codes)
    about = {"ID": f"V{at}", "name": line.variable}
    about["intrvl"] = "discrete" if counted or line.kind == Kind.TEXT else "contin"
    made = ET.Element(_tag("var"), about)
    _text(made, "labl", line.label)
    asked = ET.SubElement(made, _tag("qstn"))
    for language in questionnaire.languages:
        words = question.text.say("" if language == questionnaire.languages[0] else language)
        if language == questionnaire.languages[0] or language in question.text.languages():
            _text(asked, "qstnLit", words).set(LANG, language)
    if question.help:
        _text(asked, "ivuInstr", question.help.say(DEFAULT))
    _text(made, "universe", line.base)
    for code in line.missing:
        _category(made, code, missing=True)
    for code in line.codes:
        _category(made, code, missing=False)
    if line.kind == Kind.TEXT:
        _category(made, Code(1, None, "written; the words are kept apart"), missing=False)
    ET.SubElement(made, _tag("varFormat"), {"type": "numeric"})
    return made


def _category(made: ET.Element, code: Code, *, missing: bool) -> None:
    category = ET.SubElement(made, _tag("catgry"), {"missing": "Y"} if missing else {})
    _text(category, "catValu", str(code.code))
    _text(category, "labl", code.label)


def _text(parent: ET.Element, name: str, words: str) -> ET.Element:
    made = ET.SubElement(parent, _tag(name))
    made.text = words.translate(UNSAFE)
    return made


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
