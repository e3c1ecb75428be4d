"""The signing key of an installation that was not given one: made once, kept in its data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept_secret_key(data: Path) -> str:
    """The key in `data`/secret-key; made there (readable by its owner only) the first time."""
    path = data / "secret-key"
    if not path.exists():
        made = path.with_suffix(f".{os.getpid()}")
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            # Two workers starting at once: link fails for the second, and both read the first's.
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text(encoding="ascii")
