"""A light HTTP/1.1 client for closed loops: one kept-open connection, one request at a time.

Written by hand so that the generator takes a small share of the two cores that the
server is measured on; it reads what our own server sends and nothing more general.
"""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass, field

HEADERS_END = b"\r\n\r\n"
TIMEOUT = 60
"""Seconds for one answer."""


@dataclass
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


@dataclass
class Connection:
    """One browser: a connection that stays open, and its cookies."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def send(self, method: str, path: str, body: bytes = b"") -> Answer:
        """One request and its answer; connects where there is no connection."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.host}:{self.port}",
            "Accept-Encoding: gzip",
            f"Cookie: {jar}",
        ]
        if method == "POST":
            lines += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        self._writer.write("\r\n".join(lines).encode() + HEADERS_END + body)
        return await asyncio.wait_for(self._read(), TIMEOUT)

    async def _read(self) -> Answer:
        assert self._reader is not None
        head = await self._reader.readuntil(HEADERS_END)
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ", 2)[1])
        length, location, packed = 0, "", False
        for line in lines[1:]:
            name, _, value = line.partition(":")
            name, value = name.lower(), value.strip()
            if name == "content-length":
                length = int(value)
            elif name == "location":
                location = value
            elif name == "content-encoding":
                packed = value == "gzip"
            elif name == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        body = await self._reader.readexactly(length) if length else b""
        return Answer(status, location, body, packed, len(head) + length)

    def close(self) -> None:
        """Let the connection go."""
        if self._writer is not None:
            self._writer.close()
            self._reader = self._writer = None
