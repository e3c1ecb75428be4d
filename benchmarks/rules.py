"""How many routing rules a walk judges in a second, on a questionnaire of 150 variables.

One rule judged for one pupil's answers counts as one. Run as `python benchmarks/rules.py`.
"""

from __future__ import annotations

import random
from statistics import median
from time import perf_counter

from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Choice, Kind, Question, Questionnaire, Row, Section
from tellback.questionnaire.ruled import rules_of
from tellback.questionnaire.walk import Walk
from tellback.questionnaire.words import Words

RUNS = 7
PUPILS = 2000
SECTIONS = 8
OFTEN = tuple(
    Choice(id=one, text=Words(one)) for one in ("never", "sometimes", "often", "not_sure")
)
ROWS = 9


def main() -> None:
    """Print the median of several runs."""
    questionnaire = questionnaire_of_150()
    pupils = [made_up_answers(questionnaire, random.Random(seed)) for seed in range(PUPILS)]
    walk = Walk(questionnaire)
    rules = sum(1 for _ in rules_of(questionnaire))
    _is_right(questionnaire, walk, pupils[:50])
    walks = median(_walks_a_second(walk, pupils) for _ in range(RUNS))
    print(
        f"{len(questionnaire.variables)} variables, {rules} rules, {PUPILS:,} pupils: "
        f"{walks * rules:,.0f} rules a second ({walks:,.0f} pupils a second), "
        f"median of {RUNS} runs"
    )


def questionnaire_of_150() -> Questionnaire:
    """Eight sections with the usual mixture: chains, several rows, ticks, numbers, a section."""
    return Questionnaire(
        id="rules",
        title=Words("Rules"),
        version="1",
        sections=tuple(_section(at) for at in range(SECTIONS)),
    )


def made_up_answers(questionnaire: Questionnaire, dice: random.Random) -> dict[str, str]:
    """An answer to nearly everything, shown or not, as when a pupil goes back and changes one."""
    answers = {}
    for variable in questionnaire.variables:
        question = questionnaire.question_of[variable]
        offered = [choice.id for choice in question.offered]
        if question.kind is Kind.NUMBER:
            answers[variable] = str(dice.randrange(8))
        elif question.kind is Kind.MULTI:
            answers[variable] = " ".join(one for one in offered if dice.random() < 0.4)
        else:
            answers[variable] = dice.choice(["", *offered])
    return answers


def _section(at: int) -> Section:
    own = f"s{at}"
    several = " or ".join(f"${{{own}_grid_r{row}}} = 'often'" for row in range(4))
    questions = (
        _question(f"{own}_first", Kind.SINGLE),
        _question(f"{own}_chain", Kind.SINGLE, f"${{{own}_first}} != 'never'"),
        _question(f"{own}_ticks", Kind.MULTI),
        _question(f"{own}_number", Kind.NUMBER),
        Question(
            id=f"{own}_grid",
            kind=Kind.GRID,
            text=Words("How often?"),
            choices=OFTEN,
            rows=tuple(Row(id=f"r{row}", text=Words(f"Row {row}")) for row in range(ROWS)),
        ),
        _question(f"{own}_rows", Kind.SINGLE, several),
        *(_question(f"{own}_plain{more}", Kind.SINGLE) for more in range(3)),
        _question(
            f"{own}_last",
            Kind.SINGLE,
            f"selected(${{{own}_ticks}}, 'often') and ${{{own}_number}} > 2",
        ),
    )
    rule = "${s0_first} != ''" if at == SECTIONS - 1 else None
    return Section(id=own, title=Words(f"Section {at}"), questions=questions, show_if=rule)


def _question(name: str, kind: Kind, rule: str | None = None) -> Question:
    choices = () if kind is Kind.NUMBER else OFTEN
    return Question(id=name, kind=kind, text=Words(name), choices=choices, show_if=rule)


def _is_right(questionnaire: Questionnaire, walk: Walk, pupils: list[dict[str, str]]) -> None:
    for answers in pupils:
        asked, kept = walk.asked(answers), walk.on_path(answers)
        for variable in questionnaire.variables:
            rules = questionnaire.rules_of(variable)
            assert (variable in asked) is all(parse(rule).test(kept) for rule in rules)


def _walks_a_second(walk: Walk, pupils: list[dict[str, str]]) -> float:
    start = perf_counter()
    for answers in pupils:
        walk.asked(answers)
    return len(pupils) / (perf_counter() - start)


if __name__ == "__main__":
    main()
