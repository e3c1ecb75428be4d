"""What every test of the web floor is given."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from tests.web.flush import lift_triggers_for_flush


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_audit() -> None:
    """Tests that commit are cleaned up by emptying tables, which the audit's triggers refuse."""
    lift_triggers_for_flush()


@pytest.fixture(scope="session")
def _no_static_files(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("static"))


@pytest.fixture(autouse=True)
def _quick_and_offered(settings: Settings, _no_static_files: str) -> None:
    """Passwords hash quickly, no static file is looked for, a second factor is asked for only by
    the tests about it.
    """
    settings.STATIC_ROOT = _no_static_files
    settings.WHITENOISE_USE_FINDERS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TELLBACK_SECOND_FACTOR = "offered"
