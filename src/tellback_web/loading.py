"""Loads Django for a command, pointed at a data folder."""

from __future__ import annotations

import os
from pathlib import Path


def use_data(data: Path) -> None:
    """Point the settings at `data` and load Django; everything of it is imported after this."""
    os.environ["TELLBACK_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tellback_web.settings")
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
