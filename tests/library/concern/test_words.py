"""A council's own file of words is read, or refused with a sentence that says where it is wrong."""

from __future__ import annotations

import pytest

from tellback.concern import CareWordsFault, read_care_words
from tests.library.concern.measured import LANGUAGES, WORDS, care_words, signs

GOOD = """
language: en
written: 2026-11-23
source: A test.
groups:
  hit: [hit, hits]
signs:
  - {id: hurt, title: Hurt, reads: at_once, says: ["{hit} .. me"]}
"""


def test_the_files_that_come_with_tellback_are_read() -> None:
    assert len(care_words().patterns) > 300
    assert {path.stem for path in WORDS.glob("??.yaml")} == set(LANGUAGES)


def test_each_sign_has_one_title_and_one_speed_in_all_languages() -> None:
    told = {(one.sign.id, one.sign.title, one.sign.reads) for one in care_words().patterns}
    assert len(told) == len({one[0] for one in told})


def test_an_everyday_word_is_not_taken_for_one_that_is_nearly_it() -> None:
    words = care_words()
    taken = [
        word
        for word in sorted(words.look_alikes - set(words.meant))
        if any(one.at_once for one in signs(f"he {word} me"))
    ]
    assert words.look_alikes
    assert taken == []
    assert signs("he stabed me")[0].at_once


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("signs:", "signs", "line 8"),
        ("at_once", "soon", "signs.0.reads"),
        ("{hit} .. me", "{hat} .. me", "names the group {hat}"),
        ("{hit} .. me", "{hit} ..", "begins or ends with a gap"),
        ("{hit} .. me", ".. me", "begins or ends with a gap"),
        ("{hit} .. me", "", "begins or ends with a gap"),
        ("source: A test.", "", "source"),
        ("written: 2026-11-23", "written: lately", "written"),
        ("id: hurt", "id: hurt, sorry: yes", "signs.0.sorry"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_place(was: str, becomes: str, said: str) -> None:
    assert was in GOOD
    with pytest.raises(CareWordsFault, match="own") as told:
        read_care_words({"own.yaml": GOOD.replace(was, becomes)})
    assert said in str(told.value)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(CareWordsFault, match=r"own\.yaml: the file"):
        read_care_words({"own.yaml": ""})
