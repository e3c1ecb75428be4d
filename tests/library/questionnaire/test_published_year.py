"""Figures that are all that is left of a year, and figures from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellback.questionnaire.benchmark import benchmarks, read_benchmarks
from tellback.questionnaire.comparability import Changed, verdict
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.published_year import (
    HELD,
    PublishedYear,
    published_year,
    read_published_year,
)
from tellback.questionnaire.read import read_file
from tests.library.small import asking, single

PRIMARY = "content/questionnaires/lifestyle-primary-2009.yaml"
MEASURE = {"id": "m1", "text": "Often", "variable": "q1", "choices": ["often"]}
HEADER = "wave,variable,choice,count,percent,base,changed,note,source\n"


def asked() -> Questionnaire:
    """A question with a measure."""
    return asking(single(), version="2009", measures=[MEASURE])


def year(*lines: str) -> PublishedYear:
    """Published figures of 2008."""
    return published_year(HEADER + "\n".join(lines), asked(), name="a.csv")


def test_published_figures_are_compared_with_care() -> None:
    found = verdict(year("2008,m1,held,,46,,,,a report"), asked(), "m1")
    assert found.trend
    assert found.figures_only
    assert found.sentence == (
        "Compare with care: of 2008 only published figures are left, and nothing is known to have "
        "changed."
    )
    noted = verdict(year("2008,m1,held,,46,,choices,asked of girls,a report"), asked(), "m1")
    assert noted.sentence == (
        "Not compared: in 2008 the answers offered were others. Asked of girls."
    )
    bare = verdict(year("2008,q1,often,3,,,,,a report"), asked(), "m1")
    assert (bare.changed, bare.trend) == ((Changed.UNPUBLISHED,), False)
    assert bare.sentence == "Not compared: of 2008 no figure of it was published."
    both = year("2008,q1,often,3,,,order,,a report", "2008,q1,never,4,,,wording,,a report")
    assert verdict(both, asked(), "q1").changed == (Changed.WORDING, Changed.ORDER)


def test_a_published_figure_is_read() -> None:
    held = year(
        '2008,m1,held,263,46.0,"572",wording order,,a report', ",,,,,,,,", "2008,q1,often,3,,,,,x"
    )
    first = held.figure("m1")
    assert first is not None
    assert (first.count, first.percent, first.base, first.decimals) == (263, "46.0", 572, 1)
    assert first.changed == ("wording", "order")
    second = held.figure("q1", "often")
    assert second is not None
    assert (second.count, second.percent, second.base) == (3, "", None)
    assert held.figure("q1", HELD) is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("2008,m11,held,,46,,,,r", "Did you mean `m1`?"),
        ("2008,zzz,held,,46,,,,r", "Compare it with the questionnaire."),
        ("2008,m1,often,,46,,,,r", "`m1` has no choice `often`. Write one of held."),
        ("2008,q1,held,,46,,,,r", "Write one of often, rarely, never."),
        ("2008,m1,held,,,,,,r", "neither a count nor a per cent"),
        ("2008,m1,held,few,,,,,r", "`few` is no count of pupils"),
        ("2008,m1,held,,46,some,,,r", "`some` is no base of pupils"),
        ("2008,m1,held,,46%,,,,r", "`46%` is no per cent"),
        ("2008,m1,held,,146,,,,r", "`146` is no per cent"),
        ("2008,m1,held,,46,,mood,,r", "`mood` is nothing that changes"),
        ("2008,m1,held,,46,,,,", "`source` is empty"),
        ("2008,m1,held,,46,,,,r\n2008,m1,held,,47,,,,r", "line 3: `m1` `held` is there twice"),
        ("2008,m1,held,,46,,,,r\n2007,q1,often,,46,,,,r", "this has 2"),
        ("", "this has 0"),
        ("2008,m1,held", "The line has 3 cells, and there are 9 columns"),
        ('2008,"m1', "it is no CSV"),
    ],
)
def test_a_bad_row_has_its_sentence(lines: str, said: str) -> None:
    with pytest.raises(Unreadable) as raised:
        published_year(HEADER + lines, asked(), name="a.csv")
    assert said in str(raised.value)


def test_other_columns_are_refused() -> None:
    with pytest.raises(Unreadable, match="its first line names other columns"):
        published_year("wave,variable\n", asked(), name="a.csv")
    with pytest.raises(Unreadable, match="its first line names other columns"):
        published_year("", asked(), name="a.csv")


def test_the_years_that_come_with_us_fit_their_questionnaire(root: Path) -> None:
    primary = read_file(root / PRIMARY)
    found = {
        path.stem: read_published_year(path, primary)
        for path in sorted((root / "content/years").glob("lifestyle-primary-*.csv"))
    }
    assert list(found) == ["lifestyle-primary-2007", "lifestyle-primary-2008"]
    assert all(name.endswith(held.wave) for name, held in found.items())
    before = found["lifestyle-primary-2008"]
    five = before.figure("five_a_day")
    assert five is not None
    assert (five.percent, five.base) == ("42", None)
    assert verdict(before, primary, "five_a_day").trend
    assert not verdict(before, primary, "q31").trend


def test_benchmarks_say_where_they_are_not_like_for_like(root: Path) -> None:
    primary = read_file(root / PRIMARY)
    held = [
        one
        for path in sorted((root / "content/benchmarks").glob("lifestyle-primary-*.csv"))
        for one in read_benchmarks(path, primary)
    ]
    drugs = next(one for one in held if (one.variable, one.year) == ("tried_drug", "2009"))
    assert drugs.sentence == (
        "England, 2009: 22% of 7,674 pupils of Years 7 to 11 (Smoking, Drinking and Drug Use Among "
        "Young People in England 2009, NHS Information Centre). Not like for like: these pupils "
        "are 11 to 15 years old, and ours are 9 or 10."
    )
    sport = next(one for one in held if one.variable == "two_hours_sport")
    assert (sport.base, sport.comparable) == (None, False)
    assert "86% of children (" in sport.sentence


BENCHMARKS = "variable,choice,area,year,percent,base,pupils,source,comparable,why\n"


def test_a_benchmark_of_the_like_is_said_without_a_warning() -> None:
    (one,) = benchmarks(
        BENCHMARKS + "m1,held,England,2009,40,,pupils of Year 5,a report,yes,the same question",
        asked(),
        name="b.csv",
    )
    assert one.sentence == "England, 2009: 40% of pupils of Year 5 (a report)."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("m11,held,England,2009,40,,pupils,r,yes,w", "Did you mean `m1`?"),
        ("m1,held,,2009,40,,pupils,r,yes,w", "`area` is empty"),
        ("m1,held,England,2009,40,,pupils,r,yes,", "`why` is empty"),
        ("m1,held,England,2009,most,,pupils,r,yes,w", "`most` is no per cent"),
        ("m1,held,England,2009,40,many,pupils,r,yes,w", "`many` is no number of pupils"),
        ("m1,held,England,2009,40,,pupils,r,perhaps,w", "`perhaps` is neither yes nor no"),
    ],
)
def test_a_bad_benchmark_has_its_sentence(line: str, said: str) -> None:
    with pytest.raises(Unreadable) as raised:
        benchmarks(BENCHMARKS + line, asked(), name="b.csv")
    assert said in str(raised.value)
