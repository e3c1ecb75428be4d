"""Tiny questionnaires, each with one kind of sum that joins its tables."""

from __future__ import annotations

from itertools import chain, combinations, product

from tests.library.disclosure.attack.releases import Counted, Pupil, Survey

SEX_SAID = ("f", "-9")
"""One sex is enough to be split by: the others said nothing."""


def yaml_of(questions: str, measures: str = "", splits: str = "") -> str:
    """A questionnaire of one section."""
    return (
        "tellback: 1\nid: tiny\ntitle: Tiny\nversion: '1'\n"
        + (f"splits: {{{splits}}}\n" if splits else "")
        + f"sections:\n  - id: all\n    title: All\n    questions:\n{questions}"
        + (f"measures:\n{measures}" if measures else "")
    )


def single(name: str, *choices: str, more: str = "") -> str:
    """A question with one answer, as YAML; `more` are further keys."""
    offered = ", ".join(f"{{id: {one}, text: {one}}}" for one in choices)
    return f"      - {{id: {name}, kind: single, text: {name}, choices: [{offered}]{more}}}\n"


def measured(name: str, variable: str, choices: str, more: str = "") -> str:
    """A measure, as YAML."""
    of = f"variable: {variable}, choices: [{choices}]{more}"
    return f"  - {{id: {name}, text: {name}, {of}}}\n"


SEX = single("sex", "f")
BY_SEX = Counted(SEX_SAID)


def _with_sex(kinds: list[Pupil], said: tuple[str, ...] = SEX_SAID) -> tuple[Pupil, ...]:
    return tuple({"sex": sex, **kind} for sex, kind in product(said, kinds))


ROUTED = Survey(
    yaml_of(
        SEX
        + single("q1", "a", "b", more=", may_refuse: true")
        + single("q2", "x", "y", more=", show_if: \"${q1} = 'a'\""),
        measured("m1", "q1", "a, b") + measured("m2", "q2", "x", ", of: everyone"),
        "sex: sex",
    ),
    {
        "sex": BY_SEX,
        "q1": Counted(("a", "b", "-9", "-7")),
        "q2": Counted(("x", "y", "-9"), asked=lambda one: one["q1"] == "a"),
        "m1": Counted(("held",), held=lambda one, _: one["q1"] in "ab"),
        "m2": Counted(("held",), held=lambda one, _: one.get("q2") == "x"),
    },
    _with_sex(
        [{"q1": "a", "q2": one} for one in ("x", "y", "-9")]
        + [{"q1": one} for one in ("b", "-9", "-7")],
    ),
    {"sex": SEX_SAID},
)
"""A question that one answer leads to, and measures of both."""

_SUBSETS = [" ".join(one) for size in (1, 2, 3) for one in combinations("xyz", size)]
TICKS = Survey(
    yaml_of(
        SEX + single("t", "x", "y", "z").replace("single", "multi"),
        measured("any", "t", "x, y") + measured("all", "t", "x, y, z") + measured("one", "t", "z"),
        "sex: sex",
    ),
    {
        "sex": BY_SEX,
        "t": Counted(("x", "y", "z", "-9")),
        "any": Counted(("held",), held=lambda one, _: bool(set("xy") & set(one["t"]))),
        "all": Counted(("held",), held=lambda one, _: one["t"] != "-9"),
        "one": Counted(("held",), held=lambda one, _: "z" in one["t"]),
    },
    _with_sex([{"t": one} for one in (*_SUBSETS, "-9")]),
    {"sex": SEX_SAID},
)
"""A question with several answers, and measures of them."""


THREE_WAYS = Survey(
    yaml_of(single("sex", "f", "m") + single("q1", "a", "b"), splits="sex: sex"),
    {"sex": Counted(("f", "m", "-9")), "q1": Counted(("a", "b", "-9"))},
    tuple({"sex": sex, "q1": one} for sex, one in product(("f", "m", "-9"), ("a", "b", "-9"))),
    {"sex": ("f", "m", "-9")},
)
"""Schools, sexes and answers, three of the last two: sums may leave fractions between them."""


def _two(rule: str, measures: str = "") -> str:
    return yaml_of(
        single("q1", "a", "b")
        + single("q2", "a", "b")
        + (single("q3", "x", more=rule) if rule else ""),
        measures,
    )


_PAIRS = [{"q1": one, "q2": two} for one, two in product(("a", "b", "-9"), repeat=2)]
_ASKED_BOTH = {name: Counted(("a", "b", "-9")) for name in ("q1", "q2")}


def _kinds(*asked: tuple[str, str]) -> tuple[Pupil, ...]:
    return tuple(
        chain.from_iterable(
            [pair | {"q3": "x"}, pair | {"q3": "-9"}]
            if (pair["q1"], pair["q2"]) in asked
            else [pair]
            for pair in _PAIRS
        )
    )


AND = Survey(
    _two(", show_if: \"${q1} = 'a' and ${q2} = 'a'\""),
    {**_ASKED_BOTH, "q3": Counted(("x", "-9"), asked=lambda one: "q3" in one)},
    _kinds(("a", "a")),
)
OR = Survey(
    _two(", show_if: \"${q1} = 'a' or ${q2} = 'a'\""),
    {**_ASKED_BOTH, "q3": Counted(("x", "-9"), asked=lambda one: "q3" in one)},
    _kinds(*((one, two) for one, two in product(("a", "b", "-9"), repeat=2) if "a" in (one, two))),
)
WHERE = Survey(
    _two("", measured("m", "q1", "a", ", where: \"${q2} = 'a'\"")),
    {
        **_ASKED_BOTH,
        "m": Counted(
            ("held",),
            asked=lambda one: one["q2"] == "a",
            held=lambda one, _: one["q1"] == "a",
        ),
    },
    tuple(_PAIRS),
)
"""A measure whose base another question narrows."""


_TICKED = ("x", "y", "x y", "-9")
SELECTED = Survey(
    yaml_of(
        single("t", "x", "y").replace("single", "multi")
        + single("q2", "a", more=", show_if: \"selected(${t}, 'x')\"")
        + single("q3", "a", more=", show_if: \"not(selected(${t}, 'y'))\"")
    ),
    {
        "t": Counted(("x", "y", "-9")),
        "q2": Counted(("a", "-9"), asked=lambda one: "q2" in one),
        "q3": Counted(("a", "-9"), asked=lambda one: "q3" in one),
    },
    tuple(
        {"t": ticks} | q2 | q3
        for ticks in _TICKED
        for q2 in ([{"q2": "a"}, {"q2": "-9"}] if "x" in ticks else [{}])
        for q3 in ([{}] if "y" in ticks else [{"q3": "a"}, {"q3": "-9"}])
    ),
)
"""A question that a tick leads to, and one that a tick leads away from."""

BLANK = Survey(
    yaml_of(
        single("q0", "a", "b")
        + single("q1", "x", "y", more=", may_refuse: true, show_if: \"${q0} = 'a'\"")
        + single("q2", "x", more=", show_if: \"${q1} != 'x'\"")
        + single("q3", "x", more=", show_if: \"${q1} = 'prefer_not_to_say'\"")
    ),
    {
        "q0": Counted(("a", "b", "-9")),
        "q1": Counted(("x", "y", "-9", "-7"), asked=lambda one: "q1" in one),
        "q2": Counted(("x", "-9"), asked=lambda one: one.get("q1") != "x"),
        "q3": Counted(("x", "-9"), asked=lambda one: one.get("q1") == "-7"),
    },
    (
        {"q0": "a", "q1": "x"},
        *({"q0": "a", "q1": one, "q2": two} for one in ("y", "-9") for two in ("x", "-9")),
        *(
            {"q0": "a", "q1": "-7", "q2": one, "q3": two}
            for one, two in product(("x", "-9"), repeat=2)
        ),
        *({"q0": one, "q2": two} for one in ("b", "-9") for two in ("x", "-9")),
    ),
)
"""Questions that no answer, or the wish not to say, lead to."""

OLD = Survey(
    yaml_of(
        "      - {id: age, kind: number, text: age, least: 9, most: 10, may_refuse: true}\n"
        + single("q2", "a", more=', show_if: "${age} > 9 and true()"')
    ),
    {
        "age": Counted(("9", "10", "-9", "-7")),
        "q2": Counted(("a", "-9"), asked=lambda one: one["age"] == "10"),
    },
    (
        *({"age": one} for one in ("9", "-9", "-7")),
        *({"age": "10", "q2": one} for one in ("a", "-9")),
    ),
)
"""A question that a number leads to."""

WRITTEN = Survey(
    yaml_of(
        "      - {id: name, kind: preset, text: name}\n"
        "      - {id: said, kind: text, text: said}\n"
        + single("q1", "a", more=", show_if: \"${name} = 'x'\"")
        + single("q2", "a", more=", show_if: \"${q1} = 'a' and ${said} != '' and true()\"")
    ),
    {
        "said": Counted(("answered", "-9")),
        "q1": Counted(("a", "-9"), asked=lambda one: "q1" in one),
        "q2": Counted(("a", "-9"), asked=lambda one: "q2" in one),
    },
    tuple(
        {"said": said} | q1 | q2
        for said in ("answered", "-9")
        for q1 in ({}, {"q1": "a"}, {"q1": "-9"})
        for q2 in (
            [{"q2": "a"}, {"q2": "-9"}] if said == "answered" and q1.get("q1") == "a" else [{}]
        )
    ),
)
"""Rules that read what is not counted, such as words: such a base may be anything up to all."""
