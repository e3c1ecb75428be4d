"""Whom a rule asks, in plain English: `pupils who answered ‘Yes’ to ‘Do you have a pet?’`."""

from __future__ import annotations

from tellback.questionnaire.expression.tree import Call, Node
from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.rule_claims import Claim, Joined, Said, Unsayable, claims_of
from tellback.questionnaire.words import DEFAULT

EVERYONE = "all pupils"


def words_of_rule(
    questionnaire: Questionnaire, rule: str, tree: Node, language: str = DEFAULT
) -> str:
    """Whom `rule`, with its `tree`, asks: "pupils who ...", "all pupils" or "no pupils".

    Titles and choices are in `language`, the rest in English. A rule that cannot be said plainly
    is quoted.
    """
    if tree == Call("true", ()):
        return EVERYONE
    if tree == Call("false", ()):
        return "no pupils"
    try:
        return f"pupils who {_Speaker(questionnaire, language).say(claims_of(tree, questionnaire))}"
    except Unsayable:
        return f"pupils who meet the rule `{rule}`"


class _Speaker:
    def __init__(self, questionnaire: Questionnaire, language: str) -> None:
        self.questionnaire = questionnaire
        self.language = language

    def say(self, claims: Claim | Joined) -> str:
        if isinstance(claims, Claim):
            return self._claim(claims)
        joint = "and" if claims.every else "or"
        if all(isinstance(part, Claim) for part in claims.parts):
            return _listed([self._part(part) for part in claims.parts], joint)
        return f", {joint} who ".join(self._part(part) for part in claims.parts)

    def _part(self, part: Claim | Joined) -> str:
        if isinstance(part, Claim):
            return self._claim(part)
        said = [self._claim(one) for one in part.parts if isinstance(one, Claim)]
        if len(said) < len(part.parts):
            raise Unsayable
        if not part.every:
            return f"either {_listed(said, 'or')}"
        return _listed(said, "and") if said[2:] else f"both {_listed(said, 'and')}"

    def _claim(self, claim: Claim) -> str:
        """What the pupils did, or did not, after "pupils who"."""
        kind = self.questionnaire.question_of[claim.variables[0]].kind
        where = self._where(claim)
        if claim.said is Said.ANSWERED:
            return _answered(kind, where, negated=claim.negated)
        values = self._values(claim)
        if kind is Kind.PRESET:
            return _preset(claim, values, where)
        verb, bare, joint = _VERB[claim.said]
        if claim.answered:
            return f"{verb} something {joint} {where}, but not {values}"
        return f"{f'did not {bare}' if claim.negated else verb} {values} {joint} {where}"

    def _where(self, claim: Claim) -> str:
        """The question's title, or which of a grid's rows."""
        question = self.questionnaire.question_of[claim.variables[0]]
        title = _quoted(question.text.say(self.language))
        if question.kind is not Kind.GRID:
            return title
        if len(claim.variables) > 1 and set(claim.variables) == set(question.variables):
            return f"{'any' if claim.negated else 'at least one'} line of {title}"
        rows = [self.questionnaire.row_of[one].text.say(self.language) for one in claim.variables]
        return f"{_listed([_quoted(row) for row in rows], 'or')} under {title}"

    def _values(self, claim: Claim) -> str:
        if claim.said in _AMOUNT:
            return _AMOUNT[claim.said].format(_amount(claim))
        if claim.said is not Said.ONLY:
            return _listed([self._choice(claim, value) for value in claim.values], "or")
        ticked = [self._choice(claim, one) for value in claim.values for one in value.split()]
        return f"only {_listed(ticked, 'and')}"

    def _choice(self, claim: Claim, value: str) -> str:
        """A choice's words; what was typed where it is none."""
        question = self.questionnaire.question_of[claim.variables[0]]
        found = (one.text.say(self.language) for one in question.offered if one.id == value)
        return _quoted(next(found, value))


_VERB = {
    Said.IS: ("answered", "answer", "to"),
    Said.NUMBER: ("answered", "answer", "to"),
    Said.TICKED: ("ticked", "tick", "at"),
    Said.ONLY: ("ticked", "tick", "at"),
    Said.COUNT: ("ticked", "tick", "at"),
    Said.LENGTH: ("wrote", "write", "at"),
}
_AMOUNT = {Said.NUMBER: "{}", Said.COUNT: "{} answers", Said.LENGTH: "{} letters"}
_SIGN = {"<": "less than {}", "<=": "{} or less", ">": "more than {}", ">=": "{} or more"}
_DID_ANSWER = {Kind.MULTI: "ticked", Kind.TEXT: "wrote"}


def _amount(claim: Claim) -> str:
    sign, digits = claim.values
    exactly = "{}" if claim.said is Said.NUMBER else "exactly {}"
    return _SIGN.get(sign, exactly).format(digits)


def _answered(kind: Kind, where: str, *, negated: bool) -> str:
    if kind is Kind.PRESET:
        return f"have {'no' if negated else 'a'} {where}"
    if kind in _DID_ANSWER:
        return f"{_DID_ANSWER[kind]} {'nothing' if negated else 'something'} at {where}"
    return f"{'did not answer' if negated else 'answered'} {where}"


def _preset(claim: Claim, values: str, where: str) -> str:
    if claim.said is not Said.IS:
        raise Unsayable
    return f"{'do not have' if claim.negated else 'have'} {values} as {where}"


def _quoted(words: str) -> str:
    """On one line, without the colon that led to the answers."""
    return f"‘{' '.join(words.split()).removesuffix(':').rstrip()}’"


def _listed(things: list[str], joint: str) -> str:
    *first, last = things
    return f"{', '.join(first)} {joint} {last}" if first else last
