"""Writing a questionnaire to YAML: what is written is read back equal."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from tellback.questionnaire.model import (
    Change,
    Choice,
    Definition,
    HelpLine,
    Kind,
    Measure,
    Question,
    Questionnaire,
    Row,
    Section,
)
from tellback.questionnaire.read import read
from tellback.questionnaire.words import Words
from tellback.questionnaire.write import to_yaml

AWKWARD = [
    "yes",
    "null",
    "~",
    "1.10",
    "0x1",
    "- a",
    "a: b",
    "#",
    "é “ ẅ",
    "\u2028",
    "0\x85",
    "a\nb",
    "\x07",
]

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
).filter(lambda text: bool(text.strip()))
ids = st.one_of(
    st.sampled_from(["yes", "no", "on", "null", "true", "q01", "a.b-c"]),
    st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,8}", fullmatch=True),
)
words = st.one_of(
    texts.map(Words.model_validate),
    st.dictionaries(st.sampled_from(["", "en", "cy", "no"]), texts, min_size=1).map(Words),
)
maybe_words = st.none() | words
rules = st.none() | texts.map(str.strip)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)


def many(parts: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(parts, max_size=most).map(tuple)


choices = st.builds(Choice, id=ids, text=words, code=st.none() | st.integers(1, 250))
rows = st.builds(
    Row,
    id=ids,
    text=words,
    variable=st.none() | ids,
    show_if=rules,
    required=st.none() | st.booleans(),
)
definitions = st.builds(Definition, title=words, text=words)
changes = st.builds(
    Change, wave=texts, what=st.sampled_from(["wording", "choices", "rows"]), note=maybe_words
)
questions = st.builds(
    Question,
    id=ids,
    kind=st.sampled_from(Kind),
    text=words,
    number=st.none() | texts,
    help=maybe_words,
    note=maybe_words,
    definitions=many(definitions, 1),
    choices=many(choices),
    rows=many(rows),
    required=st.booleans(),
    may_refuse=st.booleans(),
    show_if=rules,
    least=numbers,
    most=numbers,
    whole=st.booleans(),
    longest=st.integers(1, 10_000),
    since=st.none() | texts,
    same_as=st.dictionaries(texts, texts, max_size=1),
    changed=many(changes, 1),
)
sections = st.builds(
    Section,
    id=ids,
    title=words,
    intro=maybe_words,
    note=maybe_words,
    definitions=many(definitions, 1),
    help_line=st.none() | ids,
    show_if=rules,
    questions=many(questions),
)
measures = st.builds(
    Measure,
    id=ids,
    text=words,
    variable=ids,
    choices=st.lists(ids, min_size=1, max_size=2).map(tuple),
    of=st.sampled_from(["asked", "everyone"]),
    where=rules,
)
questionnaires = st.builds(
    Questionnaire,
    id=ids,
    title=words,
    version=texts,
    languages=many(st.sampled_from(["en", "cy", "no"])),
    age=st.none() | st.integers(4, 25),
    year_groups=many(texts),
    welcome=maybe_words,
    goodbye=maybe_words,
    help_lines=st.dictionaries(ids, st.builds(HelpLine, name=words, text=words), max_size=1),
    sections=st.lists(sections, min_size=1, max_size=2).map(tuple),
    measures=many(measures),
)


@settings(max_examples=100)
@given(questionnaires)
def test_what_is_written_is_read_back_equal(questionnaire: Questionnaire) -> None:
    written = to_yaml(questionnaire)
    assert read(written, name="t.yaml") == questionnaire


@settings(max_examples=20)
@given(questionnaires)
def test_the_same_questionnaire_is_always_written_the_same(questionnaire: Questionnaire) -> None:
    again = Questionnaire.model_validate(questionnaire.model_dump())
    assert to_yaml(again) == to_yaml(questionnaire)


SMALL = """\
tellback: 1
id: small
title: Small
version: '2'
sections:
- id: s1
  title: One
  questions:
  - id: q1
    kind: yes_no
    text: 'Yes'
    show_if: ${q0} = 'x'
  - id: q2
    kind: single
    text:
      en: Which?
      cy: Pa un?
    choices:
    - id: a
      text: A
      code: 3
"""


def test_what_is_default_is_left_out_and_nothing_is_aliased() -> None:
    assert to_yaml(read(SMALL, name="t.yaml")) == SMALL
