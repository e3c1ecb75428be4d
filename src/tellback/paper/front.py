"""The front of a booklet: what it is, how to answer, what becomes of it. And its end."""

from __future__ import annotations

from tellback.paper.content import Data, Laid, said
from tellback.paper.route import printed_questions
from tellback.questionnaire.model import Kind

EXAMPLE_TARGET = "5"


def front_page(laid: Laid) -> Data:
    """What stands on the first page."""
    questionnaire = laid.questionnaire
    return {
        "school": laid.say("school"),
        "office": laid.say("office"),
        "welcome": laid.maybe(questionnaire.welcome),
        "how": laid.say("how"),
        "tick": laid.say("tick_like_this"),
        "question": laid.say("example_question"),
        "choices": [laid.say("example_choice"), laid.say("example_other")],
        "mistake": laid.say("mistake"),
        "follow": [laid.say("follow"), laid.say("no_arrow")] if laid.route.arrows else [],
        "arrow": laid.say("example_arrow", number=EXAMPLE_TARGET),
        "good": laid.say("good_to_know"),
        "facts": _facts(laid),
        "help": _help(laid),
    }


def back_page(laid: Laid) -> Data:
    """What stands after the last question."""
    return {
        "title": laid.say("end"),
        "goodbye": laid.maybe(laid.questionnaire.goodbye),
        "finish": laid.say("finish"),
        "help": _help(laid),
    }


def _facts(laid: Laid) -> list[Data]:
    """What is confidential and what is not, in the words of the pupil's welcome page."""
    own = [laid.say(key) for key in ("know_name", "know_private", "know_leave_out")]
    promised = [said(laid.sentences.promise("know_worried"))]
    if any(one.kind is Kind.TEXT for one in printed_questions(laid.questionnaire)):
        promised.append(said(laid.sentences.promise("know_harm")))
    return own + promised


def _help(laid: Laid) -> list[Data]:
    return [
        {"title": laid.tell(line.name), "text": laid.tell(line.text)}
        for line in laid.questionnaire.help_lines.values()
    ]
