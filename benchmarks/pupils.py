"""Virtual pupils against the production server: how many pages, how fast, and are they kept?"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.prepare import Prepared, prepare
from benchmarks.server import HOST, bring_up_to_date, environment_for, running_server
from benchmarks.stored import Stored, stored
from benchmarks.virtual_pupils import School, Tally, run_pupils

TICKETS_A_SECOND = 80
"""Codes to have ready for each second of load: more than are used."""
HEADING = (
    "pupils  pages/s  surveys/s  p50 ms  p95 ms  p99 ms  errors  sent=stored  lost"
    "  most MB  server  generator  pages per\n"
    f"{'':<81}cores      cores   core-second"
)


@dataclass(frozen=True)
class Run:
    """What one run of virtual pupils came to."""

    at_once: int
    tally: Tally
    server_cores: float
    generator_cores: float
    memory: float
    found: Stored
    sent_before: int
    """Responses acknowledged in earlier runs on this database."""

    @property
    def sent_is_stored(self) -> bool:
        """Whether as many responses are stored as were acknowledged."""
        return self.found.sent == self.sent_before + len(self.tally.sent)

    @property
    def good(self) -> bool:
        """Whether nothing failed and nothing is missing."""
        return not self.tally.errors and not self.found.missing and self.sent_is_stored

    def line(self) -> str:
        """The run as a row of the table."""
        waits, seconds = sorted(self.tally.waits), self.tally.seconds
        p50, p95, p99 = (1000 * waits[int(len(waits) * part)] for part in (0.5, 0.95, 0.99))
        pages, surveys = len(waits) / seconds, len(self.tally.sent) / seconds
        return (
            f"{self.at_once:>6} {pages:>8.0f} {surveys:>10.1f}"
            f" {p50:>7.0f} {p95:>7.0f} {p99:>7.0f} {len(self.tally.errors):>7}"
            f" {'yes' if self.sent_is_stored else 'NO':>12} {len(self.found.missing):>5}"
            f" {self.memory:>8.0f} {self.server_cores:>7.2f} {self.generator_cores:>10.2f}"
            f" {pages / self.server_cores:>10.0f}"
        )


def measure(*, at_once: Sequence[int], seconds: float, paging: str) -> bool:
    """Print a table; whether nothing failed and nothing was lost."""
    database_url = os.environ.get("DATABASE_URL")
    database = "PostgreSQL" if database_url else "SQLite"
    with tempfile.TemporaryDirectory(prefix="tellback-bench.") as folder:
        environment = environment_for(Path(folder), database_url)
        bring_up_to_date(environment)
        tickets = round(sum(seconds * TICKETS_A_SECOND + count for count in at_once))
        prepared = prepare(environment, tickets=tickets, paging=paging)
        print(f"\nVirtual pupils on {database}, {_size(prepared)}\n{HEADING}", flush=True)
        good = True
        for run in _runs(environment, prepared, at_once, seconds):
            print(run.line(), flush=True)
            for what in [*run.tally.errors[:3], *run.found.missing[:3]]:
                print(f"       {what}")
            good = good and run.good
    return good


def _size(prepared: Prepared) -> str:
    answers = sum(len(values) for values in prepared.values.values())
    pages = sum(1 for values in prepared.values.values() if values)
    return f"{pages} pages of questions, {answers} answers to a pupil"


def _runs(
    environment: dict[str, str], prepared: Prepared, at_once: Sequence[int], seconds: float
) -> Iterator[Run]:
    codes, sent = iter(prepared.codes), 0
    with running_server(environment) as server:
        for count in at_once:
            school = School(HOST, server.port, codes, prepared)
            tally = Tally()
            server.most_memory = 0.0
            server_before, own_before = server.cpu_seconds(), time.process_time()
            asyncio.run(run_pupils(school, at_once=count, seconds=seconds, tally=tally))
            server_took = server.cpu_seconds() - server_before
            own_took = time.process_time() - own_before
            found = stored(environment, prepared, tally)
            yield Run(
                count,
                tally,
                server_took / tally.seconds,
                own_took / tally.seconds,
                server.most_memory,
                found,
                sent_before=sent,
            )
            sent += len(tally.sent)
