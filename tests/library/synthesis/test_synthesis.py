"""Made-up responses print the published figures, or it is said why none can."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.read import read
from tellback.questionnaire.walk import Walk
from tellback.synthesis import Synthesis, Target, TargetFault, read_targets, synthesise
from tellback.synthesis.counts import SumRange, solve
from tellback.synthesis.target import COLUMNS, NOT_ANSWERED

HEADER = ",".join(COLUMNS) + "\n"


@pytest.fixture(scope="module")
def content(root: Path) -> Path:
    return root / "content"


@pytest.fixture(scope="module")
def questionnaire(content: Path) -> Questionnaire:
    path = content / "questionnaires" / "lifestyle-primary-2009.yaml"
    return read(path.read_text(encoding="utf-8"), name=path.name)


@pytest.fixture(scope="module")
def targets(content: Path) -> tuple[Target, ...]:
    return read_targets((content / "demo" / "figures_2009.csv").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def schools(content: Path) -> dict[str, int]:
    text = (content / "demo" / "participation.csv").read_text(encoding="utf-8")
    sizes = {one["number"]: int(one["respondents"]) for one in csv.DictReader(io.StringIO(text))}
    return {number: size for number, size in sizes.items() if size}


@pytest.fixture(scope="module")
def made(
    questionnaire: Questionnaire, targets: tuple[Target, ...], schools: dict[str, int]
) -> Synthesis:
    return synthesise(questionnaire, schools=schools, targets=targets, split_by="q01", seed=2009)


def half_up(value: Fraction, step: Fraction) -> Fraction:
    """Rounded to whole steps, halves up: the obvious way."""
    return ((value / step + Fraction(1, 2)) // 1) * step


def printed(made: Synthesis, walk: Walk, target: Target) -> Fraction:
    """What a report would print for a target, counted pupil by pupil."""
    base = count = 0
    for pupil in made.pupils:
        answers: Mapping[str, str] = pupil.answers
        asked = target.variable in walk.asked(answers)
        if target.split and answers["q01"] != target.split:
            continue
        if target.where and not parse(target.where).test(answers):
            continue
        base += asked or target.of == "everyone"
        given_answers = answers.get(target.variable, "").split() or [NOT_ANSWERED]
        count += asked and any(one in target.choices for one in given_answers)
    if target.kind == "count":
        return Fraction(count)
    step = Fraction(1, 2) if target.value.denominator > 1 else Fraction(1)
    return half_up(Fraction(100 * count, base), step)


def test_every_figure_is_printed_or_listed_as_impossible(
    made: Synthesis, questionnaire: Questionnaire, targets: tuple[Target, ...]
) -> None:
    walk = Walk(questionnaire)
    given_up = {one.target.id for one in made.impossible}
    wrong = {
        target.id: (target.said, printed(made, walk, target))
        for target in targets
        if target.id not in given_up and printed(made, walk, target) != target.value
    }
    assert wrong == {}
    assert len(targets) > 120


def test_exactly_the_two_that_contradict_the_others_are_given_up(made: Synthesis) -> None:
    assert {one.target.id: one.reason for one in made.impossible} == {
        "alcohol_most_days": "20 pupils of 572 are 3.50%, which does not print as 4%.",
        "mixes_well_boys": "42% of 301 and 35% of 271 are 219 to 223 pupils together, "
        "but 37% of 572 are 209 to 214.",
    }


def test_the_document_lists_what_the_code_gives_up(made: Synthesis, root: Path) -> None:
    said = " ".join((root / "docs" / "demo-data.md").read_text(encoding="utf-8").split())
    for one in made.impossible:
        assert one.reason in said, one.target.id


def test_pupils_are_in_their_schools_and_on_their_routes(
    made: Synthesis, questionnaire: Questionnaire, schools: dict[str, int]
) -> None:
    walk = Walk(questionnaire)
    assert len(made.pupils) == 572
    for number, size in schools.items():
        assert sum(1 for pupil in made.pupils if pupil.school == number) == size
    assert not any(walk.dropped(pupil.answers) for pupil in made.pupils)


def test_the_same_seed_makes_the_same_pupils(
    made: Synthesis,
    questionnaire: Questionnaire,
    targets: tuple[Target, ...],
    schools: dict[str, int],
) -> None:
    steps: list[tuple[int, int]] = []
    again = synthesise(
        questionnaire,
        schools=schools,
        targets=targets,
        split_by="q01",
        seed=2009,
        progress=lambda done, of: steps.append((done, of)),
    )
    assert [one.answers for one in again.pupils] == [one.answers for one in made.pupils]
    assert steps[-1][0] == steps[-1][1] == len(questionnaire.variables)


def brute(most: Mapping[str, int], ranges: list[SumRange[str]]) -> bool:
    """Whether any numbers satisfy the ranges: every combination is tried."""
    cells = sorted(most)
    for values in product(*(range(most[cell] + 1) for cell in cells)):
        found = dict(zip(cells, values, strict=True))
        if all(one.least <= sum(found[c] for c in one.cells) <= one.most for one in ranges):
            return True
    return False


RANGES = st.lists(
    st.tuples(st.sets(st.sampled_from("abcd"), min_size=1), st.integers(0, 8), st.integers(0, 5)),
    max_size=5,
)


@given(most=st.fixed_dictionaries({cell: st.integers(0, 4) for cell in "abcd"}), drawn=RANGES)
@settings(max_examples=200)
def test_numbers_are_found_exactly_where_there_are_some(
    most: dict[str, int], drawn: list[tuple[set[str], int, int]]
) -> None:
    ranges = [SumRange(frozenset(cells), low, low + wide) for cells, low, wide in drawn]
    found = solve(most, ranges)
    assert (found is not None) == brute(most, ranges)
    if found is not None:
        assert all(0 <= found[cell] <= most[cell] for cell in most)
        for one in ranges:
            assert one.least <= sum(found[cell] for cell in one.cells) <= one.most


@given(base=st.integers(1, 700), count=st.integers(0, 700), halves=st.booleans())
@settings(max_examples=200)
def test_bounds_are_exactly_the_counts_that_print_so(base: int, count: int, halves: bool) -> None:
    count = min(count, base)
    step = Fraction(1, 2) if halves else Fraction(1)
    value = half_up(Fraction(100 * count, base), step)
    if halves and value.denominator == 1:
        return
    target = Target("t", "v", ("a",), "", "", "asked", "percent", value, "published")
    low, high = target.bounds(base)
    prints = [n for n in range(base + 1) if half_up(Fraction(100 * n, base), step) == value]
    assert (low, high) == (prints[0], prints[-1])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n", "The columns must be"),
        (HEADER + "x,q,a,,,,percent,many,published\n", "Line 2: “many” is not a number."),
        (HEADER + "x,q,a,,,,share,4,published\n", "Line 2: of is asked or everyone"),
    ],
)
def test_a_file_of_targets_that_is_wrong_is_said_so(text: str, said: str) -> None:
    with pytest.raises(TargetFault, match=said):
        read_targets(text)
