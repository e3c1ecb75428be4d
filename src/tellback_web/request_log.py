"""What the log says of a request: method and status, never its address, which may hold a token."""

from __future__ import annotations

import logging


class WithoutAddress(logging.Filter):
    """Rewrites Django's lines about requests, which would quote the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, with the address taken out."""
        if record.name.startswith(("django.request", "django.security", "django.server")):
            method = getattr(getattr(record, "request", None), "method", "") or "request"
            status = getattr(record, "status_code", "") or "refused"
            record.msg, record.args = f"{method} {status}", ()
        return True
