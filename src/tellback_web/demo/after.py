"""What was done after the demo's wave of 2009: its cost, what schools said, a locality renamed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tellback_web.schools.changes.places import rename_locality
from tellback_web.schools.models import Locality
from tellback_web.survey.changes.after import (
    give_feedback,
    set_cost_lines,
    set_cost_shares,
    set_staff_time,
)
from tellback_web.survey.models import Wave

FEEDBACK = (
    ("9001", "very_well", 35, (), "", "The same again, and sooner."),
    ("9004", "well", 45, ("computers",), "We have one set of laptops for four classes.", ""),
    ("9007", "well", 40, ("reading",), "", "Read the questions aloud to those who want it."),
    ("9012", "so_so", 60, ("network", "time"), "The line went away twice.", "A shorter survey."),
    ("9016", "badly", None, ("grid", "network"), "The tables would not show on our machines.",
     "A paper version for schools like ours."),
)  # fmt: skip
STAFF_TIME = (
    ("Analysis (hours made up for this demo)", Decimal("37.5")),
    ("Writing the report (hours made up for this demo)", Decimal(22)),
)
"""The survey’s own report says that staff time is not in its pounds, and gives no hours."""


def look_after(wave: Wave, *, by: str) -> None:
    """The cost and its split as they were published; what else there might have been to say."""
    counted = ("Production of the data", Decimal("462.00"))
    set_cost_lines(wave, [counted, ("Staff time for analysis and writing", None)], by=by)
    shares = [("Primary care trust", Decimal(40)), ("Children’s services", Decimal(60))]
    set_cost_shares(wave, shares, by=by)
    set_staff_time(wave, STAFF_TIME, by=by)
    for number, how, minutes, trouble, words, wish in FEEDBACK:
        give_feedback(
            wave.participations.select_related("school").get(school__number=number),
            how=how,
            minutes=minutes,
            trouble=trouble,
            trouble_words=words,
            wish=wish,
            by=by,
        )
    rename_locality(
        Locality.objects.get(name="Aldermoor Centre"),
        name="Aldermoor Central",
        since=date(2010, 4, 1),
        reason="The council’s areas were named anew.",
        by=by,
    )
