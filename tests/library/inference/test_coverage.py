"""A 95 per cent interval holds the truth 95 times in 100, in a seeded run of the benchmark."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.coverage import Survey, coverage, survey


@pytest.fixture(scope="module")
def made() -> list[Survey]:
    """Made-up surveys of schools that differ."""
    rng = np.random.default_rng(4)
    return [survey(rng, 0.05) for _ in range(600)]


# Of 600 surveys a true 95% holds between 92.3 and 97.7 per cent in 99.7 times of 100.
@pytest.mark.parametrize("name", ["took part, Wilson of the roll", "borough, by schools"])
def test_what_we_state_holds(made: list[Survey], name: str) -> None:
    assert 0.923 <= coverage(made, name)[0] <= 0.977


def test_leaving_out_the_schools_is_wrong_and_the_roll_wasteful(made: list[Survey]) -> None:
    assert coverage(made, "borough, schools ignored")[0] < 0.8
    held, width = coverage(made, "took part, Wilson alone")
    assert held > 0.99
    assert width > 2 * coverage(made, "took part, Wilson of the roll")[1]
