"""The council's rules, as files that it may change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from tellback.disclosure import Rule, read_rule, write_rule
from tellback.questionnaire.model import Questionnaire

JOINED = "*"
"""Between the names of a split, as in the files of a release."""
WORDS = {"school": "School", "locality": "Locality", "sex": "Sex"}


def split_words(split: Iterable[str]) -> str:
    """`School by sex` for ("school", "sex")."""
    first, *rest = (WORDS.get(name, name.replace("_", " ").capitalize()) for name in split)
    return " by ".join([first, *(one.lower() for one in rest)])


def rules() -> dict[str, Rule]:
    """Every rule in content/rules by its id, the one that starts last first. Raises RuleFault."""
    folder = Path(settings.CONTENT) / "rules"
    found = [
        read_rule(path.read_text(encoding="utf-8"), name=path.name)
        for path in sorted(folder.glob("*.yaml"))
    ]
    return {rule.id: rule for rule in sorted(found, key=lambda one: one.starts, reverse=True)}


def present_rule() -> Rule:
    """The rule that is offered first."""
    return next(iter(rules().values()))


def splits_offered(rule: Rule, questionnaire: Questionnaire) -> tuple[tuple[str, ...], ...]:
    """What a wave may be split by: the rule's own splits that its questionnaire has, then more.

    More are each thing once, then each school by each of the questionnaire's own.
    """
    own = ("school", "locality", *questionnaire.splits)
    pairs = [("school", name) for name in questionnaire.splits]
    offered = [*rule.splits, *((name,) for name in own), *pairs]
    known = [split for split in offered if set(split) <= set(own)]
    return tuple(dict.fromkeys(known))


def text_with_splits(rule: Rule, splits: tuple[tuple[str, ...], ...]) -> str:
    """The text of `rule` with other splits; whether they go together is seen when it is read."""
    return write_rule(rule.model_copy(update={"splits": splits}))
