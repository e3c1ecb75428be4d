"""A rule as claims about answers, joined as a person would join them.

`${q22_a} = 'often' or ${q22_b} = 'often'` is one claim about two rows of a grid; `${q08} != ''
and ${q08} != 'none'` is one about an answer other than 'none'.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import reduce

from tellback.questionnaire.expression.tree import (
    All,
    Any,
    Call,
    Compare,
    Comparison,
    Negative,
    Node,
    Number,
    Text,
    Variable,
)
from tellback.questionnaire.model import Kind, Questionnaire


class Said(Enum):
    """What a claim says of an answer."""

    ANSWERED = auto()
    """There is one."""
    IS = auto()
    """It is one of some choices, words or numbers."""
    TICKED = auto()
    """One of some choices is among those ticked."""
    ONLY = auto()
    """Just these choices are ticked."""
    NUMBER = auto()
    """As a number it compares so, `values` being a sign and a number."""
    COUNT = auto()
    """So many choices are ticked."""
    LENGTH = auto()
    """It has so many letters."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim about the answers to some variables: that at least one of them is so."""

    said: Said
    variables: tuple[str, ...]
    values: tuple[str, ...] = ()
    negated: bool = False
    """None of them is so; blank answers are not."""
    answered: bool = False
    """And yet there is an answer; only where `negated`."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Claims of which all must be so, or one."""

    every: bool
    parts: tuple[Claim | Joined, ...]


class Unsayable(ValueError):
    """The rule compares in a way that has no plain words here."""


_TURNED: dict[Comparison, Comparison] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "=": "=",
    "!=": "!=",
}
"""The same comparison read from right to left."""
_SOME = frozenset({(">", "0"), (">=", "1"), ("!=", "0")})
_NONE = frozenset({("=", "0"), ("<", "1"), ("<=", "0")})
_COUNTED = {"count-selected": Said.COUNT, "string-length": Said.LENGTH}
_MERGED = frozenset({Said.IS, Said.TICKED})
"""Claims whose values can be put together."""


def claims_of(node: Node, questionnaire: Questionnaire) -> Claim | Joined:
    """The claims of a rule's tree. Raises Unsayable."""
    return _Reader(questionnaire).read(node, negated=False)


class _Reader:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    def read(self, node: Node, *, negated: bool) -> Claim | Joined:
        match node:
            case All(parts):
                return self._join(parts, every=not negated, negated=negated)
            case Any(parts):
                return self._join(parts, every=negated, negated=negated)
            case Call("not", (of,)):
                return self.read(of, negated=not negated)
            case Call("boolean", (All() | Any() | Compare() | Call() as of,)):
                return self.read(of, negated=negated)
            case _:
                return self._claim(node, negated=negated)

    def _claim(self, node: Node, *, negated: bool) -> Claim:
        match node:
            case Call("selected", (Variable(name), Text(choice))) if choice.strip():
                said = Said.TICKED if self._kind(name) is Kind.MULTI else Said.IS
                return Claim(said, (name,), (choice.strip(),), negated)
            case Compare(sign, (Variable() | Call()) as left, right):
                return self._compared(sign, left, right, negated=negated)
            case Compare(sign, left, (Variable() | Call()) as right):
                return self._compared(_TURNED[sign], right, left, negated=negated)
            case _:
                raise Unsayable

    def _kind(self, name: str) -> Kind:
        try:
            return self.questionnaire.question_of[name].kind
        except KeyError:
            raise Unsayable from None

    def _compared(self, sign: Comparison, subject: Node, value: Node, *, negated: bool) -> Claim:
        match subject, value:
            case Variable(name), Text("") if sign in {"=", "!="}:
                self._kind(name)
                return Claim(Said.ANSWERED, (name,), (), negated == (sign == "!="))
            case Variable(name), Text(words) if sign in {"=", "!="}:
                said = Said.ONLY if self._kind(name) is Kind.MULTI else Said.IS
                return Claim(said, (name,), (words,), negated == (sign == "="))
            case Variable(name), (Number() | Negative(Number())):
                self._kind(name)
                return _numbered(Said.NUMBER, name, sign, value, negated=negated)
            case Call(
                ("count-selected" | "string-length") as function, (Variable(name),)
            ), Number():
                self._kind(name)
                return _numbered(_COUNTED[function], name, sign, value, negated=negated)
            case _:
                raise Unsayable

    def _join(self, nodes: Iterable[Node], *, every: bool, negated: bool) -> Claim | Joined:
        read = [self.read(node, negated=negated) for node in nodes]
        parts: list[Claim | Joined] = []
        for part in read:
            same = isinstance(part, Joined) and part.every is every
            parts += part.parts if isinstance(part, Joined) and same else (part,)
        return self._merged(parts, every=every)

    def _merged(self, parts: list[Claim | Joined], *, every: bool) -> Claim | Joined:
        """Of which one must be so: put together what is so. Of all: what is not so."""
        claims = [part for part in parts if isinstance(part, Claim)]
        others = [part for part in parts if isinstance(part, Joined)]
        claims = _together(claims, _same_variable, _more_values, negated=every)
        claims = _together(claims, self._same_grid, _more_rows, negated=every)
        if every:
            claims = _yet_answered(claims)
        left: list[Claim | Joined] = [*dict.fromkeys(claims), *others]
        return left[0] if len(left) == 1 else Joined(every, tuple(left))

    def _same_grid(self, claim: Claim) -> Hashable:
        question = self.questionnaire.question_of[claim.variables[0]]
        if question.kind is not Kind.GRID:
            return None
        return (question.id, claim.said, frozenset(claim.values))


def _same_variable(claim: Claim) -> Hashable:
    return (claim.said, claim.variables) if claim.said in _MERGED else None


def _more_values(claim: Claim, more: Claim) -> Claim:
    return replace(claim, values=tuple(dict.fromkeys((*claim.values, *more.values))))


def _more_rows(claim: Claim, more: Claim) -> Claim:
    return replace(claim, variables=tuple(dict.fromkeys((*claim.variables, *more.variables))))


def _together(
    claims: list[Claim],
    alike: Callable[[Claim], Hashable],
    put: Callable[[Claim, Claim], Claim],
    *,
    negated: bool,
) -> list[Claim]:
    """Claims that are `alike` put together at the first of them; None is like no other."""
    groups: dict[Hashable, list[Claim]] = {}
    for at, claim in enumerate(claims):
        key = alike(claim) if claim.negated is negated else None
        groups.setdefault(at if key is None else key, []).append(claim)
    return [reduce(put, group) for group in groups.values()]


def _yet_answered(claims: list[Claim]) -> list[Claim]:
    """`answered` joined with what was answered, or was not, about the same variable."""
    answered = {
        claim.variables for claim in claims if claim == Claim(Said.ANSWERED, claim.variables)
    }
    told = {claim.variables for claim in claims if claim.said is not Said.ANSWERED}
    return [
        replace(claim, answered=True) if claim.negated and claim.variables in answered else claim
        for claim in claims
        if not (claim.variables in answered & told and claim.said is Said.ANSWERED)
    ]


def _numbered(said: Said, name: str, sign: Comparison, value: Node, *, negated: bool) -> Claim:
    digits = f"{_number(value):g}"
    if said is not Said.NUMBER and (sign, digits) in _SOME | _NONE:
        return Claim(Said.ANSWERED, (name,), (), negated == ((sign, digits) in _SOME))
    if sign == "!=":
        sign, negated = "=", not negated
    return Claim(said, (name,), (sign, digits), negated)


def _number(value: Node) -> float:
    match value:
        case Number(number):
            return number
        case Negative(Number(number)):
            return -number
        case _:
            raise Unsayable
