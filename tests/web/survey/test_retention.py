"""What each field's declaration promises of its end is carried out, or is named with a reason."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from typer.testing import CliRunner

from tellback.command.main import make_app
from tellback_web import loading
from tellback_web.audit.models import Event
from tellback_web.audit.triggers import CREATE, DROP
from tellback_web.people.changes import add_person, close_account, reopen_account
from tellback_web.people.models import Person
from tellback_web.people.privacy_of_libraries import LIBRARIES
from tellback_web.survey import command
from tellback_web.survey.changes.after import set_kept_until
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.retention import DONE_ELSEWHERE, NO_PERIOD, RULES, Due, carry_out
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import (
    ClassSession,
    Concern,
    Draft,
    KeyedBooklet,
    PaperBatch,
    Participation,
    SentLetter,
    StoredResponse,
    Ticket,
    Wave,
    WrittenAnswer,
)
from tests.web.cast import NORTH
from tests.web.survey.small import BY, Pupil, codes, wave_open

CLOSES = date(2026, 12, 1)
A_YEAR_LATER = date(2027, 12, 1)
"""The wave closes on 1 December 2026; its things are kept for a year."""


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def wave(db: None) -> Wave:
    """A closed wave with one response."""
    made = wave_open()
    Pupil().answer_all(*codes(made))
    Wave.objects.update(closes_on=CLOSES)
    close_wave(made, by=BY)
    WrittenAnswer.objects.all().delete()
    made.refresh_from_db()
    return made


def north(wave: Wave) -> Participation:
    return wave.participations.get(school__number=NORTH)


def run(as_at: date, monkeypatch: pytest.MonkeyPatch) -> dict[str, Due]:
    """Carry out retention on `as_at` as if that day were today; what was found by its words."""
    monkeypatch.setattr(timezone, "localdate", lambda: as_at)
    return {due.what: due for due in carry_out(as_at=as_at, by=BY)}


def written(wave: Wave, *, state: str = "cleared") -> WrittenAnswer:
    return WrittenAnswer.objects.create(
        participation=north(wave), variable="wish", text="a kite", state=state
    )


def test_every_word_of_retention_is_carried_out_or_named_with_a_reason() -> None:
    said = set()
    for model in apps.get_models(include_auto_created=True):
        own = getattr(model, "Privacy", None)
        fields = own.fields if own else LIBRARIES[model._meta.label]
        said |= {kept.retention for kept in fields.values()}
    by_rule = [word for rule in RULES for word in rule.words]
    known = [*by_rule, *DONE_ELSEWHERE, *NO_PERIOD]
    assert len(known) == len(set(known)), "a word is carried out twice"
    assert said - set(known) == set(), "nothing carries these words out"
    assert set(known) - said == set(), "no field says these words any more"
    assert all(NO_PERIOD.values())


def test_only_retention_deletes_events(root: Path) -> None:
    """The database refuses young ones; of the code, one function may delete old ones."""
    deletes = []
    for path in sorted((root / "src" / "tellback_web").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        if "Event" in names and ("delete" in source or "_raw_delete" in source):
            deletes.append(path.name)
    assert deletes == ["retention.py"]


@pytest.mark.parametrize(
    ("as_at", "left"), [(A_YEAR_LATER, 1), (A_YEAR_LATER + timedelta(days=1), 0)]
)
def test_written_answers_go_a_year_after_closing(
    wave: Wave, as_at: date, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(wave)
    found = run(as_at, monkeypatch)
    assert WrittenAnswer.objects.count() == left
    what = "written answers of the wave small, kept until 1 December 2027"
    assert list(found) == ([] if left else [what])


def test_written_answers_go_after_the_officers_own_day(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(wave)
    set_kept_until(wave, written=CLOSES, letters=date(2028, 1, 1), by=BY)
    run(CLOSES, monkeypatch)
    assert WrittenAnswer.objects.exists()
    run(CLOSES + timedelta(days=1), monkeypatch)
    assert not WrittenAnswer.objects.exists()


def test_written_answers_stay_while_a_concern_is_open_and_while_nobody_has_read_them(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(wave)
    written(wave, state="waiting")
    concern = Concern.objects.create(participation=north(wave), text="x", raised_on=CLOSES)
    found = run(date(2028, 1, 1), monkeypatch)
    assert WrittenAnswer.objects.count() == 2
    (due,) = found.values()
    assert "Kept all the same: 1 concern about a child is still open in that wave." in str(due)
    concern.closed_on = CLOSES
    concern.save()
    found = run(date(2028, 1, 1), monkeypatch)
    assert WrittenAnswer.objects.count() == 2
    (due,) = found.values()
    assert "1 of them nobody has read, and they may tell of harm." in str(due)
    WrittenAnswer.objects.update(state="withheld")
    run(date(2028, 1, 1), monkeypatch)
    assert not WrittenAnswer.objects.exists()
    assert Concern.objects.count() == 1


def test_the_addresses_of_letters_go_and_that_they_were_sent_stays(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    SentLetter.objects.create(
        participation=north(wave), kind="invitation", address="a@b.example", sent_on=CLOSES
    )
    run(A_YEAR_LATER, monkeypatch)
    assert SentLetter.objects.get().address == "a@b.example"
    run(A_YEAR_LATER + timedelta(days=1), monkeypatch)
    letter = SentLetter.objects.get()
    assert (letter.address, letter.sent_on) == ("", CLOSES)


def test_what_a_wave_or_a_class_session_left_behind_goes(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_wave = {"participation": north(wave)}
    Ticket.objects.create(digest="t", **of_wave)
    Draft.objects.create(digest="d", **of_wave)
    StoredResponse.objects.create(answers={}, **of_wave)
    run(CLOSES + timedelta(days=1), monkeypatch)
    assert not Ticket.objects.exists()
    assert not Draft.objects.exists()
    assert StoredResponse.objects.count() == 1, "an answer is never deleted by a day"


def test_a_class_session_that_is_closed_keeps_no_code(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = north(wave_open())
    shut = ClassSession.objects.create(
        participation=school,
        class_name="5B",
        pupils=2,
        board_digest="x",
        board_sealed="y",
        opened_on=date(2026, 10, 2),
        closed_on=date(2026, 10, 2),
    )
    running = ClassSession.objects.create(
        participation=school, class_name="5C", pupils=2, board_digest="z", opened_on=CLOSES
    )
    for at, one in ((1, shut), (2, running)):
        Ticket.objects.create(digest=f"t{at}", participation=school, class_session=one, place=at)
        Draft.objects.create(digest=f"d{at}", participation=school, class_session=one, place=at)
    run(date(2026, 10, 3), monkeypatch)
    assert [one.class_session for one in Ticket.objects.all()] == [running]
    assert [one.class_session for one in Draft.objects.all()] == [running]
    shut.refresh_from_db()
    running.refresh_from_db()
    assert (shut.board_digest, shut.board_sealed, running.board_digest) == (None, "", "z")


def test_an_open_wave_keeps_everything(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = wave_open()
    codes(made, 2)
    written(made)
    assert run(date(2030, 1, 1), monkeypatch) == {}
    assert Ticket.objects.count() == 2


def test_trials_go_a_day_after(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = wave_open()
    for at in range(4):
        day = CLOSES - timedelta(days=at)
        Draft.objects.create(digest=f"d{at}", trial_of=made, begun_on=day)
    run(CLOSES, monkeypatch)
    assert sorted(one.digest for one in Draft.objects.all()) == ["d0", "d1"]


def test_keyed_booklets_go_with_their_batch_taken_in(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = north(wave_open())
    for day in (CLOSES, None):
        batch = PaperBatch.objects.create(
            participation=school, name="b", booklets=1, made_on=CLOSES, taken_in_on=day
        )
        KeyedBooklet.objects.create(batch=batch, number=1)
    run(CLOSES, monkeypatch)
    assert KeyedBooklet.objects.get().batch.taken_in_on is None


def test_booklets_that_came_too_late_go_with_what_was_written(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = PaperBatch.objects.create(
        participation=north(wave), name="late", booklets=1, made_on=CLOSES
    )
    KeyedBooklet.objects.create(batch=batch, number=1)
    last = date(2027, 6, 1)
    set_kept_until(wave, written=last, letters=last, by=BY)
    run(last, monkeypatch)
    assert KeyedBooklet.objects.count() == 1
    run(last + timedelta(days=1), monkeypatch)
    assert not KeyedBooklet.objects.exists()


def test_sign_ins_that_are_over_go(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    for key, when in (("old", now - timedelta(days=2)), ("new", now + timedelta(hours=8))):
        Session.objects.create(session_key=key, session_data="", expire_date=when)
    run(timezone.localdate(), monkeypatch)
    assert [one.session_key for one in Session.objects.all()] == ["new"]


def an_old_event(at: datetime, **said: str) -> None:
    """An event of another time: made with the table's triggers lifted, as no program can."""
    given = {"by": "dev", "verb": "v", "about": "a", "about_kind": "k", **said}
    Event.objects.bulk_create([Event(**given)])
    latest = Event.objects.latest("pk").pk
    with connection.cursor() as cursor:
        for statement in DROP[connection.vendor]:
            cursor.execute(statement)
        Event.objects.filter(pk=latest).update(at=at)
        for statement in CREATE[connection.vendor]:
            cursor.execute(statement)


def test_events_go_after_six_years_and_no_sooner(db: None) -> None:
    now = timezone.now()
    an_old_event(now - timedelta(days=6 * 366 + 2), verb="old")
    an_old_event(now - timedelta(days=6 * 365 - 5), verb="young")
    found = carry_out(as_at=timezone.localdate(), by=BY)
    assert [str(due) for due in found] == ["Events of more than 6 years ago: 1."]
    assert [one.verb for one in Event.objects.order_by("pk")] == [
        "young",
        "deleted what is kept no longer",
    ]


def test_what_was_deleted_is_recorded_in_counts_only(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(wave)
    run(date(2028, 1, 1), monkeypatch)
    event = Event.objects.latest("pk")
    assert (event.by, event.about_kind) == (BY, "retention")
    assert "kite" not in str(event.details)
    what = "deleted: written answers of the wave small, kept until 1 December 2027"
    assert event.details == {"as at": "2028-01-01", what: 1}


def test_accounts_go_a_year_after_they_were_closed(db: None) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    for name in ("gone", "lately", "again", "open"):
        person = add_person(email=f"{name}@council.example", name=name, by=BY)
        if name != "open":
            close_account(person, by=BY)
        if name == "again":
            reopen_account(person, by=BY)
    for name in ("gone", "again"):
        an_old_event(
            long_ago,
            verb="closed an account",
            about=f"{name}@council.example",
            about_kind="account",
        )
    carry_out(as_at=timezone.localdate(), by=BY)
    assert Person.objects.filter(email="gone@council.example").exists(), "closed again lately"


def test_an_account_closed_a_year_ago_and_never_again_goes(db: None) -> None:
    person = add_person(email="gone@council.example", name="Gone", by=BY)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    an_old_event(
        timezone.now() - timedelta(days=400),
        verb="closed an account",
        about="gone@council.example",
        about_kind="account",
    )
    found = carry_out(as_at=timezone.localdate(), by=BY)
    assert [due.what for due in found] == ["accounts closed for more than a year"]
    assert not Person.objects.exists()


def test_nothing_is_recorded_where_nothing_was_due(db: None) -> None:
    assert carry_out(as_at=timezone.localdate(), by=BY) == ()
    assert not Event.objects.exists()


def test_a_day_ahead_is_only_ever_looked_at(wave: Wave) -> None:
    written(wave)
    with pytest.raises(Refused, match="That day has not come yet"):
        carry_out(as_at=date(2999, 1, 1), by=BY)
    before = Event.objects.count()
    found = carry_out(as_at=date(2999, 1, 1), by=BY, dry_run=True)
    assert any("written answers" in due.what for due in found)
    assert WrittenAnswer.objects.count() == 1
    assert Event.objects.count() == before


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Run `tellback retention` in this process, on the test's database."""
    monkeypatch.setattr(loading, "use_data", lambda _: None)
    monkeypatch.setattr(command, "use_data", lambda _: None)

    def run_it(*words: str) -> tuple[int, str]:
        answer = CliRunner().invoke(make_app(), ["retention", "--data", str(tmp_path), *words])
        return answer.exit_code, answer.output

    return run_it


def test_the_command_says_in_sentences_what_it_would_delete(
    wave: Wave, tell: Callable[..., tuple[int, str]]
) -> None:
    written(wave)
    SentLetter.objects.create(
        participation=north(wave), kind="invitation", address="a@b.example", sent_on=CLOSES
    )
    code, said = tell("--as-at", "2028-01-01", "--dry-run")
    assert code == 0
    assert "Would be deleted:" in said
    assert "Written answers of the wave small, kept until 1 December 2027: 1." in said
    assert "Addresses of letters of the wave small, kept until 1 December 2027: 1." in said
    assert WrittenAnswer.objects.count() == 1
    written(wave, state="waiting")
    code, said = tell("--as-at", "2028-01-01", "--dry-run")
    assert code == 0
    assert "Kept all the same: 1 of them nobody has read" in said
    code, said = tell("--as-at", "2999-01-01")
    assert code == 1
    assert "has not come yet" in said


def test_the_command_says_when_there_is_nothing_to_do(
    db: None, tell: Callable[..., tuple[int, str]]
) -> None:
    assert tell() == (0, "There is nothing whose time is over.\n")
