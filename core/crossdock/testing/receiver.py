"""Somewhere that webhooks and pushes go: a server on loopback that keeps what it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any

import msgspec

from crossdock.engine import json_text

WAIT_SECONDS = 30.0
LARGEST_BODY = 100 * 1024 * 1024


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One request that came."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def document(self) -> Any:
        """The body as JSON value."""
        return json_text.decode(self.body)


class Receiver:
    """Answers with the statuses it is given, one after the other, and with 200 when they are used up."""

    def __init__(self) -> None:
        self.url = ""
        self.statuses: list[int] = []
        self._deliveries: list[Delivery] = []
        self._came = Condition()

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that came until now."""
        with self._came:
            return list(self._deliveries)

    def wait_for(self, count: int) -> list[Delivery]:
        """Everything that came, once there is so much of it; raises TimeoutError where it does not come."""
        with self._came:
            if not self._came.wait_for(lambda: len(self._deliveries) >= count, WAIT_SECONDS):
                raise TimeoutError(f"{len(self._deliveries)} of {count} deliveries came")
            return list(self._deliveries)

    def take(self, delivery: Delivery) -> int:
        """Keep a delivery; the status to answer with."""
        with self._came:
            self._deliveries.append(delivery)
            self._came.notify_all()
            return self.statuses.pop(0) if self.statuses else 200


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A receiver at an address of its own, until the context ends."""
    taking = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = min(int(self.headers.get("content-length", "0")), LARGEST_BODY)
            headers = {name.lower(): value for name, value in self.headers.items()}
            delivery = Delivery(path=self.path, headers=headers, body=self.rfile.read(length))
            self.send_response(taking.take(delivery))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing: tests read what came."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        taking.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield taking
        finally:
            server.shutdown()
            thread.join()
