"""Paper is keyed by one and then by another, settled, taken in; and what is refused on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from django.test import Client

from tellback.questionnaire.keyed import KEPT_UNCLEAR
from tellback_web.audit.models import Event
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.keying import save_key_page, settle, take_booklet
from tellback_web.survey.changes.paper_batches import drop_batch, open_batch, take_in_batch
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import (
    KeyedBooklet,
    PaperBatch,
    Participation,
    StoredResponse,
    WrittenAnswer,
)
from tellback_web.survey.queries.keying import Progress, progress_of
from tests.web.cast import amina, bilal, browser_of, efa, kiran, mabel, tessa
from tests.web.survey.small import BY, Pupil, codes, wave_open

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = {"sex": "girl", "pet": "yes", "which": "cat dog", "pet_age": "7"}
FOOD = {"eat_fruit": "often", "eat_fish": "never", "place": "", "wish": "a kite"}
TYPED = [
    {"sex": "2", "pet": "1", "which": "12", "pet_age": "7"},
    {"eat_fruit": "2", "eat_fish": "1", "place": "-", "wish": "a kite"},
]


def batch_of(booklets: int = 1, *, every: int = 1) -> PaperBatch:
    participation = wave_open().participations.order_by("pk")[0]
    return open_batch(participation, name=" 5B ", booklets=booklets, every=every, by=BY)


def key(batch: PaperBatch, by: str, *, about: Mapping[str, str] = ABOUT) -> KeyedBooklet:
    booklet = take_booklet(batch, by=by)
    assert booklet is not None
    turn = "first" if booklet.first_by == by else "second"
    assert not save_key_page(booklet, turn=turn, page=1, keyed=about, by=by)  # type: ignore[arg-type]
    assert save_key_page(booklet, turn=turn, page=2, keyed=FOOD, by=by)  # type: ignore[arg-type]
    booklet.refresh_from_db()
    return booklet


def test_a_batch_is_keyed_twice_and_taken_in_with_its_mode() -> None:
    batch = batch_of(2)
    for _ in range(2):
        key(batch, "kiran")
    assert take_booklet(batch, by="kiran") is None
    for _ in range(2):
        key(batch, "mabel")
    assert progress_of(batch) == Progress(2, 2, 2, 2, 0)
    assert take_in_batch(batch, by=BY) == 2
    stored = StoredResponse.objects.all()
    assert [one.mode for one in stored] == ["paper", "paper"]
    assert stored[0].answers["which"] == "cat dog"
    assert "place" not in stored[0].answers
    assert Participation.objects.get(pk=batch.participation_id).responses == 2
    assert [one.text for one in WrittenAnswer.objects.all()] == ["a kite", "a kite"]
    assert not KeyedBooklet.objects.exists()
    batch.refresh_from_db()
    assert (batch.fields_twice, batch.differing) == (16, 0)


def test_a_planted_difference_is_caught_and_settled_by_a_third_look() -> None:
    batch = batch_of()
    key(batch, "kiran")
    booklet = key(batch, "mabel", about={**ABOUT, "pet_age": "8"})
    assert booklet.settled is None
    with pytest.raises(Refused, match="settled"):
        take_in_batch(batch, by=BY)
    with pytest.raises(Refused, match="every difference"):
        settle(booklet, values={}, by="kiran")
    settle(booklet, values={"pet_age": "9"}, by="kiran")
    with pytest.raises(Refused, match="meanwhile"):
        settle(booklet, values={"pet_age": "7"}, by="mabel")
    take_in_batch(batch, by=BY)
    assert StoredResponse.objects.get().answers["pet_age"] == "9"
    batch.refresh_from_db()
    assert (batch.differing, batch.fields_twice) == (1, 8)


def test_what_is_unclear_or_past_an_arrow_is_counted_and_left_out() -> None:
    batch = batch_of(every=0)
    key(batch, "kiran", about={"sex": KEPT_UNCLEAR, "pet": "no", "which": "cat", "pet_age": "7"})
    assert take_in_batch(batch, by=BY) == 1
    answers = StoredResponse.objects.get().answers
    assert "sex" not in answers
    assert {"which", "pet_age"}.isdisjoint(answers)
    batch.refresh_from_db()
    # The cat was not asked after either, so its fish was answered past an arrow too.
    assert (batch.unclear, batch.past_arrows) == (1, 3)


def test_only_the_share_that_was_asked_for_is_keyed_twice() -> None:
    batch = batch_of(3, every=2)
    for _ in range(3):
        key(batch, "kiran")
    assert key(batch, "mabel").number == 2
    assert take_booklet(batch, by="mabel") is None
    assert progress_of(batch).ready


def test_nobody_keys_the_same_booklet_twice_or_another_persons() -> None:
    batch = batch_of(2)
    first = take_booklet(batch, by="kiran")
    other = take_booklet(batch, by="mabel")
    assert first is not None
    assert other is not None
    assert (first.number, other.number) == (1, 2)
    assert take_booklet(batch, by="kiran") == first
    with pytest.raises(Refused, match="Somebody else"):
        save_key_page(first, turn="first", page=1, keyed=ABOUT, by="mabel")
    with pytest.raises(Refused, match="Somebody else"):
        save_key_page(first, turn="second", page=1, keyed=ABOUT, by="kiran")


def test_a_finished_booklet_is_not_keyed_over() -> None:
    batch = batch_of()
    booklet = key(batch, "kiran")
    assert save_key_page(booklet, turn="first", page=2, keyed=FOOD, by="kiran")
    with pytest.raises(Refused, match="finished"):
        save_key_page(booklet, turn="first", page=1, keyed={**ABOUT, "sex": "boy"}, by="kiran")
    with pytest.raises(Refused, match="not finished"):
        settle(booklet, values={}, by="kiran")


def test_a_batch_of_a_wave_that_closed_is_not_taken_in() -> None:
    batch = batch_of(every=0)
    key(batch, "kiran")
    wave = batch.participation.wave
    Pupil().answer_all(codes(wave)[0])
    close_wave(wave, by=BY)
    with pytest.raises(Refused, match="not open"):
        take_in_batch(batch, by=BY)
    wave.refresh_from_db()
    batch.participation.wave = wave
    with pytest.raises(Refused, match="not open"):
        open_batch(batch.participation, name="late", booklets=1, every=0, by=BY)


def test_a_batch_is_taken_in_once_and_a_dropped_one_is_gone() -> None:
    batch = batch_of(every=0)
    booklet = key(batch, "kiran")
    take_in_batch(batch, by=BY)
    for late in (
        lambda: take_in_batch(batch, by=BY),
        lambda: take_booklet(batch, by="kiran"),
        lambda: drop_batch(batch, by=BY),
        lambda: save_key_page(booklet, turn="first", page=1, keyed={}, by="kiran"),
    ):
        with pytest.raises(Refused, match="taken in or dropped"):
            late()
    assert StoredResponse.objects.count() == 1


@pytest.mark.parametrize("booklets", [0, 501])
def test_a_batch_has_a_sensible_size(booklets: int) -> None:
    with pytest.raises(Refused, match="how many booklets"):
        batch_of(booklets)


def post_page(client: Client, address: str, typed: Mapping[str, str]) -> str:
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_without_script_a_booklet_is_keyed_page_by_page() -> None:
    batch = batch_of(every=0)
    keyer = browser_of(kiran())
    address = str(keyer.post(f"/staff/keying/{batch.pk}/take/").headers["Location"])
    assert address.endswith("/page/1/")
    page = keyer.get(address).content.decode()
    assert "Booklet 1 of 1, page 1 of 2" in page
    assert "<b>2</b> A girl" in page
    second = post_page(keyer, address, TYPED[0])
    back = keyer.get(address).content.decode()
    assert 'value="12"' in back
    done = post_page(keyer, second, TYPED[1])
    assert done == f"/staff/keying/{batch.pk}/?keyed=1"
    assert "Booklet 1 is keyed" in keyer.get(done).content.decode()
    booklet = KeyedBooklet.objects.get()
    assert booklet.first_done
    assert booklet.first == {**ABOUT, **FOOD}


def test_an_empty_field_and_one_that_is_no_box_are_said_and_nothing_is_kept() -> None:
    batch = batch_of(every=0)
    keyer = browser_of(kiran())
    address = str(keyer.post(f"/staff/keying/{batch.pk}/take/").headers["Location"])
    answer = keyer.post(address, {**TYPED[0], "sex": "3", "pet": "", "pet_age": "500"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is no box here" in page
    assert "or - where nothing is" in page
    assert "Write 90 or less" in page
    assert KeyedBooklet.objects.get().first == {}
    assert 'value="12"' in page


def test_differences_are_shown_with_both_keyings_and_settled_on_the_page() -> None:
    batch = batch_of()
    first, second = kiran(), mabel()
    key(batch, first.get_username())
    booklet = key(batch, second.get_username(), about={**ABOUT, "sex": "boy", "which": ""})
    keyer = browser_of(first)
    address = f"/staff/keying/booklet/{booklet.pk}/settle/"
    assert address in keyer.get(f"/staff/keying/{batch.pk}/").content.decode()
    page = keyer.get(address).content.decode()
    assert "2 fields differently" in page
    assert "A girl" in page
    assert "nothing ticked" in page
    answer = keyer.post(address, {"sex": "second", "which": "other", "which:other": "9"})
    assert answer.status_code == 422
    assert "is no box here" in answer.content.decode()
    keyer.post(address, {"sex": "second", "which": "other", "which:other": "3"})
    booklet.refresh_from_db()
    assert booklet.settled == {"sex": "boy", "which": "fish"}
    assert booklet.settled_by == first.get_username()
    officer = browser_of(amina())
    done = officer.post(f"/staff/keying/{batch.pk}/take-in/", follow=True).content.decode()
    assert "Responses on paper: 1 more" in done
    assert "250.0 in 1,000" in done


@pytest.mark.parametrize("who", [bilal, efa, tessa])
def test_keying_is_for_keyers_and_survey_officers(who: object) -> None:
    batch = batch_of()
    booklet = key(batch, "kiran")
    stranger = browser_of(who())  # type: ignore[operator]
    for address in ("", "open/", f"{batch.pk}/", f"{batch.pk}/drop/"):
        assert stranger.get(f"/staff/keying/{address}").status_code == 403
    for address in (f"{batch.pk}/take/", f"{batch.pk}/take-in/", f"booklet/{booklet.pk}/settle/"):
        assert stranger.post(f"/staff/keying/{address}").status_code == 403
    assert stranger.get(f"/staff/keying/booklet/{booklet.pk}/page/1/").status_code == 403


def test_a_keyer_neither_opens_nor_takes_in_nor_sees_anothers_booklet() -> None:
    batch = batch_of()
    booklet = key(batch, "somebody")
    keyer = browser_of(kiran())
    for address in ("open/", f"{batch.pk}/take-in/", f"{batch.pk}/drop/"):
        assert keyer.post(f"/staff/keying/{address}").status_code == 403
    assert keyer.get(f"/staff/keying/booklet/{booklet.pk}/page/1/").status_code == 403


def test_pages_are_keyed_in_their_order() -> None:
    batch = batch_of()
    keyer = browser_of(kiran())
    address = str(keyer.post(f"/staff/keying/{batch.pk}/take/").headers["Location"])
    for number in (0, 2, 99):
        assert keyer.get(address.replace("page/1", f"page/{number}")).status_code == 404


def test_an_officer_opens_a_batch_and_drops_it_having_seen_what_is_lost() -> None:
    wave = wave_open()
    officer = browser_of(amina())
    school = wave.participations.order_by("pk")[0]
    form = {"participation": school.pk, "name": "5B", "booklets": "2", "every": "1"}
    made = str(officer.post("/staff/keying/open/", form).headers["Location"])
    assert officer.post("/staff/keying/open/", {**form, "booklets": "0"}).status_code == 422
    assert "All that was keyed" in officer.get(f"{made}drop/").content.decode()
    officer.post(f"{made}drop/")
    assert not PaperBatch.objects.exists()


def test_events_hold_no_answer() -> None:
    batch = batch_of(every=0)
    key(batch, "kiran")
    take_in_batch(batch, by=BY)
    said = json.dumps([event.details for event in Event.objects.all()])
    assert "kite" not in said
    assert "girl" not in said
