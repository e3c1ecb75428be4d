"""Made-up pupils whose answers, counted, print the targets.

Variable by variable in the order asked: who is asked follows from the answers so far;
`counts.solve` finds how many of each stratum (sex, and whether a target's rule holds)
give each choice; those are dealt to pupils by a seeded shuffle that leans on two hidden
traits, so that a contented pupil tends to be content throughout and a tired one to leave
several questions out. What no numbers can satisfy is given up, splits before totals and
per cents before counts, and listed with the reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from tellback.questionnaire.answer import SEVERAL
from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Kind, Question, Questionnaire
from tellback.questionnaire.walk import Walk
from tellback.synthesis.counts import SumRange, solve
from tellback.synthesis.reasons import why_impossible
from tellback.synthesis.target import NOT_ANSWERED, Impossible, Target

SILENT = 0.03
"""Share of those asked who give no answer, where no target says."""
TALKATIVE = 0.8
"""Pupils more patient than this (in standard deviations) write something."""
LEAN = 0.6
"""How strongly answers lean on a pupil's traits; 0 is independence."""
WISHES = (
    "More places to ride our bikes",
    "A swimming pool that is not far away",
    "Football nets in the park",
    "A café for young people",
    "Cleaner playgrounds",
    "More clubs that do not cost money",
    "A bigger library with more comics",
    "Somewhere dry to meet when it rains",
)

Stratum = tuple[str, tuple[bool, ...]]


@dataclass
class SyntheticPupil:
    """A pupil who never was: the school's number, answers on the path, and two traits."""

    school: str
    answers: dict[str, str]
    content: float
    patience: float


@dataclass(frozen=True)
class Synthesis:
    """The made-up pupils, and the targets that were given up."""

    pupils: tuple[SyntheticPupil, ...]
    impossible: tuple[Impossible, ...]


def synthesise(
    questionnaire: Questionnaire,
    *,
    schools: Mapping[str, int],
    targets: Sequence[Target],
    split_by: str,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> Synthesis:
    """Responses for `schools` (number -> pupils), the same for the same seed.

    `split_by` is the variable that targets split on; it must be asked of everyone and first.
    `progress` is told (variables done, variables in all).
    """
    rng = Random(seed)  # noqa: S311 - made-up answers are to be the same each time
    numbers = [number for number, size in schools.items() for _ in range(size)]
    pupils = [SyntheticPupil(number, {}, rng.gauss(0, 1), rng.gauss(0, 1)) for number in numbers]
    maker = _Maker(questionnaire, pupils, split_by, rng)
    by_variable: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        by_variable[target.variable].append(target)
    variables = questionnaire.variables
    for done, variable in enumerate(variables, start=1):
        maker.answer(variable, by_variable[variable])
        if progress:
            progress(done, len(variables))
    return Synthesis(tuple(pupils), tuple(maker.impossible))


class _Maker:
    def __init__(
        self, questionnaire: Questionnaire, pupils: list[SyntheticPupil], split_by: str, rng: Random
    ) -> None:
        self._questionnaire = questionnaire
        self._walk = Walk(questionnaire)
        self._pupils = pupils
        self._split_by = split_by
        self._rng = rng
        self._must_answer: frozenset[str] = frozenset()
        self.impossible: list[Impossible] = []

    def answer(self, variable: str, targets: Sequence[Target]) -> None:
        """Give every pupil who is asked `variable` an answer, or none."""
        question = self._questionnaire.question_of[variable]
        if question.kind in {Kind.PRESET, Kind.NUMBER}:
            return
        rules = self._questionnaire.rules_of(variable)
        asked = [
            pupil
            for pupil in self._pupils
            if all(parse(rule).test(pupil.answers) for rule in rules)
        ]
        if question.kind is Kind.TEXT:
            for pupil in asked:
                if pupil.patience > TALKATIVE:
                    pupil.answers[variable] = self._rng.choice(WISHES)
            return
        if question.kind is Kind.MULTI:
            self._several(question, asked, targets)
        else:
            self._one(question, variable, asked, targets)

    def _several(
        self, question: Question, asked: list[SyntheticPupil], targets: Sequence[Target]
    ) -> None:
        """Each choice of a multi question is ticked or not, on its own."""
        self._must_answer = frozenset()
        ticked: dict[int, list[str]] = defaultdict(list)
        for place, choice in enumerate(question.choices):
            mine = [one for one in targets if one.choices == (choice.id,)]
            share = 0.42 / (1 + place / 4)
            plan = self._plan(asked, mine, [choice.id], {choice.id: share})
            for stratum, counts in plan.items():
                order = self._leaning(self._members(asked, stratum, mine), place)
                for pupil in order[: counts.get(choice.id, 0)]:
                    ticked[id(pupil)].append(choice.id)
        for pupil in asked:
            if ticked[id(pupil)]:
                pupil.answers[question.id] = SEVERAL.join(ticked[id(pupil)])

    def _one(
        self,
        question: Question,
        variable: str,
        asked: list[SyntheticPupil],
        targets: Sequence[Target],
    ) -> None:
        choices = [choice.id for choice in question.offered]
        self._must_answer = frozenset(choices if question.required else ())
        shares = self._shares(choices)
        silent = 0.0 if question.required else SILENT
        plan = self._plan(asked, targets, choices, {**shares, NOT_ANSWERED: silent})
        for stratum, counts in plan.items():
            members = self._members(asked, stratum, targets)
            tired = sorted(members, key=lambda one: one.patience + self._rng.gauss(0, 1))
            silent_ones = tired[: counts.get(NOT_ANSWERED, 0)]
            skip = {id(pupil) for pupil in silent_ones}
            order = self._leaning([one for one in members if id(one) not in skip], 0)
            dealt = [choice for choice in choices for _ in range(counts.get(choice, 0))]
            for pupil, choice in zip(order, dealt, strict=True):
                pupil.answers[variable] = choice

    def _shares(self, choices: Sequence[str]) -> dict[str, float]:
        """A plausible share for each choice that no target fixes."""
        weights = [self._rng.uniform(0.6, 1.4) for _ in choices]
        total = sum(weights)
        return {choice: weight / total for choice, weight in zip(choices, weights, strict=True)}

    def _leaning(self, pupils: list[SyntheticPupil], turn: int) -> list[SyntheticPupil]:
        """In an order that leans on the pupils' contentment; `turn` makes choices differ."""
        sign = 1 if turn % 2 == 0 else -1
        return sorted(
            pupils,
            key=lambda one: -sign * LEAN * one.content + (1 - LEAN) * 1.5 * self._rng.gauss(0, 1),
        )

    def _stratum(self, pupil: SyntheticPupil, targets: Sequence[Target]) -> Stratum:
        split = pupil.answers.get(self._split_by, "") if any(one.split for one in targets) else ""
        wheres = sorted({one.where for one in targets if one.where})
        return split, tuple(parse(rule).test(pupil.answers) for rule in wheres)

    def _members(
        self, asked: list[SyntheticPupil], stratum: Stratum, targets: Sequence[Target]
    ) -> list[SyntheticPupil]:
        return [one for one in asked if self._stratum(one, targets) == stratum]

    def _plan(
        self,
        asked: list[SyntheticPupil],
        targets: Sequence[Target],
        choices: Sequence[str],
        shares: Mapping[str, float],
    ) -> dict[Stratum, dict[str, int]]:
        """Stratum -> choice -> how many; gives up what no numbers satisfy."""
        sizes = Counter(self._stratum(one, targets) for one in asked)
        kept, solved = self._solvable(sizes, targets)
        plan: dict[Stratum, dict[str, int]] = {}
        fixed = {choice for target in kept for choice in target.choices}
        for stratum, size in sizes.items():
            counts = {choice: solved[stratum, choice] for choice in fixed}
            _fill_up(counts, size, choices, shares)
            plan[stratum] = counts
        return plan

    def _solvable(
        self, sizes: Mapping[Stratum, int], targets: Sequence[Target]
    ) -> tuple[list[Target], dict[tuple[Stratum, str], int]]:
        """The most targets that can hold together, and numbers that satisfy them."""
        dispensable = sorted(
            targets,
            key=lambda one: (one.source == "published", not one.split, one.kind == "count", one.id),
        )
        for fewer in range(len(targets) + 1):
            for given_up in combinations(dispensable, fewer):
                kept = [one for one in targets if one not in given_up]
                solved = self._solve(sizes, kept)
                if solved is not None:
                    self.impossible += [
                        Impossible(one, self._why(one, sizes, targets)) for one in given_up
                    ]
                    return kept, solved
        msg = "No targets at all can always be satisfied."
        raise AssertionError(msg)

    def _solve(
        self, sizes: Mapping[Stratum, int], targets: Sequence[Target]
    ) -> dict[tuple[Stratum, str], int] | None:
        fixed = sorted({choice for target in targets for choice in target.choices})
        most_of = {(stratum, choice): size for stratum, size in sizes.items() for choice in fixed}
        ranges = [
            SumRange(
                frozenset((stratum, choice) for choice in fixed),
                size if self._must_answer and self._must_answer <= set(fixed) else 0,
                size,
            )
            for stratum, size in sizes.items()
            if fixed
        ]
        for target in targets:
            within = self._strata(target, sizes, targets)
            base = self._base(target, within, sizes)
            cells = frozenset((one, choice) for one in within for choice in target.choices)
            ranges.append(SumRange(cells, *target.bounds(base)))
        return solve(most_of, ranges)

    def _strata(
        self, target: Target, sizes: Mapping[Stratum, int], targets: Sequence[Target]
    ) -> list[Stratum]:
        wheres = sorted({one.where for one in targets if one.where})
        return [
            stratum
            for stratum in sizes
            if (not target.split or stratum[0] == target.split)
            and (not target.where or stratum[1][wheres.index(target.where)])
        ]

    def _base(self, target: Target, within: Sequence[Stratum], sizes: Mapping[Stratum, int]) -> int:
        if target.of == "everyone":
            mine = [one.answers.get(self._split_by) for one in self._pupils]
            return sum(1 for one in mine if not target.split or one == target.split)
        return sum(sizes[one] for one in within)

    def _why(self, target: Target, sizes: Mapping[Stratum, int], targets: Sequence[Target]) -> str:
        bases = {
            one.id: self._base(one, self._strata(one, sizes, targets), sizes) for one in targets
        }
        return why_impossible(target, targets, bases)


def _fill_up(
    counts: dict[str, int], size: int, choices: Sequence[str], shares: Mapping[str, float]
) -> None:
    """Give what is left of `size` to no answer and to the choices that no target fixed."""
    left = size - sum(counts.values())
    free = [choice for choice in choices if choice not in counts]
    if NOT_ANSWERED in shares and NOT_ANSWERED not in counts:
        counts[NOT_ANSWERED] = min(left, round(shares[NOT_ANSWERED] * size)) if free else left
        left -= counts[NOT_ANSWERED]
    if NOT_ANSWERED not in shares:
        for choice in free:
            counts[choice] = round(shares[choice] * size)
        return
    total = sum(shares[choice] for choice in free) or 1
    for choice in free[:-1]:
        counts[choice] = int(left * shares[choice] / total)
    if free:
        counts[free[-1]] = left - sum(counts[choice] for choice in free[:-1])
