"""What the steps of `crossdock demo --check` share: sandboxes, a running demo, and the ways to speak to them."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import httpx

from crossdock.demo.control import control
from crossdock.demo.mailbox import Mailbox, open_mailbox
from crossdock.demo.note import DemoNote
from crossdock.demo.process import DemoProcess, crossdock
from crossdock.demo.sandboxes import open_sandboxes
from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.demo.seed_flow import access_to
from crossdock.demo.shop import API, seconds_to_wait

T = TypeVar("T")

SETTLE_SECONDS = 180.0
PLACE = f"/api/v1/projects/{PROJECT}/environments/{ENVIRONMENT}"
_PAUSE = 0.1
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
        self._mailbox: Mailbox | None = None
        self._parts = ExitStack()

    @property
    def note(self) -> DemoNote:
        """What the running demo says of itself; raises Failed before it was started."""
        if self._note is None:
            raise Failed("the demo was not started")
        return self._note

    @property
    def mailbox(self) -> Mailbox:
        """Where alerts may go; raises Failed before it was opened."""
        if self._mailbox is None:
            raise Failed("the mailbox was not opened")
        return self._mailbox

    def open_sandboxes(self, pace: float = 1) -> None:
        """Start the shop and the warehouse, and an address for alerts."""
        self.sandboxes = self._parts.enter_context(open_sandboxes({}, self.place, {"seko": {"pace": pace}}))
        self._mailbox = self._parts.enter_context(open_mailbox())
        allowed = self._mailbox.url.removeprefix("http://")
        self.demo = DemoProcess(self.demo.data, traffic=False, sandboxes=self.sandboxes, allowed_hosts=allowed)

    def start(self) -> DemoNote:
        """Start the demo, for the first time or again."""
        self._note = self.demo.start()
        return self._note

    def close(self) -> None:
        """End everything that was started."""
        self.demo.stop()
        self._parts.close()

    def ask(
        self,
        method: str,
        path: str,
        token: str,
        *,
        status: int | tuple[int, ...] = 200,
        new: bool = False,
        **content: Any,
    ) -> httpx.Response:
        """One request to the demo's API, `new` for what must not be there yet; raises Failed for another status."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        headers |= {"If-None-Match": "*"} if new else {}
        answer = httpx.request(method, self.note.url + path, headers=headers, timeout=30, **content)
        allowed = (status,) if isinstance(status, int) else status
        expect(answer.status_code in allowed, f"{method} {path} answers {answer.status_code}: {answer.text[:500]}")
        return answer

    @property
    def operator(self) -> str:
        """An operator's token."""
        return self.note.tokens["operator"]

    def get(self, path: str) -> Any:
        """What the API tells an operator of the demo's environment."""
        return self.ask("GET", f"{PLACE}/{path}", self.operator).json()

    def post(self, path: str, document: Mapping[str, Any], *, status: int | tuple[int, ...] = (200, 201, 202)) -> Any:
        """What the API answers to an operator in the demo's environment."""
        return self.ask("POST", f"{PLACE}/{path}", self.operator, json=document, status=status).json()

    def ask_shop(self, method: str, path: str, document: Mapping[str, Any] | None = None) -> Any:
        """What the shop's own API answers to its owner, however often it is busy first."""
        access = access_to("shopify", self.sandboxes["shopify"])
        headers = {"X-Shopify-Access-Token": access.secrets["access_token"]}
        url = f"{self.sandboxes['shopify']}{API}/{path}"
        while True:
            answer = httpx.request(method, url, json=document, headers=headers, timeout=30)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                return answer.raise_for_status().json()
            time.sleep(seconds_to_wait(answer))

    def control(self, sandbox: str, path: str, document: Mapping[str, Any] | None = None) -> Any:
        """What a control route of a sandbox answers; with a document, to a POST of it."""
        return control(self.sandboxes[sandbox], path, document)

    def pace(self, pace: float) -> None:
        """How quick the warehouse is with what it begins from now on."""
        self.control("seko", "switches", {"pace": pace})

    def wait_until(self, holds: Callable[[], T], otherwise: Callable[[], str]) -> T:
        """What comes as soon as it is truthy; raises Failed with what else is so after a long while."""
        until = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < until:
            if found := holds():
                return found
            time.sleep(_PAUSE)
        raise Failed(otherwise())

    def issue_admin(self, name: str) -> str:
        """The text of a new administrator's token, made on the demo's machine without asking anybody."""
        place = ("--data", str(self.demo.data), "--format", "json")
        issued = self.run("token", "issue", "--name", name, "--role", "admin", *place, both=False)
        return str(json.loads(issued)["text"])

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
