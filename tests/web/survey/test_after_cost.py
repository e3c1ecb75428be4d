"""What a wave cost and who pays: to the penny, and never more or less than the whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from tellback_web.audit.models import Event
from tellback_web.survey.changes.after import set_cost_lines, set_cost_shares
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import CostLine, CostShare, Wave
from tellback_web.survey.pages.after import cost_page
from tellback_web.survey.penny_split import each, in_pounds, split
from tellback_web.survey.queries.after import cost_of
from tests.web.cast import amina, browser_of, efa
from tests.web.survey.small import BY, wave_open

D = Decimal


@st.composite
def per_cents(draw: st.DrawFn) -> list[Decimal]:
    """Two-decimal shares that sum to 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), max_size=6)))
    return [D(b - a) / 100 for a, b in zip([0, *cuts], [*cuts, 10_000], strict=True)]


POUNDS = st.integers(0, 10**10 - 1).map(lambda pence: D(pence) / 100)


def slow_split(total: Decimal, percents: list[Decimal]) -> tuple[Decimal, ...]:
    """Hand out penny by penny, each to whoever is furthest below what they owe."""
    given = [0] * len(percents)
    owed = [Fraction(total) * Fraction(percent) for percent in percents]
    for _ in range(int(total * 100)):
        at = max(range(len(owed)), key=lambda one: (owed[one] - given[one], -one))
        given[at] += 1
    return tuple(D(one) / 100 for one in given)


def test_the_published_split_of_462_pounds() -> None:
    assert split(D("462.00"), [D(40), D(60)]) == (D("184.80"), D("277.20"))


def test_a_penny_that_cannot_be_split_goes_to_who_was_cut_most_and_then_to_the_first() -> None:
    third = [D("33.33"), D("33.33"), D("33.34")]
    assert split(D("100.00"), third) == (D("33.33"), D("33.33"), D("33.34"))
    assert split(D("0.01"), [D(50), D(50)]) == (D("0.01"), D("0.00"))
    assert split(D("0.05"), [D(25), D(25), D(50)]) == (D("0.01"), D("0.01"), D("0.03"))


@given(POUNDS, per_cents())
def test_parts_always_add_up_to_the_whole_and_are_within_a_penny(
    total: Decimal, percents: list[Decimal]
) -> None:
    parts = split(total, percents)
    assert sum(parts) == total
    for part, percent in zip(parts, percents, strict=True):
        assert abs(Fraction(part) - Fraction(total) * Fraction(percent) / 100) < Fraction(1, 100)
        assert part >= 0


@given(st.integers(0, 300).map(lambda pence: D(pence) / 100), per_cents())
def test_a_slow_way_hands_out_the_same_amounts(total: Decimal, percents: list[Decimal]) -> None:
    def missed(parts: tuple[Decimal, ...]) -> Fraction:
        wanted = [Fraction(total) * Fraction(percent) / 100 for percent in percents]
        return sum(
            ((Fraction(part) - want) ** 2 for part, want in zip(parts, wanted, strict=True)),
            Fraction(0),
        )

    assert missed(split(total, percents)) == missed(slow_split(total, percents))


@pytest.mark.parametrize(
    ("total", "percents"), [("1", ["99"]), ("1", ["101", "-1"]), ("1", []), ("0.001", ["100"])]
)
def test_shares_that_are_no_shares_are_refused(total: str, percents: list[str]) -> None:
    with pytest.raises(ValueError, match=r"sum to 100|whole number of pence"):
        split(D(total), [D(one) for one in percents])


def test_pounds_are_written_as_britain_writes_them() -> None:
    assert in_pounds(D("1234.5")) == "£1,234.50"
    assert in_pounds(D(0)) == "£0.00"
    assert each(D("462.00"), 572) == D("0.81")
    assert each(D("0.05"), 2) == D("0.03")
    assert each(D(1), 0) is None


@pytest.fixture
def wave(db: None, settings: Any, tmp_path: Any) -> Wave:
    settings.DATA = tmp_path
    made = wave_open()
    made.participations.update(responses=10)
    return made


def test_what_was_not_counted_is_said_and_is_not_in_the_total(wave: Wave) -> None:
    set_cost_lines(wave, [("Production of the data", D(462)), ("Staff time", None)], by="amina")
    set_cost_shares(wave, [("Health", D(40)), ("Children’s services", D(60))], by="amina")
    page = cost_page(wave, why_not_change=None)
    assert page.lines == (("Production of the data", "£462.00"), ("Staff time", ""))
    assert (page.total, page.not_counted) == ("£462.00", ("Staff time",))
    assert [(one.payer, one.percent, one.pounds) for one in page.parts] == [
        ("Health", "40%", "£184.80"),
        ("Children’s services", "60%", "£277.20"),
    ]
    assert (page.for_each_response, page.for_each_school) == ("£23.10", "£231.00")
    assert [one.verb for one in Event.objects.order_by("pk")][-2:] == [
        "changed what the wave cost",
        "changed who pays for the wave",
    ]


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ([("A", D(40)), ("B", D("59.99"))], "The shares sum to 99.99 per cent. They must sum"),
        ([("A", D(50)), ("A", D(50))], "A payer stands there twice"),
        ([("A", D(0))], "The shares sum to 0 per cent."),
    ],
)
def test_shares_that_do_not_sum_to_a_hundred_are_refused_with_a_sentence(
    wave: Wave, shares: list[tuple[str, Decimal]], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        set_cost_shares(wave, shares, by=BY)
    assert not CostShare.objects.exists()


def test_half_a_penny_is_refused(wave: Wave) -> None:
    with pytest.raises(Refused, match="pounds and pence"):
        set_cost_lines(wave, [("Half a penny", D("0.005"))], by=BY)


def test_two_people_who_change_the_cost_at_once_do_not_overwrite_each_other(wave: Wave) -> None:
    seen = cost_of(wave).mark
    set_cost_lines(wave, [("Printing", D(12))], by="amina", mark=seen)
    with pytest.raises(Refused, match="Somebody else changed the cost meanwhile"):
        set_cost_lines(wave, [("Postage", D(9))], by="efa", mark=seen)
    with pytest.raises(Refused, match="Somebody else"):
        set_cost_shares(wave, [("A", D(100))], by="efa", mark=seen)
    assert CostLine.objects.get().item == "Printing"


def send(browser: Client, where: str, **given: str) -> tuple[int, str]:
    """Fill in the form at `where` over what stands there, and follow where it leads."""
    page = browser.get(where).content.decode()
    mark = page.split('name="mark" value="')[1].split('"')[0]
    answer = browser.post(where, {"mark": mark, **given}, follow=True)
    return answer.status_code, " ".join(answer.content.decode().split())


def test_an_officer_writes_pounds_as_people_write_them(wave: Wave) -> None:
    browser, where = browser_of(amina()), f"/staff/after/{wave.pk}/cost/"
    status, page = send(
        browser,
        f"{where}lines/",
        item_0="Printing",
        pounds_0="£1,234.50",
        item_1="Staff time",
        item_2="",
    )
    assert status == 200
    assert "£1,234.50" in page
    assert "Not counted: Staff time. The whole cost is more than £1,234.50." in page
    status, page = send(
        browser,
        f"{where}shares/",
        payer_0="Health",
        percent_0="40",
        payer_1="Children",
        percent_1="60",
    )
    assert status == 200
    assert "£493.80" in page
    assert "£740.70" in page
    status, page = send(browser, f"{where}lines/", item_0="Printing", pounds_0="7")
    assert CostLine.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "given", "sentence"),
    [
        ("lines", {"item_0": "A", "pounds_0": "a lot"}, "Write pounds and pence, such as"),
        ("lines", {"item_0": "A", "pounds_0": "1.234"}, "Write pounds and pence, such as"),
        ("lines", {"item_0": "A", "pounds_0": "-1"}, "greater than or equal to 0"),
        ("lines", {"item_0": "A", "pounds_0": "9999999999"}, "Write pounds and pence"),
        ("lines", {"item_0": "", "pounds_0": "5"}, "Say what this amount is for."),
        ("shares", {"payer_0": "A", "percent_0": "40"}, "The shares sum to 40 per cent."),
        ("shares", {"payer_0": "A", "percent_0": "101"}, "less than or equal to 100"),
        ("shares", {"payer_0": "A"}, "Write how many per cent this payer pays."),
        ("shares", {"percent_0": "100"}, "Say what this amount is for."),
    ],
)
def test_a_mistake_is_a_sentence_and_changes_nothing(
    wave: Wave, what: str, given: dict[str, str], sentence: str
) -> None:
    status, page = send(browser_of(amina()), f"/staff/after/{wave.pk}/cost/{what}/", **given)
    assert status == 422
    assert sentence in page
    assert not CostLine.objects.exists()
    assert not CostShare.objects.exists()


def test_a_form_with_more_rows_than_were_asked_for_is_read_to_its_end(wave: Wave) -> None:
    given = {f"item_{at}": f"Item {at}" for at in range(8)}
    status, _ = send(browser_of(amina()), f"/staff/after/{wave.pk}/cost/lines/", **given)
    assert status == 200
    assert CostLine.objects.count() == 8


def test_an_analyst_reads_the_cost_and_changes_nothing(wave: Wave) -> None:
    browser, where = browser_of(efa()), f"/staff/after/{wave.pk}/cost/"
    assert "Nobody has said yet what this wave cost" in browser.get(where).content.decode()
    for path in ("lines/", "shares/"):
        assert browser.get(where + path).status_code == 403
        assert browser.post(where + path, {"item_0": "A"}).status_code == 403
