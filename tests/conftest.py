"""What every test may ask for.

Nothing here imports Django: the library's tests run where it is absent.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# The ordinary run draws the same examples every time, so that a failure is somebody's change and
# no dice; `HYPOTHESIS_PROFILE=deep` searches further, and elsewhere each time.
settings.register_profile("ordinary", deadline=None, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ordinary"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium. Without one the journeys are skipped, except where none may be."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    sentence = "there is no Chromium on this machine: 'apt-get install chromium' brings one"
    if os.environ.get("TELLBACK_NO_SKIPS") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)
