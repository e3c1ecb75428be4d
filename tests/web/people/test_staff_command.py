"""`tellback staff add`: the first administrator's account, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tellback_web.audit.models import Event
from tellback_web.people.command import staff_commands
from tellback_web.people.models import Person
from tests.web.cast import NORTH, dev

pytestmark = pytest.mark.django_db

GOOD = "plum kettle Tuesday"


def add(*words: str, password: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("TELLBACK_DATA", str(tmp_path))
    monkeypatch.setattr("getpass.getpass", lambda prompt: password)
    return CliRunner().invoke(staff_commands(), ["add", *words, "--data", str(tmp_path)])


def test_the_first_administrator_is_made_and_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("Fay@council.example", "--name", "Fay", "--role", "administrator")
    result = add(*words, password=GOOD, tmp_path=tmp_path, monkeypatch=monkeypatch)
    assert result.exit_code == 0, result.output
    assert "can sign in as administrator" in result.output
    person = Person.objects.get(email="fay@council.example")
    assert person.check_password(GOOD)
    assert [held.role for held in person.roles_held.all()] == ["administrator"]
    assert set(Event.objects.values_list("by", flat=True)) == {"the command line"}


def test_a_head_is_made_with_their_school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("fay@council.example", "--name", "Fay", "--role", "school", "--school", NORTH)
    assert add(*words, password=GOOD, tmp_path=tmp_path, monkeypatch=monkeypatch).exit_code == 0
    assert Person.objects.get().roles_held.get().school == NORTH


@pytest.mark.parametrize(
    ("role", "password", "sentence"),
    [
        ("king", GOOD, "There is no role king."),
        ("school", GOOD, "needs the number of its school"),
        ("analyst", "short", "too short"),
        ("analyst", "fay@council.example", "similar"),
    ],
)
def test_a_refusal_is_a_sentence_and_leaves_nothing_behind(
    role: str, password: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("fay@council.example", "--name", "Fay", "--role", role)
    result = add(*words, password=password, tmp_path=tmp_path, monkeypatch=monkeypatch)
    assert result.exit_code == 1
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert not Person.objects.exists()
    assert not Event.objects.exists()


def test_an_account_that_exists_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = (dev().email, "--name", "Dev", "--role", "analyst")
    result = add(*words, password=GOOD, tmp_path=tmp_path, monkeypatch=monkeypatch)
    assert result.exit_code == 1
    assert "already" in result.output
