"""The nearest known name to one that is not known, as a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """ "Did you mean `q05`?", or the empty string where nothing known is near `written`."""
    names = {name.casefold(): name for name in known}
    near = get_close_matches(written.casefold(), names, n=1, cutoff=0.6)
    return f"Did you mean `{names[near[0]]}`?" if near else ""
