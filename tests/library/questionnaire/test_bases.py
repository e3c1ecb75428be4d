"""Bases: the rule of who was asked, and its words, which must mean what the rule means."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import assume, given, settings, strategies as st

from tellback.questionnaire.bases import Base, base_of
from tellback.questionnaire.expression import ExpressionFault, parse
from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.read import read
from tellback.questionnaire.rule_claims import Claim, Joined, Said, Unsayable, claims_of
from tellback.questionnaire.rule_words import words_of_rule
from tests.library.questionnaire.made_up import usual_rule

ALL_KINDS = read(
    """
id: bases
title: Bases
version: '1'
sections:
  - id: s
    title: S
    questions:
      - {id: school, kind: preset, text: Your school}
      - id: place
        kind: single
        text: "On a school day I have breakfast:"
        choices:
          - {id: a, text: {en: At home, cy: Gartref}}
          - {id: b, text: On the bus}
          - {id: c, text: I don’t have breakfast}
      - {id: count, kind: number, text: How many sisters have you?, least: 0, most: 20}
      - {id: wish, kind: text, text: What would you change?}
      - id: drinks
        kind: multi
        text: What have you tried?
        choices: [{id: a, text: Beer}, {id: b, text: Wine}, {id: c, text: Cola}]
      - id: care
        kind: grid
        text: Do you look after any of these?
        choices: [{id: a, text: Never}, {id: b, text: Sometimes}, {id: c, text: Often}]
        rows: [{id: p, text: A parent}, {id: q, text: A brother}, {id: r, text: A friend}]
""",
    name="bases.yaml",
)
PARENT, BROTHER, FRIEND = "care_p", "care_q", "care_r"
VALUES = {
    Kind.PRESET: ("", "a", "b"),
    Kind.SINGLE: ("", "a", "b", "c"),
    Kind.NUMBER: ("", "0", "1", "2", "3"),
    Kind.TEXT: ("", "a", "b", "1", "words"),
    Kind.MULTI: ("", "a", "b", "a b", "a b c"),
    Kind.GRID: ("", "a", "b", "c"),
}
PUPIL = st.fixed_dictionaries(
    {name: st.sampled_from(VALUES[one.kind]) for name, one in ALL_KINDS.question_of.items()}
)


def words(rule: str) -> str:
    return words_of_rule(ALL_KINDS, rule, parse(rule).tree)


@settings(max_examples=200)
@given(rule=usual_rule(ALL_KINDS.variables), pupil=PUPIL)
def test_the_claims_of_a_rule_are_so_where_the_rule_holds(rule: str, pupil: dict[str, str]) -> None:
    read_rule = parse(rule)
    try:
        claims = claims_of(read_rule.tree, ALL_KINDS)
    except Unsayable:
        # An empty choice is nothing to tick.
        assume("''" not in rule)
        raise
    assert is_so(claims, pupil) is read_rule.test(pupil)


@settings(max_examples=200)
@given(
    rule=st.lists(
        st.builds(
            "{} {} {}".format,
            st.sampled_from(("${care_p}", "${care_q}", "${care_r}", "${place}")),
            st.sampled_from(("=", "!=")),
            st.sampled_from(("'a'", "'b'", "''")),
        ),
        min_size=2,
        max_size=6,
    ).flatmap(
        lambda parts: st.sampled_from(("{}", "not({})")).flatmap(
            lambda shape: st.sampled_from((" and ", " or ")).map(
                lambda joint: shape.format(joint.join(parts))
            )
        )
    ),
    pupil=PUPIL,
)
def test_claims_put_together_are_so_where_the_rule_holds(rule: str, pupil: dict[str, str]) -> None:
    read_rule = parse(rule)
    assert is_so(claims_of(read_rule.tree, ALL_KINDS), pupil) is read_rule.test(pupil)


def is_so(claims: Claim | Joined, pupil: Mapping[str, str]) -> bool:
    """What the words say, judged as a reader of them would."""
    if isinstance(claims, Joined):
        found = [is_so(part, pupil) for part in claims.parts]
        return all(found) if claims.every else any(found)
    so = [_said(claims, pupil[name]) for name in claims.variables]
    if not claims.negated:
        return any(so)
    return not any(so) and (not claims.answered or all(pupil[one] for one in claims.variables))


def _said(claim: Claim, answer: str) -> bool:
    match claim.said:
        case Said.ANSWERED:
            return answer != ""
        case Said.IS | Said.ONLY:
            return answer in claim.values
        case Said.TICKED:
            return not set(answer.split()).isdisjoint(claim.values)
        case Said.COUNT:
            return _compares(len(answer.split()), claim)
        case Said.LENGTH:
            return _compares(len(answer), claim)
        case Said.NUMBER:
            return answer.isdigit() and _compares(int(answer), claim)


def _compares(number: int, claim: Claim) -> bool:
    sign, digits = claim.values
    other = int(digits)
    return {
        "=": number == other,
        "<": number < other,
        "<=": number <= other,
        ">": number > other,
        ">=": number >= other,
    }[sign]


BREAKFAST = "‘On a school day I have breakfast’"
SISTERS = "‘How many sisters have you?’"
TRIED = "‘What have you tried?’"
CARE = "‘Do you look after any of these?’"
CHANGE = "‘What would you change?’"
HOME = f"answered ‘At home’ to {BREAKFAST}"
MORE = f"answered more than 1 to {SISTERS}"
THREE_DEEP = "${count} > 1 and (${place} = 'a' or (${wish} = '' and ${drinks} = ''))"
SOME_ROW = " or ".join(f"${{{row}}} = '{one}'" for row in (PARENT, BROTHER, FRIEND) for one in "bc")
NO_ROW = " and ".join(f"${{{row}}} != 'b'" for row in (PARENT, BROTHER, FRIEND))


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        ("${place} = 'a'", f"answered ‘At home’ to {BREAKFAST}"),
        ("${place} != 'c'", f"did not answer ‘I don’t have breakfast’ to {BREAKFAST}"),
        ("selected(${place}, 'a')", f"answered ‘At home’ to {BREAKFAST}"),
        ("${place} != ''", f"answered {BREAKFAST}"),
        ("'' = ${place}", f"did not answer {BREAKFAST}"),
        ("not(${place} != '')", f"did not answer {BREAKFAST}"),
        ("${place} = 'a' or 'b' = ${place}", f"answered ‘At home’ or ‘On the bus’ to {BREAKFAST}"),
        (
            "${place} != 'a' and ${place} != 'b'",
            f"did not answer ‘At home’ or ‘On the bus’ to {BREAKFAST}",
        ),
        (
            "${place} != '' and ${place} != 'a'",
            f"answered something to {BREAKFAST}, but not ‘At home’",
        ),
        ("${place} != '' and ${place} = 'a'", f"answered ‘At home’ to {BREAKFAST}"),
        ("${place} = 'nowhere'", f"answered ‘nowhere’ to {BREAKFAST}"),
        ("selected(${drinks}, 'a')", f"ticked ‘Beer’ at {TRIED}"),
        ("not(selected(${drinks}, 'a'))", f"did not tick ‘Beer’ at {TRIED}"),
        (
            "selected(${drinks}, 'a') or selected(${drinks}, 'b')",
            f"ticked ‘Beer’ or ‘Wine’ at {TRIED}",
        ),
        (
            "${drinks} != '' and not(selected(${drinks}, 'a'))",
            f"ticked something at {TRIED}, but not ‘Beer’",
        ),
        ("${drinks} = 'a b'", f"ticked only ‘Beer’ and ‘Wine’ at {TRIED}"),
        ("${drinks} = ''", f"ticked nothing at {TRIED}"),
        ("count-selected(${drinks}) > 0", f"ticked something at {TRIED}"),
        ("count-selected(${drinks}) < 1", f"ticked nothing at {TRIED}"),
        ("count-selected(${drinks}) >= 2", f"ticked 2 or more answers at {TRIED}"),
        ("count-selected(${drinks}) = 2", f"ticked exactly 2 answers at {TRIED}"),
        ("string-length(${wish}) > 0", f"wrote something at {CHANGE}"),
        ("${wish} = ''", f"wrote nothing at {CHANGE}"),
        ("string-length(${wish}) <= 9", f"wrote 9 or less letters at {CHANGE}"),
        ("${count} > 0", f"answered more than 0 to {SISTERS}"),
        ("3 > ${count}", f"answered less than 3 to {SISTERS}"),
        ("${count} != 3", f"did not answer 3 to {SISTERS}"),
        ("not(${count} >= 3)", f"did not answer 3 or more to {SISTERS}"),
        ("${count} = -1", f"answered -1 to {SISTERS}"),
        ("${school} = 'Hill'", "have ‘Hill’ as ‘Your school’"),
        ("${school} != 'Hill'", "do not have ‘Hill’ as ‘Your school’"),
        ("${school} != ''", "have a ‘Your school’"),
        ("${care_p} = 'b'", f"answered ‘Sometimes’ to ‘A parent’ under {CARE}"),
        (
            "${care_p} = 'b' or ${care_q} = 'b'",
            f"answered ‘Sometimes’ to ‘A parent’ or ‘A brother’ under {CARE}",
        ),
        (
            " or ".join(
                f"${{{row}}} = '{one}'" for row in (PARENT, BROTHER, FRIEND) for one in "bc"
            ),
            f"answered ‘Sometimes’ or ‘Often’ to at least one line of {CARE}",
        ),
        (
            NO_ROW,
            f"did not answer ‘Sometimes’ to any line of {CARE}",
        ),
        (
            "${place} = 'a' and ${count} > 1",
            f"{HOME} and {MORE}",
        ),
        (
            "${place} = 'a' or ${count} > 1 or ${wish} != ''",
            f"{HOME}, {MORE} or wrote something at {CHANGE}",
        ),
        (
            "${place} = 'a' and (${count} > 1 or ${wish} = '')",
            f"{HOME}, and who either {MORE} or wrote nothing at {CHANGE}",
        ),
        (
            "${place} = 'a' and ${count} > 1 or ${wish} = ''",
            f"wrote nothing at {CHANGE}, or who both {HOME} and {MORE}",
        ),
        ("boolean(${place} = 'a')", f"answered ‘At home’ to {BREAKFAST}"),
        # What has no plain words is quoted.
        ("${count} + 1 > 3", "meet the rule `${count} + 1 > 3`"),
        ("${ghost} = 'x'", "meet the rule `${ghost} = 'x'`"),
        ("${place}", "meet the rule `${place}`"),
        ("${school} > 3", "meet the rule `${school} > 3`"),
        (
            THREE_DEEP,
            f"meet the rule `{THREE_DEEP}`",
        ),
    ],
)
def test_a_rule_says_which_pupils(rule: str, who: str) -> None:
    assert words(rule) == f"pupils who {who}"


def test_a_rule_may_be_for_all_or_for_none() -> None:
    assert words("true()") == "all pupils"
    assert words("false()") == "no pupils"


def test_choices_are_quoted_in_the_language_asked_for() -> None:
    rule = "${place} = 'a'"
    said = words_of_rule(ALL_KINDS, rule, parse(rule).tree, "cy")
    assert said == f"pupils who answered ‘Gartref’ to {BREAKFAST}"


ROUTED = read(
    """
id: routed
title: Routed
version: '1'
sections:
  - id: s
    title: S
    questions:
      - {id: pet, kind: yes_no, text: Have you a pet?}
      - {id: sick, kind: yes_no, text: Are you ill?}
  - id: t
    title: T
    show_if: ${pet} = 'yes'
    questions:
      - {id: fed, kind: yes_no, text: Is it fed?}
      - id: which
        kind: grid
        text: Which?
        show_if: ${sick} = 'no' or ${fed} = 'no'
        choices: [{id: a, text: Often}]
        rows: [{id: cat, text: Cat}, {id: dog, text: Dog, show_if: "${fed} = 'yes'"}]
      - {id: thanks, kind: note, text: Thanks., show_if: "${pet} = 'yes'"}
      - {id: broken, kind: yes_no, text: Broken?, show_if: "${pet} ="}
""",
    name="routed.yaml",
)


def test_everyone_is_asked_what_has_no_rule() -> None:
    assert base_of(ROUTED, "pet") == Base(None, "all pupils", ())


def test_the_rules_of_section_question_and_row_make_the_base() -> None:
    assert base_of(ROUTED, "fed").rule == "${pet} = 'yes'"
    row = base_of(ROUTED, "which_dog")
    assert row.rule == "${pet} = 'yes' and (${sick} = 'no' or ${fed} = 'no') and ${fed} = 'yes'"
    assert row.variables == ("pet", "sick", "fed")
    assert parse(row.rule).variables == row.variables
    assert row.words == (
        "pupils who answered ‘Yes’ to ‘Have you a pet?’, and who answered ‘Yes’ to ‘Is it fed?’, "
        "and who either answered ‘No’ to ‘Are you ill?’ or answered ‘No’ to ‘Is it fed?’"
    )


def test_a_grid_and_a_note_have_a_base_by_their_ids() -> None:
    assert base_of(ROUTED, "which") == base_of(ROUTED, "which_cat")
    assert base_of(ROUTED, "thanks").rule == "${pet} = 'yes'"


def test_what_is_not_there_has_no_base() -> None:
    with pytest.raises(KeyError):
        base_of(ROUTED, "nobody")
    with pytest.raises(ExpressionFault):
        base_of(ROUTED, "broken")


def test_rules_together_may_be_longer_than_one_rule_may_be() -> None:
    long = " or ".join(f"${{pet}} = 'yes' and ${{sick}} = '{'x' * 40}'" for _ in range(45))
    second = ROUTED.sections[1]
    held = second.model_copy(
        update={
            "show_if": long,
            "questions": (second.questions[0].model_copy(update={"show_if": f"({long})"}),),
        }
    )
    questionnaire = ROUTED.model_copy(update={"sections": (ROUTED.sections[0], held)})
    fresh = Questionnaire.model_validate(questionnaire.model_dump())
    base = base_of(fresh, "fed")
    assert base.rule is not None
    assert len(base.rule) > 4000
    assert base.variables == ("pet", "sick")
