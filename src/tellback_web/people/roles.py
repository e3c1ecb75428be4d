"""What each role may do. A permission that no role names is held by nobody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """Something that may be done."""

    CHANGE_ACCOUNTS = "people.change_accounts"
    SEE_EVENTS = "audit.see_events"
    SEE_REGISTER = "schools.see_register"
    CHANGE_REGISTER = "schools.change_register"
    OPEN_WAVE = "survey.open_wave"
    SEE_MONITOR = "survey.see_monitor"
    INVITE = "survey.invite"
    RUN_CLASS = "survey.run_class"
    KEY_PAPER = "survey.key_paper"
    SCREEN_TEXT = "survey.screen_text"
    SEE_CONCERNS = "survey.see_concerns"
    SEE_OWN_SCHOOL = "results.see_own_school"
    SEE_UNRELEASED = "results.see_unreleased"
    RELEASE = "results.release"
    SIGN_OFF = "results.sign_off"
    SEE_MICRODATA = "results.see_microdata"
    CHANGE_INDICATORS = "improvement.change_indicators"
    REPORT_PROGRESS = "improvement.report_progress"
    PREPARE_MEETINGS = "scrutiny.prepare_meetings"
    READ_PAPERS = "scrutiny.read_papers"


@dataclass(frozen=True)
class Role:
    """A role: its words, and what it may do."""

    id: str
    display_name: str
    description: str
    permissions: frozenset[Permission]
    at_a_school: bool = False
    """Held at one school, and allowing nothing beyond it."""


P = Permission
ROLES: dict[str, Role] = {
    role.id: role
    for role in (
        Role(
            "administrator",
            "Administrator",
            "Opens and closes accounts, keeps the register of schools, reads what was done.",
            frozenset({P.CHANGE_ACCOUNTS, P.SEE_EVENTS, P.SEE_REGISTER, P.CHANGE_REGISTER}),
        ),
        Role(
            "survey_officer",
            "Survey officer",
            "Prepares, opens, extends and closes waves; watches responses; releases results.",
            frozenset(
                {
                    P.SEE_REGISTER,
                    P.CHANGE_REGISTER,
                    P.OPEN_WAVE,
                    P.SEE_MONITOR,
                    P.INVITE,
                    P.RUN_CLASS,
                    P.KEY_PAPER,
                    P.RELEASE,
                    P.SIGN_OFF,
                    P.SEE_UNRELEASED,
                }
            ),
        ),
        Role(
            "school",
            "School",
            "Sees the results of their own school, and no other; runs its class sessions.",
            frozenset({P.SEE_OWN_SCHOOL, P.RUN_CLASS}),
            at_a_school=True,
        ),
        Role(
            "teacher",
            "Teacher",
            "Runs class sessions in one school: codes, and how many have answered.",
            frozenset({P.RUN_CLASS}),
            at_a_school=True,
        ),
        Role(
            "keyer",
            "Keyer",
            "Keys in answers that came back on paper.",
            frozenset({P.KEY_PAPER}),
        ),
        Role(
            "text_screener",
            "Reader of written answers",
            "Reads what pupils wrote in words before anybody else may, and takes names out.",
            frozenset({P.SCREEN_TEXT}),
        ),
        Role(
            "safeguarding_lead",
            "Safeguarding lead",
            "Sees what may tell of harm to a child, with the school, and says what was done.",
            frozenset({P.SCREEN_TEXT, P.SEE_CONCERNS}),
        ),
        Role(
            "analyst",
            "Analyst",
            "Works with the safe tables of a wave before its release; signs releases off.",
            frozenset(
                {P.SEE_REGISTER, P.SEE_MONITOR, P.SIGN_OFF, P.SEE_UNRELEASED, P.SEE_MICRODATA}
            ),
        ),
        Role(
            "performance_officer",
            "Performance officer",
            "Keeps indicators, targets and plans.",
            frozenset({P.CHANGE_INDICATORS, P.REPORT_PROGRESS, P.READ_PAPERS}),
        ),
        Role(
            "action_owner",
            "Action owner",
            "Says how what they have promised is going.",
            frozenset({P.REPORT_PROGRESS}),
        ),
        Role(
            "clerk",
            "Clerk",
            "Prepares meetings, agendas, packs and minutes.",
            frozenset({P.PREPARE_MEETINGS, P.READ_PAPERS}),
        ),
        Role(
            "councillor",
            "Councillor",
            "Reads the papers of their meetings.",
            frozenset({P.READ_PAPERS}),
        ),
    )
}
