"""Nobody can be identified: an attacker with the whole database does no better than chance.

The attacker knows in which order the pupils sat down and sent their answers (a teacher who
watched), and has every table in every order the database can give: by key, by insertion
(rowid, ctid) and, on PostgreSQL, the transaction that wrote each row. They do not have
the installation's secret key; with it and a list of all codes a draft that is not sent
yet can be found, which is what the key is for. Not covered: a school where fewer than a
batch (8) have sent; until the wave closes those few wait unshuffled, and their order in
the waiting room is the order of sending. And what a pupil writes about themselves.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

import pytest
from django.apps import apps
from django.db import connection

from tellback_web.survey.changes import answering, storing
from tellback_web.survey.models import Draft, Finished, StoredResponse, Ticket, WrittenAnswer
from tests.web.survey.small import Pupil, codes, wave_open

PUPILS = 40
MOST_BY_CHANCE = 14
"""Of 40 in 5 batches of 8, blind luck matches one a batch, 5 in all; 14 or more happen once in
ten thousand runs."""


def own(number: int) -> str:
    """An answer that tells the pupils of these tests apart."""
    return str(number + 10)


def wish(number: int) -> str:
    return f"wish-{number:02d}"


def send_in_order(count: int) -> list[str]:
    """Pupils 0, 1, 2 … send, one after the other; gives their codes."""
    handed_out = list(codes(wave_open(), count))
    for number, code in enumerate(handed_out):
        pupil = Pupil()
        pupil.enter(code)
        pupil.save(1, sex="girl", pet="yes")
        pupil.save(2, pet_age=own(number))
        pupil.save(3, wish=wish(number))
        assert pupil.send() == "/answer/thanks/"
    return handed_out


def ages(order: str) -> list[str]:
    """What tells the stored responses apart, in an order of the database's own."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT answers FROM survey_storedresponse ORDER BY {order}")
        rows = [row[0] for row in cursor.fetchall()]
    return [(row if isinstance(row, dict) else json.loads(row))["pet_age"] for row in rows]


def texts(order: str) -> list[str]:
    """The written answers in an order of the database's own."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM survey_writtenanswer ORDER BY {order}")
        return [row[0] for row in cursor.fetchall()]


def orders() -> list[str]:
    if connection.vendor == "postgresql":
        return ["ctid", "id", "xmin::text, ctid", "xmin::text, id"]
    return ["rowid", "id"]


def matches(guess: Sequence[str], truth: Sequence[str]) -> int:
    """How many pupils an attacker places who takes one order of rows for another."""
    return sum(1 for said, true in zip(guess, truth, strict=True) if said == true)


IN_ORDER = [own(number) for number in range(PUPILS)]
WISHES = [wish(number) for number in range(PUPILS)]


@pytest.mark.django_db(transaction=True)
def test_the_order_of_rows_tells_no_more_than_chance() -> None:
    send_in_order(PUPILS)
    assert StoredResponse.objects.count() == WrittenAnswer.objects.count() == PUPILS
    for order in orders():
        assert matches(ages(order), IN_ORDER) < MOST_BY_CHANCE, order
        assert matches(texts(order), WISHES) < MOST_BY_CHANCE, order
        # Nor does what was written stand where the rest of the same pupil's answers stand.
        of_rows = [wish(int(age) - 10) for age in ages(order)]
        assert matches(texts(order), of_rows) < MOST_BY_CHANCE, order


@pytest.mark.django_db(transaction=True)
def test_the_attack_finds_everyone_where_nothing_is_shuffled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Unshuffled:
        def shuffle(self, rows: list[StoredResponse]) -> None:
            rows.sort(key=lambda row: str(row.answers["pet_age"]))

    monkeypatch.setattr(storing.secrets, "SystemRandom", Unshuffled)
    send_in_order(PUPILS)
    assert matches(ages(orders()[0]), IN_ORDER) == PUPILS


@pytest.mark.django_db(transaction=True)
def test_the_words_stand_nowhere_beside_the_other_answers() -> None:
    send_in_order(answering.BATCH)
    for answers in StoredResponse.objects.values_list("answers", flat=True):
        assert "wish-" not in json.dumps(answers)
    kept = {one.field.name for one in WrittenAnswer._meta.related_objects}
    assert kept == set()


@pytest.mark.django_db(transaction=True)
def test_no_value_stands_both_by_a_ticket_and_by_answers() -> None:
    """No key, digest or time joins the two; only the school, which all its pupils share."""
    handed_out = send_in_order(PUPILS)
    answered = Pupil()
    (late,) = codes(Ticket.objects.first().participation.wave)  # type: ignore[union-attr]
    answered.enter(late)
    answered.save(1, sex="girl", pet="yes")
    tickets = values_of(Ticket.objects.values())
    for rows in (StoredResponse.objects.values(), Draft.objects.values()):
        shared = tickets & values_of(rows)
        assert shared <= {str(Ticket.objects.first().participation_id)}  # type: ignore[union-attr]
    for code in [*handed_out, late]:
        assert code not in json.dumps(sorted(tickets))


def values_of(rows: Sequence[dict[str, object]]) -> set[str]:
    """Every value in `rows` but true and false, as text."""
    return {
        str(value)
        for row in rows
        for value in row.values()
        if not isinstance(value, bool | dict) and value not in {0, 1, None, ""}
    }


@pytest.mark.django_db(transaction=True)
def test_no_table_about_pupils_has_a_time_an_address_or_a_session() -> None:
    unwanted = {"DateTimeField", "DateField", "TimeField", "GenericIPAddressField"}
    for name in ("ticket", "draft", "finished", "storedresponse"):
        every = apps.get_model("survey", name)._meta.get_fields()
        # Only a try-out's drafts, which are never stored as answers, know their day.
        fields = [field for field in every if field.name != "begun_on"]
        kinds = {field.get_internal_type() for field in fields if hasattr(field, "column")}
        assert not kinds & unwanted, name
        related = {field.related_model for field in fields if field.is_relation}
        held = {
            "ticket": {"participation", "classsession"},
            "draft": {"participation", "classsession", "wave"},
        }
        allowed = held.get(name, {"participation"})
        assert related == {apps.get_model("survey", one) for one in allowed}, name


@pytest.mark.django_db(transaction=True)
def test_pupils_leave_no_session_no_event_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    (code,) = codes(wave_open())
    sessions, events = apps.get_model("sessions", "Session"), apps.get_model("audit", "Event")
    before = sessions.objects.count(), events.objects.count()
    with caplog.at_level(logging.DEBUG):
        Pupil().answer_all(code, wish="a very secret wish")
    assert (sessions.objects.count(), events.objects.count()) == before
    ours = [record for record in caplog.records if record.name != "django.db.backends"]
    said = [record.getMessage() for record in ours]
    for text in ("a very secret wish", *code.split("-")[:2]):
        assert not any(text in line for line in said)


@pytest.mark.django_db(transaction=True)
def test_the_transaction_that_wrote_a_row_joins_no_ticket_to_its_answers() -> None:
    """PostgreSQL marks rows with their transaction; a batch's tickets all carry its mark."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no mark of the transaction on a row")
    send_in_order(16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, count(*) FROM survey_ticket WHERE spent GROUP BY 1")
        tickets = dict(cursor.fetchall())
        cursor.execute("SELECT xmin::text, count(*) FROM survey_storedresponse GROUP BY 1")
        responses = dict(cursor.fetchall())
    assert all(count >= answering.BATCH for count in tickets.values())
    assert all(count >= answering.BATCH for count in responses.values())


@pytest.mark.django_db
def test_fewer_than_a_batch_wait() -> None:
    for code in codes(wave_open(), answering.BATCH - 1):
        Pupil().answer_all(code)
    assert StoredResponse.objects.count() == 0
    assert Finished.objects.count() == answering.BATCH - 1
