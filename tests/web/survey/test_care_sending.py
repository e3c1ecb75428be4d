"""What a pupil writes on its way to those who read it, and that nothing leads back to the pupil."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from pytest_django.fixtures import Settings

from tellback_web.audit.models import Event
from tellback_web.survey import care_words
from tellback_web.survey.care_words import signs_of, why_no_signs
from tellback_web.survey.changes import care_notice
from tellback_web.survey.changes.answering import start
from tellback_web.survey.changes.care import forget_written, keep_written
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.concerns import close_concern
from tellback_web.survey.changes.sessions import close_session, open_session
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.codes import unseal
from tellback_web.survey.models import (
    Concern,
    Finished,
    StoredResponse,
    Ticket,
    WrittenAnswer,
)
from tests.web.survey.care import HARM, MARK, PLAIN, SAD, at, concern, written
from tests.web.survey.small import BY, Pupil, codes, wave_open
from tests.web.survey.test_anonymity import matches, orders, values_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread is left waiting for the next half hour."""
    monkeypatch.setattr(care_notice, "tell_leads_later", lambda: None)


def test_what_may_tell_of_harm_is_a_concern_at_once_with_the_school_and_the_day() -> None:
    (code,) = codes(wave_open())
    Pupil().answer_all(code, wish=HARM)
    (one,) = Concern.objects.all()
    assert (one.text, one.raised_by, one.participation.school.name) == (HARM, "", "North Primary")
    assert WrittenAnswer.objects.count() == 0
    (waiting,) = Finished.objects.all()
    assert HARM not in json.dumps(waiting.answers)


def test_other_words_wait_for_the_batch_and_then_for_a_reader() -> None:
    for place, code in enumerate(codes(wave_open(), 8)):
        assert WrittenAnswer.objects.count() == 0
        Pupil().answer_all(code, wish=f"{PLAIN} {place}")
    assert WrittenAnswer.objects.filter(state=WrittenAnswer.State.WAITING).count() == 8
    assert Concern.objects.count() == 0


def test_the_last_few_of_a_class_are_read_when_it_closes() -> None:
    wave = wave_open()
    session = open_session(at(wave), class_name="5B", pupils=12, by=BY)
    board = unseal(session.board_sealed)
    for place in range(11):
        Pupil().answer_all(start(board).code, wish=f"{PLAIN} {place}")
    assert WrittenAnswer.objects.count() == 8
    close_session(session, by=BY)
    assert sorted(WrittenAnswer.objects.values_list("text", flat=True)) == sorted(
        f"{PLAIN} {place}" for place in range(11)
    )
    assert Finished.objects.count() == 3
    assert MARK not in json.dumps(list(Finished.objects.values_list("answers", flat=True)))
    close_wave(wave, by=BY)
    assert WrittenAnswer.objects.count() == 11


def test_the_last_of_a_class_do_not_stand_last() -> None:
    wave = wave_open()
    session = open_session(at(wave), class_name="5B", pupils=40, by=BY)
    board = unseal(session.board_sealed)
    for place in range(39):
        Pupil().answer_all(start(board).code, wish=f"slide {place:02d}")
    close_session(session, by=BY)
    in_order = [f"slide {place:02d}" for place in range(39)]
    for order in orders():
        found = column("survey_writtenanswer", "text", order)
        assert matches(found, in_order) < 12, order
        # Seven came last; by chance one or two of them stand among the last seven.
        assert len(set(found[-7:]) & set(in_order[-7:])) < 6, order


def column(table: str, name: str, order: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {table} ORDER BY {order}")
        return [str(row[0]) for row in cursor.fetchall()]


def test_nothing_joins_a_concern_to_a_ticket_a_place_or_a_response() -> None:
    """No key, digest or time: only the school, which all of its pupils share."""
    wave = wave_open()
    session = open_session(at(wave), class_name="5B", pupils=30, by=BY)
    board = unseal(session.board_sealed)
    for place in range(20):
        told = f"{HARM} {place}" if place % 3 == 0 else f"{PLAIN} {place}"
        Pupil().answer_all(start(board).code, wish=told)
    assert Concern.objects.count() == 7
    shared = {str(session.participation_id)}
    concerns = values_of(Concern.objects.values("id", "participation", "text"))
    texts = values_of(WrittenAnswer.objects.values("id", "participation", "text"))
    for model in (Ticket, Finished, StoredResponse):
        assert concerns & values_of(model.objects.values()) <= shared
        assert texts & values_of(model.objects.values()) <= shared
    assert concerns & texts <= shared


def test_the_tables_of_words_know_no_time_no_class_and_no_place() -> None:
    for name, days in (("writtenanswer", {"screened_on"}), ("concern", {"raised_on", "closed_on"})):
        fields = apps.get_model("survey", name)._meta.concrete_fields
        kinds = {one.get_internal_type() for one in fields}
        assert not kinds & {"DateTimeField", "TimeField", "GenericIPAddressField"}
        assert {one.name for one in fields if one.get_internal_type() == "DateField"} == days
        assert {one.name for one in fields if one.is_relation} == {"participation"}


def test_a_concern_comes_with_all_that_was_sent_before_it_written_anew() -> None:
    """PostgreSQL marks rows with their transaction: the mark must be of more than one pupil."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no mark of the transaction on a row")
    handed_out = codes(wave_open(), 6)
    for code in handed_out[:5]:
        Pupil().answer_all(code, wish=PLAIN)
    Pupil().answer_all(handed_out[5], wish=HARM)
    (mark,) = column("survey_concern", "xmin", "id")
    assert column("survey_finished", "xmin", "id").count(mark) == 6
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text FROM survey_ticket WHERE spent")
        assert [row[0] for row in cursor.fetchall()] == [mark] * 6


def test_a_concern_has_the_mark_of_the_latest_batch_and_not_of_its_own() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no mark of the transaction on a row")
    for place, code in enumerate(codes(wave_open(), 16)):
        Pupil().answer_all(code, wish=HARM if place == 2 else PLAIN)
    (mark,) = column("survey_concern", "xmin", "id")
    latest = column("survey_storedresponse", "xmin", "xmin::text::bigint")[-1]
    assert mark == latest


def test_words_of_keyed_paper_may_raise_a_concern_too() -> None:
    wave = wave_open()
    keep_written(at(wave).pk, [("wish", HARM), ("wish", PLAIN)])
    assert [one.text for one in Concern.objects.all()] == [HARM]
    assert [one.text for one in WrittenAnswer.objects.all()] == [PLAIN]


def test_words_stand_in_no_event_no_log_no_mail_and_no_snapshot(
    caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    wave = wave_open()
    with caplog.at_level(logging.DEBUG):
        for code, told in zip(codes(wave, 4), (HARM, PLAIN, SAD, PLAIN), strict=True):
            Pupil().answer_all(code, wish=told)
        folder = close_wave(wave, by=BY)
    ours = [one.getMessage() for one in caplog.records if one.name != "django.db.backends"]
    assert not any(MARK in line for line in ours)
    assert MARK not in json.dumps(list(Event.objects.values("verb", "about", "details")))
    assert not any(MARK in f"{one.subject} {one.body}" for one in mail.outbox)
    for path in Path(folder).rglob("*"):
        if path.suffix == ".parquet":
            assert MARK not in str(pq.read_table(path).to_pylist())
        elif path.is_file():
            assert MARK.encode() not in path.read_bytes()


def test_a_file_of_words_that_cannot_be_read_keeps_no_pupil_from_sending(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "en.yaml").write_text("signs: [")
    monkeypatch.setattr(care_words, "_folder", lambda: tmp_path)
    care_words._loaded.cache_clear()
    try:
        (code,) = codes(wave_open())
        Pupil().answer_all(code, wish=HARM)
        assert "en.yaml" in why_no_signs()
        assert signs_of(HARM) == ()
        assert Concern.objects.count() == 0
        assert Finished.objects.count() == 1
    finally:
        care_words._loaded.cache_clear()


def test_texts_are_forgotten_only_when_all_were_read_and_no_concern_is_open() -> None:
    wave = wave_open()
    (code,) = codes(wave)
    Pupil().answer_all(code, wish=PLAIN)
    with pytest.raises(Refused, match="is open"):
        forget_written(wave, by=BY)
    close_wave(wave, by=BY)
    with pytest.raises(Refused, match="1 text is"):
        forget_written(wave, by=BY)
    WrittenAnswer.objects.update(state=WrittenAnswer.State.CLEARED)
    one = concern(wave)
    with pytest.raises(Refused, match=f"concern {one.pk.hex[:8]}"):
        forget_written(wave, by=BY)
    assert WrittenAnswer.objects.count() == 1
    close_concern(one.pk, reason="Spoke to the school.", by=BY)
    assert forget_written(wave, by=BY) == 1
    assert (WrittenAnswer.objects.count(), Concern.objects.count()) == (0, 1)
    latest = Event.objects.order_by("pk").last()
    assert latest is not None
    assert (latest.verb, latest.details) == ("deleted the written answers", {"texts": 1})


def test_forgetting_one_wave_leaves_another_alone() -> None:
    first, second = wave_open("first"), wave_open("second")
    for wave in (first, second):
        (code,) = codes(wave)
        Pupil().answer_all(code)
    close_wave(first, by=BY)
    written(first, PLAIN), written(second, PLAIN)
    WrittenAnswer.objects.update(state=WrittenAnswer.State.WITHHELD)
    assert forget_written(first, by=BY) == 1
    assert WrittenAnswer.objects.get().participation.wave == second
