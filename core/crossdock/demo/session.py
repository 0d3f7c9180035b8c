"""What the steps of `crossdock demo --check` share: sandboxes, a running demo, and the ways to speak to them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx

from crossdock.demo.goods import stock_up
from crossdock.demo.note import DemoNote
from crossdock.demo.process import DemoProcess, crossdock
from crossdock.demo.sandboxes import open_sandboxes
from crossdock.demo.seed_flow import access_to

_COMMAND_SECONDS = 60


class Failed(AssertionError):
    """A step did not prove what it should; the message says what came instead."""


class Session:
    """A demo without traffic on sandboxes of its own, which outlive it when it is killed."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.demo = DemoProcess(place / "data", traffic=False)
        self.sandboxes: Mapping[str, str] = {}
        self._note: DemoNote | None = None
        self._parts = ExitStack()

    @property
    def note(self) -> DemoNote:
        """What the running demo says of itself; raises Failed before it was started."""
        if self._note is None:
            raise Failed("the demo was not started")
        return self._note

    def open_sandboxes(self) -> None:
        """Start the shop and the warehouse, with plenty of goods."""
        self.sandboxes = self._parts.enter_context(open_sandboxes({}, self.place, {}))
        stock_up(self.sandboxes["seko"], access_to("seko", self.sandboxes["seko"]))
        self.demo = DemoProcess(self.demo.data, traffic=False, sandboxes=self.sandboxes)

    def start(self) -> DemoNote:
        """Start the demo, for the first time or again."""
        self._note = self.demo.start()
        return self._note

    def close(self) -> None:
        """End everything that was started."""
        self.demo.stop()
        self._parts.close()

    def ask(
        self, method: str, path: str, token: str, *, status: int | tuple[int, ...] = 200, **content: Any
    ) -> httpx.Response:
        """One request to the demo's API; raises Failed where another status is answered."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        answer = httpx.request(method, self.note.url + path, headers=headers, timeout=30, **content)
        allowed = (status,) if isinstance(status, int) else status
        expect(answer.status_code in allowed, f"{method} {path} answers {answer.status_code}: {answer.text[:500]}")
        return answer

    def control(self, sandbox: str, path: str, document: Mapping[str, Any] | None = None) -> Any:
        """What a control route of a sandbox answers; with a document, to a POST of it."""
        address = f"{self.sandboxes[sandbox]}/_sandbox/{path}"
        method = "GET" if document is None else "POST"
        return httpx.request(method, address, json=document, timeout=30, trust_env=False).raise_for_status().json()

    def run(self, *arguments: str, code: int = 0, both: bool = True, environ: dict[str, str] | None = None) -> str:
        """What a `crossdock` command says, on stdout alone or on both; raises Failed for another exit code."""
        done = subprocess.run(
            crossdock(*arguments),
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=_COMMAND_SECONDS,
            env={**os.environ, **(environ or {})},
        )
        said = done.stdout + done.stderr
        expect(done.returncode == code, f"`crossdock {arguments[0]}` gave {done.returncode}: {said.strip()}")
        return said if both else done.stdout


def expect(holds: bool, otherwise: str) -> None:
    """Raises Failed, saying what came instead, unless it holds."""
    if not holds:
        raise Failed(otherwise)
