"""What happens beside the straight way: pages left, booklets given back, late and at once."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.test import Client

from tellback_web.audit.models import Event
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.keying import (
    give_back,
    keep_so_far,
    save_key_page,
    settle,
    take_booklet,
)
from tellback_web.survey.changes.paper_batches import (
    count_again,
    do_without_second,
    drop_batch,
    open_batch,
    take_in_batch,
)
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import (
    Concern,
    KeyedBooklet,
    PaperBatch,
    StoredResponse,
    WrittenAnswer,
)
from tellback_web.survey.queries.keying import progress_of
from tests.web.cast import amina, browser_of, kiran, mabel
from tests.web.survey.small import BY, Pupil, codes
from tests.web.survey.test_keying import ABOUT, FOOD, TYPED, batch_of, key

pytestmark = pytest.mark.django_db(transaction=True)
HARM = "my dad hits me at night"


def begun(keyer: Client, batch: PaperBatch) -> str:
    """The address of the page that the keyer is given."""
    return str(keyer.post(f"/staff/keying/{batch.pk}/take/").headers["Location"])


def keyed_with(batch: PaperBatch, by: str, wish: str) -> KeyedBooklet:
    """A booklet keyed whole, with these words at its end."""
    booklet = take_booklet(batch, by=by)
    assert booklet is not None
    turn = "first" if booklet.first_by == by else "second"
    save_key_page(booklet, turn=turn, page=1, keyed=ABOUT, by=by)  # type: ignore[arg-type]
    food = {**FOOD, "wish": wish}
    save_key_page(booklet, turn=turn, page=2, keyed=food, by=by)  # type: ignore[arg-type]
    booklet.refresh_from_db()
    return booklet


def test_the_page_before_keeps_what_is_typed_so_far_and_saves_nothing_as_done() -> None:
    batch = batch_of(every=0)
    keyer = browser_of(kiran())
    first = begun(keyer, batch)
    second = str(keyer.post(first, TYPED[0]).headers["Location"])
    answer = keyer.post(second, {"eat_fruit": "2", "eat_fish": "7", "back": "1"})
    assert answer.headers["Location"] == first
    booklet = KeyedBooklet.objects.get()
    assert booklet.first == {**ABOUT, "eat_fruit": "often"}
    assert (booklet.first_page, booklet.first_done) == (1, False)
    assert keyer.post(first, {**TYPED[0], "sex": "1"}).headers["Location"] == second
    assert KeyedBooklet.objects.get().first["sex"] == "boy"
    with pytest.raises(Refused, match="Somebody else"):
        keep_so_far(booklet, turn="first", keyed={}, by="mabel")


def test_nothing_more_on_a_page_is_one_button_without_script() -> None:
    batch = batch_of(every=0)
    keyer = browser_of(kiran())
    page = begun(keyer, batch)
    keyer.post(page, {"sex": "2", "rest": "1"})
    blank = {"pet": "", "which": "", "pet_age": ""}
    assert KeyedBooklet.objects.get().first == {"sex": "girl", **blank}


def test_a_grid_is_keyed_as_a_run_of_digits_without_script() -> None:
    batch = batch_of(every=0)
    keyer = browser_of(kiran())
    second = str(keyer.post(begun(keyer, batch), TYPED[0]).headers["Location"])
    keyer.post(second, {"eat_fruit": "21", "eat_fish": "", "place": "*", "wish": "a kite"})
    kept = KeyedBooklet.objects.get().first
    assert (kept["eat_fruit"], kept["eat_fish"]) == ("often", "never")


def test_the_last_page_pressed_twice_is_saved_once_and_says_the_same() -> None:
    batch = batch_of(every=0)
    keyer = browser_of(kiran())
    second = str(keyer.post(begun(keyer, batch), TYPED[0]).headers["Location"])
    places = [keyer.post(second, TYPED[1]).headers["Location"] for _ in range(2)]
    assert places == [f"/staff/keying/{batch.pk}/?keyed=1"] * 2
    assert "finished" in keyer.get(second, follow=True).content.decode()
    late = keyer.post(second, {**TYPED[1], "wish": "a dog"}, follow=True).content.decode()
    assert "This booklet is finished. Take the next one." in late
    assert KeyedBooklet.objects.get().first["wish"] == "a kite"


def test_a_booklet_of_somebody_who_fell_ill_is_given_back_and_keyed_whole_by_another() -> None:
    batch = batch_of()
    ill = kiran()
    page = begun(browser_of(ill), batch)
    browser_of(ill).post(page, TYPED[0])
    booklet = KeyedBooklet.objects.get()
    back = f"/staff/keying/booklet/{booklet.pk}/give-back/"
    stranger = browser_of(mabel())
    assert stranger.post(back).status_code == 403
    assert ill.email not in stranger.get(f"/staff/keying/{batch.pk}/").content.decode()
    officer = browser_of(amina())
    shown = officer.get(f"/staff/keying/{batch.pk}/").content.decode()
    assert ill.email in shown
    assert "1 page saved" in shown
    assert "back in the envelope" in officer.post(back, follow=True).content.decode()
    assert not KeyedBooklet.objects.exists()
    assert begun(stranger, batch).endswith("/page/1/")
    gone = browser_of(ill).post(page, TYPED[0], follow=True).content.decode()
    assert "nothing left to key in it" in gone


def test_a_second_keying_is_given_back_without_the_first() -> None:
    batch = batch_of()
    key(batch, "kiran")
    booklet = take_booklet(batch, by="mabel")
    assert booklet is not None
    save_key_page(booklet, turn="second", page=1, keyed=ABOUT, by="mabel")
    give_back(booklet, turn="second", by="mabel")
    booklet.refresh_from_db()
    assert (booklet.second, booklet.second_by, booklet.second_page) == ({}, "", 0)
    assert booklet.first_done
    with pytest.raises(Refused, match="in hand any more"):
        give_back(booklet, turn="second", by="mabel")
    with pytest.raises(Refused, match="in hand any more"):
        give_back(booklet, turn="first", by="kiran")


def test_an_envelope_is_counted_again_but_not_below_what_is_begun() -> None:
    batch = batch_of(2)
    for by in ("kiran", "mabel"):
        take_booklet(batch, by=by)
    officer = browser_of(amina())
    address = f"/staff/keying/{batch.pk}/count/"
    assert 'value="2"' in officer.get(address).content.decode()
    answer = officer.post(address, {"booklets": "1"})
    assert answer.status_code == 422
    assert "Booklet 2 is keyed or being keyed" in answer.content.decode()
    assert officer.post(address, {"booklets": "3"}).status_code == 302
    assert PaperBatch.objects.get().booklets == 3
    with pytest.raises(Refused, match="how many booklets"):
        count_again(batch, booklets=0, by=BY)
    assert browser_of(kiran()).post(address, {"booklets": "4"}).status_code == 403


def test_going_without_the_second_keying_is_decided_kept_and_hides_no_difference() -> None:
    batch = batch_of(3)
    for _ in range(3):
        key(batch, "kiran")
    key(batch, "mabel", about={**ABOUT, "pet_age": "8"})
    take_booklet(batch, by="mabel")
    officer = browser_of(amina())
    address = f"/staff/keying/{batch.pk}/without/"
    assert "2 booklets that should be keyed twice" in officer.get(address).content.decode()
    officer.post(address)
    assert Event.objects.get(verb__contains="without").details == {"left": 2}
    batch = PaperBatch.objects.get()
    assert not progress_of(batch).ready
    assert not batch.keyed_booklets.filter(second_by="mabel", number=2).exists()
    settle(batch.keyed_booklets.get(number=1), values={"pet_age": "8"}, by="kiran")
    assert take_in_batch(batch, by=BY) == 3
    batch.refresh_from_db()
    assert (batch.differing, batch.fields_twice) == (1, 8)
    with pytest.raises(Refused, match="taken in or dropped"):
        do_without_second(batch, by=BY)


def test_there_is_no_second_keying_to_go_without_where_none_was_asked_for() -> None:
    with pytest.raises(Refused, match="no second keying"):
        do_without_second(batch_of(every=0), by=BY)


def test_words_that_may_tell_of_harm_are_passed_on_when_the_first_keying_is_done_and_once() -> None:
    batch = batch_of(2)
    keyed_with(batch, "kiran", HARM)
    assert [one.text for one in Concern.objects.all()] == [HARM]
    keyed_with(batch, "kiran", "a kite")
    for wish in (HARM, "a kite"):
        keyed_with(batch, "mabel", wish)
    take_in_batch(batch, by=BY)
    assert Concern.objects.count() == 1
    assert [one.text for one in WrittenAnswer.objects.all()] == ["a kite"]
    kept = [one.answers["wish"] for one in StoredResponse.objects.all()]
    assert HARM not in kept
    assert len(set(kept)) == 1


def test_words_that_only_the_second_keying_has_reach_the_safeguarding_list_too() -> None:
    batch = batch_of()
    keyed_with(batch, "kiran", "")
    booklet = keyed_with(batch, "mabel", HARM)
    assert not Concern.objects.exists()
    settle(booklet, values={"wish": HARM}, by="amina")
    take_in_batch(batch, by=BY)
    assert [one.text for one in Concern.objects.all()] == [HARM]
    assert not WrittenAnswer.objects.exists()


def test_words_past_an_arrow_are_left_out_of_the_answers_but_harm_is_passed_on() -> None:
    batch = batch_of(every=0)
    keyed_with(batch, "kiran", HARM)
    concern = Concern.objects.get()
    assert concern.participation == batch.participation
    drop_batch(batch, by=BY)
    assert Concern.objects.get() == concern


def test_nothing_is_keyed_for_a_wave_that_is_for_trying_out() -> None:
    participation = batch_of().participation
    participation.wave.sandbox = True
    with pytest.raises(Refused, match="for trying out"):
        open_batch(participation, name="5B", booklets=1, every=1, by=BY)


def test_a_batch_that_was_not_taken_in_before_its_wave_closed_can_only_be_dropped() -> None:
    batch = batch_of(every=0)
    key(batch, "kiran")
    wave = batch.participation.wave
    Pupil().answer_all(codes(wave)[0])
    close_wave(wave, by=BY)
    officer = browser_of(amina())
    assert "Not taken in before the wave closed" in officer.get("/staff/keying/").content.decode()
    page = officer.get(f"/staff/keying/{batch.pk}/").content.decode()
    assert "1 booklet of this batch was keyed and not taken in" in page
    assert "Key the next booklet" not in page
    assert (
        "is dropped"
        in officer.post(f"/staff/keying/{batch.pk}/drop/", follow=True).content.decode()
    )
    assert not KeyedBooklet.objects.exists()
    gone = officer.get(f"/staff/keying/{batch.pk}/", follow=True).content.decode()
    assert "taken in or dropped meanwhile" in gone


def test_the_database_itself_refuses_one_booklet_twice_and_one_person_twice() -> None:
    batch = batch_of()
    booklet = key(batch, "kiran")
    with pytest.raises(IntegrityError):
        KeyedBooklet.objects.create(batch=batch, number=1, first_by="mabel")
    with pytest.raises(IntegrityError):
        KeyedBooklet.objects.filter(pk=booklet.pk).update(second_by="kiran")


def test_the_same_person_is_told_that_the_second_keying_is_for_another() -> None:
    batch = batch_of()
    keyer = kiran()
    key(batch, keyer.get_username())
    said = browser_of(keyer).post(f"/staff/keying/{batch.pk}/take/", follow=True).content.decode()
    assert "The second keying is for somebody who did not key the booklet first" in said


def test_a_difference_nobody_chose_for_is_asked_for_again() -> None:
    batch = batch_of()
    key(batch, "kiran")
    booklet = key(batch, "mabel", about={**ABOUT, "pet_age": "8"})
    answer = browser_of(amina()).post(f"/staff/keying/booklet/{booklet.pk}/settle/", {})
    assert answer.status_code == 422
    assert "Choose what the paper shows." in answer.content.decode()
    assert "Page 1, About you" in answer.content.decode()


def test_every_field_has_the_words_of_its_grid_in_its_name() -> None:
    batch = batch_of(every=0)
    keyer = browser_of(kiran())
    second = str(keyer.post(begun(keyer, batch), TYPED[0]).headers["Location"])
    label = keyer.get(second).content.decode().split('for="eat_fish">')[1].split("</label>")[0]
    assert "5. I eat:" in label
    assert label.endswith("Fish for the cat")


def test_concern_of_a_booklet_that_is_keyed_again_after_a_restart_is_never_lost() -> None:
    batch = batch_of(every=0)
    keyed_with(batch, "kiran", HARM)
    Concern.objects.all().delete()
    take_in_batch(batch, by=BY)
    assert [one.text for one in Concern.objects.all()] == [HARM]
