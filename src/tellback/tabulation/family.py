"""Every table of a snapshot, of every group that it is split into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellback.questionnaire.suggestion import did_you_mean
from tellback.snapshot import Snapshot
from tellback.tabulation.axes import Split, axes_of, groups_of, splits_of
from tellback.tabulation.column import Column
from tellback.tabulation.counted import Counted, count
from tellback.tabulation.engine import Engine, EngineName
from tellback.tabulation.engines import engine_of
from tellback.tabulation.group import EVERYONE, Group
from tellback.tabulation.layout import Layout
from tellback.tabulation.leftovers import Leftovers
from tellback.tabulation.measures import sheet_of_measure
from tellback.tabulation.sheet import Sheet
from tellback.tabulation.table import RawTable
from tellback.tabulation.variables import sheet_of_variable

Splits = Sequence[Sequence[str]]
"""Each the names of what to split by together: ("sex",), ("school", "sex")."""


class UnknownTable(KeyError):
    """A name that is neither a variable that is answered nor a measure; its text says so."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, eq=False)
class Family:
    """All counts of a snapshot by some splits, before they are made into tables."""

    wave: str
    sheets: Sequence[Sheet]
    splits: Sequence[Split]
    counted: Counted

    def tables(self) -> Iterator[RawTable]:
        """Each table of each group that has pupils; see tabulate_family for their order."""
        there = [self._groups_with_pupils(split) for split in self.splits]
        for sheet in self.sheets:
            for split, groups in zip(self.splits, there, strict=True):
                tallies = [self.counted.of(column, split).tolist() for column in sheet.columns]
                for cell, group in groups:
                    yield sheet.table(group, self.wave, [tally[cell] for tally in tallies])

    def _groups_with_pupils(self, split: Split) -> list[tuple[int, Group]]:
        """The cells that are a group, with it, by area; everyone is one though nobody took part."""
        if not split or not self.sheets:
            return [] if split else [(0, EVERYONE)]
        pupils = self.counted.of(self.sheets[0].counts[0], split).sum(axis=-1).tolist()
        groups = enumerate(groups_of(split))
        found = [(cell, group) for cell, group in groups if group and pupils[cell]]
        return sorted(found, key=lambda one: one[1].area)


def tabulate_family(
    snapshot: Snapshot,
    splits: Splits,
    *,
    engine: EngineName | Engine = "local",
    only: Sequence[str] | None = None,
    together: Mapping[str, str] | None = None,
) -> tuple[RawTable, ...]:
    """The tables of everyone and of each group of `splits` that has pupils.

    Every variable that is answered, in the order asked, then every measure, or those that
    `only` names; of each, everyone's table first, then those of each split in the order of
    its areas and choices. A split is by names of `Questionnaire.splits`, `school`, `locality`
    or `group`; `together` says which schools are counted as one group (number -> its name).
    A table of a group is what the table of everyone would be if nobody else had taken part.

    Raises UnknownSplit, UnknownTable, Uncountable where a measure reads what a snapshot does
    not hold, and Uncounted where there is no such engine.
    """
    family = count_family(snapshot, splits, engine=engine, only=only, together=together)
    return tuple(family.tables())


def count_family(
    snapshot: Snapshot,
    splits: Splits,
    *,
    engine: EngineName | Engine = "local",
    only: Sequence[str] | None = None,
    together: Mapping[str, str] | None = None,
) -> Family:
    """The counts behind `tabulate_family`, as arrays. Takes and raises the same."""
    sheets = sheets_of(snapshot, only)
    counting = engine_of(snapshot, engine)
    axes = axes_of(snapshot, counting, _names(splits), together or {})
    asked = [(), *splits_of(axes, splits)]
    return Family(snapshot.wave, sheets, asked, count(counting, _columns(sheets), asked))


def sheets_of(snapshot: Snapshot, only: Sequence[str] | None = None) -> list[Sheet]:
    """The tables to be filled in. Raises UnknownTable, Uncountable."""
    layout = Layout(snapshot)
    leftovers = Leftovers(layout)
    questionnaire = snapshot.questionnaire
    variables = [name for name in questionnaire.variables if layout.names(name)]
    measures = questionnaire.measures
    known = {*variables, *(one.id for one in measures)}
    for name in only or ():
        if name not in known:
            near = did_you_mean(name, known) or "The questionnaire says which there are."
            msg = f"This wave has no question or measure `{name}`. {near}"
            raise UnknownTable(msg)
    wanted = known if only is None else set(only)
    return [
        *(sheet_of_variable(layout, leftovers, name) for name in variables if name in wanted),
        *(sheet_of_measure(layout, leftovers, one) for one in measures if one.id in wanted),
    ]


def _names(splits: Splits) -> list[str]:
    return list(dict.fromkeys(name for split in splits for name in split))


def _columns(sheets: Sequence[Sheet]) -> list[Column]:
    return list(dict.fromkeys(column for sheet in sheets for column in sheet.columns))
