"""The reasons for which responses are flagged, in the words of pages."""

from __future__ import annotations

from collections.abc import Sequence

from tellback.quality import Criteria, Flag, Reason

SHORT = {
    Reason.STRAIGHT_GRIDS: "grids",
    Reason.LONG_RUN: "many in a row",
    Reason.FEW_ANSWERS: "few answers",
    Reason.IMPOSSIBLE: "cannot all be so",
    Reason.ALIKE: "alike",
}
"""Where a response is also flagged for something else."""


def heading(reason: Reason, criteria: Criteria) -> str:
    """What was found, with the threshold."""
    match reason:
        case Reason.STRAIGHT_GRIDS:
            grids = criteria.straight_grids.grids
            return (
                f"The same answer in every line of {grids} grid{'s' if grids > 1 else ''} or more"
            )
        case Reason.LONG_RUN:
            return f"The same place among the answers {criteria.longest_run} times in a row or more"
        case Reason.FEW_ANSWERS:
            return f"Fewer than {criteria.least_answered}% of the questions answered"
        case Reason.IMPOSSIBLE:
            return "Answers that cannot all be so"
        case Reason.ALIKE:
            return "The same answers throughout as another pupil of the school"


def looked_for(reason: Reason, criteria: Criteria) -> tuple[str, ...]:
    """What the criteria say in detail."""
    match reason:
        case Reason.STRAIGHT_GRIDS:
            return (f"Grids with at least {criteria.straight_grids.rows} lines.",)
        case Reason.LONG_RUN:
            return ("Such as the first answer each time. A question left blank ends the row.",)
        case Reason.FEW_ANSWERS:
            return ("To prefer not to say is an answer.",)
        case Reason.IMPOSSIBLE:
            return tuple(one.why for one in criteria.impossible)
        case Reason.ALIKE:
            return (f"Where at least {_questions(criteria.alike)} were answered.",)


def detail_words(flags: Sequence[Flag]) -> str:
    """How much of it in one response; never what was answered, nor which rule was broken."""
    first = flags[0]
    match first.reason:
        case Reason.IMPOSSIBLE:
            return ""
        case Reason.FEW_ANSWERS:
            given, asked = (int(word) for word in first.detail.split() if word.isdigit())
            return f"{100 * given // asked}% answered" if asked else ""
        case Reason.ALIKE:
            return f"{first.detail} alike"
        case _:
            return first.detail


def reason_of(flag: str) -> Reason:
    """The reason in a flag's key, such as `17.few_answers`."""
    return Reason(flag.split(".")[1])


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"
