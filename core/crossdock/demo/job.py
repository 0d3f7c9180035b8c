"""The steps of `crossdock demo --check`: from an empty folder to a mapping that is live, and back one version."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from crossdock.demo.folder import demo_folder
from crossdock.demo.process import DemoProcess, crossdock
from crossdock.demo.seed import ENVIRONMENT

PROJECT = "first-brand"
MAPPING = "shopify-order-to-seko"
_API = "/api/v1"
_MAPPING = f"{_API}/projects/{PROJECT}/mappings/{MAPPING}"
_LIVE = f"{_API}/projects/{PROJECT}/environments/{ENVIRONMENT}/mappings/{MAPPING}"
_COMMAND_SECONDS = 60


class Failed(AssertionError):
    """A step did not prove what it should; the message says what came instead."""


class Job:
    """What the steps share: a running demo, a project folder, tokens, and what was mapped so far."""

    def __init__(self, place: Path) -> None:
        self.demo = DemoProcess(place / "data")
        self.folder = place / "project"
        self._url = ""
        self._tokens: dict[str, str] = {}
        self._mapped = b""

    def start(self) -> str:
        note = self.demo.start()
        self._url = note.url
        mode = (self.demo.data / "demo.json").stat().st_mode & 0o777
        _expect(mode == 0o600, f"demo.json has the rights {mode:o}")
        order = (demo_folder() / "mappings" / MAPPING / "fixtures" / "gift-next-day" / "input.json").read_bytes()
        live = f"{_API}/projects/demo/environments/{ENVIRONMENT}/mappings/{MAPPING}/map"
        answer = self._ask("POST", live, note.tokens["operator"], content=order)
        return f"the project 'demo' maps an order of {len(order)} bytes to {len(answer.content)}"

    def init(self) -> str:
        self._run("init", str(self.folder), "--project", PROJECT)
        return _last_line(self._run("test", str(self.folder)))

    def fail_a_fixture(self) -> str:
        expected = self._fixture("expected.json")
        kept = expected.read_text()
        expected.write_text(kept.replace('"GBP"', '"EUR"'))
        said = self._run("test", str(self.folder), code=1)
        expected.write_text(kept)
        _expect("/WebSalesOrder/CurrencyCode" in said, f"the place is not named: {said}")
        return "exit code 1, and the place is named: /WebSalesOrder/CurrencyCode"

    def mend_it(self) -> str:
        self._run("lint", str(self.folder))
        return _last_line(self._run("test", str(self.folder)))

    def push(self) -> str:
        self._tokens["admin"] = self._issue_locally()
        self._create_project()
        self._push("--publish", "First version")
        second = self._push("--publish", "First version")
        _expect("nothing to do" in second.lower(), f"a second push did something: {second}")
        return "version 1; a second push finds nothing to do"

    def preview(self) -> str:
        body = b'{"input":' + self._order() + b"}"
        answer = self._ask("POST", f"{_MAPPING}/preview", self._tokens["editor"], content=body)
        expected = json.loads(self._fixture("expected.json").read_bytes())
        _expect(answer.json()["output"] == expected, "the server's output is not the folder's")
        return "the server gives what the folder's fixture expects"

    def promote(self) -> str:
        new = {"environment": ENVIRONMENT, "mapping": MAPPING, "version": 1, "reason": "The fixtures pass."}
        promotions = f"{_API}/projects/{PROJECT}/promotions"
        self._ask("POST", promotions, self._tokens["editor"], json=new, status=403)
        self._ask("POST", promotions, self._tokens["approver"], json=new, status=201)
        return f"refused to the editor, version 1 live in '{ENVIRONMENT}' by the approver"

    def map_live(self) -> str:
        self._mapped = self._ask("POST", f"{_LIVE}/map", self._tokens["operator"], content=self._order()).content
        return f"{len(self._mapped)} bytes"

    def hold_and_release(self) -> str:
        order = json.loads(self._order())
        order["shipping_lines"][0]["title"] = "Riverboat"
        held = self._ask("POST", f"{_LIVE}/map", self._tokens["operator"], json=order, status=422).json()
        _expect(held["code"] == "lookup-miss", f"the code is {held['code']}")
        row = {"keys": ["Riverboat"], "values": ["Example Boats", "Slow"], "reason": "Agreed with the warehouse."}
        rows = f"{_API}/projects/{PROJECT}/lookups/delivery-options/rows"
        self._ask("POST", rows, self._tokens["operator"], json=row, status=(200, 201))
        mapped = self._ask("POST", f"{_LIVE}/map", self._tokens["operator"], json=order).json()
        _expect(mapped["WebSalesOrder"]["CourierService"] == "Slow", "the new row was not used")
        return "held as lookup-miss, mapped after one row was added"

    def refuse_a_bad_version(self) -> str:
        text = (self.folder / "mappings" / MAPPING / "map.jsonata").read_text()
        wrong = {"text": text.replace("name,", '"#" & name,', 1), "reason": "A wrong order number"}
        self._ask("POST", f"{_MAPPING}/versions", self._tokens["editor"], json=wrong, status=201)
        new = {"environment": ENVIRONMENT, "mapping": MAPPING, "version": 2, "reason": "Let us see."}
        promotions = f"{_API}/projects/{PROJECT}/promotions"
        refused = self._ask("POST", promotions, self._tokens["approver"], json=new, status=409).json()
        _expect(refused["code"] == "fixtures-failed", f"the code is {refused['code']}")
        return "version 2 fails its fixtures and does not go live"

    def roll_back(self) -> str:
        text = (self.folder / "mappings" / MAPPING / "map.jsonata").read_text()
        better = {"text": text + "\n", "reason": "One more line"}
        self._ask("POST", f"{_MAPPING}/versions", self._tokens["editor"], json=better, status=201)
        new = {"environment": ENVIRONMENT, "mapping": MAPPING, "version": 3, "reason": "The fixtures pass."}
        self._ask("POST", f"{_API}/projects/{PROJECT}/promotions", self._tokens["approver"], json=new, status=201)
        back = {"reason": "We liked the old one."}
        self._ask("POST", f"{_LIVE}/rollback", self._tokens["approver"], json=back, status=(200, 201))
        live = self._ask("GET", _LIVE, self._tokens["approver"]).json()
        _expect(live["version"] == 1, f"version {live['version']} is live")
        return "version 3 live, then version 1 again, in one step"

    def survive(self) -> str:
        self.demo.kill()
        self._url = self.demo.start().url
        again = self._ask("POST", f"{_LIVE}/map", self._tokens["operator"], content=self._order()).content
        _expect(again == self._mapped, "another output than before")
        return "killed and started again: the same bytes"

    def verify_audit(self) -> str:
        said = json.loads(self._run("audit", "verify", "--data", str(self.demo.data), "--format", "json", both=False))
        return f"{len(said) if isinstance(said, list) else 1} chains hold"

    def _issue_locally(self) -> str:
        arguments = ("--name", "check-admin", "--role", "admin", "--data", str(self.demo.data), "--format", "json")
        issued = json.loads(self._run("token", "issue", *arguments, both=False))
        return str(issued["text"])

    def _create_project(self) -> None:
        new = {"name": PROJECT, "title": "First Brand", "environments": [ENVIRONMENT, "live"]}
        self._ask("POST", f"{_API}/projects", self._tokens["admin"], json=new, status=201)
        for role in ("editor", "approver", "operator"):
            asked = {"name": f"check-{role}", "role": role}
            tokens = f"{_API}/projects/{PROJECT}/tokens"
            issued = self._ask("POST", tokens, self._tokens["admin"], json=asked, status=201).json()
            self._tokens[role] = issued["text"]

    def _push(self, *arguments: str) -> str:
        environ = {"CROSSDOCK_TOKEN": self._tokens["editor"]}
        return self._run("push", str(self.folder), "--server", self._url, *arguments, environ=environ)

    def _run(self, *arguments: str, code: int = 0, both: bool = True, environ: dict[str, str] | None = None) -> str:
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
        _expect(done.returncode == code, f"`crossdock {arguments[0]}` gave {done.returncode}: {said.strip()}")
        return said if both else done.stdout

    def _ask(
        self, method: str, path: str, token: str, *, status: int | tuple[int, ...] = 200, **content: Any
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        answer = httpx.request(method, self._url + path, headers=headers, timeout=30, **content)
        allowed = (status,) if isinstance(status, int) else status
        _expect(answer.status_code in allowed, f"{method} {path} answers {answer.status_code}: {answer.text[:500]}")
        return answer

    def _fixture(self, file: str) -> Path:
        return self.folder / "mappings" / MAPPING / "fixtures" / "standard-order" / file

    def _order(self) -> bytes:
        return self._fixture("input.json").read_bytes()


STEPS: tuple[tuple[str, Callable[[Job], str]], ...] = (
    ("Start the studio", Job.start),
    ("Make a project folder and test it", Job.init),
    ("Break a fixture", Job.fail_a_fixture),
    ("Mend it", Job.mend_it),
    ("Push and publish", Job.push),
    ("Preview", Job.preview),
    ("Promote", Job.promote),
    ("Map through the live version", Job.map_live),
    ("Hold an order, add a row", Job.hold_and_release),
    ("Refuse a version whose fixtures fail", Job.refuse_a_bad_version),
    ("Roll back", Job.roll_back),
    ("kill -9, start again", Job.survive),
    ("Verify the audit log", Job.verify_audit),
)


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Failed(otherwise)


def _last_line(said: str) -> str:
    return said.strip().splitlines()[-1]
