"""No kept file names a folder of the machine on which it was written, nor holds a secret key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house.tree import kept_files, shown, told

HOMES = ("home", "root", "work", "Users", "workspace", "mnt", "media")
"""First folders of paths that exist on one machine only."""
LEAK = re.compile(
    rf"(?<![\w.:/~-])/(?:{'|'.join(HOMES)})/\w"
    r"|file:///(?!etc/)\w"  # /etc is on every machine, and is what attacks in tests reach for
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)


def leaks(text: str) -> Iterator[tuple[int, str]]:
    """(line, what) for each path of one machine, and each private key."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := LEAK.search(line):
            yield number, found[0]


def test_nothing_kept_names_this_machine() -> None:
    faults = []
    for path in kept_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        faults += [f"{shown(path)}:{number} holds '{what}…'" for number, what in leaks(text)]
    assert not faults, told(faults)


def test_a_path_of_one_machine_is_found() -> None:
    for first in HOMES:
        assert list(leaks(f"open('/{first}/somebody/file.txt')"))
    assert list(leaks("-----BEGIN " + "PRIVATE KEY-----"))
    assert not list(leaks("see docs/work/plan.md, ~/work/x and https://example.org/home/page"))
