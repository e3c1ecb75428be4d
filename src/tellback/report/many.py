"""Many files made one after the other, in processes of their own, so that it can stop and go on.

A folder has a ledger that says what its files are of (the release, the facts, the format) and
which are complete. Whoever begins again with the same makes only what is missing; whoever comes
with another release is refused, so that no folder ever holds files of two.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, TypeVar

from tellback.report.ledger import Ledger, write_whole

Ground = TypeVar("Ground")
Said = tuple[str, str, str]
"""A file's name, and its SHA-256 or why it could not be made."""
TRIES = 2
"""How often a file is begun whose process ended without a word."""
NEW_THINGS = 20_000
"""How many are made before Python looks for what nobody needs: a file is made of more than 700."""
ENDED = "The process that made it ended without a word; perhaps memory ran out."


class CannotBegin(RuntimeError):
    """What the files are made of could not be read; carries why."""


def ready(ground: Ground) -> Callable[[], Ground]:
    """A `prepare` for what is at hand already; it is copied into each process."""
    return partial(_itself, ground)


def _itself(ground: Ground) -> Ground:
    return ground


@dataclass(frozen=True)
class Work(Generic[Ground]):
    """How a file is made. Both are functions of a module: they are called in other processes."""

    prepare: Callable[[], Ground]
    """Called once in each process: reads what all files are made of."""
    make: Callable[[Ground, str], bytes]
    """The bytes of the file of that name."""


@dataclass(frozen=True)
class Crew:
    """How many processes work at once, and after how many files each ends and gives way."""

    processes: int = 2
    files_each: int = 50


@dataclass(frozen=True)
class Made:
    """What came of it: the files made now, those that were there, and why others are not."""

    now: tuple[str, ...]
    before: tuple[str, ...]
    failed: Mapping[str, str]


@dataclass
class _Hand:
    """A process at work, the names that it has still to make, and where it speaks."""

    process: BaseProcess
    left: list[str]
    heard: Connection


def make_many(
    folder: Path,
    names: Sequence[str],
    work: Work[Ground],
    *,
    of: Mapping[str, str],
    crew: Crew = Crew(),
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Made:
    """Make the files `names` in `folder`, each whole or not at all; those complete are left alone.

    `of` says what they are of; the same folder must be given the same again. A file that cannot
    be made does not stop the others. `progress` is told how many are done, of how many. Raises
    OtherFolder, CannotBegin, and ValueError for a name that is no file's.
    """
    with Ledger(folder, of) as ledger:
        complete = ledger.complete()
        before = tuple(name for name in names if name in complete)
        todo = [name for name in names if name not in complete]
        ledger.may_write(todo)
        now: list[str] = []
        failed: dict[str, str] = {}
        for name, digest, fault in _worked(folder, todo, work, crew):
            if fault:
                failed[name] = fault
            else:
                ledger.add(name, digest)
                now.append(name)
            progress(len(before) + len(now) + len(failed), len(names))
    return Made(tuple(now), before, failed)


def _worked(folder: Path, todo: list[str], work: Work[Ground], crew: Crew) -> Iterator[Said]:
    """(name, SHA-256, "") of each file as it is made, or (name, "", why not)."""
    waiting, tries = [*todo], dict.fromkeys(todo, 0)
    hands: list[_Hand] = []
    try:
        while waiting or hands:
            while waiting and len(hands) < crew.processes:
                share = min(crew.files_each, ceil(len(waiting) / (crew.processes - len(hands))))
                hands.append(_begun(folder, waiting[:share], work))
                del waiting[:share]
            ready = wait([hand.heard for hand in hands])
            for hand in [one for one in hands if one.heard in ready]:
                said = _heard(hand)
                if said:
                    yield said
                else:
                    hands.remove(hand)
                    _end(hand)
                    yield from _lost(hand, tries, waiting)
    finally:
        for hand in hands:
            hand.process.terminate()
            _end(hand)


def _heard(hand: _Hand) -> Said | None:
    """What a process says of one of its files; None where it has ended. Raises CannotBegin."""
    try:
        name, digest, fault = hand.heard.recv()
    except (EOFError, OSError):
        return None
    if not name:
        raise CannotBegin(fault)
    hand.left.remove(name)
    return name, digest, fault


def _begun(folder: Path, names: list[str], work: Work[Ground]) -> _Hand:
    """A process that makes `names`. A fresh one: the typesetter's threads outlive no fork."""
    context = get_context("spawn")
    heard, said = context.Pipe(duplex=False)
    process = context.Process(target=_work_through, args=(folder, names, work, said))
    process.start()
    said.close()
    return _Hand(process, [*names], heard)


def _end(hand: _Hand) -> None:
    hand.process.join()
    hand.process.close()
    hand.heard.close()


def _lost(hand: _Hand, tries: dict[str, int], waiting: list[str]) -> Iterator[Said]:
    """What a process left undone goes back to the others; the file it was at only so often."""
    if hand.left:
        tries[hand.left[0]] += 1
        if tries[hand.left[0]] >= TRIES:
            yield hand.left[0], "", ENDED
            hand.left.pop(0)
        waiting[:0] = hand.left


def _work_through(folder: Path, names: list[str], work: Work[Ground], tell: Connection) -> None:
    """The life of a process. Where nobody listens any more it ends, and leaves no half file."""
    with suppress(BrokenPipeError):
        try:
            ground = work.prepare()
        except Exception as fault:  # noqa: BLE001 - whatever it is, whoever began it should know
            tell.send(("", "", _sentence(fault)))
            return
        # What was read stays to the end: there is nothing in it to collect, file after file.
        gc.freeze()
        gc.set_threshold(NEW_THINGS)
        for name in names:
            tell.send(_one(folder, name, work, ground))


def _one(folder: Path, name: str, work: Work[Ground], ground: Ground) -> Said:
    try:
        return name, write_whole(folder / name, work.make(ground, name)), ""
    except Exception as fault:  # noqa: BLE001 - whatever it is, the other files are made
        return name, "", _sentence(fault)


def _sentence(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"
