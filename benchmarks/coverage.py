"""How often a stated interval holds the truth: `python -m benchmarks.coverage`.

A made-up borough of 50 schools and 2,996 pupils, of whom 12 schools take part and four in five
pupils of those answer. How much schools differ is the intraclass correlation (ICC).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tellback.inference.clusters import Borough, SchoolCount, clustered, design_effect
from tellback.inference.comparison import FALSE_SHARE, compare
from tellback.inference.interval import Interval, effective, wilson, wilson_bounds
from tellback.inference.outcome import Outcome
from tellback.inference.sample import counted
from tellback.inference.statement import of_the_borough, of_those_who_took_part

SCHOOLS, TAKE_PART, PUPILS, ANSWER = 50, 12, 2996, 0.8
SHARE = 0.46


@dataclass(frozen=True)
class Survey:
    """One made-up survey, with what is true and what was counted."""

    schools: tuple[SchoolCount, ...]
    roll: int
    true_of_schools: float
    true_of_borough: float

    @property
    def count(self) -> int:
        """Pupils who said so."""
        return sum(one.count for one in self.schools)

    @property
    def base(self) -> int:
        """Pupils who were asked."""
        return sum(one.base for one in self.schools)


def survey(rng: np.random.Generator, icc: float) -> Survey:
    """One draw: schools' shares from a beta distribution with that ICC."""
    rolls = np.full(SCHOOLS, PUPILS // SCHOOLS)
    rolls[: PUPILS % SCHOOLS] += 1
    spread = (1 - icc) / icc
    own = rng.beta(SHARE * spread, (1 - SHARE) * spread, SCHOOLS)
    would_say = rng.binomial(rolls, own)
    chosen = rng.choice(SCHOOLS, TAKE_PART, replace=False)
    base = np.maximum(rng.binomial(rolls[chosen], ANSWER), 1)
    count = rng.hypergeometric(would_say[chosen], rolls[chosen] - would_say[chosen], base)
    asked = zip(count, base, rolls[chosen], strict=True)
    return Survey(
        tuple(SchoolCount(int(said), int(of), int(roll)) for said, of, roll in asked),
        int(rolls[chosen].sum()),
        float(would_say[chosen].sum() / rolls[chosen].sum()),
        float(would_say.sum() / PUPILS),
    )


def schools_ignored(made: Survey) -> Interval:
    """Wilson's for the borough with the pupils' correction, as if they came one by one."""
    size = effective(made.base, population=PUPILS)
    low, high = wilson_bounds(made.count / made.base, size)
    return Interval(float(low), float(high))


def by_schools(made: Survey) -> Interval:
    """The clustered one."""
    return clustered(made.schools, Borough(SCHOOLS, PUPILS))


INTERVALS: dict[str, tuple[Callable[[Survey], Interval], Callable[[Survey], float]]] = {
    "took part, Wilson alone": (
        lambda made: wilson(made.count, made.base),
        lambda made: made.true_of_schools,
    ),
    "took part, Wilson of the roll": (
        lambda made: of_those_who_took_part(made.count, made.base, made.roll).interval,
        lambda made: made.true_of_schools,
    ),
    "borough, Wilson alone": (
        lambda made: wilson(made.count, made.base),
        lambda made: made.true_of_borough,
    ),
    "borough, schools ignored": (schools_ignored, lambda made: made.true_of_borough),
    "borough, by schools": (by_schools, lambda made: made.true_of_borough),
}
"""Name -> the interval, and the truth that it is about."""


def coverage(made: Sequence[Survey], name: str) -> tuple[float, float]:
    """How often the interval held the truth, and its mean width, both as shares."""
    interval, truth = INTERVALS[name]
    held = [(interval(one), truth(one)) for one in made]
    return (
        sum(one.low - 1e-12 <= true <= one.high + 1e-12 for one, true in held) / len(held),
        sum(one.high - one.low for one, _ in held) / len(held),
    )


def by_pooled(made: Sequence[Survey], design_effect: float) -> float:
    """How often the interval from one design effect for the wave held the truth."""
    held = 0
    for one in made:
        interval = of_the_borough(
            one.count, one.base, PUPILS, design_effect=design_effect, schools=TAKE_PART
        ).interval
        held += interval.low <= one.true_of_borough <= interval.high
    return held / len(made)


def main(surveys: int = 3000, seed: int = 1) -> None:
    """Print the table: held, in per cent, and width, in points, by ICC."""
    print(f"{surveys} surveys of {TAKE_PART} of {SCHOOLS} schools: held %, width in points")
    for icc in (0.001, 0.02, 0.05):
        rng = np.random.default_rng(seed)
        made = [survey(rng, icc) for _ in range(surveys)]
        print(f"ICC {icc}")
        for name in INTERVALS:
            held, width = coverage(made, name)
            print(f"  {name:32} {held * 100:5.1f}  {width * 100:4.1f}")
        effects = [design_effect(one.schools, Borough(SCHOOLS, PUPILS)) for one in made]
        pooled = max(1.0, round(float(np.nanmedian(effects)), 1))
        print(f"  borough, one effect ({pooled:.1f})         {by_pooled(made, pooled) * 100:5.1f}")


def alarms(rng: np.random.Generator, gap: float, differing: float) -> dict[str, float]:
    """150 measures of 12 schools of 48, each school against the rest; some differ by `gap`."""
    apart = rng.random((150, TAKE_PART)) < differing
    share = np.where(apart, 0.4 + gap * rng.choice([-1, 1], apart.shape), 0.4)
    count = rng.binomial(48, np.clip(share, 0, 1))
    pairs = [
        (counted("it", int(one), 48), counted("the rest", int(row.sum() - one), 48 * 11))
        for row in count
        for one in row
    ]
    made = compare(pairs, between="groups")
    real = apart.ravel()
    alone = np.array([one.chance <= FALSE_SHARE for one in made])
    together = np.array([one.outcome in {Outcome.HIGHER, Outcome.LOWER} for one in made])
    return {
        "false alone": float((alone & ~real).sum()),
        "false together": float((together & ~real).sum()),
        "found alone": float(alone[real].mean() * 100) if real.any() else 0.0,
        "found together": float(together[real].mean() * 100) if real.any() else 0.0,
    }


def many(times: int = 10, seed: int = 1) -> None:
    """Print false alarms among 1,800 comparisons, and how many real differences are found."""
    print(f"1,800 schools against the rest, mean of {times}: false alarms, real ones found in %")
    for gap, differing in ((0.0, 0.0), (0.2, 0.1), (0.3, 0.1)):
        rng = np.random.default_rng(seed)
        found = [alarms(rng, gap, differing) for _ in range(times)]
        means = {name: float(np.mean([one[name] for one in found])) for name in found[0]}
        said = "  ".join(f"{name} {mean:.1f}" for name, mean in means.items())
        print(f"  {gap * 100:.0f} points in {differing * 100:.0f}%: {said}")


if __name__ == "__main__":
    main()
    many()
