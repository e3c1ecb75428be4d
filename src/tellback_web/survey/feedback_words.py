"""What schools may say went wrong, as the form asks it and as it is stored."""

from __future__ import annotations

from typing import Final

TROUBLE: Final = {
    "computers": "Not enough computers, or too old",
    "network": "The network was slow or went away",
    "codes": "Codes did not work or got lost",
    "grid": "Questions did not show properly",
    "reading": "Pupils found it hard to read",
    "time": "It took too long",
    "upset": "Some questions upset pupils",
    "people": "No adult free to help",
}
"""Word that is stored -> what the form says."""
LONGEST_LESSON: Final = 300
"""Minutes; more is a slip of the finger."""
LONGEST_WORDS: Final = 2_000
