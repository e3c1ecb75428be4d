"""Reading a questionnaire from YAML, and every way in which that can fail."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given, strategies as st

from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import LARGEST, read, read_any, read_file

GOOD = """\
id: tiny
title: A tiny questionnaire
version: 1.10
sections:
  - id: s1
    title: One
    questions:
      - id: q1
        kind: single
        text: Which?
        choices:
          - {id: a, text: Apples}
          - {id: b, text: Bread}
"""


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Unreadable) as caught:
        read(text, name="t.yaml")
    return caught.value.problems


def the_problem(text: str) -> Problem:
    (one,) = problems(text)
    return one


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def test_a_good_file_becomes_a_questionnaire() -> None:
    questionnaire = read(GOOD, name="t.yaml")
    assert questionnaire.id == "tiny"
    assert questionnaire.question_of["q1"].kind is Kind.SINGLE
    assert [choice.text.say() for choice in questionnaire.choices_of("q1")] == ["Apples", "Bread"]


def test_numbers_and_dates_stay_the_text_that_was_written() -> None:
    assert read(GOOD, name="t.yaml").version == "1.10"
    since = read(changed("kind: single", "kind: single\n        since: 2009-10-19"), name="t.yaml")
    assert since.question_of["q1"].since == "2009-10-19"
    octal = read(changed("version: 1.10", "version: 010"), name="t.yaml")
    assert octal.version == "010"


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "true", "y", "Null_", "1e3x"])
def test_a_word_that_yaml_takes_for_something_else_stays_that_word(word: str) -> None:
    text = changed("{id: b, text: Bread}", f"{{id: {word.replace('1', 'x')}, text: {word}}}")
    last = read(text, name="t.yaml").question_of["q1"].choices[-1]
    assert last.id == word.replace("1", "x")
    assert last.text.say() == word


@pytest.mark.parametrize(("word", "meant"), [("true", True), ("yes", True), ("no", False)])
def test_true_and_false_are_read_where_a_key_wants_them(word: str, meant: bool) -> None:
    questionnaire = read(
        changed("kind: single", f"kind: single\n        required: {word}"), name=""
    )
    assert questionnaire.question_of["q1"].required is meant


def test_a_question_may_name_a_list_of_choices() -> None:
    shared = """\
choice_lists:
  often:
    - {id: never, text: Never}
    - {id: daily, text: Every day}
"""
    start, _, _ = GOOD.partition("        choices:")
    text = shared + start + "        choices: often\n"
    assert read(text, name="t").question_of["q1"].choice_ids == {"never", "daily"}


def test_an_unknown_list_of_choices_is_told_with_the_nearest_one() -> None:
    start, _, _ = GOOD.partition("        choices:")
    text = "choice_lists: {often: [{id: a, text: A}]}\n" + start + "        choices: oftn\n"
    found = the_problem(text)
    assert found.code == "unknown-choice-list"
    assert found.place == "t.yaml line 12, question q1 (choices)"
    assert "Did you mean `often`?" in found.remedy


def test_a_fault_inside_a_shared_list_is_told_once_at_the_list() -> None:
    start, _, _ = GOOD.partition("        choices:")
    text = (
        "choice_lists:\n  often:\n    - {id: a a, text: A}\n" + start + "        choices: often\n"
    )
    text += start.partition("    questions:\n")[2] + "        choices: often\n"
    found = the_problem(text)
    assert (found.place, found.code) == ("t.yaml line 3, choice list often (1 id)", "bad-id")


@pytest.mark.parametrize("lists", ["[]", "[a]", "text", "{often: text}", "{often: {a: b}}"])
def test_choice_lists_of_another_shape_are_refused(lists: str) -> None:
    assert problems(f"choice_lists: {lists}\n{GOOD}")


@pytest.mark.parametrize("lists", ["", "{}", "{often: []}"])
def test_an_empty_list_of_choices_is_left_for_the_check(lists: str) -> None:
    assert read(f"choice_lists: {lists}\n{GOOD}", name="t").id == "tiny"


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("id: tiny", "id: ti ny", "line 1, id", "bad-id"),
        ("id: tiny", f"id: {'x' * 65}", "line 1, id", "bad-id"),
        ("id: tiny", "id:", "line 1, id", "empty-value"),
        ("id: tiny", "id: ~", "line 1, id", "empty-value"),
        ("id: tiny", "id: [a]", "line 1, id", "not-text"),
        ("id: tiny", "ident: tiny", "line 1, id", "missing-key"),
        ("title: One", "titel: One", "line 6, section s1 (titel)", "unknown-key"),
        ("title: One", "title: One\n    <<: x", "line 7, section s1 (<<)", "unknown-key"),
        ("version: 1.10", "version: 1\nage: nine", "line 4, age", "not-number"),
        ("version: 1.10", "version: 1\nage: 3", "line 4, age", "out-of-range"),
        ("version: 1.10", "version: 1\nage: 9.5", "line 4, age", "not-number"),
        ("version: 1.10", f"version: 1\nage: {'9' * 5000}", "line 4, age", "not-number"),
        ("version: 1.10", "version: 1\ntellback: 2", "line 4, tellback", "unknown-format"),
        ("version: 1.10", "version: 1\nhelp_lines: x", "line 4, help_lines", "not-mapping"),
        ("version: 1.10", "version: 1\nlanguages: en", "line 4, languages", "not-list"),
        ("version: 1.10", "version: 1\nmeasures: x", "line 4, measures", "not-list"),
        ("version: 1.10", "version: 1\nmeasures: [{id: m, choices: []}]",
         "line 4, measure m (choices)", "none-written"),
        ("sections:", "sections: []\nx:", "line 4, sections", "none-written"),
        ("kind: single", "kind: singel", "line 9, question q1 (kind)", "unknown-value"),
        ("text: Which?", "text: [Which?]", "line 10, question q1 (text)", "not-words"),
        ("text: Which?", "text: ' '", "line 10, question q1 (text)", "no-words"),
        ("text: Which?", "text: {}", "line 10, question q1 (text)", "no-words"),
        ("text: Which?", "text: {en: []}", "line 10, question q1 (text en)", "not-text"),
        ("text: Which?", "text: Which?\n        required: maybe", "line 11, question q1 (required)",
         "not-true-or-false"),
        ("text: Which?", "text: Which?\n        show_if: ' '", "line 11, question q1 (show_if)",
         "empty-value"),
        ("text: Which?", f"text: Which?\n        show_if: {'x' * 4001}",
         "line 11, question q1 (show_if)", "too-long"),
        ("text: Which?", "text: Which?\n        least: few", "line 11, question q1 (least)",
         "not-number"),
        ("text: Which?", "text: Which?\n        longest: 0", "line 11, question q1 (longest)",
         "out-of-range"),
        ("text: Which?", "text: Which?\n        same_as: x", "line 11, question q1 (same_as)",
         "not-mapping"),
        ("{id: b, text: Bread}", "Bread", "line 13, question q1 (choices 2)", "not-mapping"),
        ("{id: b, text: Bread}", "{id: b}", "line 13, question q1 (choices 2 text)", "missing-key"),
        ("{id: b, text: Bread}", "{id: b, text: B, code: 0}",
         "line 13, question q1 (choices 2 code)", "out-of-range"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_its_question_and_its_code(
    old: str, new: str, place: str, code: str
) -> None:
    found = problems(changed(old, new))
    assert (f"t.yaml {place}", code) in {(one.place, one.code) for one in found}
    for one in found:
        assert one.fault.endswith(".")
        assert one.remedy.endswith((".", "?"))
        assert "Input should" not in str(one)


def test_a_wrong_key_suggests_the_right_one() -> None:
    remedies = [one.remedy for one in problems(changed("title: One", "titel: One"))]
    assert "Did you mean `title`?" in remedies


def test_all_problems_are_told_in_the_order_of_the_lines() -> None:
    text = GOOD.replace("id: tiny", "id: 1").replace("single", "x").replace("text: Bread", "txt: B")
    lines = [int(one.place.split()[2].strip(",")) for one in problems(text)]
    assert lines == sorted(lines)
    assert {1, 9, 13} <= set(lines)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty-file", 1),
        ("# only a comment\n", "empty-file", 1),
        ("a: 'x\nb: 1", "yaml-quote", 1),
        ("a: b: c", "yaml-colon", 1),
        ("a: 1\n b: 2", "yaml-colon", 2),
        ("a:\n\t- b", "yaml-tab", 2),
        ("a: [1,2\nb: 3", "yaml-bracket", 2),
        ("a: @x", "yaml-sign", 1),
        ("- a\nb: 1", "yaml-indent", 2),
        ("a: 1\n...\nrubbish", "yaml-indent", 3),
        (" a: 1\nb: 2", "yaml-indent", 2),
        ('a: "\\q"', "yaml-escape", 1),
        ("a: 1\nb: \x01", "yaml-character", 2),
        ("a: \ud800", "yaml-character", 1),
        ("%YAML 9\n---\na", "yaml-layout", 1),
        ("a: 1\nb: 2\na: 3", "yaml-duplicate-key", 3),
        ("a: {x: 1, x: 2}", "yaml-duplicate-key", 1),
        ("---\na: 1\n---\nb: 2", "yaml-two-documents", 3),
        ("a: !!python/object/apply:os.system [ls]", "yaml-tag", 1),
        ("a: !!python/name:os.system ''", "yaml-tag", 1),
        ("!!set {a, b}", "yaml-tag", 1),
        ("a: !local x", "yaml-tag", 1),
        ("a: *b", "yaml-unknown-alias", 1),
        ("a: &a [*a]", "yaml-loop", 1),
        ("a: &a {b: *a}", "yaml-loop", 1),
        ("? [a, b]\n: c", "yaml-key", 1),
        ("a: 1\n{}: c", "yaml-key", 2),
        ("[" * 5000, "yaml-too-deep", 1),
        ("- " * 5000, "yaml-too-deep", 1),
    ],
)
def test_broken_yaml_is_explained(text: str, code: str, line: int) -> None:
    first = problems(text)[0]
    assert (first.code, first.place) == (code, f"t.yaml line {line}")


def test_every_duplicate_key_and_tag_is_told_not_only_the_first() -> None:
    found = problems("a: !x 1\na: 2\nb: !y 3\nb: 4\n")
    assert [one.code for one in found] == [
        "yaml-tag",
        "yaml-duplicate-key",
        "yaml-tag",
        "yaml-duplicate-key",
    ]


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, levels)
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("levels", [6, 20, 1000])
def test_an_alias_bomb_is_refused_before_it_is_written_out(levels: int) -> None:
    first = problems(bomb(levels))[0]
    assert first.code == "yaml-too-many"
    assert "more than 200,000 values" in first.fault


def test_an_honest_alias_is_followed() -> None:
    text = GOOD.replace("choices:", "choices: &list") + (
        "      - {id: q2, kind: single, text: And?, choices: *list}\n"
    )
    questionnaire = read(text, name="t")
    assert questionnaire.question_of["q2"].choices == questionnaire.question_of["q1"].choices


@pytest.mark.parametrize("text", ["- a", "just words", "1", "a: {b}", "null", "[]"])
def test_yaml_that_is_no_questionnaire_is_refused_in_sentences(text: str) -> None:
    assert all(one.fault.endswith(".") for one in problems(text))


def refused(text: str) -> tuple[Problem, ...]:
    """The problems, or none where the text is read; any other exception fails the test."""
    try:
        read(text, name="t.yaml")
    except Unreadable as unreadable:
        return unreadable.problems or (Problem("", "", "", "nothing is said"),)
    return ()


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#% \n\t?,\\~<=0\x85\ufeff"), max_size=40))
def test_any_text_is_read_or_refused_in_sentences(text: str) -> None:
    for one in refused(text):
        assert one.place.startswith("t.yaml line ")
        assert one.fault.endswith(".")


@given(st.data())
def test_a_damaged_questionnaire_is_read_or_refused_in_sentences(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(at, min(len(GOOD), at + 30)))
    put = data.draw(st.sampled_from(["", "  ", "[", "{", "- ", "'", ": ", "~", "*x", "\n", "id:"]))
    for one in refused(GOOD[:at] + put + GOOD[end:]):
        assert one.place.startswith("t.yaml line ")
        assert one.fault.endswith(".")


def file_problem(path: Path) -> Problem:
    with pytest.raises(Unreadable) as caught:
        read_file(path)
    (one,) = caught.value.problems
    return one


def test_a_file_is_read_and_named_by_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yml"
    path.write_text(GOOD.replace("kind: single", "kind: x"), encoding="utf-8")
    assert file_problem(path).place == "tiny.yml line 9, question q1 (kind)"


def test_yaml_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text(GOOD, encoding="utf-8")
    questionnaire, lost = read_any(str(path))
    assert isinstance(questionnaire, Questionnaire)
    assert lost == ()


def test_a_workbook_is_read_by_the_import_with_what_it_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = read(GOOD, name="t.yaml")
    lost = (Problem("row 7", "It is not kept.", "Leave it.", "lost-guidance"),)
    given: list[Path] = []

    def read_xlsx(path: Path) -> SimpleNamespace:
        given.append(path)
        return SimpleNamespace(questionnaire=form, lost=lost, own=None)

    stand_in = ModuleType("tellback.questionnaire.xlsform")
    monkeypatch.setattr(stand_in, "read_xlsx", read_xlsx, raising=False)
    monkeypatch.setitem(sys.modules, stand_in.__name__, stand_in)
    assert read_any(tmp_path / "form.XLSX") == (form, lost)
    assert read_file(tmp_path / "form.xlsx") == form
    assert given == [tmp_path / "form.XLSX", tmp_path / "form.xlsx"]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert read_file(path).id == "tiny"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding_is_refused_with_the_line(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text(GOOD.replace("Bread", "Crêpe"), encoding=encoding)
    found = file_problem(path)
    assert found.code == "not-utf-8"
    assert found.place == f"tiny.yaml line {13 if encoding == 'latin-1' else 1}"


def test_a_missing_file_a_folder_and_another_kind_of_file_are_refused(tmp_path: Path) -> None:
    assert file_problem(tmp_path / "none.yaml").code == "missing-file"
    assert file_problem(tmp_path).code == "folder"
    (tmp_path / "folder.yaml").mkdir()
    assert file_problem(tmp_path / "folder.yaml").code == "folder"
    assert file_problem(tmp_path / "form.doc").code == "unknown-file-kind"
    assert file_problem(tmp_path / "form").code == "unknown-file-kind"


def test_a_name_too_long_for_the_disk_is_refused(tmp_path: Path) -> None:
    assert file_problem(tmp_path / ("x" * 300 + ".yaml")).code == "closed-file"


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may read every file"
)
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    assert file_problem(path).code == "closed-file"


def test_a_file_that_the_system_will_not_open_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    found = file_problem(tmp_path / "tiny.yaml")
    assert found.code == "closed-file"
    assert "Permission denied" in found.fault


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (LARGEST + 1))
    assert file_problem(path).code == "too-large"
    path.write_bytes(b"#" * LARGEST)
    assert file_problem(path).code == "empty-file"
