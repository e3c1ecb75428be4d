"""What each variable means, said as data and as a table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tellback.questionnaire.codebook import Code, CodebookLine, codebook
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.read import read, read_file

GALLERY = Path(__file__).parents[2] / "gallery" / "questionnaires"


def lines(name: str) -> tuple[CodebookLine, ...]:
    return codebook(read_file(GALLERY / f"{name}.yaml")).lines


@pytest.mark.parametrize("path", sorted(GALLERY.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_variable_has_one_line_in_the_order_asked(path: Path) -> None:
    questionnaire = read_file(path)
    book = codebook(questionnaire)
    assert tuple(line.variable for line in book.lines) == questionnaire.variables
    for line in book.lines:
        question = questionnaire.question_of[line.variable]
        assert [code.choice for code in line.codes] == [choice.id for choice in question.choices]
        assert len({code.code for code in line.codes}) == len(line.codes)
        assert all(code.code > 0 for code in line.codes)


def test_choices_have_their_own_codes_or_their_place() -> None:
    assert lines("codes")[0].codes == (
        Code(3, "good", "Good"),
        Code(2, "fair", "Fair"),
        Code(1, "poor", "Poor"),
    )
    assert [code.code for code in lines("single")[0].codes] == [1, 2, 3]


def test_each_row_of_a_grid_is_a_variable_with_the_grids_choices() -> None:
    fruit, chips = lines("grid")
    assert (fruit.variable, chips.variable) == ("eat_fruit", "chips")
    assert fruit.label == "How often do you eat these? Fruit"
    assert fruit.codes == chips.codes


def test_only_missing_codes_that_can_occur_are_listed() -> None:
    assert [code.code for code in lines("single")[0].missing] == [-9]
    assert [code.code for code in lines("route_question")[1].missing] == [-9, -8]
    assert [code.code for code in lines("prefer_not_to_say")[0].missing] == [-9, -7]
    (_, refused) = lines("prefer_not_to_say")[0].missing
    assert refused == Code(-7, "prefer_not_to_say", "prefer not to say")


def test_missing_is_three_things() -> None:
    assert {code.value: code.words for code in Missing} == {
        -9: "not answered",
        -8: "not asked",
        -7: "prefer not to say",
    }


def test_the_base_is_everyone_or_the_rule_that_asks() -> None:
    first, second = lines("route_question")
    assert (first.rule, first.base) == (None, "all pupils")
    assert second.rule == "${smoked} != '' and ${smoked} != 'never'"
    assert second.base.startswith("pupils ")


def test_measures_are_named_at_their_variable() -> None:
    council, heard = lines("measures")
    assert council.measures == ("council_has",)
    assert heard.measures == ("heard_asked", "heard_all")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("number", "whole numbers from 0 up to 7"),
        ("number_with_parts", "numbers from 0 up to 24"),
        ("text", "text of at most 200 letters"),
        ("multi", "any number of the codes"),
        ("single", ""),
    ],
)
def test_what_stands_there_besides_codes_is_said(name: str, values: str) -> None:
    assert lines(name)[0].values == values


def test_labels_are_in_the_language_asked_for() -> None:
    questionnaire = read_file(GALLERY / "two_languages.yaml")
    assert codebook(questionnaire).lines[0].label == "Do you like school?"
    assert codebook(questionnaire, "cy").lines[0].codes[0].label == "Ydw"


AWKWARD = """\
id: t
title: "A | B\\n# C"
version: '1'
sections:
  - id: s
    title: S
    questions:
      - {id: q, kind: text, text: "Why | because\\nof \\\\| that?"}
"""


def test_words_cannot_break_the_table() -> None:
    table = codebook(read(AWKWARD, name="t")).as_markdown().splitlines()
    assert table[0] == "# A | B # C"
    assert [len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in table[4:]] == [8, 8, 8]
    assert r"Why \| because of \\\| that?" in table[-1]


def test_the_data_are_plain_and_hold_what_the_table_shows() -> None:
    book = codebook(read_file(GALLERY / "measures.yaml"))
    data = json.loads(json.dumps(book.as_json()))
    assert data["questionnaire"] == "measures"
    assert [line["variable"] for line in data["lines"]] == ["council", "heard"]
    assert data["lines"][1]["missing"][1] == {"code": -8, "choice": None, "label": "not asked"}
