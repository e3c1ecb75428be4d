"""What the log says of a request: method and status, never its address, which may hold a token.

Nor what an error says beside its kind: a database's quotes the row that it refused.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Final

ABOUT_REQUESTS: Final = ("django.request", "django.security", "django.server")
OUR_FAULT: Final = 500


class WithoutAddress(logging.Filter):
    """Rewrites Django's lines about requests, which would quote the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, with the address and the words of the error taken out."""
        if record.name.startswith(ABOUT_REQUESTS):
            method = getattr(getattr(record, "request", None), "method", None) or "A request"
            status = getattr(record, "status_code", "refused")
            record.msg, record.args = f"{method} {status}", ()
            ours = isinstance(status, int) and status >= OUR_FAULT
            if record.exc_info and ours:
                record.exc_text = _trace(record.exc_info[1])
            record.exc_info = None
        return True


def _trace(error: BaseException | None) -> str:
    """Where it happened and of which kind; what led to it first."""
    told = []
    while error is not None:
        told.append(f"{_places(error.__traceback__)}{type(error).__qualname__}")
        error = error.__cause__ or error.__context__
    return "\nwhich led to\n".join(reversed(told))


def _places(trace: TracebackType | None) -> str:
    return "".join(traceback.format_tb(trace))
