"""A rule in plain English: who is asked, as a table's base says it."""

from __future__ import annotations

from tellback.questionnaire.expression_nodes import Call, Node, Number, Operation, Text, Variable
from tellback.questionnaire.model import Questionnaire

SIGNS = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}


def rule_words(questionnaire: Questionnaire, tree: Node, text: str) -> str:
    """`who answered ‘Yes’ to ‘Have you been bullied?’`; quotes the rule where it has no plain form."""
    said = _Speaker(questionnaire).say(tree)
    return said if said is not None else f"for whom the rule “{text}” holds"


class _Speaker:
    """Says a tree in the questionnaire's first language."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire

    def say(self, node: Node, *, negated: bool = False) -> str | None:
        if isinstance(node, Call) and node.function == "not":
            return self.say(node.arguments[0], negated=not negated)
        if isinstance(node, Operation) and node.operator in {"and", "or"}:
            return self._join(node, negated=negated)
        picked = self.picked(node)
        if picked:
            return self._answered({picked[0]: [picked[1]]}, negated=negated != picked[2])
        return self._number(node) if not negated else None

    def picked(self, node: Node) -> tuple[str, str, bool] | None:
        """(variable, choice, whether it must NOT be picked), for the simplest rules."""
        if isinstance(node, Operation) and node.operator in {"=", "!="}:
            sides = (node.left, node.right)
            if isinstance(sides[1], Variable):
                sides = (sides[1], sides[0])
            asked, given = sides
            if isinstance(asked, Variable) and isinstance(given, Text):
                return asked.name, given.value, node.operator == "!="
        if isinstance(node, Call) and node.function == "selected":
            asked, given = node.arguments
            if isinstance(asked, Variable) and isinstance(given, Text):
                return asked.name, given.value, False
        return None

    def _join(self, node: Operation, *, negated: bool) -> str | None:
        operands = _flat(node, node.operator)
        picked = [self.picked(operand) for operand in operands]
        if node.operator == "or" and all(one and not one[2] for one in picked):
            choices: dict[str, list[str]] = {}
            for one in picked:
                if one:
                    choices.setdefault(one[0], []).append(one[1])
            return self._answered(choices, negated=negated)
        said = [self.say(operand, negated=negated) for operand in operands]
        word = {"and": "or", "or": "and"}[node.operator] if negated else node.operator
        if any(one is None for one in said):
            return None
        return f" {word} ".join(str(one) for one in said)

    def _answered(self, choices: dict[str, list[str]], *, negated: bool) -> str:
        """Several variables with the same choices (rows of one grid) are said together."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for variable, ids in choices.items():
            words = tuple(self._choice(variable, choice) for choice in ids)
            groups.setdefault(words, []).append(self._title(variable))
        said = []
        for words, titles in groups.items():
            verb = "did not answer" if negated else "answered"
            if words == ("",):
                verb, picks = ("answered" if negated else "did not answer"), ""
            else:
                picks = " " + _listed([f"‘{word}’" for word in words], "or")
            link = " to " if picks else " "
            said.append(f"who {verb}{picks}{link}{_listed([f'‘{one}’' for one in titles], 'or')}")
        return (" and " if negated else " or ").join(said)

    def _number(self, node: Node) -> str | None:
        if not isinstance(node, Operation) or node.operator not in SIGNS:
            return None
        if isinstance(node.left, Variable) and isinstance(node.right, Number):
            given = f"{SIGNS[node.operator]} {node.right.value:g}"
            return f"who gave {given} to ‘{self._title(node.left.name)}’"
        counted = node.left
        if (
            isinstance(counted, Call)
            and counted.function == "count-selected"
            and isinstance(counted.arguments[0], Variable)
            and isinstance(node.right, Number)
        ):
            title = self._title(counted.arguments[0].name)
            return f"who ticked {SIGNS[node.operator]} {node.right.value:g} of ‘{title}’"
        return None

    def _title(self, variable: str) -> str:
        if variable not in self._questionnaire.question_of:
            return variable
        return self._questionnaire.title_of(variable).rstrip(":?. ")

    def _choice(self, variable: str, choice: str) -> str:
        question = self._questionnaire.question_of.get(variable)
        offered = question.offered if question else ()
        return next((one.text.say() for one in offered if one.id == choice), choice)


def _flat(node: Node, operator: str) -> list[Node]:
    if isinstance(node, Operation) and node.operator == operator:
        return [*_flat(node.left, operator), *_flat(node.right, operator)]
    return [node]


def _listed(words: list[str], last: str) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
