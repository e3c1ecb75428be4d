"""What is left of larger counts that are shown where some pupils are taken from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tellback.questionnaire.bases import base_of
from tellback.tabulation.column import Column
from tellback.tabulation.layout import Layout
from tellback.tabulation.pupils import Pupils, asked, beside, by_bits

Tally = Sequence[int]
"""How many pupils of a group have each place of a column."""
NEITHER, INSIDE, OUTSIDE, BOTH = range(4)


@dataclass(frozen=True, eq=False)
class Leftover:
    """Counts of pupils that come out by subtraction, as the counts of one column give them."""

    column: Column
    left: Callable[[Tally], Iterable[int]]


class Leftovers:
    """What may be left over of each base of a snapshot; alike bases share theirs."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._known: dict[tuple[str, ...], tuple[Leftover, ...]] = {}

    def of_variable(self, variable: str) -> tuple[Leftover, ...]:
        """Of the pupils who were asked `variable`."""
        rules = self._layout.questionnaire.rules_of(variable)
        if rules not in self._known:
            reads = base_of(self._layout.questionnaire, variable).variables
            pupils = asked(self._layout, variable)
            self._known[rules] = self.of(pupils, reads) if rules else ()
        return self._known[rules]

    def of(self, pupils: Pupils, reads: Collection[str]) -> tuple[Leftover, ...]:
        """Of `pupils`, whom a rule chose that reads these variables.

        Larger counts are: all pupils of the group; those asked by a rule that reads no more;
        and, for each variable read, those with the answers that these pupils gave.
        """
        return (*self._of_bases(pupils, frozenset(reads)), *self._of_answers(pupils, reads))

    def _of_bases(self, pupils: Pupils, reads: frozenset[str]) -> Iterator[Leftover]:
        if pupils.reads:
            yield Leftover(by_bits(pupils), lambda tally: tally[:1])
        for other, larger in self._bases:
            if other <= reads:
                yield Leftover(by_bits(pupils, larger), _outside_if_none_beyond)

    def _of_answers(self, pupils: Pupils, reads: Collection[str]) -> Iterator[Leftover]:
        for variable in reads:
            for column in self._layout.columns(variable):
                yield Leftover(beside(pupils, column), _giving_the_same)

    @cached_property
    def _bases(self) -> tuple[tuple[frozenset[str], Pupils], ...]:
        """Each rule of a base once: the variables it reads, and whom it asks."""
        questionnaire = self._layout.questionnaire
        by_rules = {
            questionnaire.rules_of(variable): variable
            for variable in questionnaire.variables
            if self._layout.names(variable)
        }
        return tuple(
            (frozenset(base_of(questionnaire, one).variables), asked(self._layout, one))
            for rules, one in by_rules.items()
            if rules
        )


def _outside_if_none_beyond(tally: Tally) -> tuple[int, ...]:
    """Those of the larger alone, where none of the smaller is outside it."""
    return () if tally[INSIDE] else (tally[OUTSIDE],)


def _giving_the_same(tally: Tally) -> tuple[int, ...]:
    """Those not inside who gave an answer that somebody inside gave."""
    size = len(tally) // 2
    return (
        sum(outside for outside, inside in zip(tally[:size], tally[size:], strict=True) if inside),
    )
