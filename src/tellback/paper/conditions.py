"""What a rule asks, in words that name printed question numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from tellback.paper.sentences import Sentences
from tellback.questionnaire.expression import Expression
from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.rule_claims import Claim, Joined, Said, Unsayable, claims_of
from tellback.questionnaire.rule_words import words_of_rule

_KEY = {
    Said.ANSWERED: "answered",
    Said.IS: "ticked",
    Said.TICKED: "ticked",
    Said.ONLY: "only",
    Said.NUMBER: "number",
    Said.COUNT: "count",
}
_SIGN = {"<": "less", "<=": "most", ">": "more", ">=": "least"}
_WRITTEN = frozenset({Kind.NUMBER, Kind.TEXT})


@dataclass(frozen=True)
class Conditions:
    """Says rules for one questionnaire in one language; `numbers` are those printed."""

    questionnaire: Questionnaire
    sentences: Sentences
    numbers: Mapping[str, str]

    def claims(self, rule: Expression) -> str | None:
        """What follows "if": `you ticked “Yes” in question 17`. None where it has no plain words.

        A rule that reads what is not on paper, such as the school, has none.
        """
        try:
            return self._say(claims_of(rule.tree, self.questionnaire), whole=True)
        except Unsayable:
            return None

    def base(self, rule: Expression) -> str:
        """The codebook's words for it, where `claims` has none: "pupils who ..."."""
        language = self.sentences.language
        return words_of_rule(self.questionnaire, rule.text, rule.tree, language)

    def _say(self, claims: Claim | Joined, *, whole: bool) -> str:
        if isinstance(claims, Claim):
            return self._claim(claims)
        if not whole and any(isinstance(part, Joined) for part in claims.parts):
            raise Unsayable
        parts = [self._say(part, whole=False) for part in claims.parts]
        nested = any(isinstance(part, Joined) for part in claims.parts)
        key = f"{'and' if claims.every else 'or'}{'_whole' if nested else ''}"
        return self._listed(parts, key)

    def _claim(self, claim: Claim) -> str:
        asked = self.questionnaire.question_of[claim.variables[0]]
        kind = asked.kind
        if asked.id not in self.numbers or claim.said not in _KEY:
            raise Unsayable
        key = "wrote" if claim.said is Said.IS and kind in _WRITTEN else _KEY[claim.said]
        if claim.answered:
            key = {"ticked": "other", "wrote": "wrote_other"}.get(key, "")
        elif claim.negated:
            key = f"not_{key}"
        if not key:
            raise Unsayable
        gaps = {"where": self._where(claim)}
        if claim.said in {Said.NUMBER, Said.COUNT}:
            gaps["amount"] = self._amount(claim)
        elif claim.said is not Said.ANSWERED:
            gaps["choices"] = self._choices(claim)
        return self.sentences.plain(key, **gaps)

    def _amount(self, claim: Claim) -> str:
        sign, digits = claim.values
        return self.sentences.plain(_SIGN.get(sign, "exactly"), number=digits)

    def _where(self, claim: Claim) -> str:
        question = self.questionnaire.question_of[claim.variables[0]]
        number = self.numbers[question.id]
        if question.kind is not Kind.GRID:
            return self.sentences.plain("where", number=number)
        if len(claim.variables) > 1 and {*claim.variables} == {*question.variables}:
            return self.sentences.plain("where_line", number=number)
        rows = [self.questionnaire.row_of[one].text for one in claim.variables]
        named = self._listed([self._quoted(self.sentences.tell(one).text) for one in rows], "or")
        return self.sentences.plain("where_rows", number=number, rows=named)

    def _choices(self, claim: Claim) -> str:
        question = self.questionnaire.question_of[claim.variables[0]]
        words = {one.id: self.sentences.tell(one.text).text for one in question.offered}
        if claim.said is Said.ONLY:
            ids, joint = [one for value in claim.values for one in value.split()], "and"
        else:
            ids, joint = [*claim.values], "or"
        return self._listed([self._quoted(words.get(one, one)) for one in ids], joint)

    def _quoted(self, words: str) -> str:
        """On one line, without the colon that led to the answers."""
        plain = " ".join(words.split()).removesuffix(":").rstrip()
        return self.sentences.plain("quoted", words=plain)

    def _listed(self, things: Sequence[str], joint: str) -> str:
        *first, last = things
        if not first:
            return last
        start = reduce(
            lambda so_far, one: self.sentences.plain("list", first=so_far, more=one), first
        )
        return self.sentences.plain(joint, first=start, last=last)
