"""Safe tables made of raw ones and of what is to be hidden of them."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.disclosure.block import NOT_ANSWERED, REFUSED, Block, Flags, Role
from tellback.disclosure.rule import Rule
from tellback.disclosure.table import KEY, Hidden, SafeCell, SafeTable, Why, whole_percent
from tellback.disclosure.whole import Reasons

WORDS = {NOT_ANSWERED: "Did not answer", REFUSED: "Preferred not to say"}


def reason_in_words(why: Why, rule: Rule) -> str:
    """As readers see it; the same for a small count and for one that would tell it."""
    return {
        Why.SMALL: "Hidden to protect a small number of pupils",
        Why.FEW_ASKED: f"Hidden: fewer than {rule.least_base} pupils were asked",
        Why.FEW_SCHOOLS: "Hidden: it would show the results of one school",
        Why.SENSITIVE: "Not shown for areas smaller than the whole: the question is sensitive",
        Why.LINKED: "Hidden: few pupils were asked, or it would tell a small number elsewhere",
    }[why]


def safe_tables(block: Block, cells: Flags, lines: Reasons, rule: Rule) -> Iterator[SafeTable]:
    """The safe table of each line; `cells` says what is hidden, `lines` of which all is."""
    reasons = {why: Hidden(reason_in_words(why, rule), why) for why in Why}
    shown = [at for at, column in enumerate(block.columns) if column.role is Role.CELL]
    about = block.about
    words = WORDS | {cell.id: cell.words for cell in about.cells}
    choices = {cell.id for cell in about.cells}
    for line, table in enumerate(block.tables):
        whole = reasons[lines[line]] if line in lines else None
        counts, hidden = block.counts[line].tolist(), cells[line].tolist()
        base = table.base
        made = []
        for at in shown:
            name = block.columns[at].name
            why = whole or (reasons[Why.SMALL] if hidden[at] else None)
            made.append(
                SafeCell(
                    id=name,
                    words=words[name],
                    role="choice" if name in choices else "no_answer",
                    count=why or counts[at],
                    percent=why or whole_percent(counts[at], base),
                    key=KEY,
                )
            )
        yield SafeTable(
            id=about.id,
            kind=about.kind,
            question=about.question,
            title=about.title,
            row=about.row,
            section=about.section,
            base=whole or base,
            base_words=about.base_words,
            exclusive=about.exclusive,
            rule=rule.id,
            hidden=whole,
            cells=tuple(made),
            key=KEY,
            group=table.group,
            wave=table.wave,
        )
