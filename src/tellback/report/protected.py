"""How answers are protected, in words: the rule, and how much it hides."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.disclosure import Rule, read_rule
from tellback.figure.said import Fact, Said, said
from tellback.report.material import Material


def protection_said(material: Material) -> Iterator[Said]:
    """A sentence for each thing that the rule does, and how many numbers are hidden."""
    release = material.ground.release
    rule = read_rule(release.rule_text)
    yield said(
        "No name was asked. What is shown follows a rule, so that nobody can learn what one pupil "
        "said."
    )
    yield from rule_said(rule)
    hidden = release.manifest.attack.hidden
    if hidden:
        yield said(
            *("By this rule ", Fact(f"{hidden:,}"), " numbers of the whole release are hidden, "),
            "those of localities and schools with them. A program tried to work them out from ",
            *("everything that is shown, and found ", *_found(material)),
        )
    else:
        yield said("By this rule no number of the release is hidden.")


def rule_said(rule: Rule) -> Iterator[Said]:
    """What a rule asks, in the words of a reader."""
    yield said(
        *("Nothing is shown of fewer than ", Fact(f"{rule.least_base}"), " pupils together. "),
        *_cells(rule),
    )
    if rule.sensitive_below_borough == "hidden":
        yield said(
            "Answers about sensitive subjects, such as smoking, alcohol and drugs, are shown for "
            "the whole borough alone."
        )
    if rule.full_cells != "shown":
        where = " to a sensitive question" if rule.full_cells == "sensitive" else ""
        yield said("Where all who answered said the same", where, ", that is hidden too.")
    yield said(
        "Where a hidden number could be worked out from others, more are hidden until it cannot."
    )


def _cells(rule: Rule) -> tuple[str | Fact, ...]:
    borough, school = rule.least_cell["borough"], rule.least_cell["school"]
    if school <= 1:
        return ("No count is too small to be shown.",)
    for_schools = Fact(_up_to(school))
    if borough == school:
        return (
            "A count of ",
            for_schools,
            " is hidden.",
        )
    start = (
        ("A count of ", Fact(_up_to(borough)), " is hidden")
        if borough > 1
        else ("No count is hidden",)
    )
    return (*start, " for the whole borough, and one of ", for_schools, " for a school.")


def _up_to(least: int) -> str:
    """The counts below `least`: `1`, `1 or 2`, `1 to 4`."""
    last = least - 1
    return {1: "1", 2: "1 or 2"}.get(last, f"1 to {last}")


def _found(material: Material) -> tuple[str | Fact, ...]:
    attack = material.ground.release.manifest.attack
    if not attack.found_anything:
        return ("none.",)
    return (Fact(f"{attack.exact + attack.too_narrow:,}"), ".")
