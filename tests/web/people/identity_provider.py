"""A council's identity provider in miniature, on this machine: OpenID Connect's three answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt

CLIENT = "tellback"


@dataclass
class Provider:
    """Vouches for `claims`, to whoever brings a code."""

    claims: dict[str, object]
    address: str = ""
    asked: list[str] = field(default_factory=list)
    audience: str = CLIENT

    def answer(self, path: str) -> dict[str, object]:
        """What the provider says at that path."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            ends = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
            return {"issuer": self.address, **{end: f"{self.address}/{end}" for end in ends}}
        if path == "/token_endpoint":
            known = {"iss": self.address, "aud": self.audience, "exp": 4_000_000_000, "iat": 1}
            signed = jwt.encode({**self.claims, **known}, "k" * 32, algorithm="HS256")
            return {"access_token": "for-one-person", "token_type": "Bearer", "id_token": signed}
        return self.claims


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """Serve `provider` until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(provider.answer(self.path.partition("?")[0])).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *given: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
