"""The first page of a school's report: what its head reads in one minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellback.figure.beside import Beside, Line, Value
from tellback.figure.said import Fact, Number, Said, Source, said, worded
from tellback.figure.side import percent_said
from tellback.report.blocks import Block, Heading, List, Words
from tellback.report.outline import headlines_in
from tellback.report.pictures import picture_dots
from tellback.report.school.question import TESTED, Shown, quoted
from tellback.report.school.results import SchoolResults
from tellback.report.school.section import by_section
from tellback.report.school.words import EVERYONE, asked_of, count_of, here, there, title_of

MOST = 6
"""So many differences are on the first page, where there are as many."""
MOST_GOOD = 5
HALF = 0.5
OFTEN = Fact("19 times in 20")


@dataclass(frozen=True)
class Difference:
    """One answer or measure that is really different from the rest of the borough."""

    shown: Shown
    choice: str
    words: str
    own: Value
    rest: Value

    @property
    def size(self) -> float:
        """Of the two shares, 0 to 1."""
        return abs((self.own.share or 0.0) - (self.rest.share or 0.0))


def first_page(results: SchoolResults) -> Iterator[Block]:
    """How many answered, what is really different, what is good, and who may see it."""
    yield Heading("In one minute")
    yield Words(_answered(results), "lead")
    if how := _how_sure(results):
        yield Words(how)
    yield Heading("What is really different from the rest of the borough", 3)
    yield from _really_different(results)
    good = tuple(_good(results))
    if good:
        yield Heading(f"What most of {results.voice.pupils} said that is good", 3)
        yield List(good)
    yield Heading("Who may see this", 3)
    yield Words(_who_may_see(results))
    if any(one.differences for one in results.beside.values()):
        yield Heading("Where to look", 3)
        yield by_section(results)
        yield picture_dots(_how_sure_each(tuple(differences(results))[:MOST]))


def _answered(results: SchoolResults) -> Said:
    """`125 of the 157 pupils on roll in Year 5 answered: 80%.`"""
    answered, roll = results.answered, results.roll
    year = Fact(f"Year {results.material.facts.year_group}")
    if answered is None:
        return said("How many pupils of ", year, " answered is hidden.")
    count = count_of(answered)
    if roll is None:
        return said(
            answered,
            _pupils(count),
            " of ",
            year,
            " answered. How many are on roll is not known for every school.",
        )
    if count > roll:
        return said(
            answered,
            _pupils(count),
            " of ",
            year,
            " answered. Our register has ",
            Fact(f"{roll:,}"),
            " on roll, which is fewer. Please tell us the right number.",
        )
    rate = Number(
        percent_said(count, roll),
        Source(f"{answered.text} who answered, of {roll:,} on roll", results.release),
    )
    return said(
        answered,
        " of the ",
        Fact(f"{roll:,}"),
        " pupils on roll in ",
        year,
        " answered: ",
        rate,
        ".",
    )


def _pupils(count: int) -> str:
    return " pupil" if count == 1 else " pupils"


def _how_sure(results: SchoolResults) -> Said:
    """What the interval means, by the example of a headline of the school's own."""
    roll, answered = results.roll, results.answered
    if answered and roll is not None and count_of(answered) == roll:
        return said(
            "Every pupil on roll answered. So the per cents are those of all of ",
            results.voice.pupils,
            ".",
        )
    every = (one for one in results.measures.values() if one.own.base_words == EVERYONE)
    example = min(every, key=_from_the_middle, default=None)
    return _between(results, example) if example else ()


def _from_the_middle(one: Shown) -> float:
    """Where about half said so, the interval is widest."""
    return abs(_share(one) - HALF)


def _between(results: SchoolResults, one: Shown) -> Said:
    ((choice, line),) = one.answers
    value = line.values[0]
    if value.interval is None or value.interval.low == value.interval.high:
        return ()
    number = here(value, one.own, results.release, choice)
    low, high = value.interval.percents.split(" to ")
    of = "Of very many pupils like these" if results.roll is None else "Of all pupils on roll"
    return said(
        "Not everyone answered, so each per cent is near the truth and may not be exactly it. "
        "For example, ‘",
        worded(title_of(one.own)),
        "’: ",
        number,
        f" of those who answered. {of} it is between ",
        Number(low, number.source),
        " and ",
        Number(high, number.source),
        ", ",
        OFTEN,
        ".",
    )


def _really_different(results: SchoolResults) -> Iterator[Block]:
    tested, real = _tally(results)
    if not tested:
        yield Words(said(_why_nothing_compared(results)))
        return
    if not real:
        so_small = ", and each difference is so small that it could be chance."
        said_so = said("Nothing is really different. We compared ", Fact(_times(tested)), so_small)
        yield Words(said_so)
        return
    found = tuple(differences(results))
    yield List(tuple(_different(results, one) for one in found[:MOST]))
    verb = "is" if real == 1 else "are"
    yield Words(
        said(
            "We compared ",
            Fact(_times(tested)),
            " with the rest of the borough. Of them ",
            Fact(f"{real:,}"),
            f" {verb} so different that it is hardly chance.",
            " The largest are above; the others stand with their questions." if real > MOST else "",
        ),
        "small",
    )


def _how_sure_each(found: Sequence[Difference]) -> Beside:
    """The differences as dots, each with the range that it stands for."""
    return Beside(
        "differences",
        "How sure each is",
        "Each of the pupils who were asked it; a thin line is where the number of all pupils "
        "like these lies, 19 times in 20",
        tuple(Line(_titled(one), note=False, values=(one.own, one.rest)) for one in found),
    )


def _titled(one: Difference) -> str:
    """`Eat five portions a day`; of an answer, also which."""
    table = one.shown.own
    title = title_of(table).rstrip(".:")
    return f"{title} ‘{one.words}’" if table.kind == "variable" else title


def _times(many: int) -> str:
    return "1 answer" if many == 1 else f"{many:,} answers and headlines"


def _tally(results: SchoolResults) -> tuple[int, int]:
    """How many comparisons could be made, and how many of them are more than chance."""
    marks = [
        value.mark
        for one in results.beside.values()
        for line in one.lines
        for value in line.values
        if value.mark
    ]
    return sum(mark.shape in TESTED for mark in marks), sum(mark.real for mark in marks)


def _why_nothing_compared(results: SchoolResults) -> str:
    if all(len(one.sides) == 1 for one in results.beside.values()):
        return f"Nobody else was asked, so there is nobody to compare {results.voice.this} with."
    return "Too few pupils answered to say what is different and what is chance."


def differences(results: SchoolResults) -> Iterator[Difference]:
    """What is really different: headlines first, each the largest first; one of a variable."""
    told = set()
    asked = {one.id: one for one in results.material.ground.questionnaire.measures}
    for one in sorted(_found(results, "measure"), key=lambda each: -each.size):
        told.add(asked[one.shown.own.id].variable)
        yield one
    for one in sorted(_found(results, "variable"), key=lambda each: -each.size):
        if one.shown.own.id not in told:
            told.add(one.shown.own.id)
            yield one


def _found(results: SchoolResults, kind: str) -> Iterator[Difference]:
    for key, beside in results.beside.items():
        if key[0] == kind and beside.differences:
            one = results.shown(key)
            for choice, line in one.answers:
                own, *rest = line.values
                if own.mark and own.mark.real:
                    yield Difference(one, choice, line.words, own, rest[0])


def _different(results: SchoolResults, one: Difference) -> Said:
    """`Eat five portions a day: 34% here, higher than the 22% in the rest of the borough.`"""
    table = one.shown.own
    answer = (" ", *quoted("", one.words)) if table.kind == "variable" else ()
    word = one.own.mark.word if one.own.mark else ""
    return said(
        worded(title_of(table).rstrip(".:")),
        *answer,
        worded(asked_of(table)),
        ": ",
        here(one.own, table, results.release, one.choice),
        f" here, {word} than the ",
        there(one.rest, table, one.shown.whole, results.release, one.choice),
        " in the rest of the borough.",
    )


def _good(results: SchoolResults) -> Iterator[Said]:
    """Of what the council tells pupils, what more than half of the school's own said."""
    told = (one.measure for one in results.material.outline.newsletter)
    shown = [results.measures[known] for known in told if known in results.measures]
    most = [one for one in shown if _share(one) > HALF]
    for one in sorted(most, key=_share, reverse=True)[:MOST_GOOD]:
        yield _told_as_good(results, one)


def _share(one: Shown) -> float:
    """Of a measure."""
    return one.beside.lines[0].values[0].share or 0.0


def _told_as_good(results: SchoolResults, one: Shown) -> Said:
    """`93% know that their school has a council.`, in the council's words where it has any."""
    ((choice, line),) = one.answers
    number = here(line.values[0], one.own, results.release, choice)
    every = headlines_in(results.material.outline)
    phrase = next((each.said for each in every if each.measure == one.own.id), "")
    if not phrase:
        return said(worded(f"{title_of(one.own)}{asked_of(one.own)}"), ": ", number, ".")
    if one.own.base_words == EVERYONE:
        return said(number, " ", worded(phrase), ".")
    return said(number, " of ", worded(one.own.base_words), " ", worded(phrase), ".")


def _who_may_see(results: SchoolResults) -> Said:
    return said(
        f"This report is for {results.voice.this} alone: the council gives it to nobody else. ",
        "“What is hidden, and what you may show”, near its end, says what you may do with it.",
    )
