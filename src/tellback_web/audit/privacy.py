"""How each stored field declares what it tells about a person, and how long it is kept.

A model has an inner class:

    class Privacy:
        fields: ClassVar = {"id": Kept("none", "as long as the register"), ...}

with an entry for every field of its table. `tests/house/test_privacy_declared.py` fails
where one is missing or stands there for nothing. Libraries' models are declared in
`people/privacy_of_libraries.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Kept:
    """What a field tells, and how long it is kept.

    `none` tells nothing about a person; `personal` names or points to one; `sensitive` is
    what a child answered; `secret` opens something.
    """

    privacy: Literal["none", "personal", "sensitive", "secret"]
    retention: str
