"""XLSForms: what is carried, what is lost row by row, and files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellback.questionnaire.model import Kind
from tellback.questionnaire.read import read
from tellback.questionnaire.write import to_yaml
from tellback.questionnaire.xlsform import Import, read_xlsx
from tests.library.questionnaire.odk.forms import FORMS, OFTEN
from tests.library.questionnaire.odk.sheets import YES_NO, rows_of, xlsform

COLUMNS = ("type", "name", "label", "relevant", "appearance", "required", "calculation")
SAID_OF_EVERY_CALCULATION = {"lost-calculation"}


def brought(
    folder: Path, *rows: str, columns: tuple[str, ...] = COLUMNS, choices: str = YES_NO
) -> Import:
    """The import of survey rows written as `type | name | label | …`."""
    survey = "\n".join([" | ".join(columns), *rows])
    return read_xlsx(xlsform(folder / "form.xlsx", survey, choices))


def of_the_gallery(name: str, folder: Path) -> Path:
    return xlsform(folder / f"{name}.xlsx", FORMS[name].survey, FORMS[name].choices)


def codes(found: Import) -> list[str]:
    return [problem.code for problem in found.lost]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_gallery_is_carried_whole(form: str, tmp_path: Path) -> None:
    found = read_xlsx(of_the_gallery(form, tmp_path))
    assert set(codes(found)) <= SAID_OF_EVERY_CALCULATION
    assert read(to_yaml(found.questionnaire), name="again") == found.questionnaire


def test_names_are_kept_exactly_as_they_are(tmp_path: Path) -> None:
    for form in FORMS:
        path = of_the_gallery(form, tmp_path)
        carried = read_xlsx(path).questionnaire.variables
        written = [row[1] for row in rows_of(FORMS[form].survey)]
        assert carried
        assert [one for one in written if one in carried] == list(carried)


def test_a_table_list_is_one_grid_with_the_names_of_its_rows(tmp_path: Path) -> None:
    questionnaire = read_xlsx(of_the_gallery("grid_as_a_table_list", tmp_path)).questionnaire
    (grid,) = (one for one in questionnaire.questions if one.kind is Kind.GRID)
    assert (grid.id, str(grid.text), grid.show_if) == ("food", "How often?", "${eats} = 'yes'")
    assert grid.variables == ("fruit", "meat", "fish")
    assert [row.show_if for row in grid.rows] == [None, None, "${eats} = 'yes'"]
    assert [choice.id for choice in grid.choices] == ["never", "some", "every"]


def test_selects_under_a_heading_are_one_grid(tmp_path: Path) -> None:
    questionnaire = read_xlsx(of_the_gallery("grid_under_a_heading", tmp_path)).questionnaire
    (grid,) = (one for one in questionnaire.questions if one.kind is Kind.GRID)
    assert (grid.id, str(grid.text), grid.show_if) == ("head", "How often?", None)
    assert grid.variables == ("beans", "cheese", "cream")
    assert questionnaire.section_of["head"].show_if == "${vegan} != ''"


def test_two_lists_in_a_table_list_are_two_grids(tmp_path: Path) -> None:
    found = brought(
        tmp_path,
        "begin_group | g | Both | | table-list",
        "select_one yn | a | A",
        "select_one often | b | B",
        "select_one often | c | C",
        "end_group",
        choices=OFTEN,
    )
    assert [one.id for one in found.questionnaire.questions] == ["g", "g_2"]
    assert found.questionnaire.variables == ("a", "b", "c")


def test_a_group_is_a_section_and_one_within_it_is_announced(tmp_path: Path) -> None:
    questionnaire = read_xlsx(of_the_gallery("groups_in_groups", tmp_path)).questionnaire
    assert [section.id for section in questionnaire.sections] == ["part_1", "outer", "part_3"]
    assert questionnaire.sections[1].show_if == "${a} = 'yes' or ${b} = 'yes'"
    assert [one.id for one in questionnaire.sections[1].questions] == [
        "c", "mid", "d", "inner", "e", "f",
    ]  # fmt: skip
    assert questionnaire.rules_of("f") == (
        "${a} = 'yes' or ${b} = 'yes'",
        "(${b} = 'yes' or ${c} = 'yes') and (${e} = 'no')",
    )


def test_languages_hints_required_and_bounds_are_carried(tmp_path: Path) -> None:
    columns = ("type", "name", "label::Cymraeg (cy)", "label::English", "hint::English (en)",
               "guidance_hint", "required", "constraint")  # fmt: skip
    row = "integer | age | Faint? | How old? | In years | Today | yes | . >= 5 and . <= 18"
    survey = "\n".join([" | ".join(columns), row])
    settings = "form_title | default_language\nAges | English (en)"
    found = read_xlsx(xlsform(tmp_path / "form.xlsx", survey, settings=settings))
    (question,) = found.questionnaire.questions
    assert found.questionnaire.languages == ("en", "cy")
    assert (question.text.say(), question.text.say("cy")) == ("How old?", "Faint?")
    assert str(question.help) == "In years\nToday"
    assert (question.required, question.least, question.most) == (True, 5, 18)
    assert found.lost == ()


def test_settings_name_the_questionnaire(tmp_path: Path) -> None:
    survey = "type | name | label\ntext | a | A"
    settings = "form_title | form_id | version | style\nPupils 2010 | pupils 2010 | 3 | pages"
    found = read_xlsx(xlsform(tmp_path / "form.xlsx", survey, settings=settings))
    made = found.questionnaire
    assert (str(made.title), made.id, made.version) == ("Pupils 2010", "pupils-2010", "3")
    assert str(made.sections[0].title) == "Pupils 2010"
    assert [(one.place, one.code) for one in found.lost] == [("settings row 2", "lost-column")]


def test_choices_may_be_numbers_and_are_then_the_codes(tmp_path: Path) -> None:
    choices = "list_name | name | label\nn | 1 | One\nn | 99 | Do not know\nz | 0 | No\nz | 1 | Yes"
    found = brought(tmp_path, "select_one n | a | A", "select_one z | b | B", choices=choices)
    a, b = found.questionnaire.questions
    assert [(choice.id, choice.code) for choice in a.choices] == [("1", 1), ("99", 99)]
    assert [(choice.id, choice.code) for choice in b.choices] == [("0", None), ("1", None)]


def test_a_refusal_among_the_choices_is_ours(tmp_path: Path) -> None:
    choices = "list_name | name | label\ny | yes | Yes\ny | prefer_not_to_say | I will not say"
    found = brought(tmp_path, "select_one y | a | A", choices=choices)
    (question,) = found.questionnaire.questions
    assert question.may_refuse
    assert [choice.id for choice in question.choices] == ["yes"]
    assert codes(found) == ["lost-refusal"]


@pytest.mark.parametrize(
    ("constraint", "kind", "carried"),
    [
        (". > 0 and . < 10", "integer", {"least": 1, "most": 9}),
        (". <= 2.5", "decimal", {"least": None, "most": 2.5}),
        ("(. >= 1) and (. >= 3)", "integer", {"least": 3, "most": None}),
        ("string-length(.) <= 40", "text", {"longest": 40}),
        (". > 0", "decimal", None),
        (". >= ${a}", "integer", None),
        ("regex(., '^a')", "text", None),
    ],
)
def test_simple_constraints_are_carried(
    constraint: str, kind: str, carried: dict[str, float] | None, tmp_path: Path
) -> None:
    columns = ("type", "name", "label", "constraint")
    found = brought(tmp_path, f"{kind} | q | Q | {constraint}", columns=columns)
    if carried is None:
        assert codes(found) == ["lost-constraint"]
    else:
        (question,) = found.questionnaire.questions
        assert {key: getattr(question, key) for key in carried} == carried
        assert found.lost == ()


def test_a_calculation_stands_in_the_rule_that_reads_it(tmp_path: Path) -> None:
    found = read_xlsx(of_the_gallery("calculations", tmp_path)).questionnaire
    assert found.question_of["t_word"].show_if == "(if(${b} = 'yes', 'in', 'out')) = 'in'"
    assert found.question_of["t_older"].show_if == "(string(${a} > 5)) = 'true'"
    assert found.question_of["t_narrow"].show_if == "if((${b} = 'yes'), string(${a} + 1), '') = ''"
    assert found.question_of["t_quoted"].show_if == "'${twice}' = ${b} or ${b} = 'yes'"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (["text | a | A", "geopoint | where | Where"], "lost-type"),
        (["text | a | A", "start | begun |"], "lost-device"),
        (["text | a | A", "begin repeat | r | R", "text | b | B", "end repeat"], "lost-repeat"),
        (["text | a | A", "end group"], "lost-group-end"),
        (["begin group | g | G", "text | a | A"], "lost-group-end"),
        (["text | a | A", "text | a | Again"], "lost-route-duplicate"),
        (["text | a | A", "text | 1b | B"], "lost-route-name"),
        (["text | a | A", "text | b | B | ${nobody} = 1"], "lost-route-variable"),
        (["text | a | A", "text | b | B | ${a} === 1"], "lost-route-rule"),
        (["text | a | A", "text | b | B | pulldata('x', 'y')"], "lost-route-rule"),
        (["calculate | c | | | | | ${c} + 1", "text | b | B | ${c} = 1"], "lost-route-rule"),
        (
            ["text | a | A", "text | b | B | ${where} != ''", "geopoint | where | W"],
            "lost-route-variable",
        ),
        (["note | n | N", "text | b | B | ${n} = ''"], "lost-route-variable"),
        (["text | a | A", " | b | B"], "lost-type"),
        (["text | a | A", "txet | b | B"], "lost-unknown-type"),
        (["text | a | A", "begin group | g | G", "text | b | B", "end repeat"], "lost-group-end"),
        (["text | a | "], "lost-label"),
        (["text | a | A ${b}", "text | b | B"], "lost-words"),
        (["text | a | A | | signature"], "lost-appearance"),
        (["text | a | A | | | ${b} = 1"], "lost-required"),
        (["calculate | c | | | | | 1", "text | a | A"], "lost-calculation"),
        (["text | a | A", "text | b | B | | | | ${a}"], "lost-calculation"),
        (["text | a | A | | | | 'x'", "text | b | B | ${a} = 'x'"], "lost-route-calculation"),
        (["select_one nowhere | a | A"], "lost-route-list"),
        (["select_one yn or_other | a | A"], "lost-other"),
    ],
)
def test_what_is_lost_is_said_with_its_row(rows: list[str], code: str, tmp_path: Path) -> None:
    found = brought(tmp_path, *rows)
    assert code in codes(found)
    assert all(problem.place.startswith("survey row ") for problem in found.lost)
    assert all(problem.fault and problem.remedy for problem in found.lost)


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("choice_filter", "lost-route-choices"),
        ("default", "lost-default"),
        ("constraint", "lost-constraint"),
        ("media::image", "lost-media"),
        ("image::English (en)", "lost-media"),
        ("trigger", "lost-trigger"),
        ("constraint_message::English (en)", "lost-message"),
        ("my own notes", "lost-column"),
    ],
)
def test_columns_that_are_not_carried_are_said(column: str, code: str, tmp_path: Path) -> None:
    columns = ("type", "name", "label", column)
    found = brought(tmp_path, "select_one yn | a | A | something", columns=columns)
    assert codes(found) == [code]


def test_a_default_matters_to_routes_where_a_rule_reads_it(tmp_path: Path) -> None:
    columns = ("type", "name", "label", "relevant", "default")
    rows = ("text | a | A | | x", "text | b | B | ${a} = 'x' | y")
    found = brought(tmp_path, *rows, columns=columns)
    assert codes(found) == ["lost-route-default", "lost-default"]


def test_what_may_only_be_read_is_a_note(tmp_path: Path) -> None:
    columns = ("type", "name", "label", "relevant", "read_only")
    found = brought(tmp_path, "text | a | A | | yes", "text | b | B | ${a} = ''", columns=columns)
    assert [one.kind for one in found.questionnaire.questions] == [Kind.NOTE, Kind.TEXT]
    assert codes(found) == ["lost-read-only", "lost-route-variable"]


def test_a_rule_that_is_lost_lets_everybody_in_and_the_others_stand(tmp_path: Path) -> None:
    found = brought(
        tmp_path,
        "select_one yn | a | A",
        "begin group | g | G",
        "begin group | h | H | ${nobody} = 1",
        "text | b | B | ${a} = 'yes'",
        "end group",
        "end group",
    )
    assert found.questionnaire.rules_of("b") == ("${a} = 'yes'",)
    assert [(one.place, one.code) for one in found.lost] == [
        ("survey row 4 (h)", "lost-route-variable")
    ]


def test_what_is_lost_stands_in_the_order_of_the_rows(tmp_path: Path) -> None:
    found = brought(
        tmp_path,
        "text | a | A | ${nobody} = 1",
        "geopoint | b | B",
        "text | a | Again",
        "text | c | C | | odd",
        choices="list_name | name | label\nl | a b | A",
    )
    assert [one.place for one in found.lost] == [
        "choices row 2 (a b)",
        "survey row 2 (a)",
        "survey row 3 (b)",
        "survey row 4 (a)",
        "survey row 5 (c)",
    ]


def test_rules_with_curly_quotation_marks_are_read(tmp_path: Path) -> None:
    found = brought(tmp_path, "select_one yn | a | A", "text | b | B | ${a} = ‘yes’")
    assert found.questionnaire.rules_of("b") == ("${a} = 'yes'",)
    assert found.lost == ()


def test_calculations_that_double_again_and_again_do_not_fill_the_memory(tmp_path: Path) -> None:
    rows = [f"calculate | c{n} | | | | | ${{c{n - 1}}} + ${{c{n - 1}}}" for n in range(1, 19)]
    found = brought(tmp_path, "integer | c0 | C", *rows, "text | b | B | ${c18} = 1")
    assert "lost-route-rule" in codes(found)
    assert found.questionnaire.rules_of("b") == ()


@pytest.mark.parametrize(
    ("written", "kind", "choices"),
    [
        ("select1 yn", Kind.SINGLE, 2),
        ("Select one from yn", Kind.SINGLE, 2),
        ("select one from yn or specify other", Kind.SINGLE, 3),
        ("select all that apply from yn or_other", Kind.MULTI, 3),
        ("select_multiple   yn", Kind.MULTI, 2),
        ("INT", Kind.NUMBER, 0),
        ("string", Kind.TEXT, 0),
    ],
)
def test_types_are_read_in_all_their_spellings(
    written: str, kind: Kind, choices: int, tmp_path: Path
) -> None:
    (question,) = brought(tmp_path, f"{written} | a | A").questionnaire.questions
    assert (question.kind, len(question.choices)) == (kind, choices)


def test_a_drop_down_list_stays_one(tmp_path: Path) -> None:
    (question,) = brought(tmp_path, "select_one yn | a | A | | minimal").questionnaire.questions
    assert question.kind is Kind.LIST


def test_a_loop_is_a_repeat(tmp_path: Path) -> None:
    rows = ("text | a | A", "begin loop over yn | l | L", "text | b | B", "end loop")
    found = brought(tmp_path, *rows)
    assert found.questionnaire.variables == ("a",)
    assert codes(found) == ["lost-repeat", "lost-repeat"]


def test_a_row_that_is_disabled_is_not_there(tmp_path: Path) -> None:
    columns = ("type", "name", "label", "disabled")
    found = brought(tmp_path, "text | a | A", "text | b | B | yes", columns=columns)
    assert (found.questionnaire.variables, found.lost) == (("a",), ())


def test_a_rule_of_one_word_is_read(tmp_path: Path) -> None:
    found = brought(tmp_path, "text | a | A | yes", "text | b | B | FALSE")
    assert found.questionnaire.rules_of("a") == ("true()",)
    assert found.questionnaire.rules_of("b") == ("false()",)


def test_ids_of_sections_and_grids_are_their_own(tmp_path: Path) -> None:
    found = brought(
        tmp_path,
        "begin group | part_2 | First",
        "text | food | Food",
        "end group",
        "text | loose | Loose",
        "begin group | food | Second | | table-list",
        "select_one yn | x | X",
        "end group",
    ).questionnaire
    assert [section.id for section in found.sections] == ["part_2", "part_2_2"]
    assert [question.id for question in found.questions] == ["food", "loose", "food_2"]


def test_a_list_has_no_more_choices_than_there_are_codes(tmp_path: Path) -> None:
    choices = "\n".join(["list_name | name | label", *(f"l | c{n} | C" for n in range(251))])
    found = brought(tmp_path, "select_one l | a | A", choices=choices)
    assert len(found.questionnaire.questions[0].choices) == 250
    assert codes(found) == ["lost-route-choice"]
