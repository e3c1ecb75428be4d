"""The table of one measure: some choices of a variable, over a base of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain
from operator import and_

from tellback.questionnaire.expression import Expression, parse
from tellback.questionnaire.expression.tree import All
from tellback.questionnaire.model import Kind, Measure, Questionnaire
from tellback.questionnaire.rule_words import EVERYONE, words_of_rule
from tellback.tabulation.layout import Layout
from tellback.tabulation.leads import leads_to
from tellback.tabulation.leftovers import Leftover, Leftovers, Tally
from tellback.tabulation.pupils import Pupils, any_of, asked, by_bits, everybody, giving, keeping
from tellback.tabulation.sheet import Numbers, Outline, Sheet

PAIR = 2
ASKED, BASE, GIVING = 1, 2, 4
"""Bits of a pupil's place in a measure's own column."""


def sheet_of_measure(layout: Layout, leftovers: Leftovers, measure: Measure) -> Sheet:
    """How many of the measure's base gave one of its choices. Raises Uncountable."""
    questionnaire = layout.questionnaire
    question = questionnaire.question_of[measure.variable]
    rules = [parse(rule) for rule in _rules(questionnaire, measure)]
    base = _base(layout, measure)
    given = [giving(layout, measure.variable, one) for one in measure.choices]
    counts = by_bits(asked(layout, measure.variable), base, any_of(given))
    left = (
        *leftovers.of(base, _reads(rules)),
        Leftover(counts, _outside_the_base),
        *(_ticks_alone(base, given) if question.kind is Kind.MULTI and not measure.where else ()),
    )
    return Sheet((counts,), left, lambda: _outline(questionnaire, measure, rules))


def _outline(questionnaire: Questionnaire, measure: Measure, rules: list[Expression]) -> Outline:
    question = questionnaire.question_of[measure.variable]
    return Outline(
        about={
            "id": measure.id,
            "kind": "measure",
            "question": question.id,
            "title": measure.text.say(),
            "row": "",
            "section": questionnaire.section_of[question.id].id,
            "base_words": _words(questionnaire, rules),
            "exclusive": False,
            "route": _reads(rules),
            "parts": tuple((measure.variable, choice) for choice in measure.choices),
            "leads": leads_to(questionnaire, rules),
            "everyone": not rules,
            "may_refuse": question.may_refuse,
            "sensitive": questionnaire.is_sensitive(measure.variable),
        },
        cells=(("held", measure.text.say()),),
        read=_numbers,
    )


def _rules(questionnaire: Questionnaire, measure: Measure) -> Iterator[str]:
    """The rules of its base: those of its variable unless it is of everyone, and its own."""
    if measure.of == "asked":
        yield from dict.fromkeys(questionnaire.rules_of(measure.variable))
    if measure.where:
        yield measure.where


def _reads(rules: list[Expression]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(rule.variables for rule in rules)))


def _words(questionnaire: Questionnaire, rules: list[Expression]) -> str:
    if not rules:
        return EVERYONE
    tree = rules[0].tree if len(rules) == 1 else All(tuple(rule.tree for rule in rules))
    return words_of_rule(questionnaire, " and ".join(rule.text for rule in rules), tree)


def _base(layout: Layout, measure: Measure) -> Pupils:
    narrowed = []
    if measure.of == "asked":
        narrowed.append(asked(layout, measure.variable))
    if measure.where:
        narrowed.append(keeping(layout, parse(measure.where)))
    return reduce(and_, narrowed) if narrowed else everybody()


def _numbers(tallies: Sequence[Tally]) -> Numbers:
    (tally,) = tallies
    return Numbers(
        cells=(sum(many for at, many in enumerate(tally) if at & BASE and at & GIVING),),
        base=sum(many for at, many in enumerate(tally) if at & BASE),
    )


def _outside_the_base(tally: Tally) -> tuple[int, ...]:
    """Those asked and not in the base: with one of the choices, and with none."""
    return tally[ASKED], tally[ASKED | GIVING]


def _ticks_alone(base: Pupils, given: Sequence[Pupils]) -> Iterator[Leftover]:
    """Of several choices that may be ticked together: those in the measure without one of them,
    and, where they are two, those with both."""
    several = any_of(given) & base
    for one in given:
        yield Leftover(by_bits(several, one), lambda tally: (tally[1],))
    if len(given) == PAIR:
        yield Leftover(by_bits(*given), lambda tally: (tally[ASKED | BASE],))
