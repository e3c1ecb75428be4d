"""The production server: database brought up to date, static files collected, workers started."""

from __future__ import annotations

import os
import subprocess
import sys

import typer
from django.conf import settings
from django.core.management import call_command

BLOCKING_THREADS = 8
"""Requests that a worker has in hand at once; most of them wait for the disk."""


def bring_up_to_date() -> None:
    """Migrate the database, make the cache's table, collect static files."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    # In a process of its own: the storage that hashes names is chosen when settings load.
    subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--no-input", "-v", "0"],
        env={**os.environ, "TELLBACK_COLLECT": "1"},
        check=True,
    )


def run_server(*, host: str, port: int, workers: int) -> None:
    """Run granian in place of this process, until it is stopped."""
    typer.echo(f"Serving on http://{host}:{port}/ with {workers} workers. Stop it with Ctrl+C.")
    environment = {
        **os.environ,
        "TELLBACK_DATA": str(settings.DATA),
        "TELLBACK_GROUP_COMMIT": "1",
        "DJANGO_SETTINGS_MODULE": "tellback_web.settings",
    }
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--blocking-threads": str(BLOCKING_THREADS),
        "--backlog": "2048",
        "--workers-kill-timeout": "15",
        "--log-level": "warning",
    }
    words = [word for pair in options.items() for word in pair]
    command = [sys.executable, "-m", "granian", *words, "tellback_web.wsgi:application"]
    os.execve(sys.executable, command, environment)  # noqa: S606 - our own interpreter
