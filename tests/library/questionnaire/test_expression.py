"""Rules: what they mean, beside a plain interpreter and the verdicts of ODK's own engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.expression import Expression, ExpressionFault, of_tree, parse
from tellback.questionnaire.expression.functions import FUNCTIONS
from tellback.questionnaire.expression.parser import DEEPEST, LONGEST
from tellback.questionnaire.expression.tree import All, Compare, Number, Text, Variable, every
from tests.library.questionnaire.made_up import NAMES, VALUES, any_rule, usual_rule
from tests.library.questionnaire.oracle_expression import holds

VERDICTS = [
    json.loads(line)
    for line in Path(__file__).with_name("odk_verdicts.jsonl").read_text("utf-8").splitlines()
]
"""Made-up rules and answers, and what @getodk/xforms-engine 0.22.0 said of each."""

PUPIL = st.fixed_dictionaries({name: st.sampled_from(VALUES) for name in NAMES})


def test_rules_hold_where_the_engine_of_odk_says_so() -> None:
    assert len(VERDICTS) == 500
    differ = [
        one for one in VERDICTS if parse(one["rule"]).test(one["answers"]) is not one["holds"]
    ]
    assert differ == []


@settings(max_examples=200)
@given(rule=any_rule(), pupil=PUPIL)
def test_any_rule_means_what_the_plain_interpreter_says(rule: str, pupil: dict[str, str]) -> None:
    read = parse(rule)
    assert read.test(pupil) is holds(read.tree, pupil)


@settings(max_examples=100)
@given(rule=usual_rule(NAMES), pupil=PUPIL)
def test_a_blank_answer_and_no_answer_are_the_same(rule: str, pupil: dict[str, str]) -> None:
    given_answers = {name: value for name, value in pupil.items() if value}
    assert parse(rule).test(pupil) is parse(rule).test(given_answers)


@pytest.mark.parametrize(
    ("rule", "answer", "expected"),
    [
        ("${a} = 'x'", "x", True),
        ("'x' = ${a}", "x", True),
        ("${a} != 'x'", "", True),
        ("${a} = ''", "", True),
        ("${a} = ''", " ", False),
        ("${a} = 3", "3.0", True),
        ("${a} = '3'", "3.0", False),
        ("${a} = 3", "", False),
        ("${a} != 3", "", True),
        ("${a} > 0", "", False),
        ("not(${a} > 0)", "", True),
        ("${a} < '10'", "9", True),
        ("'a' < 'b'", "", False),
        ("${a} = 0x10", None, None),
        ("selected(${a}, 'x')", "y x z", True),
        ("selected(${a}, 'x')", "xy", False),
        ("selected(${a}, ' x ')", "y\tx", True),
        ("selected(${a}, 'y x')", "y x", False),
        ("selected(${a}, '')", "", True),
        ("selected(${a}, '')", "x", False),
        ("count-selected(${a}) = 0", " ", True),
        ("count-selected(${a}) = 2", "x  y", True),
        ("1 + 2 * 3 = 7", "", True),
        ("(1 + 2) * 3 = 9", "", True),
        ("10 - 3 - 2 = 5", "", True),
        ("-5 mod 3 = -2", "", True),
        ("5 mod -3 = 2", "", True),
        ("5 div 0 > 1000000", "", True),
        ("-5 div 0 < -1000000", "", True),
        ("0 div 0 = 0 div 0", "", False),
        ("5 mod 0 = 5 mod 0", "", False),
        ("1 = 1 and 1 = 2 or 1 = 1", "", True),
        ("1 = 1 or 1 = 1 and 1 = 2", "", True),
        ("if(${a} = '', 0, ${a}) > 2", "3", True),
        ("if(${a} = '', 0, ${a}) = 0", "", True),
        ("int(2.7) = 2 and int(-2.7) = -2", "", True),
        ("round(2.5) = 3 and round(-2.5) = -3", "", True),
        ("round(1.25, 1) = 1.3", "", True),
        ("round(14, -1) = 10", "", True),
        ("min(3, ${a}) = 1 and max(3, ${a}) = 3", "1", True),
        ("min(3, ${a}) = 3", "", False),
        ("concat(${a}, 1 div 4) = 'x0.25'", "x", True),
        ("concat(1 div 3, '') = '0.3333333333333333'", "", True),
        ("concat(0 div 0, '') = ''", "", True),
        ("concat(1 div 0, -1 div 0) = 'Infinity-Infinity'", "", True),
        ("string(100000000000 * 10000000000) = '1e+21'", "", True),
        ("string(0.0000001) = '1e-7' and string(0.00001) = '0.00001'", "", True),
        ("string(-0) = '0' and string(1 = 1) = 'true'", "", True),
        ("coalesce(${a}, 'none') = 'none'", "", True),
        ("contains(${a}, 'll') and not(contains(${a}, 'L'))", "hello", True),
        ("starts-with(${a}, 'he') and ends-with(${a}, 'lo')", "hello", True),
        ("true() = 2 and false() = 0", "", True),
        ("string-length(${a}) = 1", "ß", True),
        ("boolean('') or boolean(0) or boolean(0 div 0)", "", False),
        ("boolean('false') and boolean(-1)", "", True),
        # XPath asks whether the question exists, not whether it was answered.
        ("${a}", "", True),
        ("not(${a})", "", False),
        ("${a} = true()", "", True),
    ],
)  # fmt: skip
def test_what_a_rule_says_of_an_answer(
    rule: str, answer: str | None, expected: bool | None
) -> None:
    if answer is None:
        with pytest.raises(ExpressionFault):
            parse(rule)
    else:
        assert parse(rule).test({"a": answer}) is expected


@pytest.mark.parametrize(
    ("rule", "answer", "ours", "odk"),
    [
        # XPath 1.0: digits are a number; neither a hexadecimal, an infinity nor a date is.
        ("${a} > 0", "0x10", False, True),
        ("${a} > 0", "Infinity", False, True),
        ("${a} > 0", "2009-11-19", False, True),
        # XPath 1.0: a space is no number, in quotation marks as in an answer.
        ("' ' = 0", "", False, True),
        # XPath 1.0: `and` gives true or false. ODK's engine gives its last part.
        ("(1 and 2) = 5", "", True, False),
        # XPath 1.0: one character, though two units of JavaScript.
        ("string-length(${a}) = 1", "😀", True, False),
    ],
)
def test_where_we_keep_to_the_standard_and_odk_does_not(
    rule: str, answer: str, ours: bool, odk: bool
) -> None:
    assert parse(rule).test({"a": answer}) is ours is not odk


def test_the_variables_stand_in_the_order_they_first_appear() -> None:
    rule = parse("${b} = 1 and (selected(${a}, ${b}) or ${ c-1 } > 2)")
    assert rule.variables == ("b", "a", "c-1")


def test_a_rule_is_its_text_and_can_be_taken_apart() -> None:
    rule = parse("${a}='x' and ${b} > 2")
    same = parse("${a} = 'x'   and ${b} > 2.0")
    assert rule != same
    assert rule == parse("${a}='x' and ${b} > 2")
    assert rule.tree == same.tree
    assert rule.tree == All(
        (Compare("=", Variable("a"), Text("x")), Compare(">", Variable("b"), Number(2.0)))
    )
    assert [*every(rule.tree)][-1] == Number(2.0)


def test_a_rule_made_from_a_tree_is_tested_like_one_that_was_read() -> None:
    made = of_tree("made", Compare("=", Variable("a"), Text("x")))
    assert (made.text, made.variables) == ("made", ("a",))
    assert made.test({"a": "x"})
    assert not made.test({})


@pytest.mark.parametrize(
    ("rule", "column", "says"),
    [
        ("", 1, "There is no rule here"),
        ("   ", 4, "There is no rule here"),
        ("${a} == 'x'", 6, "Write `=` where `==` stands."),
        ("${a} <> 'x'", 6, "Write `!=` where `<>` stands."),
        ("${a} => 3", 6, "Write `>=` where `=>` stands."),
        ("${a} ≥ 3", 6, "Write `>=` where `≥` stands."),
        ("${a} = 1 && ${b} = 1", 10, "Write `and` where `&&` stands."),
        ("${a} = 1 || ${b} = 1", 10, "Write `or` where `||` stands."),
        ("${a} = 1 | 2", 10, "Write `or` where `|` stands."),
        ("!${a}", 1, "Write `not( )`"),
        ("${a} % 2 = 1", 6, "Write `mod` where `%` stands."),
        ("${a} < = 3", 8, "Write one sign to compare with, without a space"),
        ("1 < ${a} < 3", 10, "Compare two things at a time"),
        ("${a} = 'x", 8, "no closing quotation mark"),
        ("${a} = 'don't'", 14, "no closing quotation mark"),
        ("${a} = ‘x’", 8, "Write straight quotation marks"),
        ("${a} = `x`", 8, "Write straight quotation marks"),
        ("${a = 'x'", 1, "no closing brace"),
        ("${} = 'x'", 1, "No name stands between the braces"),
        ("${a b} = 'x'", 1, "`a b` cannot be a variable's name"),
        ("$a = 'x'", 1, "with braces around its name"),
        ("{a} = 'x'", 1, "with a dollar sign before it"),
        ("a = 'x'", 1, "`a` is neither a variable nor words"),
        ("${a} = yes", 8, "'yes' for the choice"),
        ("${a} = 1 AND ${b} = 1", 10, "Write `and` in small letters"),
        ("NOT(${a} = 1)", 1, "Did you mean `not`?"),
        ("not ${a} = 1", 1, "with brackets after it"),
        ("selectd(${a}, 'x')", 1, "Did you mean `selected`?"),
        ("zz(1)", 1, "These there are: true(), "),
        ("regex(${a}, 'x+')", 1, "a pattern can take for ever"),
        ("${a} > today()", 8, "today() cannot be used"),
        ("jr:choice-name(${a}, '${a}') = 'x'", 1, "cannot be used"),
        ("selected(${a})", 1, "takes 2 things between its brackets, separated by commas, and 1 "),
        ("round(1, 2, 3) = 1", 1, "takes 1 or 2 things"),
        ("max() = 1", 1, "takes 1 or more things"),
        ("true(1)", 1, "takes nothing between its brackets"),
        ("not(1, 2)", 1, "takes 1 thing between its brackets"),
        ("(${a} = 1", 1, "is never closed"),
        ("selected(${a}, 'x'", 9, "is never closed"),
        ("${a} = 1)", 9, "This bracket closes nothing"),
        ("${a} = 1, 2", 9, "A comma stands only"),
        ("${a} 'x'", 6, "with nothing between"),
        ("selected(${a} 'x')", 15, "with nothing between"),
        ("${a} =", 7, "Something is missing after `=`, at the end"),
        ("selected(${a}, )", 16, "Something is missing after `,`, before `)`"),
        ("= 3", 1, "Something to compare is missing before `=`"),
        ("${a} = 1 and and ${b} = 1", 14, "Something is missing after `and`"),
        (". > 3", 1, "cannot read `.`"),
        ("../a = 1", 1, "cannot read `.`"),
        ("/data/a = 1", 1, "cannot follow a path"),
        ("${a}[1] = 1", 5, "cannot pick from a list"),
        ("@a = 1", 1, "cannot read an attribute"),
        ("${a} = #", 8, "`#` means nothing in a rule"),
    ],
)  # fmt: skip
def test_a_fault_says_where_it_is_and_what_to_write(rule: str, column: int, says: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        parse(rule)
    assert caught.value.column == column
    assert says in caught.value.sentence
    assert caught.value.sentence.endswith((".", "?"))
    assert str(caught.value) == f"{caught.value.sentence} (Letter {column} of the rule.)"


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [*"=<>!+-*(),'\"$}{. &|", "${a}", "and", "or", "not(", "'x'", "1", "x", "selected("]
        ),
        max_size=12,
    ).map("".join)
)
def test_whatever_is_written_is_a_rule_or_a_fault(rule: str) -> None:
    try:
        outcome: Expression | ExpressionFault = parse(rule)
    except ExpressionFault as fault:
        outcome = fault
    assert isinstance(outcome, Expression) or 1 <= outcome.column <= len(rule) + 1


def test_a_rule_too_long_is_refused_in_a_sentence() -> None:
    rule = " or ".join(["${a} = 1"] * 1000)
    with pytest.raises(ExpressionFault, match=r"11,996 letters and 4,000 is the most"):
        parse(rule)


@pytest.mark.parametrize("opening", ["(", "-", "not("])
def test_a_rule_nested_too_deep_is_refused_in_a_sentence(opening: str) -> None:
    with pytest.raises(ExpressionFault, match="More than 25 brackets"):
        parse(opening * 700 + "1" + ")" * (700 if "(" in opening else 0))


def test_a_rule_as_long_and_as_deep_as_may_be_is_read_and_tested() -> None:
    deep = "(1 = 1 and 2 = 1 + " * DEEPEST + "1" + ")" * DEEPEST
    assert isinstance(parse(deep).test({}), bool)
    for joint in (" or ", " and ", " + ", " * "):
        count = LONGEST // len(f"1{joint}")
        assert isinstance(parse(joint.join(["1"] * count)).test({}), bool)


def test_each_function_is_used_by_a_verdict_of_odk() -> None:
    called = {name for name in FUNCTIONS if any(f"{name}(" in one["rule"] for one in VERDICTS)}
    assert called == set(FUNCTIONS)
