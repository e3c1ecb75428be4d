"""Builds the demo borough, and says how to look at it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from tellback_web.demo.invitations import make_invitations
from tellback_web.demo.people import BY, CAST, PASSWORD, make_people
from tellback_web.demo.waves import (
    OPEN,
    make_closed_wave,
    make_open_wave,
    make_register,
    offer_try_out,
)
from tellback_web.demo.written import make_written
from tellback_web.people.roles import ROLES
from tellback_web.survey.changes.closing import snapshots_folder
from tellback_web.survey.changes.tickets import make_tickets
from tellback_web.survey.models import Wave


def build_demo(*, address: str, codes: int) -> None:
    """Build what is not there yet, all of it or nothing; print where to look and how to sign in."""
    console = Console(soft_wrap=True)
    with Progress(console=console) as progress, transaction.atomic():
        if not Wave.objects.filter(name="2009").exists():
            task = progress.add_task("Making 572 pupils’ answers", total=None)
            make_register()
            make_people()
            make_closed_wave(lambda done, of: progress.update(task, completed=done, total=of))
            this_year = make_open_wave(timezone.localdate())
            make_invitations(this_year, timezone.localdate())
            make_written(this_year)
            offer_try_out()
    closed = Wave.objects.get(name="2009")
    console.print(f"\n[bold]The demo borough is built.[/bold] Look at {address}/")
    console.print(f"  Results for everyone   {address}/results/2009/")
    console.print(
        f"  Snapshot of 2009       {snapshots_folder() / closed.snapshot / 'responses.parquet'}"
    )
    _say_codes(console, address, codes)
    console.print(f"  Try without a code     {address}/answer/try/")
    console.print(f"\n  Staff sign in at       {address}/account/login/")
    console.print(f"  Everyone’s password    {PASSWORD}")
    for one in CAST:
        console.print(f"    {one.email:<24} {ROLES[one.role].display_name}")


def _say_codes(console: Console, address: str, count: int) -> None:
    """New codes each time: only their digests are kept."""
    wave = Wave.objects.get(name=OPEN)
    if not wave.answerable:
        return
    school = wave.participations.select_related("school", "wave").order_by("school__number")[3]
    codes = make_tickets(school, count=count, by=BY)
    console.print(
        f"\n  Answer as a pupil of {school.school.name} at {address}/answer/ with a code:"
    )
    console.print("    " + "   ".join(code.replace("-", " ") for code in codes))
