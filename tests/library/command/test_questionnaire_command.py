"""The `tellback questionnaire` commands: what they print, where, and with which exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import EntryPoint, version
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tellback.command import main
from tellback.questionnaire.check import is_advice
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.read import read_file

ROOT = Path(__file__).parents[3]
GALLERY = ROOT / "tests" / "gallery" / "questionnaires"
DOCUMENT = ROOT / "docs" / "questionnaire-commands.md"


@pytest.fixture(autouse=True)
def only_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The web floor's commands need Django, which these tests run without."""
    monkeypatch.setattr(main, "entry_points", lambda group: [])


def tellback(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main.make_app(), [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def questionnaire(*arguments: str | Path) -> tuple[int, str, str]:
    return tellback("questionnaire", *arguments)


def written(path: Path, value: object) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


# The documentation


def files_in(document: str) -> dict[str, str]:
    """The YAML and JSON blocks, by the name in backquotes last mentioned before each."""
    found = {}
    for block in re.finditer(r"```(yaml|json)\n(.*?)```", document, re.DOTALL):
        names = re.findall(rf"`([\w/-]+\.{block[1]})`", document[: block.start()])
        found[names[-1]] = block[2]
    return found


def runs_in(document: str) -> list[tuple[str, str]]:
    """Each command on a console and what is printed before the next."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", document, re.DOTALL):
        for run in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = run.partition("\n")
            found.append((command, output))
    return found


def test_every_example_of_the_documentation_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    for name, text in files_in(document).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path / name, text)
    monkeypatch.chdir(tmp_path)
    runs, code = runs_in(document), 0
    assert len(runs) > 10
    for command, output in runs:
        if command == "echo $?":
            assert output == f"{code}\n"
            continue
        code, out, err = tellback(*command.split()[1:])
        assert out + err == output, command


# check


def test_a_clean_questionnaire_ends_with_0() -> None:
    code, out, err = questionnaire("check", GALLERY / "grid.yaml")
    assert (code, out, err) == (0, "grid.yaml: no problems.\n", "")


@pytest.mark.parametrize(
    "path", sorted((GALLERY / "faulty").glob("*.yaml")), ids=lambda path: path.stem
)
def test_a_faulty_questionnaire_ends_with_1_or_2_and_advice_with_0(path: Path) -> None:
    expected = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
    code, out, err = questionnaire("check", path)
    in_json = questionnaire("check", path, "--json")
    assert in_json[0] == code
    assert in_json[2] == ""
    said = json.loads(in_json[1])
    assert said["file"] == str(path)
    if "unreadable" in said:
        assert code == 2
        assert out == ""
        assert err.startswith(path.name)
        assert {one["code"] for one in said["unreadable"]} == {expected}
        return
    assert set(said) == {"file", "questionnaire", "problems", "advice", "lost"}
    assert err == ""
    advice = is_advice(Problem("", "", "", expected))
    assert code == (0 if advice else 1)
    assert {one["code"] for one in said["advice" if advice else "problems"]} == {expected}
    assert said["problems" if advice else "advice"] == []
    assert all(f"[{expected}]" in line for line in out.splitlines() if line.startswith("  "))


def test_a_file_that_cannot_be_read_ends_with_2_in_every_command(tmp_path: Path) -> None:
    answers = written(tmp_path / "a.json", {})
    for name, content in {
        "empty.yaml": b"",
        "latin.yaml": "title: Crêpe".encode("latin-1"),
        "bomb.yaml": b"a: &a [1,1,1,1,1,1,1,1,1]\n"
        + b"".join(
            f"b{at}: &b{at} [{','.join([f'*{before}'] * 9)}]\n".encode()
            for at, before in enumerate(["a", *(f"b{one}" for one in range(30))])
        ),
        "form.doc": b"",
    }.items():
        path = tmp_path / name
        path.write_bytes(content)
        for command in (["check"], ["codebook"], ["route", "--answers", answers]):
            code, out, err = questionnaire(*command, path)
            assert (code, out) == (2, "")
            assert err.startswith(name)
    assert questionnaire("check", tmp_path)[0] == 2
    assert questionnaire("check", tmp_path / "none.yaml")[0] == 2


@pytest.mark.parametrize(
    ("lost_code", "code"), [("lost-guidance", 0), ("lost-route", 1), ("lost-route-repeat", 1)]
)
def test_what_an_import_lost_is_listed_and_only_lost_routes_end_with_1(
    monkeypatch: pytest.MonkeyPatch, lost_code: str, code: int
) -> None:
    path = GALLERY / "single.yaml"
    brought = read_file(path), (Problem("row 7", "It is not kept.", "Leave it.", lost_code),)
    monkeypatch.setattr("tellback.questionnaire.read.read_any", lambda _: brought)
    found, out, _ = questionnaire("check", path)
    assert found == code
    assert "row 7: It is not kept. Leave it." in out
    assert "1 thing lost in the import" in out
    said = json.loads(questionnaire("check", path, "--json")[1])
    assert [one["code"] for one in said["lost"]] == [lost_code]


# route


CHAIN = GALLERY / "route_chain.yaml"


def routed(path: Path, answers: Path) -> object:
    code, out, err = questionnaire("route", path, "--answers", answers, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_a_route_is_given_in_the_shape_of_the_answers(tmp_path: Path) -> None:
    answers = {"bullied": "yes", "reported": "no", "helped": "yes"}
    route = {"asked": ["bullied", "reported"], "dropped": ["helped"]}
    assert routed(CHAIN, written(tmp_path / "a.json", answers)) == route
    assert routed(CHAIN, written(tmp_path / "a.json", [answers])) == [route]
    assert routed(CHAIN, written(tmp_path / "a.json", [])) == []


def test_blank_and_null_are_not_answers_that_could_be_dropped(tmp_path: Path) -> None:
    answers = written(tmp_path / "a.json", {"bullied": "no", "reported": "", "helped": None})
    assert routed(CHAIN, answers) == {"asked": ["bullied"], "dropped": []}


def test_numbers_may_be_numbers_and_several_choices_a_list(tmp_path: Path) -> None:
    answers = written(tmp_path / "a.json", {"sisters": 2})
    assert routed(GALLERY / "route_number.yaml", answers) == {
        "asked": ["sisters", "get_on"],
        "dropped": [],
    }
    answers = written(tmp_path / "a.json", {"drinks": ["cola", "beer"]})
    assert routed(GALLERY / "route_several.yaml", answers) == {
        "asked": ["drinks", "beer_where"],
        "dropped": [],
    }


def test_a_route_that_looks_forward_can_be_followed(tmp_path: Path) -> None:
    path = GALLERY / "faulty" / "looks_forward.yaml"
    answers = written(tmp_path / "a.json", [{"q1": "a"}, {"q1": "b"}])
    assert routed(path, answers) == [
        {"asked": ["q0", "q1"], "dropped": []},
        {"asked": ["q1"], "dropped": []},
    ]


@pytest.mark.parametrize("name", ["bad_rule", "rule_with_unknown_variable"])
def test_a_rule_that_leads_nowhere_stops_the_route(tmp_path: Path, name: str) -> None:
    path = GALLERY / "faulty" / f"{name}.yaml"
    code, out, err = questionnaire("route", path, "--answers", written(tmp_path / "a.json", {}))
    assert (code, out) == (2, "")
    assert err.startswith(f"{name}.yaml line 16, question q2 (show_if)")


@pytest.mark.parametrize("name", ["measure_where_unknown_variable", "rule_with_unknown_choice"])
def test_a_fault_that_leaves_the_route_whole_does_not_stop_it(tmp_path: Path, name: str) -> None:
    path = GALLERY / "faulty" / f"{name}.yaml"
    assert routed(path, written(tmp_path / "a.json", {"q1": "a"}))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("", "a.json line 1: The file is not JSON"),
        ("{", "a.json line 1: The file is not JSON"),
        ('{"bullied": "yes",\n}', "a.json line 2: The file is not JSON"),
        ('{"bullied": "yes", "bullied": "no"}', "`bullied` is answered twice"),
        ('{"bullied": NaN}', "NaN is not a number"),
        ("[" * 100_000, "Lists lie within lists too deep"),
        ("3", "3 stands here"),
        ("[[]]", "a.json, answers 1: Answers are an object"),
        ('"text"', "Answers are an object"),
        ("null", "Answers are an object"),
        ({"buried": "yes"}, "There is no variable `buried`. Did you mean `bullied`?"),
        ({"bullied": "maybe"}, "They are `yes`, `no`."),
        ({"bullied": True}, "true cannot be answered"),
        ({"bullied": {}}, "{} cannot be answered. Write text, a number, or a list of choices."),
        ({"bullied": [1]}, "cannot be answered"),
        ({"bullied": ["yes", "no"]}, '["yes", "no"] cannot be answered'),
        ({"bullied": 1}, "1 cannot be answered"),
        ([{}, {"bullied": "x"}], "a.json, answers 2, bullied: "),
    ],
)
def test_what_cannot_be_an_answer_is_refused_in_a_sentence(
    tmp_path: Path, answers: object, said: str
) -> None:
    path = written(tmp_path / "a.json", answers)
    code, out, err = questionnaire("route", CHAIN, "--answers", path)
    assert (code, out) == (2, "")
    assert said in err
    code, out, err = questionnaire("route", CHAIN, "--answers", path, "--json")
    assert (code, err) == (2, "")
    unreadable = json.loads(out)
    assert unreadable["file"] == str(path)
    assert unreadable["unreadable"]


@pytest.mark.parametrize("answers", ["3.0", "1e0", "99999999999999999999999999999", "-1", '"two"'])
def test_a_number_is_taken_as_it_is_written(tmp_path: Path, answers: str) -> None:
    path = written(tmp_path / "a.json", f'{{"sisters": {answers}}}')
    code, _, err = questionnaire("route", GALLERY / "route_number.yaml", "--answers", path)
    allowed = answers in {"3.0", "1e0"}
    assert code == (0 if allowed else 2)
    assert allowed or answers in err


def test_answers_that_cannot_be_opened_end_with_2(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        code, out, err = questionnaire("route", CHAIN, "--answers", path)
        assert (code, out) == (2, "")
        assert err.startswith(str(path))


# codebook


def test_a_codebook_is_printed_as_a_table_or_as_json() -> None:
    path = GALLERY / "codes.yaml"
    code, out, _ = questionnaire("codebook", path)
    assert code == 0
    assert "| health | How is your health? | single | 3 Good; 2 Fair; 1 Poor |" in out
    code, out, _ = questionnaire("codebook", path, "--json")
    (line,) = json.loads(out)["lines"]
    assert code == 0
    assert line["codes"][0] == {"code": 3, "choice": "good", "label": "Good"}


def test_a_faulty_questionnaire_has_no_codebook() -> None:
    code, out, err = questionnaire("codebook", GALLERY / "faulty" / "duplicate_row.yaml")
    assert (code, out) == (1, "")
    assert "1 problem" in err


# the command itself


def test_the_version_is_the_installed_one() -> None:
    assert tellback("--version") == (0, f"tellback {version('tellback')}\n", "")


def test_help_names_the_commands_and_nothing_about_shells() -> None:
    code, out, _ = tellback("--help")
    assert code == 0
    assert "questionnaire" in out
    assert "completion" not in out
    code, out, _ = questionnaire("--help")
    assert code == 0
    assert all(command in out for command in ("check", "route", "codebook"))


@pytest.mark.parametrize("arguments", [["nonsense"], ["questionnaire", "check"], ["--nonsense"]])
def test_a_command_given_wrongly_ends_with_2(arguments: list[str]) -> None:
    assert tellback(*arguments)[0] == 2


def with_floor(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    point = EntryPoint(name="other", value=value, group=main.COMMANDS)
    monkeypatch.setattr(main, "entry_points", lambda group: [point])


def add_greeting(app: typer.Typer) -> None:
    @app.command()
    def greet() -> None:
        typer.echo("hello")


def add_nothing(_app: typer.Typer) -> None:
    raise ValueError("it is broken")


def test_another_floor_may_add_its_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    with_floor(monkeypatch, f"{__name__}:add_greeting")
    assert tellback("greet") == (0, "hello\n", "")


def test_a_missing_floor_is_passed_by_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    with_floor(monkeypatch, "no_such_floor.command:add_commands")
    assert tellback("--version")[2] == ""


def test_a_broken_floor_is_named_and_the_others_still_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_floor(monkeypatch, f"{__name__}:add_nothing")
    app = main.make_app()
    assert "commands of `other` are left out" in capsys.readouterr().err
    assert CliRunner().invoke(app, ["--version"]).exit_code == 0


def test_a_fault_of_ours_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> typer.Typer:
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr(main, "make_app", fails)
    with pytest.raises(SystemExit) as caught:
        main.run()
    assert caught.value.code == main.FAILED
    err = capsys.readouterr().err
    assert "RuntimeError: a wheel came off" in err
    assert "Traceback" not in err


def test_asking_for_the_version_loads_nothing_heavy() -> None:
    asked = (
        "import sys; from tellback.command import main; main.entry_points = lambda group: [];"
        "sys.argv = ['tellback', '--version']\n"
        "try: main.run()\n"
        "except SystemExit: pass\n"
        "heavy = {'pydantic', 'yaml', 'openpyxl', 'pyarrow', 'textstat', 'numpy', 'django'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
