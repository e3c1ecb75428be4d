"""Before it is cleared nobody but a named reader sees a text; nobody but a lead sees a concern."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tellback_web.people.changes import add_person, give_role
from tellback_web.people.models import Person
from tellback_web.people.roles import ROLES, Permission
from tellback_web.survey.models import Wave
from tellback_web.survey.queries.care import missing_readers, people_who_may
from tests.house.test_sign_in import EVERY
from tests.web.cast import NORTH, amina, browser_of, nobody_yet, noor, safia
from tests.web.survey.care import MARK, at, concern, written
from tests.web.survey.small import BY, QUESTIONNAIRE, codes, wave_open

pytestmark = pytest.mark.django_db
TEXTS = ("home", "start", "texts", "next", "decided", "text")
CONCERNS = ("concerns", "concern", "act", "close", "reopen")
READS = {role.id for role in ROLES.values() if Permission.SCREEN_TEXT in role.permissions}
LEADS = {role.id for role in ROLES.values() if Permission.SEE_CONCERNS in role.permissions}


def holder(role: str) -> Person:
    person = add_person(email=f"{role}@council.example", name=role, by=BY)
    give_role(person, role=role, school=NORTH if ROLES[role].at_a_school else "", by=BY)
    return person


def there() -> dict[str, dict[str, object]]:
    """The parts of each address of care."""
    wave = wave_open()
    text, worry = written(wave), concern(wave)
    return {
        name: {"key": text.pk} if name == "text" else {"key": worry.pk} if name in DEEP else {}
        for name in (*TEXTS, *CONCERNS)
    }


DEEP = ("concern", "act", "close", "reopen")


def test_only_two_roles_read_and_one_of_them_sees_concerns() -> None:
    assert {"text_screener", "safeguarding_lead"} == READS
    assert {"safeguarding_lead"} == LEADS


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_every_address_of_care_is_refused_to_every_other_role(role: str) -> None:
    addresses = there()
    browser = browser_of(holder(role) if role else nobody_yet())
    for name, parts in addresses.items():
        allowed = role in (READS if name in TEXTS else LEADS)
        where = reverse(f"care:{name}", kwargs=parts)
        for answer in (browser.get(where), browser.post(where, {})):
            if answer.status_code == 405:
                continue
            assert (answer.status_code != 403) is allowed, (role, name)
            assert allowed or MARK not in answer.content.decode()


def test_a_reader_who_leads_nothing_sees_no_concern() -> None:
    worry = concern(wave_open())
    answer = browser_of(noor()).get(reverse("care:concern", kwargs={"key": worry.pk}))
    assert answer.status_code == 403
    assert "Only safeguarding leads see" in answer.content.decode()


def test_whoever_has_left_sees_nothing() -> None:
    lead = safia()
    browser = browser_of(lead)
    lead.is_active = False
    lead.save()
    assert browser.get("/staff/care/concerns/").status_code == 302


def said(answer: HttpResponse | StreamingHttpResponse | FileResponse) -> str:
    if isinstance(answer, StreamingHttpResponse):
        return b"".join(answer).decode(errors="replace")
    return answer.content.decode(errors="replace")


def everywhere(wave: Wave) -> Iterator[str]:
    """Every address of the site with parts that are really there."""
    real: dict[str, object] = {
        "pk": at(wave).pk,
        "wave": wave.pk,
        "number": NORTH,
        "name": wave.name,
        "page": 1,
    }
    for name, samples in EVERY:
        for parts in (
            {**samples, **{key: real.get(key, samples[key]) for key in samples}},
            samples,
        ):
            try:
                yield reverse(name, kwargs=parts)
            except NoReverseMatch:
                yield reverse(name, kwargs=samples)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in READS])
def test_no_page_of_the_site_shows_the_words_to_any_other_role(role: str) -> None:
    """Every address is asked for, whatever it answers."""
    wave = wave_open()
    codes(wave)
    written(wave), concern(wave)
    browser = browser_of(holder(role))
    browser.raise_request_exception = False
    asked = set(everywhere(wave)) - {"/account/logout/"}
    assert len(asked) > 60
    for where in sorted(asked):
        assert MARK not in said(browser.get(where)), where


def test_the_search_finds_the_words_where_they_may_be_seen() -> None:
    wave = wave_open()
    written(wave)
    browser = browser_of(noor())
    found = [one for one in sorted(set(everywhere(wave))) if MARK in said(browser.get(one))]
    assert found == ["/staff/care/texts/all/"]


def test_a_stranger_sees_nothing_either() -> None:
    wave = wave_open()
    written(wave), concern(wave)
    for where in sorted(set(everywhere(wave))):
        assert MARK not in said(Client().get(where)), where


def test_the_officer_is_warned_while_nobody_reads_what_pupils_write() -> None:
    wave = wave_open()
    browser = browser_of(amina())
    where = reverse("waves:wave", kwargs={"pk": wave.pk})
    assert "Nobody sees what may tell of harm" in browser.get(where).content.decode()
    noor(), safia()
    assert "Nobody sees what may tell of harm" not in browser.get(where).content.decode()


def test_nobody_is_missed_where_pupils_write_nothing_in_words() -> None:
    text = QUESTIONNAIRE.replace(
        "kind: text, text: What do you wish for?, longest: 60", "kind: yes_no, text: Wish?"
    )
    wave = wave_open(text=text)
    where = reverse("waves:wave", kwargs={"pk": wave.pk})
    assert "Nobody sees what may" not in browser_of(amina()).get(where).content.decode()


def test_it_is_told_when_nobody_reads_or_leads() -> None:
    assert len(missing_readers()) == 2
    reader = noor()
    assert missing_readers() == (
        "Nobody sees what may tell of harm to a child. Give somebody the role Safeguarding lead.",
    )
    lead = safia()
    assert missing_readers() == ()
    assert set(people_who_may(Permission.SCREEN_TEXT)) == {reader, lead}
    lead.is_active = False
    lead.save()
    assert len(missing_readers()) == 1
