"""Every answer says what its page may load: nothing but ours, whatever went wrong."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.cast import amina, browser_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/", "/answer/", "/staff/", "/no-such-page/", "/class/", "/results/"]
)
def test_every_answer_has_the_policy(address: str) -> None:
    for client in (Client(), browser_of(amina()) if address == "/staff/" else Client()):
        policy = client.get(address).headers["Content-Security-Policy"]
        parts = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
        assert parts["default-src"] == parts["base-uri"] == parts["frame-ancestors"] == "'none'"
        assert parts["script-src"] == parts["style-src"] == parts["form-action"] == "'self'"
        assert "unsafe" not in policy
        assert "http" not in policy
