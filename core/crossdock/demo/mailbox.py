"""An address on this machine to which alerts are sent, to be read by the check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from threading import Thread
from typing import Any

import msgspec

LARGEST_BODY = 1024 * 1024


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One request that came."""

    headers: Mapping[str, str]
    """Names in lower case."""
    document: Any


class Mailbox(msgspec.Struct, frozen=True):
    """What came and was not read yet."""

    url: str
    letters: SimpleQueue[Letter]

    def read(self, seconds: float) -> Letter:
        """The oldest letter that was not read yet; raises queue.Empty where none comes in time."""
        return self.letters.get(timeout=seconds)


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """A mailbox at any free port, until the context ends."""
    letters: SimpleQueue[Letter] = SimpleQueue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = min(int(self.headers.get("content-length", "0")), LARGEST_BODY)
            headers = {name.lower(): value for name, value in self.headers.items()}
            letters.put(Letter(headers=headers, document=msgspec.json.decode(self.rfile.read(length))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing: the letters are read."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield Mailbox(f"http://127.0.0.1:{server.server_port}", letters)
        finally:
            server.shutdown()
            thread.join()
