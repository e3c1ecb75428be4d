"""What a wave cost and who pays how much, with the staff time beside it that nobody paid for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tellback.figure.said import Fact, said
from tellback.report.blocks import Block, Row, Table, Words
from tellback.report.material import Material
from tellback.report.outline import told

NOT_COUNTED = "not counted"


def money_blocks(material: Material) -> Iterator[Block]:
    """Costs, their split, staff time and the council's words; nothing where nothing is known."""
    facts = material.facts
    counted = [one.pounds for one in facts.costs if one.pounds is not None]
    if counted:
        what = (
            "The survey" if len(counted) == len(facts.costs) else "What was counted of the survey"
        )
        yield Words(said(what, " cost ", Fact(_pounds(sum(counted, Decimal(0)))), " in all."))
    if facts.costs:
        lines = tuple(
            Row(one.item, (NOT_COUNTED if one.pounds is None else _pounds(one.pounds),))
            for one in facts.costs
        )
        yield Table("What the survey cost", ("Item", "Pounds"), lines)
    if facts.shares:
        shares = tuple(
            Row(
                one.payer,
                (_percent(one.percent), "–" if one.pounds is None else _pounds(one.pounds)),
            )
            for one in facts.shares
        )
        yield Table("Who pays how much of it", ("Partner", "Share", "Pounds"), shares)
    if facts.staff_time:
        times = tuple(Row(one.item, (_hours(one.hours),)) for one in facts.staff_time)
        yield Table("Staff time, which is not part of the cost", ("Work", "Hours"), times)
    if facts.costs or facts.shares or facts.staff_time:
        yield from (Words(told(one)) for one in material.outline.finance)


def _pounds(amount: Decimal) -> str:
    return f"£{amount:,.2f}"


def _percent(share: Decimal) -> str:
    return f"{share.normalize():f}%"


def _hours(hours: Decimal) -> str:
    return f"{hours.normalize():f}"
