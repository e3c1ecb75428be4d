"""Files to be made by other processes, some of which come to grief. Each says that it was begun."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from tellback.report.many import Crew, Work, make_many, ready

NAMES = tuple(f"{at:02}.txt" for at in range(12))
OF = {"release": "2009, release 1", "format": "txt"}


def bytes_of(name: str) -> bytes:
    return f"This is {name}.\n".encode() * 40


def _begun(log: str, name: str) -> None:
    with Path(log).open("a") as file:
        file.write(f"{name}\n")


def make(log: str, name: str) -> bytes:
    _begun(log, name)
    return bytes_of(name)


def make_until_all_is_killed(log: str, name: str) -> bytes:
    """At the sixth file, whoever began it all is killed."""
    _begun(log, name)
    if name == NAMES[5]:
        os.kill(os.getppid(), signal.SIGKILL)
    return bytes_of(name)


def make_with_a_loss(log: str, name: str) -> bytes:
    """The fourth kills the process that makes it; the seventh raises."""
    _begun(log, name)
    if name == NAMES[3]:
        os.kill(os.getpid(), signal.SIGKILL)
    if name == NAMES[6]:
        msg = "there is no such school"
        raise KeyError(msg)
    return bytes_of(name)


def nothing_to_begin_with() -> str:
    msg = "the release is gone"
    raise FileNotFoundError(msg)


if __name__ == "__main__":
    work = Work(ready(sys.argv[2]), make_until_all_is_killed)
    make_many(Path(sys.argv[1]), NAMES, work, of=OF, crew=Crew(1, 4))
