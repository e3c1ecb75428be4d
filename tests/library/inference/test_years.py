"""This wave beside earlier ones: tested where it may be, said in words where it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellback.inference import beside, counted, sample_of, trends
from tellback.questionnaire.benchmark import Benchmark
from tellback.questionnaire.comparability import Changed, Verdict, verdict
from tellback.questionnaire.published_year import PublishedFigure, read_published_year
from tellback.questionnaire.read import read_file

SAME = Verdict("five", "2008", "five", ())
NOW = counted("2009", 263, 572)


def figure(count: int | None, percent: str, base: int | None) -> PublishedFigure:
    """A published figure of five a day."""
    return PublishedFigure("five", "held", count, percent, base, (), "", "a report")


def test_a_published_figure_is_a_side_as_far_as_it_goes() -> None:
    both = sample_of(figure(294, "42", 700), name="2008", design_effect=2.0)
    assert both is not None
    assert (both.least, both.most, both.base, both.design_effect) == (294, 294, 700, 2.0)
    rounded = sample_of(figure(None, "42", 700), name="2008")
    assert rounded is not None
    assert (rounded.least, rounded.most) == (291, 297)
    tenths = sample_of(figure(17, "2.5", 680), name="2008")
    assert tenths is not None
    assert tenths.least == 17
    bare = sample_of(figure(17, "2.5", None), name="2008")
    assert bare is not None
    assert bare.base is None
    assert sample_of(figure(17, "", None), name="2008") is None
    with pytest.raises(ValueError, match="no number of pupils out of 10 makes 42%"):
        sample_of(figure(None, "42", 10), name="2008")


def test_only_what_may_be_compared_is_tested() -> None:
    changed = Verdict("five", "2008", "five", (Changed.CHOICES,))
    reworded = Verdict("five", "2008", "five", (Changed.WORDING,))
    before = counted("2008", 294, 700)
    made = trends(
        [
            (SAME, NOW, before),
            (changed, NOW, before),
            (reworded, NOW, counted("2008", 100, 700)),
            (SAME, NOW, None),
        ]
    )
    assert [one.sentence for one in made] == [
        "No real change: 46% against 42% could be chance.",
        "Not compared: in 2008 the answers offered were others.",
        (
            "Higher than 2008: 46% against 14% is more than chance. Compare with care: in 2008 "
            "the question was worded otherwise."
        ),
        "Not compared: of 2008 only a count was published, and not of how many pupils.",
    ]
    assert [one.comparison is None for one in made] == [False, True, False, True]


def test_the_years_that_come_with_us_cannot_be_tested_and_say_so(root: Path) -> None:
    primary = read_file(root / "content/questionnaires/lifestyle-primary-2009.yaml")
    year = read_published_year(root / "content/years/lifestyle-primary-2008.csv", primary)
    held = year.figure("five_a_day")
    assert held is not None
    (made,) = trends([(verdict(year, primary, "five_a_day"), NOW, sample_of(held, name=year.wave))])
    assert made.sentence == (
        "46% against 42% cannot be tested: the number of pupils asked in 2008 was not published. "
        "Compare with care: of 2008 only published figures are left, and nothing is known to have "
        "changed."
    )


def test_elsewhere_is_tested_only_where_it_is_of_the_like() -> None:
    facts = ("five", "held", "England", "2009", "30.5")
    like = Benchmark(*facts, 7000, "pupils of Year 5", "a report", comparable=True, why="the same")
    assert beside(like, NOW) == (
        "Higher than England: 46% against 31% is more than chance. England, 2009: 30.5% of 7,000 "
        "pupils of Year 5 (a report)."
    )
    unlike = Benchmark(*facts, 7000, "pupils", "a report", comparable=False, why="they are older.")
    assert beside(unlike, NOW) == unlike.sentence
    assert unlike.sentence.endswith("Not like for like: they are older.")
    bare = Benchmark(*facts, None, "pupils", "a report", comparable=True, why="the same")
    assert beside(bare, NOW) == bare.sentence
    assert beside(like, counted("this school", 3, 6)) == like.sentence
