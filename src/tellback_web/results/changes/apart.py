"""Work that outlives the request which began it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings


def start_apart(command: str, pk: int) -> None:
    """Start a command of ours about row `pk`; it goes on when this process ends."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "TELLBACK_DATA": str(settings.DATA),
    }
    subprocess.Popen(  # noqa: S603 - our own program, with a number that the database gave
        [sys.executable, "-m", "django", command, str(pk)],
        env=environment,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
    )
