"""What stands between a booklet's front and its end, as plain data: sections, gates, questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from tellback.paper.conditions import Conditions
from tellback.paper.pictures import Pictures
from tellback.paper.route import PRINTED, Gate, Route, together
from tellback.paper.sentences import Said, Sentences
from tellback.questionnaire.expression import Expression, parse
from tellback.questionnaire.model import Choice, Definition, Kind, Question, Questionnaire, Section
from tellback.questionnaire.words import Words

Data = dict[str, object]
FEWEST_LINES, MOST_LINES, LETTERS_A_LINE = 2, 8, 50
USUAL_DIGITS = 3
_INSTRUCTION = {
    Kind.SINGLE: "tick_one",
    Kind.YES_NO: "tick_one",
    Kind.LIST: "tick_one",
    Kind.MULTI: "tick_many",
    Kind.GRID: "tick_one_each",
    Kind.NUMBER: "write_number",
}


class Laid:
    """A questionnaire laid out in words, in one language, with its route and pictures."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        sentences: Sentences,
        route: Route,
        pictures: Pictures,
    ) -> None:
        self.questionnaire = questionnaire
        self.sentences = sentences
        self.route = route
        self.pictures = pictures
        self.conditions = Conditions(questionnaire, sentences, route.numbers)

    def say(self, key: str, **gaps: object) -> Data:
        """A fixed sentence."""
        return said(self.sentences.say(key, **gaps))

    def tell(self, words: Words) -> Data:
        """Words of the questionnaire."""
        return said(self.sentences.tell(words))

    def maybe(self, words: Words | None) -> Data | None:
        """The same, where there are any."""
        return self.tell(words) if words else None

    def blocks(self) -> list[Data]:
        """Everything in the order printed, each with its `kind`."""
        return [block for section in self._sections() for block in self._of(section)]

    def helped_by(self, section: Section) -> Data | None:
        """Whom to turn to."""
        line = self.questionnaire.help_lines.get(section.help_line or "")
        return {"title": self.tell(line.name), "text": self.tell(line.text)} if line else None

    def _sections(self) -> list[Section]:
        return [
            section
            for section in self.questionnaire.sections
            if any(one.kind is not Kind.PRESET for one in section.questions)
        ]

    def _of(self, section: Section) -> Iterator[Data]:
        yield {
            "kind": "section",
            "title": self.tell(section.title),
            "intro": self.maybe(section.intro),
            "note": self.maybe(section.note),
            "definitions": self._definitions(section.definitions),
            "help": self.helped_by(section),
        }
        for question in section.questions:
            if question.kind is Kind.NOTE:
                yield {
                    "kind": "note",
                    "text": self.tell(question.text),
                    "only": self._note(question),
                }
            elif question.kind in PRINTED and question.variables:
                if gate := self.route.gates.get(question.id):
                    yield {"kind": "gate", "text": self._gate(gate)}
                yield self._question(question)

    def _gate(self, gate: Gate) -> Data:
        number = self.route.numbers[gate.question]
        last = self.route.numbers[gate.past[-1]]
        claims = self.conditions.claims(gate.rule)
        if claims is None:
            base = self.conditions.base(gate.rule)
            whom = self.sentences.plain("gate_base", number=number, base=base)
        else:
            key = "gate_one" if number == last else "gate_run"
            whom = self.sentences.plain(key, number=number, last=last, claims=claims)
        if gate.to:
            other = self.sentences.plain("gate_to", to=self.route.numbers[gate.to])
        else:
            other = self.sentences.plain("gate_end")
        return {**self.say("end"), "text": f"{whom} {other}"}

    def _note(self, question: Question) -> Data | None:
        section = self.questionnaire.section_of[question.id]
        rules = [parse(rule) for rule in (section.show_if, question.show_if) if rule]
        return self._only("note", together(rules)) if rules else None

    def _only(self, what: str, rule: Expression) -> Data:
        claims = self.conditions.claims(rule)
        if claims is None:
            return self.say(f"{what}_base", base=self.conditions.base(rule))
        return self.say(f"{what}_only", claims=claims)

    def _definitions(self, definitions: tuple[Definition, ...]) -> list[Data]:
        return [{"title": self.tell(one.title), "text": self.tell(one.text)} for one in definitions]

    def _question(self, question: Question) -> Data:
        number = self.route.numbers[question.id]
        made: Data = {
            "kind": _SHAPE.get(question.kind, "choices"),
            "number": number,
            "again": self.say("question_again", number=number),
            "text": self.tell(question.text),
            "help": self.maybe(question.help),
            "note": self.maybe(question.note),
            "definitions": self._definitions(question.definitions),
            "instruction": self._instruction(question),
        }
        return made | self._to_fill_in(question)

    def _instruction(self, question: Question) -> Data | None:
        """How to answer; a grid's own words are enough where it has some."""
        if question.kind is Kind.TEXT:
            names = self.sentences.promise("no_names")
            told = question.help and self.sentences.tell(question.help).text
            return None if told == names.text else said(names)
        if question.kind is Kind.GRID and question.help:
            return None
        return self.say(_INSTRUCTION[question.kind])

    def _to_fill_in(self, question: Question) -> Data:
        if question.kind is Kind.TEXT:
            lines = -(-question.longest // LETTERS_A_LINE)
            return {"lines": min(max(lines, FEWEST_LINES), MOST_LINES)}
        if question.kind is Kind.NUMBER:
            return _figures(question)
        choices = [self._choice(question, at, one) for at, one in enumerate(question.offered, 1)]
        if question.kind is Kind.GRID:
            return {
                "columns": choices,
                "rows": [self._row(question, one) for one in range(len(question.rows))],
            }
        return {"choices": choices}

    def _choice(self, question: Question, place: int, choice: Choice) -> Data:
        arrow = None
        if (question.id, choice.id) in self.route.arrows:
            to = self.route.arrows[question.id, choice.id]
            arrow = self.say("arrow_to", to=self.route.numbers[to]) if to else self.say("arrow_end")
        refusing = choice.id == "prefer_not_to_say"
        words = (
            said(self.sentences.promise("prefer_not_to_say"))
            if refusing
            else self.tell(choice.text)
        )
        return {
            "key": str(place),
            "text": words,
            "arrow": arrow,
            "shown": self.pictures.picture(choice.picture),
        }

    def _row(self, question: Question, at: int) -> Data:
        row = question.rows[at]
        return {
            "text": self.tell(row.text),
            "only": self._only("row", parse(row.show_if)) if row.show_if else None,
            "shown": self.pictures.picture(row.picture),
        }


_SHAPE = {Kind.GRID: "grid", Kind.NUMBER: "number", Kind.TEXT: "text"}


def said(words: Said) -> Data:
    """Words as the template takes them."""
    return asdict(words)


def _figures(question: Question) -> Data:
    """How many boxes for figures, before and after the point, and whether a minus may be."""
    limits = [abs(one) for one in (question.least, question.most) if one is not None]
    digits = len(str(int(max(limits)))) if question.most is not None else USUAL_DIGITS
    return {
        "digits": min(digits, 8),
        "parts": 0 if question.whole else 2,
        "minus": question.least is not None and question.least < 0,
    }
