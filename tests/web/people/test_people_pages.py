"""The administrator's pages, and a person's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tellback_web.audit.changes import record
from tellback_web.audit.models import Event
from tellback_web.people.models import Person
from tests.web.cast import NORTH, amina, bilal, browser_of, cerys, dev, efa, nobody_yet

pytestmark = pytest.mark.django_db


def administrators_pages(person: Person) -> list[str]:
    held = person.roles_held.first()
    return [
        reverse("people:people"),
        reverse("people:add"),
        reverse("people:person", args=[person.pk]),
        reverse("people:events"),
        reverse("people:close", args=[person.pk]),
        reverse("people:take", args=[held.pk if held else 0]),
    ]


def ask(client: Client, address: str) -> int:
    """The answer's number; pages that only take a form are posted to."""
    answer = client.get(address)
    return (client.post(address) if answer.status_code == 405 else answer).status_code


@pytest.mark.parametrize(
    "one", [amina, bilal, cerys, efa, nobody_yet], ids=lambda one: one.__name__
)
def test_who_is_no_administrator_is_refused_every_page_about_people(
    one: Callable[[], Person],
) -> None:
    administrator = dev()
    client = browser_of(one())
    before = Event.objects.count()
    assert {ask(client, address) for address in administrators_pages(administrator)} == {403}
    assert Event.objects.count() == before


def test_a_stranger_is_sent_to_the_sign_in_page_from_every_page_about_people() -> None:
    addresses = [*administrators_pages(dev()), reverse("people:own_account")]
    for address in addresses:
        answer = Client().get(address)
        answer = Client().post(address) if answer.status_code == 405 else answer
        assert (answer.status_code, answer.url) == (302, f"/account/login/?next={address}")


def test_the_refusal_says_who_may() -> None:
    page = browser_of(amina()).get(reverse("people:people"))
    assert "Only an administrator opens, changes and closes accounts." in page.content.decode()


def test_the_list_names_each_person_with_their_roles_in_words() -> None:
    client = browser_of(dev())
    bilal()
    nobody_yet()
    page = client.get(reverse("people:people")).content.decode()
    assert "3 accounts" in page
    assert "bilal@council.example" in page
    assert f"School, school {NORTH}" in page
    assert "None yet" in page


def test_the_list_asks_the_database_as_often_for_many_people_as_for_one(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = browser_of(dev())
    for one in (amina, bilal, cerys, efa, nobody_yet):
        one()
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get(reverse("people:people"))


def test_an_opened_account_shows_its_link_once_and_the_link_sets_the_password() -> None:
    client = browser_of(dev())
    page = client.post(reverse("people:add"), {"name": "Fay", "email": "Fay@council.example"})
    assert page.status_code == 200
    link = re.search(
        r"http://testserver(/account/password/reset/key/[^<\s]+)", page.content.decode()
    )
    assert link
    person = Person.objects.get(email="fay@council.example")
    again = client.get(reverse("people:person", args=[person.pk])).content.decode()
    assert "/account/password/reset/key/" not in again
    assert "no-store" in page.headers["Cache-Control"]

    stranger = Client()
    form = stranger.get(unescape(link[1]), follow=True)
    here = form.redirect_chain[-1][0]
    new = "seven ordinary chairs"
    done = stranger.post(here, {"password1": new, "password2": new}, follow=True)
    assert "Your password is set" in done.content.decode()
    person.refresh_from_db()
    assert person.check_password(new)
    assert Event.objects.filter(verb="set the password by a link", by=person.email).exists()

    late = Client().get(unescape(link[1]), follow=True).content.decode()
    assert "This link no longer works" in late


def test_an_account_that_exists_is_not_opened_again() -> None:
    client = browser_of(dev())
    bilal()
    page = client.post(reverse("people:add"), {"name": "B", "email": "bilal@council.example"})
    assert page.status_code == 422
    assert "There is an account with this e-mail address already." in page.content.decode()
    assert 'href="#id_email"' in page.content.decode()


def test_an_account_without_a_name_is_not_opened() -> None:
    page = browser_of(dev()).post(reverse("people:add"), {"email": "x@council.example"})
    assert page.status_code == 422
    assert page.content.decode().count("<title>Error: ") == 1
    assert not Person.objects.filter(email="x@council.example").exists()


def test_an_address_longer_than_its_column_is_refused_in_the_form() -> None:
    long = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".example"
    page = browser_of(dev()).post(reverse("people:add"), {"name": "Long", "email": long})
    assert page.status_code == 422


def test_a_role_is_given_and_taken_on_the_persons_page() -> None:
    client = browser_of(dev())
    person = nobody_yet()
    here = reverse("people:person", args=[person.pk])
    assert client.post(here, {"role": "school", "school": NORTH}).status_code == 302
    held = person.roles_held.get()
    assert f"School, school {NORTH}" in client.get(here).content.decode()
    assert client.post(reverse("people:take", args=[held.pk])).url == here
    assert not person.roles_held.exists()


def test_a_school_role_without_its_school_is_refused_beside_the_field() -> None:
    client = browser_of(dev())
    page = client.post(reverse("people:person", args=[nobody_yet().pk]), {"role": "school"})
    assert page.status_code == 422
    assert 'id="id_school-error"' in page.content.decode()


def test_a_role_that_is_not_chosen_is_asked_for_with_a_link_to_the_first_choice() -> None:
    client = browser_of(dev())
    here = reverse("people:person", args=[nobody_yet().pk])
    page = client.post(here, {"school": ""}).content.decode()
    assert 'href="#id_role"' in page
    assert re.search(r'<input[^>]* id="id_role"[^>]* type="radio"', page)


def test_the_last_administrator_is_told_why_the_role_stays() -> None:
    administrator = dev()
    client = browser_of(administrator)
    held = administrator.roles_held.get()
    page = client.post(reverse("people:take", args=[held.pk]), follow=True)
    assert "There is no other administrator." in page.content.decode()
    assert administrator.roles_held.exists()


def test_one_cannot_close_ones_own_account() -> None:
    administrator = dev()
    page = browser_of(administrator).post(
        reverse("people:close", args=[administrator.pk]), follow=True
    )
    assert "You cannot close your own account." in page.content.decode()
    administrator.refresh_from_db()
    assert administrator.is_active


def test_a_closed_account_is_signed_out_at_once() -> None:
    person = bilal()
    theirs = browser_of(person)
    assert theirs.get(reverse("people:own_account")).status_code == 200
    page = browser_of(dev()).post(reverse("people:close", args=[person.pk]), follow=True)
    assert "The account is closed." in page.content.decode()
    assert theirs.get(reverse("people:own_account")).status_code == 302


def test_a_closed_accounts_page_offers_no_role() -> None:
    client = browser_of(dev())
    person = bilal()
    client.post(reverse("people:close", args=[person.pk]))
    page = client.get(reverse("people:person", args=[person.pk])).content.decode()
    assert "The account is closed" in page
    assert "Give a role" not in page


def test_a_change_is_never_made_by_following_a_link() -> None:
    client = browser_of(dev())
    person = bilal()
    held = person.roles_held.get()
    assert client.get(reverse("people:close", args=[person.pk])).status_code == 405
    assert client.get(reverse("people:take", args=[held.pk])).status_code == 405
    assert person.roles_held.exists()


def test_ones_own_page_says_what_one_may_do_and_whether_the_second_factor_is_on() -> None:
    page = browser_of(bilal()).get(reverse("people:own_account")).content.decode()
    assert f"School of school {NORTH}" in page
    assert "Sees the results of their own school, and no other; runs its class sessions." in page
    assert "Off (" in page
    assert "Change your password" in page


def test_who_has_no_password_is_not_offered_to_change_it() -> None:
    person = bilal()
    person.set_unusable_password()
    person.save()
    page = browser_of(person).get(reverse("people:own_account")).content.decode()
    assert "Change your password" not in page


def test_the_pages_of_signed_in_people_are_not_kept_by_the_browser() -> None:
    client = browser_of(dev())
    for name in ("people:people", "people:events", "people:own_account"):
        assert "no-store" in client.get(reverse(name)).headers["Cache-Control"]


def test_what_was_done_is_paged_the_latest_first_and_can_be_narrowed() -> None:
    client = browser_of(dev())
    for number in range(60):
        record(by="someone", verb=f"did {number}.", about="a wave", about_kind="wave")
    first = client.get(reverse("people:events"), {"kind": "wave"}).content.decode()
    assert "did 59." in first
    assert "did 9." not in first
    assert "opened an account" not in first
    second = client.get(reverse("people:events"), {"kind": "wave", "page": "2"}).content.decode()
    assert "did 9." in second
    assert "did 59." not in second


@pytest.mark.parametrize("page", ["nonsense", "-1", "9999"])
def test_a_page_of_events_that_is_none_shows_the_nearest(page: str) -> None:
    answer = browser_of(dev()).get(reverse("people:events"), {"page": page})
    assert answer.status_code == 200
    assert "signed" in answer.content.decode() or "opened an account" in answer.content.decode()


def test_details_of_an_event_are_escaped() -> None:
    client = browser_of(dev())
    record(
        by="<b>x", verb="<i>y", about="<script>z", about_kind="wave", details={"<u>": "<script>q"}
    )
    page = client.get(reverse("people:events")).content.decode()
    assert not re.search(r"<b>x|<i>y|<script>[zq]|<u>", page)


def test_a_form_without_the_mark_of_our_own_page_changes_nothing() -> None:
    administrator, person = dev(), bilal()
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("people:close", args=[person.pk])).status_code == 403
    person.refresh_from_db()
    assert person.is_active
