"""Whether a figure may stand beside that of an earlier year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, strategies as st

from tellback.questionnaire.comparability import Changed, Verdict, verdict
from tellback.questionnaire.read import read_file
from tests.library.small import asking, everything, single

Part = dict[str, object]
PRIMARY = "content/questionnaires/lifestyle-primary-2009.yaml"


def two(
    before: Part | list[Part], now: Part | list[Part], variable: str = "q1", **more: object
) -> Verdict:
    """The verdict on `variable` of a questionnaire of 2009 beside one of 2008."""
    old = before if isinstance(before, list) else [before]
    new = now if isinstance(now, list) else [now]
    return verdict(asking(*old, version="2008"), asking(*new, version="2009", **more), variable)


def grid(*rows: str, **more: object) -> Part:
    """A grid of these rows."""
    held = [{"id": row, "text": row} for row in rows]
    choices = [{"id": "good", "text": "Good"}, {"id": "bad", "text": "Bad"}]
    return {"id": "feel", "kind": "grid", "text": "Feel", "choices": choices, "rows": held} | more


def choices(*ids: str) -> list[dict[str, str]]:
    """Choices whose words are their ids."""
    return [{"id": one, "text": one.capitalize()} for one in ids]


def test_every_variable_is_comparable_with_itself() -> None:
    whole = everything()
    for variable in whole.variables:
        found = verdict(whole, whole, variable, earlier_wave="2008", later_wave="2009")
        assert found.changed == ()
        assert found.trend
        assert found.was == variable
        assert found.sentence == "Compared: the question was the same in 2008."


def test_the_questionnaire_that_came_with_us_is_comparable_with_itself(root: Path) -> None:
    asked = read_file(root / PRIMARY)
    for name in [*asked.variables, *(measure.id for measure in asked.measures)]:
        assert verdict(asked, asked, name).changed == (), name


@pytest.mark.parametrize(
    ("now", "changed", "trend", "sentence"),
    [
        (
            single(choices=choices("often", "never")),
            Changed.CHOICES,
            False,
            "Not compared: in 2008 the answers offered were others.",
        ),
        (
            single(may_refuse=True),
            Changed.CHOICES,
            False,
            "Not compared: in 2008 the answers offered were others.",
        ),
        (
            single(kind="multi"),
            Changed.CHOICES,
            False,
            "Not compared: in 2008 the answers offered were others.",
        ),
        (
            single(text="How often, would you say?"),
            Changed.WORDING,
            True,
            "Compare with care: in 2008 the question was worded otherwise.",
        ),
        (
            single(help="Think of last week."),
            Changed.WORDING,
            True,
            "Compare with care: in 2008 the question was worded otherwise.",
        ),
        (
            single(definitions=[{"title": "Often", "text": "Most days."}]),
            Changed.WORDING,
            True,
            "Compare with care: in 2008 the question was worded otherwise.",
        ),
        (
            single(
                choices=[
                    {"id": "often", "text": "Most days"},
                    {"id": "rarely", "text": "Rarely"},
                    {"id": "never", "text": "Never"},
                ]
            ),
            Changed.WORDING,
            True,
            "Compare with care: in 2008 the question was worded otherwise.",
        ),
        (
            single(
                choices=[
                    {"id": "never", "text": "Never"},
                    {"id": "rarely", "text": "Rarely"},
                    {"id": "often", "text": "Often"},
                ]
            ),
            Changed.ORDER,
            True,
            "Compare with care: in 2008 the answers or lines stood in another order.",
        ),
    ],
)
def test_what_changed_is_found(now: Part, changed: Changed, trend: bool, sentence: str) -> None:
    found = two(single(), now)
    assert changed in found.changed
    assert found.trend is trend
    assert found.sentence == sentence


def test_how_a_question_looks_is_no_change() -> None:
    old = single(text="Don't you  like it?")
    assert two(old, single(kind="list", text="Don’t you like it?")).changed == ()
    spoken = single(text={"en": "How?", "cy": "Sut?"})
    assert two(spoken, single(text={"en": "How?", "pl": "Jak?"})).changed == ()
    assert two(spoken, single(text={"en": "How?", "cy": "Pam?"})).changed == (Changed.WORDING,)


def test_a_number_with_other_limits_is_another_question() -> None:
    old: Part = {"id": "q1", "kind": "number", "text": "Hours?", "least": 0, "most": 5}
    assert two(old, old | {"most": 9}).changed == (Changed.CHOICES,)
    assert two(old, old | {"whole": False}).changed == (Changed.CHOICES,)


def test_a_question_that_was_not_asked() -> None:
    found = two(single("q0"), single())
    assert (found.changed, found.was, found.trend) == ((Changed.NEW,), "", False)
    assert found.sentence == "Not compared: it was not asked in 2008."
    assert Changed.NEW in two(single(), single(since="2009")).changed
    assert two(single(), single(since="2008")).changed == ()


def test_a_question_keeps_its_identity_under_another_name() -> None:
    found = two(single("old", text="How?"), single(text="How?", same_as={"2008": "old"}))
    assert (found.changed, found.was) == ((), "old")
    renamed = grid("home", "school", same_as={"2008": "old"})
    same = two(grid("home", "school", id="old"), renamed, "feel_school")
    assert (same.changed, same.was) == ((), "old_school")


def test_rows_of_a_grid() -> None:
    old = grid("home", "school")
    assert two(old, grid("school", "home"), "feel_home").changed == (Changed.ORDER,)
    assert two(old, grid("home", "school", "work"), "feel_home").changed == (Changed.ROWS,)
    assert two(old, grid("home", "school", "work"), "feel_work").changed == (Changed.NEW,)
    assert Changed.NEW in two(old, single("feel"), "feel").changed
    alone = single("feel_home", choices=choices("good", "bad"), text="Feel home")
    put_in = two(alone, old, "feel_home")
    assert (put_in.was, put_in.changed) == ("feel_home", (Changed.WORDING, Changed.ROWS))
    taken_out = two(old, alone, "feel_home")
    assert taken_out.was == "feel_home"
    assert Changed.WORDING in taken_out.changed


def test_other_pupils_asked() -> None:
    first = single("q0")
    routed = single(show_if="${q0} = 'often'")
    found = two([first, single()], [first, routed])
    assert found.sentence == "Not compared: in 2008 other pupils were asked."
    respaced = single(show_if="${q0}='often'")
    assert two([first, routed], [first, respaced]).changed == ()
    other = single(show_if="${q0} = 'often' or ${q0} = 'rarely'")
    assert two([first, routed], [first, other]).changed == (Changed.BASE,)


def test_the_same_rule_over_other_answers_asks_other_pupils() -> None:
    routed = single(show_if="${q0} = 'often'")
    old, new = single("q0"), single("q0", choices=choices("often", "never"))
    assert two([old, routed], [new, routed]).changed == (Changed.BASE,)
    renamed = [
        single("q00", text="How often q0?", same_as={"2008": "q0"}),
        single(show_if="${q00} = 'often'"),
    ]
    assert two([old, routed], renamed).changed == ()


def test_a_rule_that_leads_back_to_itself_ends() -> None:
    circle = [single(show_if="${q2} = 'often'"), single("q2", show_if="${q1} = 'often'")]
    assert two(circle, circle).changed == ()


def test_what_is_declared_holds_between_its_waves() -> None:
    note = "The answers were changed."
    declared = single(changed=[{"wave": "2009", "what": "choices", "note": note}])
    found = two(single(), declared)
    assert found.changed == (Changed.CHOICES,)
    assert found.sentence == f"Not compared: in 2008 the answers offered were others. {note}"
    plain = asking(declared, version="2009")
    assert verdict(plain, plain, "q1", later_wave="2010").changed == ()
    silent = single(changed=[{"wave": "2009", "what": "order"}])
    assert two(single(), silent).notes == ()


def test_the_gravest_change_speaks() -> None:
    now = single(text="Otherwise?", choices=choices("often", "never"))
    assert two(single(), now).changed == (Changed.CHOICES, Changed.WORDING)


def measure(**more: object) -> Part:
    """A measure of q1."""
    return {"id": "m1", "text": "Often", "variable": "q1", "choices": ["often"]} | more


def test_measures_are_compared_by_their_answers_and_their_base() -> None:
    old = asking(single(), version="2008", measures=[measure()])

    def beside(**more: object) -> tuple[Changed, ...]:
        now = asking(single(), version="2009", measures=[measure(**more)])
        return verdict(old, now, "m1").changed

    assert beside() == ()
    assert beside(choices=["often", "rarely"]) == (Changed.CHOICES,)
    assert beside(of="everyone") == (Changed.BASE,)
    assert beside(where="${q1} != 'never'") == (Changed.BASE,)
    assert verdict(asking(single(), version="2008"), old, "m1").changed == ()
    fewer = asking(single(choices=choices("rarely", "never")), version="2007")
    assert verdict(fewer, old, "m1").changed == (Changed.CHOICES,)
    gone = verdict(asking(single("q9"), version="2007"), old, "m1")
    assert (gone.changed, gone.was) == ((Changed.NEW,), "")


def test_an_unknown_variable_is_no_verdict() -> None:
    with pytest.raises(KeyError):
        two(single(), single(), "q9")


MUTATIONS: dict[Changed, Callable[[Part, Random], None]] = {
    Changed.WORDING: lambda one, rng: one.update(text=f"Other words {rng.random()}?"),
    Changed.CHOICES: lambda one, rng: one.update(choices=choices("often", "now", "never")),
    Changed.BASE: lambda one, rng: one.update(show_if="${q0} = 'often'"),
    Changed.ORDER: lambda one, rng: one.update(choices=list(one["choices"])[::-1]),  # type: ignore[call-overload]
}


@given(st.sets(st.sampled_from(list(MUTATIONS))), st.integers(0, 9))
def test_any_changes_at_once_are_all_found(chosen: set[Changed], seed: int) -> None:
    """What was done to a question on purpose, and nothing else, is found."""
    if Changed.CHOICES in chosen:
        chosen.discard(Changed.ORDER)
    now = single()
    for change in sorted(chosen):
        MUTATIONS[change](now, Random(seed))
    found = two([single("q0"), single()], [single("q0"), now])
    assert set(found.changed) == chosen
    assert found.trend == (not chosen & {Changed.CHOICES, Changed.BASE})
