"""What every test of the web floor is given."""

from __future__ import annotations

import pytest

from tests.web.flush import lift_triggers_for_flush


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_audit() -> None:
    """Tests that commit are cleaned up by emptying tables, which the audit's triggers refuse."""
    lift_triggers_for_flush()


@pytest.fixture(autouse=True)
def _quick_and_offered(settings: pytest.FixtureRequest) -> None:
    """Passwords hash quickly; a second factor is asked for only by the tests about it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TELLBACK_SECOND_FACTOR = "offered"
