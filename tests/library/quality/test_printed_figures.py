"""The checker finds what cannot be true at once, and is silent where figures come from counts."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import product
from pathlib import Path

from hypothesis import given, strategies as st

from tellback.quality.printed import Checked, check_figures, read_figures
from tellback.quality.printed.reading import NEEDED, OPTIONAL, figures_of

GALLERY = "tests/gallery/figures/lifestyle-2009.csv"
Row = dict[str, object]


def figure(value: object, unit: str = "percent", **more: object) -> Row:
    """A row: what it does not say is the same in all of a test's rows."""
    usual = {"measure": "enjoy school", "question": "15", "answer": "always", "year": "2009"}
    return usual | {"value": value, "unit": unit} | more


def checked(*rows: Row) -> Checked:
    """The rows written as a file, read and checked."""
    out = StringIO()
    writer = csv.DictWriter(out, [*NEEDED, *OPTIONAL])
    writer.writeheader()
    writer.writerows(rows)
    return check_figures(figures_of(out.getvalue(), name="a.csv"), name="a.csv")


def codes(found: Checked) -> list[str]:
    """What was found, by the short names."""
    return [problem.code for problem in found.findings]


def percent(count: int, base: int, decimals: int = 0) -> str:
    """Rounded halves up, with so many decimals."""
    scale = 10**decimals
    whole = (2 * count * 100 * scale + base) // (2 * base)
    return f"{whole / scale:.{decimals}f}"


# --- what the published report has -----------------------------------------------------------


def test_the_published_reports_contradictions_are_found_and_nothing_else(root: Path) -> None:
    found = check_figures(read_figures(root / GALLERY), name="lifestyle.csv")
    told = {problem.place.partition("(")[2].rstrip(")"): problem for problem in found.findings}
    assert set(told) == {
        "d03, d04",
        "g03, g04, g05",
        "h01, h02, h03",
        "d03, d05, d06, e01, e03, e04",
    }
    assert told["d03, d04"].fault == (
        "20 of 572 pupils is 3% (3.50%), not 4%; 4% needs a base of 445 to 571."
    )
    assert told["g03, g04, g05"].fault == (
        "133 pupils are counted in all, but 36% of 301 to 306 (female) and 46% of 266 to 271 "
        "(male) are at least 229 pupils together. As per cents of 321 to 328 pupils they fit, for "
        "of so many 133 are 41%."
    )
    assert told["h01, h02, h03"].fault == (
        "37% of 572 pupils are at most 214, but 42% of 301 to 306 (female) and 35% of 266 to 271 "
        "(male) are at least 217 pupils together."
    )
    assert told["d03, d05, d06, e01, e03, e04"].fault == (
        "In 2008 17 pupils are 2% and 30 pupils are 4%, which takes 680 to 857 pupils; in 2009 572 "
        "were asked. Counts of 2008 and 2009 side by side (30 and 21, 8 and 9, 17 and 20, 30 and "
        "14, 71 and 45) say nothing of more or fewer."
    )


def test_answers_that_leave_somebody_out_are_remarked_upon(root: Path) -> None:
    found = check_figures(read_figures(root / GALLERY), name="lifestyle.csv")
    assert [problem.fault.partition(";")[0] for problem in found.remarks] == [
        "85% + 13% + 0.5% = 98.5%",
        "87% + 3.7% + 1.6% = 92.24%",
        "51% + 37% + 4% = 92%",
    ]


# --- one fault each ---------------------------------------------------------------------------


def test_a_total_outside_its_groups_is_found_without_any_base() -> None:
    found = checked(figure(50), figure(40, group="girls"), figure(45, group="boys"))
    assert found.findings[0].fault == (
        "A total of 50% does not lie between its groups' 40% (girls) and 45% (boys)."
    )
    written = [figure(50, group="Total"), figure(40, group="Girls"), figure(45, group="Boys")]
    assert checked(*written).findings == found.findings
    one_group = checked(figure(50), figure(40, group="girls"))
    unknown = checked(figure(50), figure(40, group="north"), figure(45, group="south"))
    other_bases = checked(
        figure(50, base="all pupils"),
        figure(40, group="girls", base="girls who have a pet"),
        figure(45, group="boys", base="boys who have a pet"),
    )
    counts = checked(
        figure(50), figure(40, "count", group="girls"), figure(45, "count", group="boys")
    )
    assert not [*one_group.findings, *unknown.findings, *other_bases.findings, *counts.findings]


def test_pupils_in_no_group_can_draw_a_total_out() -> None:
    shares = [
        figure(40, measure="sex", question="1", answer="girls"),
        figure(50, measure="sex", question="1", answer="boys"),
    ]
    groups = [figure(40, group="girls"), figure(45, group="boys")]
    assert not codes(checked(*shares, figure(47), *groups))
    assert codes(checked(*shares, figure(60), *groups)) == ["total-outside-groups"]


def test_a_total_with_more_pupils_than_its_groups_is_found() -> None:
    found = checked(
        figure(50, base="200 pupils"),
        figure(40, group="girls", base="girls", base_count=100),
        figure(45, group="boys", base="boys", base_count=100),
    )
    assert found.findings[0].fault == (
        "50% of 200 pupils are at least 99, but 40% of 100 (girls) and 45% of 100 (boys) are at "
        "most 85 pupils, with those who are in no group."
    )
    unsaid = checked(
        figure(48, base="220 pupils"),
        figure(40, group="girls", base="girls", base_count=100),
        figure(45, group="boys", base="boys", base_count=98),
    )
    assert not unsaid.findings


def test_counts_of_groups_are_added() -> None:
    found = checked(
        figure(85, "count"), figure(50, "count", group="girls"), figure(40, "count", group="boys")
    )
    assert found.findings[0].fault == (
        "85 pupils are counted in all, but 50 pupils (girls) and 40 pupils (boys) are at least 90 "
        "pupils together."
    )


def test_a_total_that_its_groups_miss_says_what_base_they_would_fit() -> None:
    groups = [
        figure(36, group="girls", base="girls", base_count=303),
        figure(46, group="boys", base="boys", base_count=269),
    ]
    found = checked(figure(133, "count"), *groups)
    assert found.findings[0].fault.endswith("They would fit 286 to 374 pupils in all.")
    nought = [groups[0] | {"value": 0}, groups[1]]
    assert checked(figure(10, "count"), *nought).findings[0].fault.endswith("pupils together.")


def test_a_per_cent_that_no_count_makes_is_found() -> None:
    assert codes(checked(figure(2, base_count=30))) == ["no-such-share"]
    assert codes(checked(figure(2, base_count=30), figure(1, "count"))) == [
        "no-such-share",
        "count-against-percent",
    ]
    assert codes(checked(figure(31, "count", base_count=30))) == ["count-over-base"]


def test_a_figure_with_two_values_is_found() -> None:
    both = [figure(46, base="all pupils"), figure(47, base="all pupils")]
    assert checked(*both).findings[0].fault == "The same figure is 46% and 47%."
    assert not codes(checked(both[0], both[1] | {"base": "pupils with a pet"}))
    assert not codes(checked(figure(46), figure(47)))


def test_one_base_with_two_numbers_is_found() -> None:
    found = checked(
        figure(10, "count"),
        figure(10, base="pupils with a pet"),
        figure(50, "count", answer="never"),
        figure(20, answer="never", base="pupils with a pet"),
        figure(1, "count", answer="now and then"),
        figure(0, answer="now and then", base="pupils with a pet"),
    )
    assert found.findings[0].fault == (
        "10 pupils are 10% of 96 to 105 pupils, and 50 pupils are 20% of 244 to 256 pupils, yet "
        "both are said to be of `pupils with a pet`."
    )


def test_answers_that_are_more_than_everybody_are_found() -> None:
    rows = [figure(60, answer="always"), figure(50, answer="never")]
    assert codes(checked(*rows)) == ["parts-over-whole"]
    assert not codes(checked(*(row | {"several": "yes"} for row in rows)))
    counts = [figure(60, "count", base_count=100), figure(50, "count", base_count=100)]
    assert codes(checked(counts[0], counts[1] | {"answer": "never"})) == ["parts-over-whole"]


def test_rows_of_a_grid_are_not_added() -> None:
    rows = [figure(80, measure=f"row {at}", question="28", answer="good") for at in range(3)]
    assert checked(*rows) == Checked((), ())


def test_years_whose_evidence_disagrees_are_told_apart() -> None:
    found = checked(
        figure(10, "count", year="2008"),
        figure(10, year="2008"),
        figure(20, "count"),
        figure(4, base="500 pupils"),
        figure(90, "count", year="2008", answer="never"),
        figure(45, year="2008", answer="never"),
        figure(100, "count", answer="never"),
        figure(20, answer="never", base="500 pupils"),
    )
    assert "which takes 96 to 105 and 198 to 202 pupils;" in found.findings[0].fault


def test_a_small_per_cent_has_no_upper_base() -> None:
    assert not codes(
        checked(
            figure(1, "count", year="2008"),
            figure(0, year="2008"),
            figure(3, "count"),
            figure(1, base="500 pupils"),
        )
    )


def test_a_groups_share_of_an_unknown_number_tells_no_base() -> None:
    shares = [figure(53, measure="sex", question="1", answer="girls", base="all pupils")]
    total, group = figure(1, "count"), figure(90, group="girls", base="all girls")
    boys = figure(90, group="boys", base="all boys")
    assert not codes(checked(*shares, total, group, boys))
    shares[0]["base"] = "1000 pupils"
    shares.append(figure(47, measure="sex", question="1", answer="boys", base="1000 pupils"))
    assert codes(checked(*shares, total, group, boys)) == ["total-against-groups"]


def test_a_count_names_a_base_only_by_the_word_that_was_written() -> None:
    children = figure(30, "count", measure="in care", question="", answer="children")
    share = figure(50, base="all pupils")
    assert not codes(checked(children, share, figure(286, "count")))
    assert codes(checked(children | {"answer": "all pupils"}, share, figure(286, "count")))


def test_a_roll_beside_the_respondents_hides_nothing() -> None:
    roll = figure(80, measure="answered", question="", answer="answered", base="715 pupils")
    count, share = figure(20, "count"), figure(4, base="all respondents")
    known = figure(53, measure="sex", question="1", answer="female", base="572 respondents")
    assert codes(checked(roll, known, count, share)) == ["count-against-percent"]


# --- silence ----------------------------------------------------------------------------------

counts_by_sex = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 3)), min_size=2, max_size=5
).filter(lambda rows: all(sum(row[at] for row in rows) for at in (0, 1)))


def printed(
    rows: list[tuple[int, int, int]], year: str, decimals: int, *, numbers: bool
) -> list[Row]:
    """A question's figures as a report has them: (girls, boys, sex not told) for each answer.

    With `numbers` each base is a number; otherwise it is in words, with the sexes' shares.
    """
    girls, boys = (sum(row[at] for row in rows) for at in (0, 1))
    everyone = sum(map(sum, rows))
    made: list[Row] = [
        figure(
            everyone, "count", measure="who answered", question="", answer="respondents", year=year
        ),
        figure(
            percent(girls, everyone, decimals),
            measure="sex",
            question="1",
            answer="female",
            base=f"{everyone} respondents",
            year=year,
        ),
        figure(
            percent(boys, everyone, decimals),
            measure="sex",
            question="1",
            answer="male",
            base=f"{everyone} respondents",
            year=year,
        ),
    ]
    for at, (female, male, unsaid) in enumerate(rows):
        held = {"all": female + male + unsaid, "female": female, "male": male}
        bases = {"all": everyone, "female": girls, "male": boys}
        for group, count in held.items():
            about = {"answer": f"answer {at}", "group": group, "year": year}
            base: Row = {"base": f"{group} respondents"}
            if numbers:
                base["base_count"] = bases[group]
            made.append(figure(count, "count", **about))
            made.append(figure(percent(count, bases[group], decimals), **about, **base))
    return made


@given(counts_by_sex, counts_by_sex, st.sampled_from([0, 1]), st.booleans())
def test_figures_that_come_from_counts_raise_nothing(
    rows: list[tuple[int, int, int]],
    earlier: list[tuple[int, int, int]],
    decimals: int,
    numbers: bool,
) -> None:
    both = [
        *printed(rows, "2009", decimals, numbers=numbers),
        *printed(earlier, "2008", decimals, numbers=numbers),
    ]
    assert checked(*both) == Checked((), ())


@given(counts_by_sex, st.sampled_from([0, 1]))
def test_figures_without_bases_raise_nothing_either(
    rows: list[tuple[int, int, int]], decimals: int
) -> None:
    """Two years of as many pupils, and everybody a girl or a boy."""
    told = [(girls, boys, 0) for girls, boys, _ in rows]
    bare = [
        {key: value for key, value in row.items() if key not in {"base", "base_count"}}
        for year in ("2008", "2009")
        for row in printed(told, year, decimals, numbers=True)
    ]
    assert not codes(checked(*bare))


@given(
    st.integers(1, 8),
    st.integers(1, 8),
    st.integers(0, 2),
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(0, 100),
)
def test_a_total_is_found_exactly_where_no_counts_make_it(
    girls: int, boys: int, unsaid: int, total: int, female: int, male: int
) -> None:
    everyone = girls + boys + unsaid
    # Every count that some way of rounding halves prints so.
    fits = {
        (count, base, value)
        for base, value in ((everyone, total), (girls, female), (boys, male))
        for count in range(base + 1)
        if abs(200 * count - 2 * value * base) <= base
    }
    alone = all(
        any((count, base, value) in fits for count in range(base + 1))
        for base, value in ((everyone, total), (girls, female), (boys, male))
    )
    together = any(
        {(one + other + rest, everyone, total), (one, girls, female), (other, boys, male)} <= fits
        for one, other, rest in product(range(girls + 1), range(boys + 1), range(unsaid + 1))
    )
    found = codes(
        checked(
            figure(total, base="all pupils", base_count=everyone),
            figure(female, group="female", base="all female pupils", base_count=girls),
            figure(male, group="male", base="all male pupils", base_count=boys),
        )
    )
    assert ("no-such-share" in found) == (not alone)
    if alone:
        assert ("total-against-groups" in found) == (not together)
