"""Mail servers that say no, in the ways in which real ones do."""

from __future__ import annotations

import smtplib
from typing import Any, ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Stubborn(BaseEmailBackend):
    """Takes letters, but for those to addresses in `refuses`."""

    refuses: ClassVar[dict[str, Exception]] = {}
    unreachable: ClassVar[bool] = False
    taken: ClassVar[list[str]] = []
    opened: ClassVar[int] = 0

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__()
        assert named["timeout"] == 10, "a server that hangs must not hang the page"

    @classmethod
    def calm(cls) -> None:
        """As it was before the test."""
        cls.refuses, cls.taken, cls.unreachable, cls.opened = {}, [], False, 0

    def open(self) -> bool:
        """Begin to talk."""
        type(self).opened += 1
        if self.unreachable:
            raise ConnectionRefusedError
        return True

    def close(self) -> None:
        """Even saying goodbye may fail."""
        raise smtplib.SMTPServerDisconnected

    def send_messages(self, email_messages: Any) -> int:
        """Take them or raise."""
        message: EmailMessage
        for message in email_messages:
            message.message()  # as a real backend does; refuses a subject with a line break
            for address in message.recipients():
                if address in self.refuses:
                    raise self.refuses[address]
                self.taken.append(address)
        return len(email_messages)
