"""The production server for a measurement: started, watched, stopped or killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"
TELLBACK = Path(sys.executable).parent / "tellback"
START_WITHIN = 60.0
"""Seconds until the server must answer."""
STOP_WITHIN = 10.0
"""Seconds that it has to end when asked to."""
LOOK_EVERY = 0.5
"""Seconds between two looks at the memory."""
TICKS = os.sysconf("SC_CLK_TCK")


def environment_for(data: Path, database_url: str | None = None) -> dict[str, str]:
    """The environment of the server and of what is run beside it on the same data."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TELLBACK_")}
    kept.pop("DATABASE_URL", None)
    if database_url:
        kept["DATABASE_URL"] = database_url
    return {**kept, "TELLBACK_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tellback_web.settings"}


def bring_up_to_date(environment: Mapping[str, str]) -> None:
    """Make the database of `environment`, as `tellback serve` would."""
    subprocess.run(
        [TELLBACK, "migrate", "--data", environment["TELLBACK_DATA"]],
        env=dict(environment),
        check=True,
    )


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


@dataclass
class Server:
    """A running server: the whole process group."""

    process: subprocess.Popen[bytes]
    port: int
    most_memory: float = 0.0
    """The most seen at once, in megabytes: each process's share of what is in memory (PSS)."""
    _stopped: threading.Event = field(default_factory=threading.Event)

    def processes(self) -> Iterator[Path]:
        """The /proc folders of the server's processes."""
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                with suppress(ProcessLookupError):
                    if os.getpgid(int(folder.name)) == self.process.pid:
                        yield folder

    def memory(self) -> float:
        """Megabytes in memory now, pages that processes share counted once."""
        total = 0
        for folder in self.processes():
            with suppress(OSError):
                for line in (folder / "smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        total += int(line.split()[1])
        return total * 1024 / 1e6

    def cpu_seconds(self) -> float:
        """Seconds of processor time that the server has taken so far."""
        ticks = 0
        for folder in self.processes():
            with suppress(OSError):
                user, system = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
                ticks += int(user) + int(system)
        return ticks / TICKS

    def watch(self) -> None:
        """Look at the memory until the server is stopped."""
        while not self._stopped.wait(LOOK_EVERY):
            self.most_memory = max(self.most_memory, self.memory())

    def kill(self) -> None:
        """kill -9 every process at once: no warning, no tidying up."""
        self._stopped.set()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask the server to end, and wait until it has."""
        self._stopped.set()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()


def start_server(environment: Mapping[str, str], *, port: int | None = None) -> Server:
    """`tellback serve` on the data folder of `environment`; returns when it answers."""
    port = port or free_port()
    process = subprocess.Popen(
        [TELLBACK, "serve", "--data", environment["TELLBACK_DATA"], "--port", str(port)],
        env=dict(environment),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    server = Server(process, port)
    ends = time.monotonic() + START_WITHIN
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > ends:
            server.kill()
            msg = f"The server did not answer within {START_WITHIN:.0f} seconds."
            raise RuntimeError(msg)
        time.sleep(0.1)
    threading.Thread(target=server.watch, daemon=True).start()
    return server


@contextmanager
def running_server(environment: Mapping[str, str]) -> Iterator[Server]:
    """A server that is stopped however the block ends."""
    server = start_server(environment)
    try:
        yield server
    finally:
        server.stop()


def _answers(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://{HOST}:{port}/answer/") as page:
        return bool(page.status == 200)
    return False
