"""What is looked at: a question or a section, split by what, of which area; and what may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from tellback.questionnaire.model import Question, Questionnaire
from tellback.release import Area
from tellback.release.held import Held
from tellback_web.results.models import Release

HEADLINES = "headlines"
EVERYTHING = "everything"
"""The headlines and all sections: what a school's own page shows as one family."""
SECTION = "section:"
SECTION_OF = "All of: "
BOROUGH = "borough"
ALL = "all"
PLACES = {"locality": "Locality by locality", "school": "School by school"}
JOINED = "*"
MOST_LETTERS = 90


@dataclass(frozen=True)
class Reader:
    """Whom a page is for: whose schools' tables they may be shown."""

    every_school: bool = False
    own: frozenset[str] = frozenset()

    def sees(self, area: Area) -> bool:
        """Whether the tables of `area` may be shown."""
        return area.level != "school" or self.every_school or area.area in self.own


@dataclass(frozen=True)
class Choice:
    """One view of a release, as an address says it."""

    show: str = HEADLINES
    """`headlines`, `section:<id>`, or a question's id."""
    by: str = ALL
    """`all`, names of a split joined by `*`, `locality`, `school`."""
    of: str = BOROUGH
    """`borough`, or a level and an area, such as `school:9004`."""

    @property
    def split(self) -> tuple[str, ...]:
        """The names of the split; empty where it is none."""
        return () if self.by == ALL else tuple(self.by.split(JOINED))

    @property
    def one_question(self) -> bool:
        """Whether it is neither the headlines nor a section."""
        return self.show != HEADLINES and not self.show.startswith(SECTION)


@dataclass(frozen=True)
class Option:
    """Something to choose."""

    value: str
    text: str


@dataclass(frozen=True)
class Addresses:
    """Where the pages of a release are: for everyone, or for staff before it is published."""

    release: Release
    preview: bool = False

    @property
    def results(self) -> str:
        """The page of the whole area."""
        if self.preview:
            return reverse("releases:preview", kwargs={"pk": self.release.pk})
        return reverse("results:borough", kwargs={"name": self.release.wave.name})

    @property
    def explorer(self) -> str:
        """The explorer, with nothing chosen."""
        if self.preview:
            return reverse("releases:preview_explorer", kwargs={"pk": self.release.pk})
        return reverse("results:explorer", kwargs={"name": self.release.wave.name})

    def explore(self, choice: Choice) -> str:
        """The explorer with this choice; what is chosen at first is left out."""
        first = Choice()
        parts = {"show": choice.show, "by": choice.by, "of": choice.of}
        said = {name: one for name, one in parts.items() if one != getattr(first, name)}
        return f"{self.explorer}?{urlencode(said)}" if said else self.explorer

    @property
    def schools(self) -> str:
        """The way to a school's own page."""
        if self.preview:
            return reverse("releases:preview_schools", kwargs={"pk": self.release.pk})
        return reverse("results:schools", kwargs={"name": self.release.wave.name})

    def school(self, number: str) -> str:
        """A school's own page."""
        if self.preview:
            return reverse(
                "releases:preview_school", kwargs={"pk": self.release.pk, "school": number}
            )
        known = {"name": self.release.wave.name, "school": number}
        return reverse("results:school", kwargs=known)


def key_of(area: Area) -> str:
    """An area as an address says it."""
    return BOROUGH if area.level == "borough" else f"{area.level}:{area.area}"


def school_in(given: Mapping[str, str]) -> str:
    """The number of the school that an address asks for; empty where it asks for none."""
    level, _, area = given.get("of", "").partition(":")
    return area if level == "school" else ""


def choice_of(
    given: Mapping[str, str], shows: tuple[Option, ...], areas: tuple[Option, ...]
) -> tuple[Choice, str]:
    """What an address asks for, and a sentence about what of it there is not."""
    first = Choice(show=shows[0].value if shows else HEADLINES)
    asked = Choice(
        **{name: given.get(name) or getattr(first, name) for name in ("show", "by", "of")}
    )
    if asked.show not in {one.value for one in shows}:
        return replace(first, of=asked.of), "There is no such question here. Choose one."
    if asked.of not in {one.value for one in areas}:
        return replace(first, show=asked.show), "There is no such area here. Choose one."
    return asked, ""


def shows_of(questionnaire: Questionnaire, borough: Held) -> tuple[Option, ...]:
    """The headlines, each section, each question that has figures."""
    found = []
    if any(kind == "measure" for kind, _ in borough.whole):
        found.append(Option(HEADLINES, "Headlines"))
    for section in questionnaire.sections:
        questions = [one for one in section.questions if has_tables(one, borough)]
        if questions:
            found.append(Option(f"{SECTION}{section.id}", f"{SECTION_OF}{section.title.say()}"))
            found += [Option(one.id, _question_words(one)) for one in questions]
    return tuple(found)


def has_tables(question: Question, held: Held) -> bool:
    """Whether the release has figures of it."""
    return any(("variable", one) in held.whole for one in question.variables)


def areas_offered(areas: tuple[Area, ...], reader: Reader) -> tuple[Option, ...]:
    """The areas that `reader` may look at."""
    return tuple(Option(key_of(one), one.name) for one in areas if reader.sees(one))


def splits_offered(held: Held, areas: tuple[Area, ...], reader: Reader) -> tuple[Option, ...]:
    """What this area's figures may be split by, because the release holds it."""
    whole = "All pupils together" if held.area.level == "borough" else "Beside the rest"
    found = [Option(ALL, whole)]
    found += [Option(JOINED.join(one), split_words(one)) for one in held.splits]
    if held.area.level == "borough":
        levels = {one.level for one in areas if reader.sees(one)}
        found += [
            Option(name, words)
            for name, words in PLACES.items()
            if name in levels and (name == "locality" or reader.every_school)
        ]
    return tuple(found)


def splits_not_held(
    questionnaire: Questionnaire, held: Held, offered: tuple[Option, ...]
) -> tuple[Option, ...]:
    """What it could be split by, had the release been built with it."""
    there = {one.value for one in offered}
    return tuple(one for one in _thinkable(questionnaire, held) if one.value not in there)


def _thinkable(questionnaire: Questionnaire, held: Held) -> Iterator[Option]:
    for name in questionnaire.splits:
        yield Option(name, split_words((name,)))
    if held.area.level == "borough":
        yield Option("locality", PLACES["locality"])


def split_words(split: tuple[str, ...]) -> str:
    """`By sex`, `By sex and ethnicity`."""
    return "By " + " and ".join(one.replace("_", " ") for one in split)


def _question_words(question: Question) -> str:
    number = f"{question.number}. " if question.number else ""
    words = f"{number}{question.text.say()}"
    return words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1].rstrip()}…"
