"""The codebook as a page and as DDI: every variable, every code, and nothing that breaks out."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings, strategies as st
from typer.testing import CliRunner

from tellback.command.main import make_app
from tellback.questionnaire.codebook import codebook
from tellback.questionnaire.codebook_page import codebook_page
from tellback.questionnaire.ddi import LANG, NAMESPACE, to_ddi
from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.read import read_file
from tests.library.small import asking, everything

ROOT = Path(__file__).parents[3]
OURS = sorted((ROOT / "content" / "questionnaires").glob("*.yaml"))
DDI = {"d": NAMESPACE}
AFTER = ["location", "labl", "qstn", "universe", "catgry", "varFormat"]
"""The order in which DDI-Codebook 2.5 wants the parts of a variable that we write."""


def columns(questionnaire: Questionnaire) -> list[str]:
    """The names that a snapshot's columns have, worked out the slow way."""
    found = []
    for question in questionnaire.questions:
        if question.kind is Kind.MULTI:
            found += [f"{question.id}.{choice.id}" for choice in question.choices]
        elif question.kind not in {Kind.PRESET, Kind.NOTE}:
            found += list(question.variables)
    return found


@pytest.mark.parametrize("path", OURS, ids=lambda path: Path(path).stem)
def test_ddi_has_a_variable_for_every_column_with_its_codes(path: Path) -> None:
    questionnaire = read_file(path)
    book = ET.fromstring(to_ddi(questionnaire))  # noqa: S314 - written by ourselves just now
    variables = book.findall(".//d:var", DDI)
    assert [one.get("name") for one in variables] == columns(questionnaire)
    for one in variables:
        values = [int(cell.text or "") for cell in one.findall("d:catgry/d:catValu", DDI)]
        assert len(values) == len(set(values))
        missing = one.findall("d:catgry[@missing='Y']/d:catValu", DDI)
        assert all(int(cell.text or "0") < 0 for cell in missing)
        assert one.findtext("d:universe", namespaces=DDI)
        parts = [AFTER.index(part.tag.partition("}")[2]) for part in one]
        assert parts == sorted(parts)
        spoken = [literal.get(LANG) for literal in one.findall("d:qstn/d:qstnLit", DDI)]
        assert spoken[0] == questionnaire.languages[0]
    names = {one.get("ID") for one in variables}
    for group in book.findall(".//d:varGrp", DDI):
        assert set((group.get("var") or "").split()) <= names


class Tags(HTMLParser):
    """Counts what is opened and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in {"meta", "!doctype"}:
            self.open.append(tag)
        if tag == "h3":
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "h3" in self.open:
            self.headings[-1] += data


@pytest.mark.parametrize("path", OURS, ids=lambda path: Path(path).stem)
def test_the_page_has_every_variable_and_closes_every_tag(path: Path) -> None:
    questionnaire = read_file(path)
    page = codebook_page(questionnaire)
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    lines = codebook(questionnaire).lines
    assert len(tags.headings) == len(lines)
    for heading, line in zip(tags.headings, lines, strict=True):
        assert heading.startswith(line.variable)
    for language in questionnaire.languages:
        assert f'lang="{language}"' in page


@settings(max_examples=100)
@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_no_words_break_out_of_either(words: str) -> None:
    questionnaire = asking({"id": "q1", "kind": "text", "text": words})
    ET.fromstring(to_ddi(questionnaire))  # noqa: S314 - written by ourselves just now
    tags = Tags()
    tags.feed(codebook_page(questionnaire))
    assert tags.open == []
    assert len(tags.headings) == 1


def test_script_in_a_label_stays_words() -> None:
    page = codebook_page(asking({"id": "q1", "kind": "text", "text": "<script>alert(1)</script>"}))
    assert "<script>" not in page


@pytest.mark.parametrize(("name", "starts"), [("book.html", b"<!DOCTYPE"), ("book.xml", b"<?xml")])
def test_the_command_writes_either(name: str, starts: bytes, tmp_path: Path) -> None:
    out = tmp_path / name
    told = CliRunner().invoke(
        make_app(), ["questionnaire", "codebook", str(OURS[0]), "--out", str(out)]
    )
    assert told.exit_code == 0, told.output
    assert out.read_bytes().startswith(starts)


def test_another_ending_gets_a_sentence(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        make_app(), ["questionnaire", "codebook", str(OURS[0]), "--out", str(tmp_path / "x.doc")]
    )
    assert told.exit_code == 2
    assert "ends in .html or in .xml" in told.output


def test_everything_that_can_be_asked_is_in_both() -> None:
    questionnaire = everything()
    assert codebook_page(questionnaire).count("<h3>") == len(questionnaire.variables)
    assert to_ddi(questionnaire).count(b"<var ") == len(columns(questionnaire))
