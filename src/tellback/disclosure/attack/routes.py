"""How many pupils a rule leads to, as sums of counts.

A rule that reads one variable is asked of each of its answers: it leads to those for which it
holds. Of several variables only bounds are known: `and` leads to no more than each part leads
to, `or` to no more than all parts together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tellback.disclosure.attack.relations import Book, Term, minus, plus
from tellback.questionnaire.expression import of_tree
from tellback.questionnaire.expression.tree import All, Any, Call, Node, Text, Variable
from tellback.questionnaire.model import ONE_CHOICE, PREFER_NOT_TO_SAY, Kind, Questionnaire

PUPILS = 0
NOT_ANSWERED, REFUSED, ANSWERED = "-9", "-7", "answered"


class Routes:
    """The columns of bases, one for each rule, made when they are first asked for."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        cells: Mapping[str, Mapping[str, int]],
        book: Book,
        new: Callable[[], int],
    ) -> None:
        self._questionnaire = questionnaire
        self._cells = cells
        self._book = book
        self._new = new
        self._made: dict[Node, int] = {}
        self._bases: Mapping[str, int] = {}

    def base(self, rules: Iterable[Node]) -> int:
        """The column of those for whom all of `rules` hold; see `connect`."""
        parts = tuple(dict.fromkeys(_flat(rules, All)))
        return self._column(_joined(parts, All)) if parts else PUPILS

    def connect(self, bases: Mapping[str, int]) -> None:
        """Relates every column made so far, once each variable's own base has its column."""
        self._bases = bases
        waiting = list(self._made.items())
        done: set[Node] = set()
        while waiting:
            for node, column in waiting:
                self._relate(node, column)
                done.add(node)
            waiting = [(node, column) for node, column in self._made.items() if node not in done]

    def _column(self, node: Node) -> int:
        if node not in self._made:
            self._made[node] = self._new()
        return self._made[node]

    def _relate(self, node: Node, column: int) -> None:
        exact = self._exactly(node)
        if exact is not None:
            self._book.equal([*exact, *minus(column)])
            return
        self._book.at_most([*plus(column), *minus(PUPILS)])
        match node:
            case All(parts):
                of = self._parts(parts, All)
                for part in of:
                    self._book.at_most([*plus(column), *minus(part)])
                # Whoever is missing in one part is missing; at most all of those are.
                self._book.at_most([*plus(*of), *minus(column), (PUPILS, 1 - len(of))])
            case Any(parts):
                of = self._parts(parts, Any)
                for part in of:
                    self._book.at_most([*plus(part), *minus(column)])
                self._book.at_most([*plus(column), *minus(*of)])
            case Call("not", (inside,)):
                self._book.equal([*plus(column, self._column(inside)), *minus(PUPILS)])
            case _:
                pass

    def _parts(self, parts: Sequence[Node], kind: type[All | Any]) -> list[int]:
        """The columns of the parts of an `and` or `or`; those that read the same one, together."""
        together: dict[tuple[str, ...], list[Node]] = {}
        for part in dict.fromkeys(_flat(parts, kind)):
            together.setdefault(tuple(sorted(of_tree("", part).variables)), []).append(part)
        found: list[Node] = []
        for reads, same in together.items():
            found += [_joined(tuple(same), kind)] if len(reads) == 1 else same
        return [self._column(one) for one in found]

    def _exactly(self, node: Node) -> list[Term] | None:
        """The counts that add up to those for whom `node` holds, where it is such a sum."""
        match node:
            case Call("selected", (Variable(name), Text(choice))) if self._kind(name) is Kind.MULTI:
                ticked = self._cells[name].get(choice.strip())
                return [] if ticked is None else plus(ticked)
        rule = of_tree("", node)
        if not rule.variables:
            return plus(PUPILS) if rule.test({}) else []
        name = rule.variables[0]
        if len(rule.variables) > 1 or not self._one_answer(name):
            return None
        terms: list[Term] = []
        for choice, column in self._cells[name].items():
            if rule.test(_answers(name, choice)):
                terms += plus(column)
        if rule.test({}):
            terms += [*plus(PUPILS), *minus(self._bases[name])]
        return terms

    def _one_answer(self, name: str) -> bool:
        """Whether each pupil asked is in one cell of `name`, and the cell tells the answer."""
        kind = self._kind(name)
        cells = self._cells.get(name, {})
        return name in self._bases and (
            kind in ONE_CHOICE
            or kind is Kind.GRID
            or (kind is Kind.NUMBER and ANSWERED not in cells)
        )

    def _kind(self, name: str) -> Kind | None:
        question = self._questionnaire.question_of.get(name)
        return question.kind if question else None


def _answers(name: str, choice: str) -> dict[str, str]:
    if choice == NOT_ANSWERED:
        return {}
    return {name: PREFER_NOT_TO_SAY if choice == REFUSED else choice}


def _flat(parts: Iterable[Node], kind: type[All | Any]) -> Iterator[Node]:
    for part in parts:
        if isinstance(part, All | Any) and isinstance(part, kind):
            yield from _flat(part.parts, kind)
        else:
            yield part


def _joined(parts: tuple[Node, ...], kind: type[All | Any]) -> Node:
    return parts[0] if len(parts) == 1 else kind(parts)
