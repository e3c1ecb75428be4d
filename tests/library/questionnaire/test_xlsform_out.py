"""A questionnaire written as an XLSForm: whole when read back, right to pyxform, safe to open."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.read import read_any, read_file
from tellback.questionnaire.xlsform import read_xlsx, to_xlsx
from tests.library.small import asking, everything

ROOT = Path(__file__).parents[3]
EVERY = sorted(
    [
        *(ROOT / "content" / "questionnaires").glob("*.yaml"),
        *(ROOT / "tests" / "gallery" / "questionnaires").glob("*.yaml"),
    ]
)


def written(questionnaire: Questionnaire, folder: Path) -> Path:
    path = folder / f"{questionnaire.id}.xlsx"
    path.write_bytes(to_xlsx(questionnaire))
    return path


@pytest.mark.parametrize("path", EVERY, ids=lambda path: Path(path).stem)
def test_it_is_read_back_whole(path: Path, tmp_path: Path) -> None:
    questionnaire = read_file(path)
    found, lost = read_any(written(questionnaire, tmp_path))
    assert found == questionnaire
    assert lost == ()


@pytest.mark.parametrize("path", EVERY, ids=lambda path: Path(path).stem)
def test_pyxform_takes_it_and_asks_the_same(path: Path, tmp_path: Path) -> None:
    questionnaire = read_file(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = convert(written(questionnaire, tmp_path))
    asked = set(questionnaire.variables)
    for variable in asked:
        assert f'/{variable}"' in made.xform or f"/{variable} " in made.xform, variable


@pytest.mark.parametrize("path", EVERY, ids=lambda path: Path(path).stem)
def test_its_own_sheets_say_what_is_asked_and_of_whom(path: Path, tmp_path: Path) -> None:
    """Without our own sheet: the same variables, choices and rules, as far as XLSForms say them."""
    questionnaire = read_file(path)
    book = load_workbook(io.BytesIO(to_xlsx(questionnaire)))
    del book["tellback"]
    alone = tmp_path / "alone.xlsx"
    book.save(alone)
    found = read_xlsx(alone).questionnaire
    for variable in questionnaire.variables:
        question = questionnaire.question_of[variable]
        if question.kind is Kind.PRESET:
            assert variable not in found.question_of
            continue
        assert found.rules_of(variable) == questionnaire.rules_of(variable), variable
        there = found.question_of[variable]
        assert [one.picture for one in there.choices] == [one.picture for one in question.choices]
        if variable in questionnaire.row_of:
            assert found.row_of[variable].picture == questionnaire.row_of[variable].picture
        else:
            assert there.audio == question.audio
        if question.choices:
            said = [one.id for one in found.choices_of(variable)]
            assert said == [one.id for one in question.offered], variable


def test_a_sheet_that_somebody_edited_counts_and_the_loss_is_said(tmp_path: Path) -> None:
    path = written(everything(), tmp_path)
    book = load_workbook(path)
    survey = book["survey"]
    label = next(cell for cell in survey[1] if str(cell.value).startswith("label"))
    (row,) = [row for row in survey.iter_rows(min_row=2) if row[1].value == "q1"]
    survey.cell(row=row[0].row, column=label.column).value = "Quite another question?"
    book.save(path)
    found, lost = read_any(path)
    assert any(str(one.text) == "Quite another question?" for one in found.questions)
    assert "lost-own-facts" in [problem.code for problem in lost]


def test_words_that_look_like_a_formula_stay_words(tmp_path: Path) -> None:
    danger = '=HYPERLINK("http://example.com","x")'
    questionnaire = asking(
        {"id": "q1", "kind": "text", "text": danger, "help": "+1", "longest": 20},
        title="@SUM(A1)",
    )
    path = written(questionnaire, tmp_path)
    book = load_workbook(path)
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row if cell.value}
    assert kinds == {"s"}
    assert read_any(path) == (questionnaire, ())


def test_a_name_that_a_section_and_a_question_share_is_told_apart(tmp_path: Path) -> None:
    questionnaire = Questionnaire.model_validate(
        {
            "id": "same",
            "title": "Same",
            "version": "1",
            "sections": [
                {
                    "id": "pet",
                    "title": "Pet",
                    "questions": [
                        {"id": "pet", "kind": "yes_no", "text": "A pet?"},
                        {
                            "id": "age",
                            "kind": "number",
                            "text": "Age?",
                            "show_if": "${pet} = 'yes'",
                        },
                    ],
                }
            ],
        }
    )
    path = written(questionnaire, tmp_path)
    names = [row[1].value for row in load_workbook(path)["survey"].iter_rows(min_row=2)]
    assert len([name for name in names if name]) == len({name for name in names if name})
    assert read_any(path)[0] == questionnaire


def test_pictures_and_recordings_go_out_and_come_back(tmp_path: Path) -> None:
    questionnaire = asking(
        {
            "id": "q1",
            "kind": "single",
            "text": {"": "A pet?", "cy": "Anifail?"},
            "audio": {"en": "q1.mp3", "cy": "q1-cy.mp3"},
            "choices": [
                {"id": "cat", "text": "A cat", "picture": "cat.png"},
                {"id": "dog", "text": "A dog", "picture": "symbol:dog"},
            ],
        },
        languages=["en", "cy"],
    )
    book = load_workbook(io.BytesIO(to_xlsx(questionnaire)))
    del book["tellback"]
    book.save(tmp_path / "alone.xlsx")
    brought = read_xlsx(tmp_path / "alone.xlsx")
    (question,) = [one for one in brought.questionnaire.questions if one.id == "q1"]
    assert question.audio == {"en": "q1.mp3", "cy": "q1-cy.mp3"}
    assert [one.picture for one in question.choices] == ["cat.png", "symbol:dog"]
    assert [problem for problem in brought.lost if problem.code == "lost-media"] == []
