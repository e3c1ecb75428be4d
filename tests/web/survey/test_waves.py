"""An officer prepares, opens, extends and closes a wave; every refusal is a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tellback.questionnaire.problem import Unreadable
from tellback.snapshot import read_snapshot
from tellback_web.audit.models import Event
from tellback_web.schools.models import School
from tellback_web.survey.changes import closing
from tellback_web.survey.changes.closing import close_wave, snapshots_folder
from tellback_web.survey.changes.tickets import make_tickets
from tellback_web.survey.changes.wave import (
    Refused,
    ask_schools,
    extend_wave,
    note_could_not,
    open_wave,
    why_not_open,
)
from tellback_web.survey.models import Draft, Finished, StoredResponse, Ticket, Wave
from tests.web.cast import NORTH, amina, bilal, browser_of, dev
from tests.web.survey.small import (
    BY,
    CLOSES,
    QUESTIONNAIRE,
    Pupil,
    codes,
    draft_wave,
    register,
    wave_open,
)

BOMB = b"a: &a [x,x,x,x,x,x,x,x,x,x]\n" + b"".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{','.join(['*' + chr(97 + level)] * 10)}]\n".encode()
    for level in range(9)
)
"""Each line stands for ten of the line before: ten thousand million values in 500 bytes."""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path


def test_a_wave_opens_when_its_questionnaire_is_right_and_schools_are_asked() -> None:
    register()
    wave = draft_wave()
    assert why_not_open(wave) == "No school has been asked yet. Ask schools first."
    ask_schools(wave, School.objects.filter(number=NORTH), by=BY)
    open_wave(wave, by=BY)
    wave.refresh_from_db()
    assert wave.state == "open"
    assert wave.on_roll_everywhere == 200
    assert wave.participations.get().roll == 40


def test_a_questionnaire_with_problems_does_not_open() -> None:
    register()
    wave = draft_wave(text=QUESTIONNAIRE.replace("selected(${which}", "selected(${wich}"))
    ask_schools(wave, School.objects.all(), by=BY)
    with pytest.raises(Refused, match="problem"):
        open_wave(wave, by=BY)
    wave.refresh_from_db()
    assert wave.state == "draft"


def test_an_unreadable_questionnaire_makes_no_wave() -> None:
    with pytest.raises(Unreadable):
        draft_wave(text="sections: [")
    assert not Wave.objects.exists()


@pytest.mark.parametrize("state", ["draft", "closed", "released"])
def test_only_an_open_wave_is_extended(state: str) -> None:
    wave = wave_open()
    Wave.objects.update(state=state, snapshot="x")
    with pytest.raises(Refused, match="its closing day stays"):
        extend_wave(wave, closes_on=date(2027, 1, 1), reason="Snow", by=BY)


def test_an_extension_needs_a_later_day_and_a_reason() -> None:
    wave = wave_open()
    with pytest.raises(Refused, match="after the present closing day"):
        extend_wave(wave, closes_on=wave.closes_on, reason="Snow", by=BY)
    with pytest.raises(Refused, match="Say why"):
        extend_wave(wave, closes_on=date(2100, 1, 31), reason=" ", by=BY)
    extend_wave(wave, closes_on=date(2100, 1, 31), reason="Snow", by=BY)
    wave.refresh_from_db()
    assert (wave.state, wave.extension_reason) == ("extended", "Snow")
    assert wave.first_closes_on == CLOSES


def test_every_change_is_recorded() -> None:
    wave = wave_open()
    school = wave.participations.first()
    assert school is not None
    make_tickets(school, count=2, by="amina")
    note_could_not(school, reason="No computers", by="amina")
    extend_wave(wave, closes_on=date(2100, 1, 31), reason="Snow", by="amina")
    said = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert said[-6:] == [
        "prepared the wave",
        "asked schools",
        "opened the wave",
        "made codes",
        "noted that a school could not take part",
        "extended the wave",
    ]


def test_closing_freezes_the_answers_and_deletes_codes_drafts_and_rows() -> None:
    wave = wave_open()
    sent, begun, _ = codes(wave, 3)
    Pupil().answer_all(sent, wish="a kite")
    pupil = Pupil()
    pupil.enter(begun)
    pupil.save(1, sex="girl", pet="no")
    folder = close_wave(wave, by=BY)
    wave.refresh_from_db()
    snapshot = read_snapshot(folder)
    assert (snapshot.rows, wave.state, wave.unsent_at_close) == (1, "closed", 1)
    assert wave.snapshot == folder.name
    assert snapshot.table.column("school").to_pylist() == [NORTH]
    assert snapshot.table.column("locality").to_pylist() == ["Hillside"]
    for model in (Ticket, Draft, Finished, StoredResponse):
        assert not model._default_manager.exists()
    assert wave.participations.get(school__number=NORTH).responses == 1


def test_a_wave_without_responses_is_not_closed() -> None:
    with pytest.raises(Refused, match="Nobody has sent answers yet"):
        close_wave(wave_open(), by=BY)


def test_a_wave_is_closed_once() -> None:
    wave = wave_open()
    Pupil().answer_all(*codes(wave))
    close_wave(wave, by=BY)
    with pytest.raises(Refused, match="cannot be closed"):
        close_wave(wave, by=BY)
    assert len(list(snapshots_folder().iterdir())) == 1


def test_a_crash_while_closing_leaves_the_wave_open_and_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wave = wave_open()
    Pupil().answer_all(*codes(wave))

    def crash(**_: object) -> None:
        msg = "the power went"
        raise KeyboardInterrupt(msg)

    with monkeypatch.context() as broken:
        broken.setattr(closing, "record", crash)
        with pytest.raises(KeyboardInterrupt):
            close_wave(wave, by=BY)
    wave.refresh_from_db()
    assert wave.state == "open"
    assert not list(snapshots_folder().iterdir())
    # What kill -9 between the folder and the database would have left is removed at the next try.
    (snapshots_folder() / f"wave-{wave.pk}-left").mkdir()
    close_wave(wave, by=BY)
    assert [one.name for one in snapshots_folder().iterdir()] == [Wave.objects.get().snapshot]


def test_only_an_officer_changes_a_wave() -> None:
    wave = wave_open()
    for person in (bilal(), dev()):
        browser = browser_of(person)
        for path in ("", "open/", "extend/", "close/", "ask/", "monitor/"):
            answer = browser.post(f"/staff/waves/{wave.pk}/{path}")
            assert answer.status_code in {403, 405}, path
        assert "survey officer" in browser.get("/staff/waves/").content.decode()


def test_a_stranger_is_sent_to_sign_in() -> None:
    answer = Pupil().client.get("/staff/waves/")
    assert answer.headers["Location"] == "/account/login/?next=/staff/waves/"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.yaml", b"sections: [", "questionnaire.yaml"),
        ("a.yaml", BOMB, "Written out in full"),
        ("a.yaml", b"\xff\xfe\x00", "UTF-8"),
        ("a.xlsx", b"this is no workbook", "questionnaire.xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_so_on_the_page(
    name: str, data: bytes, sentence: str
) -> None:
    posted = {
        "name": "2027",
        "title": "A survey",
        "year_group": "5",
        "paging": "section",
        "opens_on": "2027-01-01",
        "closes_on": "2027-02-01",
        "file": SimpleUploadedFile(name, data),
    }
    answer = browser_of(amina()).post("/staff/waves/prepare/", posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert sentence in page
    assert not Wave.objects.exists()


def test_an_officer_goes_from_a_file_to_an_open_wave() -> None:
    register()
    browser = browser_of(amina())
    posted = {
        "name": "2027",
        "title": "A survey",
        "year_group": "5",
        "paging": "question",
        "opens_on": "2027-01-01",
        "closes_on": "2027-02-01",
        "file": SimpleUploadedFile("small.yaml", QUESTIONNAIRE.encode()),
    }
    where = browser.post("/staff/waves/prepare/", posted).headers["Location"]
    assert browser.get(where).status_code == 200
    browser.post(f"{where}ask/", {"schools": [NORTH]})
    browser.post(f"{where}open/")
    wave = Wave.objects.get()
    assert wave.state == "open"
    school = wave.participations.get()
    slips = browser.post(f"/staff/waves/school/{school.pk}/codes/", {"count": "3"})
    assert slips.content.decode().count('class="slip__code"') == 3
    assert "no-store" in slips.headers["Cache-Control"]


def test_the_monitor_gives_both_rates_and_never_an_answer() -> None:
    wave = wave_open()
    for code in codes(wave, 10):
        Pupil().answer_all(code, wish="a kite in the sky")
    page = browser_of(amina()).get(f"/staff/waves/{wave.pk}/monitor/").content.decode()
    assert "10 of 40 pupils (25%)" in page
    assert "10 of 200 pupils (5%)" in page
    assert "1 of 3</strong> localities take part" in page
    assert "a kite" not in page
