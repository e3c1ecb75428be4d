"""`tellback attack`: its sentences, its JSON, its exit codes, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tellback.command.main import make_app
from tellback.disclosure.attack import AttackFault, Found, attack
from tests.library.disclosure.attack.releases import (
    HEADER,
    Counted,
    Group,
    Survey,
    hide,
    rows_of,
    write,
)
from tests.library.disclosure.attack.surveys import measured, single, yaml_of

SURVEY = Survey(
    yaml_of(single("q1", "a", "b", more=", may_refuse: true")),
    {"q1": Counted(("a", "b", "-9", "-7"))},
    (),
)
PUPILS = [
    {"school": "12", "q1": answer}
    for answer, number in (("a", 13), ("b", 20), ("-9", 3), ("-7", 4))
    for _ in range(number)
]
SCHOOL = Group("school", "12")
RUNNER = CliRunner()


def release(folder: Path, *hidden: str, group: Group = SCHOOL) -> Path:
    """A school's release with some choices hidden."""
    rows = hide(rows_of(SURVEY, [group], PUPILS), lambda row: row["choice"] in hidden)
    return write(folder / "release", SURVEY, rows, areas=[("school", "12", "", "")])


def run(*words: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    done = RUNNER.invoke(make_app(), ["attack", *map(str, words)])
    return done.exit_code, done.stdout, done.stderr


def test_a_safe_release_ends_with_0(tmp_path: Path) -> None:
    code, out, _ = run(release(tmp_path, "a", "b"))
    assert (code, out) == (0, "2 counts are hidden, and none of them can be worked out.\n")


@pytest.mark.parametrize(
    ("hidden", "sentence"),
    [
        ("a", "How many pupils of school 12 answered `a` to q1 can be worked out: 13."),
        ("-9", "How many pupils of school 12 did not answer q1 can be worked out: 3."),
        ("-7", "How many pupils of school 12 preferred not to answer q1 can be worked out: 4."),
    ],
)
def test_what_is_worked_out_is_said(hidden: str, sentence: str, tmp_path: Path) -> None:
    code, out, _ = run(release(tmp_path, hidden))
    assert code == 1
    assert out.splitlines() == [
        sentence,
        "1 counts are hidden: 1 can be worked out, and 0 are known too well.",
    ]


def test_what_is_too_narrow_is_said(tmp_path: Path) -> None:
    rows = rows_of(SURVEY, [SCHOOL], PUPILS[:33] + PUPILS[-2:])
    narrow = hide(rows, lambda row: row["choice"] in ("-9", "-7"))
    code, out, _ = run(write(tmp_path / "narrow", SURVEY, narrow))
    assert code == 1
    assert "pupils of school 12 did not answer q1 is known too well: 0 to 2." in out


def test_json_has_the_three_keys(tmp_path: Path) -> None:
    code, out, _ = run(release(tmp_path, "a"), "--json")
    assert code == 1
    assert json.loads(out) == {
        "hidden": 1,
        "exact": [
            {
                "wave": "2026",
                "level": "school",
                "area": "12",
                "split": "all",
                "group": "all",
                "variable": "q1",
                "choice": "a",
                "lo": 13,
                "hi": 13,
            }
        ],
        "too_narrow": [],
    }


def test_intervals_are_of_every_hidden_count(tmp_path: Path) -> None:
    code, out, _ = run(release(tmp_path, "a", "b"), "--json", "--intervals")
    assert code == 0
    assert [(one["choice"], one["lo"], one["hi"]) for one in json.loads(out)["intervals"]] == [
        ("a", 0, 33),
        ("b", 0, 33),
    ]


@pytest.mark.parametrize(
    ("whom", "words"),
    [
        (("borough", "borough", "sex", "girl"), "pupils (sex girl) of the whole area"),
        (("borough", "borough", "sex", "-9"), "pupils (sex not said) of the whole area"),
        (("locality", "North", "age*sex", "9*girl"), "pupils (age 9, sex girl) of North"),
        (("group", "5 and 6", "all", "all"), "pupils of the schools 5 and 6"),
    ],
)
def test_groups_and_areas_are_said_in_words(whom: tuple[str, ...], words: str) -> None:
    found = Found("2026", *whom, variable="m", choice="held", lo=2, hi=4)
    assert str(found) == f"How many {words} are counted by m is known too well: 2 to 4."


def test_a_release_whose_file_was_changed_is_refused(tmp_path: Path) -> None:
    folder = release(tmp_path, "a", "b")
    files = {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    (folder / "manifest.json").write_text(json.dumps({"files": files}), "utf-8")
    assert run(folder)[0] == 0
    with (folder / "areas.csv").open("a", encoding="utf-8") as file:
        file.write("school,13,13,,\r\n")
    code, out, err = run(folder)
    assert (code, out) == (2, "")
    assert err == (
        "The release release cannot be attacked: its areas.csv is not as it was written. "
        "Build the release anew.\n"
    )


def put(name: str, text: str | bytes) -> Callable[[Path], None]:
    """Replaces a file of a release."""

    def change(folder: Path) -> None:
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    return change


def table(*rows: str) -> Callable[[Path], None]:
    """Replaces its tables."""
    return put("tables.csv", "\n".join((",".join(HEADER), *rows)) + "\n")


def measured_of(choice: str, *rows: str) -> Callable[[Path], None]:
    """Replaces its tables, and its questionnaire by one with a measure of `choice`."""
    asked = yaml_of(single("q1", "a", "b"), measured("m", "q1", choice))

    def change(folder: Path) -> None:
        table(*rows)(folder)
        put("questionnaire.yaml", asked)(folder)

    return change


def no_pupils_have(folder: Path) -> None:
    """Two measures of the same choices that differ by one: no subtraction comes to an end."""
    measures = measured("m", "q1", "a, b") + measured("n", "q1", "a, b")
    choices = ("a", "b", "c", "-9")
    rows = [f"2026,school,12,all,all,q1,{choice},,,3000,small" for choice in choices]
    rows += [
        f"2026,school,12,all,all,{name},held,{count},33,3000,"
        for name, count in (("m", 1000), ("n", 1001))
    ]
    table(*rows)(folder)
    put("questionnaire.yaml", yaml_of(single("q1", "a", "b", "c"), measures))(folder)


FAULTS = {
    "no folder": (lambda folder: (folder / "tables.csv").unlink(), "its tables.csv is missing"),
    "no rule": (lambda folder: (folder / "rule.yaml").unlink(), "its rule.yaml is missing"),
    "rule is no YAML": (put("rule.yaml", "a: [b"), "its rule.yaml is not YAML"),
    "rule is no rule": (
        put("rule.yaml", "least_base: x"),
        "its rule.yaml is no rule, at least_base",
    ),
    "rule is a list": (put("rule.yaml", "- 1"), "its rule.yaml is no rule, at its start"),
    "rule not UTF-8": (put("rule.yaml", b"\xff"), "its rule.yaml is not in UTF-8"),
    "questionnaire": (put("questionnaire.yaml", "id: x"), "its questionnaire cannot be read"),
    "areas": (put("areas.csv", "level,name\n"), "its areas.csv has no column `area`"),
    "manifest": (put("manifest.json", "[]"), "its manifest.json is not a release's"),
    "manifest names what is not there": (
        put("manifest.json", '{"files": {"gone.csv": "0"}}'),
        "its gone.csv is missing",
    ),
    "manifest does not name it": (
        put("manifest.json", '{"files": {}}'),
        "its tables.csv is not as it was written",
    ),
    "no rows": (table(), "its tables.csv has no rows"),
    "no such column": (put("tables.csv", "wave,level\n2026,school\n"), "not as documented"),
    "a number in words": (
        table("2026,school,12,all,all,q1,a,many,,,"),
        "its tables.csv is not as documented",
    ),
    "a negative number": (
        table("2026,school,12,all,all,q1,a,-4,1,10,"),
        "its tables.csv has a negative count",
    ),
    "a level": (table("2026,street,12,all,all,q1,a,4,1,10,"), "has a level `street`"),
    "a row twice": (
        table(*["2026,school,12,all,all,q1,a,4,1,10,"] * 2),
        "has two rows for `a` of q1 of one group",
    ),
    "a group of no split": (
        table("2026,school,12,sex*age,f,q1,a,4,1,10,"),
        "the group `f` of the split `sex*age`, and they do not fit",
    ),
    "two bases": (
        table("2026,school,12,all,all,q1,a,4,1,10,", "2026,school,12,all,all,q1,b,4,1,11,"),
        "tables of school 12 that are asked of the same pupils have different bases",
    ),
    "a variable that nobody knows": (
        table("2026,school,12,all,all,q9,a,4,1,10,"),
        "its tables have `a` of `q9`, and its questionnaire has not",
    ),
    "a choice that nobody knows": (
        table("2026,school,12,all,all,q1,z,4,1,10,"),
        "its tables have `z` of `q1`, and its questionnaire has not",
    ),
    "a measure of two choices": (
        measured_of("b", "2026,school,12,all,all,m,b,4,1,10,"),
        "its tables have `b` of `m`, and its questionnaire has not",
    ),
    "a measure of an unknown choice": (
        measured_of("z", "2026,school,12,all,all,m,held,4,1,10,"),
        "its questionnaire contradicts itself ('z')",
    ),
    "counts that no pupils have": (
        no_pupils_have,
        "its numbers contradict each other at `a` of q1 in school 12",
    ),
    "more than the base": (
        table("2026,school,12,all,all,q1,a,11,100,10,"),
        "its numbers contradict each other at the number of pupils in school 12",
    ),
}


@pytest.mark.parametrize(("spoil", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_spoilt_release_is_refused_in_one_sentence(
    spoil: Callable[[Path], None], sentence: str, tmp_path: Path
) -> None:
    folder = release(tmp_path, "a", "b")
    spoil(folder)
    with pytest.raises(AttackFault) as fault:
        attack(folder)
    assert sentence in str(fault.value)
    code, out, err = run(folder, "--json")
    assert (code, out, err) == (2, "", f"{fault.value}\n")
