"""Counting pupil by pupil, slow and obvious: what every engine's tables are held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellback.questionnaire.bases import base_of
from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Kind, Measure, Questionnaire
from tellback.snapshot import PupilRow
from tellback.tabulation import EVERYONE, NOT_SAID, Group, RawTable

COUNTED_NUMBERS = 25
Ids = frozenset[int]


@dataclass(frozen=True)
class Obvious:
    """What a table should say."""

    cells: Mapping[str, int]
    base: int
    not_answered: int
    refused: int
    differences: tuple[int, ...]


def said(asked: Questionnaire, row: PupilRow, variable: str) -> str:
    """A choice's id, several with spaces between, digits, or one of -9, -8, -7."""
    if variable not in row.response.asked:
        return "-8"
    given = row.response.answers.get(variable, "")
    if given == "prefer_not_to_say" and asked.question_of[variable].may_refuse:
        return "-7"
    return given or "-9"


def groups(
    asked: Questionnaire,
    pupils: Sequence[PupilRow],
    split: Sequence[str],
    together: Mapping[str, str],
) -> dict[Group, list[PupilRow]]:
    """The pupils of each group of a split."""
    found: dict[Group, list[PupilRow]] = {}
    for row in pupils:
        level, area, names, values = "borough", "", [], []
        for name in split:
            if name in ("school", "locality"):
                level, area = name, getattr(row, name)
            elif name == "group":
                level, area = name, together.get(row.school, "")
            else:
                answer = said(asked, row, asked.splits[name])
                names.append(name)
                values.append(NOT_SAID if answer.startswith("-") else answer)
        if level == "borough" or area:
            group = Group(level, area, tuple(names), tuple(values))  # type: ignore[arg-type]
            found.setdefault(group, []).append(row)
    return found if split else {EVERYONE: list(pupils)}


class Obviously:
    """The tables of one questionnaire."""

    def __init__(self, asked: Questionnaire) -> None:
        self.asked = asked
        self.measures = {one.id: one for one in asked.measures}
        self.reads = {one: base_of(asked, one).variables for one in asked.variables}
        self.bases = {
            asked.rules_of(one): one
            for one in asked.variables
            if asked.question_of[one].kind is not Kind.PRESET
        }

    def table(self, like: RawTable, pupils: Sequence[PupilRow]) -> Obvious:
        """What the table `like` should say of these pupils."""
        if like.kind == "measure":
            return self.of_measure(self.measures[like.id], pupils)
        return self.of_variable(like.id, pupils)

    def of_variable(self, variable: str, pupils: Sequence[PupilRow]) -> Obvious:
        inside = ids(pupils, lambda row: variable in row.response.asked)
        answers = [said(self.asked, row, variable) for row in pupils]
        return Obvious(
            {
                cell: sum(counts(answer) for answer in answers)
                for cell, counts in self.cells(variable)
            },
            len(inside),
            answers.count("-9"),
            answers.count("-7"),
            tuple(sorted(self.differences(inside, self.reads[variable], pupils))),
        )

    def of_measure(self, measure: Measure, pupils: Sequence[PupilRow]) -> Obvious:
        asked = ids(pupils, lambda row: measure.variable in row.response.asked)
        where = parse(measure.where).test if measure.where else None
        base = ids(
            pupils,
            lambda row: (
                (measure.of == "everyone" or measure.variable in row.response.asked)
                and (where is None or where(row.response.answers))
            ),
        )
        having = [
            ids(
                pupils,
                lambda row, one=one: one in said(self.asked, row, measure.variable).split(" "),
            )
            for one in measure.choices
        ]
        held = base & frozenset().union(*having)
        reads = set(parse(measure.where).variables) if measure.where else set()
        if measure.of == "asked":
            reads |= set(self.reads[measure.variable])
        left = self.differences(base, reads, pupils)
        outside = asked - base
        left |= {len(outside & frozenset().union(*having))}
        left |= {len(outside - frozenset().union(*having))}
        if self.asked.question_of[measure.variable].kind is Kind.MULTI and not measure.where:
            left |= {len(held - one) for one in having}
            if len(having) == 2:
                left.add(len(having[0] & having[1]))
        return Obvious({"held": len(held)}, len(base), 0, 0, tuple(sorted(left - {0})))

    def cells(self, variable: str) -> Iterator[tuple[str, Callable[[str], bool]]]:
        """Each cell with whether an answer counts in it."""
        question = self.asked.question_of[variable]
        given = {"-9", "-8", "-7"}
        if question.kind is Kind.NUMBER and question.whole and question.most is not None:
            for value in range(int(question.least or 0), int(question.most) + 1):
                yield str(value), lambda answer, value=value: answer == str(value)
        elif question.kind in {Kind.NUMBER, Kind.TEXT}:
            yield "answered", lambda answer: answer not in given
        else:
            for choice in question.choices:
                yield choice.id, lambda answer, one=choice.id: one in answer.split(" ")

    def differences(
        self, inside: Ids, reads: Sequence[str] | set[str], pupils: Sequence[PupilRow]
    ) -> set[int]:
        """What is left of larger counts: of everyone, of other bases, of those who said alike."""
        larger = [ids(pupils, lambda _: True)]
        larger += [
            ids(pupils, lambda row, one=other: one in row.response.asked)
            for other in self.bases.values()
            if set(self.reads[other]) <= set(reads)
        ]
        for variable in reads:
            for tells in self.tellers(variable):
                seen = {tells(said(self.asked, pupils[at], variable)) for at in inside}
                larger.append(
                    ids(
                        pupils,
                        lambda row, tells=tells, seen=seen, one=variable: (
                            tells(said(self.asked, row, one)) in seen
                        ),
                    )
                )
        return {len(one) - len(inside) for one in larger if inside <= one} - {0}

    def tellers(self, variable: str) -> Iterator[Callable[[str], str]]:
        """What a table shows of an answer: one for each choice where several may be ticked."""
        kind = self.asked.question_of[variable].kind
        if kind is Kind.PRESET:
            return
        if kind is Kind.MULTI:
            for choice in self.asked.question_of[variable].choices:
                yield (
                    lambda answer, one=choice.id: (
                        answer if answer.startswith("-") else str(one in answer.split(" "))
                    )
                )
        elif [cell for cell, _ in self.cells(variable)] == ["answered"]:
            yield lambda answer: answer if answer in {"-9", "-8", "-7"} else "answered"
        else:
            yield lambda answer: answer


def ids(pupils: Sequence[PupilRow], holds: Callable[[PupilRow], bool]) -> Ids:
    """The places of the pupils for whom it holds."""
    return frozenset(at for at, row in enumerate(pupils) if holds(row))
