"""A light HTTP/1.1 client for closed loops: one kept-open connection, one request at a time.

Written by hand so that the generator takes a small share of the two cores that the
server is measured on; it reads what our own server sends and nothing more general.
"""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass

HEADERS_END = b"\r\n\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    body: bytes
    packed: bool
    wire_bytes: int

    def text(self) -> str:
        """The body as text, unpacked."""
        data = zlib.decompress(self.body, wbits=31) if self.packed else self.body
        return data.decode()


class Connection(asyncio.Protocol):
    """One browser: a connection that stays open, and its cookies."""

    def __init__(self, host: str, port: int, *, accept: str = "gzip") -> None:
        self.host, self.port = host, port
        self.cookies: dict[str, str] = {}
        self._head = f" HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: {accept}\r\nCookie: "
        self._transport: asyncio.Transport | None = None
        self._got = bytearray()
        self._awaited: asyncio.Future[Answer] | None = None

    async def send(self, method: str, path: str, body: bytes = b"") -> Answer:
        """One request and its answer; connects where there is no connection."""
        loop = asyncio.get_running_loop()
        if self._transport is None:
            self._transport, _ = await loop.create_connection(lambda: self, self.host, self.port)
        jar = "; ".join([f"{name}={value}" for name, value in self.cookies.items()])
        request = f"{method} {path}{self._head}{jar}\r\n".encode()
        if method == "POST":
            request += FORM + str(len(body)).encode() + b"\r\n"
        self._awaited = loop.create_future()
        self._transport.write(request + b"\r\n" + body)
        return await self._awaited

    def data_received(self, data: bytes) -> None:
        """Collect; once the answer is whole, hand it over."""
        self._got += data
        end = self._got.find(HEADERS_END)
        if end < 0:
            return
        start = end + len(HEADERS_END)
        head = self._got[: end + 2].decode("latin-1")
        length = int(_field(head, "content-length") or 0)
        if len(self._got) < start + length:
            return
        body = bytes(self._got[start : start + length])
        del self._got[: start + length]
        self._keep_cookies(head)
        answer = Answer(
            status=int(head[9:12]),
            location=_field(head, "location"),
            body=body,
            packed=_field(head, "content-encoding") == "gzip",
            wire_bytes=start + length,
        )
        if self._awaited and not self._awaited.done():
            self._awaited.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits is told."""
        self._transport = None
        if self._awaited and not self._awaited.done():
            self._awaited.set_exception(exc or ConnectionResetError("closed by the server"))

    def close(self) -> None:
        """Let the connection go."""
        if self._transport is not None:
            self._transport.close()

    def _keep_cookies(self, head: str) -> None:
        at = head.find("\r\nset-cookie: ")
        while at >= 0:
            name, _, rest = head[at + 14 : head.index("\r\n", at + 14)].partition("=")
            self.cookies[name.strip()] = rest.partition(";")[0]
            at = head.find("\r\nset-cookie: ", at + 14)


def _field(head: str, name: str) -> str:
    """A header's value; our server writes names in small letters."""
    at = head.find(f"\r\n{name}: ")
    if at < 0:
        return ""
    start = at + len(name) + 4
    return head[start : head.index("\r\n", start)]
