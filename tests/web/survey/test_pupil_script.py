"""A page that the script sends is answered as any, but for where it leads; nothing counts twice."""

from __future__ import annotations

import pytest
from django.test import Client

from tellback_web.survey.models import Draft, Finished, StoredResponse, Ticket
from tests.web.survey.small import Pupil, codes, wave_open

pytestmark = pytest.mark.django_db(transaction=True)
BY_SCRIPT = {"Tellback-Script": "1"}


@pytest.fixture
def pupil() -> Pupil:
    """A pupil on the first page."""
    made = Pupil()
    made.enter(codes(wave_open())[0])
    return made


def post(client: Client, address: str, fields: dict[str, str]) -> tuple[int, str]:
    answer = client.post(address, fields, headers=BY_SCRIPT)
    return answer.status_code, str(answer.headers.get("Location", ""))


def test_the_script_is_told_where_to_go_and_loads_no_page_twice(pupil: Pupil) -> None:
    fields = {":mark": pupil.mark(), "sex": "girl", "pet": "no"}
    assert post(pupil.client, "/answer/page/1/", fields) == (204, "/answer/page/3/")
    assert Draft.objects.get().answers == {"sex": "girl", "pet": "no"}


def test_a_page_with_a_mistake_comes_back_whole(pupil: Pupil) -> None:
    answer = pupil.client.post("/answer/page/1/", {":mark": pupil.mark()}, headers=BY_SCRIPT)
    assert answer.status_code == 422
    assert b"<!DOCTYPE html>" in answer.content
    assert "Location" not in answer.headers


def test_a_page_that_is_sent_again_is_the_same_page(pupil: Pupil) -> None:
    fields = {":mark": pupil.mark(), "sex": "girl", "pet": "no"}
    first = post(pupil.client, "/answer/page/1/", fields)
    assert post(pupil.client, "/answer/page/1/", fields) == first
    assert Draft.objects.get().page == 1


def test_answers_whose_acknowledgement_was_lost_are_sent_once(pupil: Pupil) -> None:
    mark = pupil.mark()
    pupil.save(1, sex="girl", pet="no")
    pupil.save(3)
    lost = Client()
    lost.cookies = pupil.client.cookies.copy()
    assert post(pupil.client, "/answer/check/", {":mark": mark})[0] == 204
    # The first answer never came, so the cookie is still there, and the script tries again.
    assert post(lost, "/answer/check/", {":mark": mark}) == (204, "/answer/thanks/")
    assert Finished.objects.count() + StoredResponse.objects.count() == 1
    assert Ticket.objects.filter(spent=True).count() == 1


def test_the_next_pupils_cookie_does_not_take_the_page_that_was_kept(pupil: Pupil) -> None:
    wave = Ticket.objects.get().participation.wave
    kept = {":mark": pupil.mark(), "sex": "boy", "pet": "yes"}
    pupil.enter(codes(wave)[0])
    assert post(pupil.client, "/answer/page/1/", kept)[0] == 409
    assert all(draft.answers == {} for draft in Draft.objects.all())


def test_without_script_a_page_is_followed_by_a_redirect(pupil: Pupil) -> None:
    fields = {":mark": pupil.mark(), "sex": "girl", "pet": "no"}
    assert pupil.client.post("/answer/page/1/", fields).status_code == 302
