"""The steps that bring a mapping live: from an empty folder over fixtures, push and promotion, and back one version."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from crossdock.demo.folder import demo_folder
from crossdock.demo.seed import ENVIRONMENT
from crossdock.demo.session import Session, expect

PROJECT = "first-brand"
MAPPING = "shopify-order-to-seko"
_API = "/api/v1"
_MAPPING = f"{_API}/projects/{PROJECT}/mappings/{MAPPING}"
_LIVE = f"{_API}/projects/{PROJECT}/environments/{ENVIRONMENT}/mappings/{MAPPING}"


class MappingSteps:
    """A project folder, its tokens, and what was mapped so far."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folder = session.place / "project"
        self._tokens: dict[str, str] = {}
        self._mapped = b""

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """Their names, and what does them, in their order."""
        return [
            ("Map through the demo's live version", self.map_demo),
            ("Make a project folder and test it", self.init),
            ("Break a fixture", self.fail_a_fixture),
            ("Mend it", self.mend_it),
            ("Push and publish", self.push),
            ("Preview", self.preview),
            ("Promote", self.promote),
            ("Map through the live version", self.map_live),
            ("Hold an order, add a row", self.hold_and_release),
            ("Refuse a version whose fixtures fail", self.refuse_a_bad_version),
            ("Roll back", self.roll_back),
        ]

    def map_demo(self) -> str:
        order = (demo_folder() / "mappings" / MAPPING / "fixtures" / "gift-next-day" / "input.json").read_bytes()
        live = f"{_API}/projects/demo/environments/{ENVIRONMENT}/mappings/{MAPPING}/map"
        answer = self._session.ask("POST", live, self._session.note.tokens["operator"], content=order)
        return f"the project 'demo' maps an order of {len(order)} bytes to {len(answer.content)}"

    def init(self) -> str:
        self._session.run("init", str(self._folder), "--project", PROJECT)
        return _last_line(self._session.run("test", str(self._folder)))

    def fail_a_fixture(self) -> str:
        expected = self._fixture("expected.json")
        kept = expected.read_text()
        expected.write_text(kept.replace('"GBP"', '"EUR"'))
        said = self._session.run("test", str(self._folder), code=1)
        expected.write_text(kept)
        expect("/WebSalesOrder/CurrencyCode" in said, f"the place is not named: {said}")
        return "exit code 1, and the place is named: /WebSalesOrder/CurrencyCode"

    def mend_it(self) -> str:
        self._session.run("lint", str(self._folder))
        return _last_line(self._session.run("test", str(self._folder)))

    def push(self) -> str:
        self._tokens["admin"] = self._session.issue_admin("check-admin")
        self._create_project()
        self._push("--publish", "First version")
        second = self._push("--publish", "First version")
        expect("nothing to do" in second.lower(), f"a second push did something: {second}")
        return "version 1; a second push finds nothing to do"

    def preview(self) -> str:
        body = b'{"input":' + self._order() + b"}"
        answer = self._session.ask("POST", f"{_MAPPING}/preview", self._tokens["editor"], content=body)
        expected = json.loads(self._fixture("expected.json").read_bytes())
        expect(answer.json()["output"] == expected, "the server's output is not the folder's")
        return "the server gives what the folder's fixture expects"

    def promote(self) -> str:
        new = {"environment": ENVIRONMENT, "mapping": MAPPING, "version": 1, "reason": "The fixtures pass."}
        promotions = f"{_API}/projects/{PROJECT}/promotions"
        self._session.ask("POST", promotions, self._tokens["editor"], json=new, status=403)
        self._session.ask("POST", promotions, self._tokens["approver"], json=new, status=201)
        return f"refused to the editor, version 1 live in '{ENVIRONMENT}' by the approver"

    def map_live(self) -> str:
        self._mapped = self._session.ask(
            "POST", f"{_LIVE}/map", self._tokens["operator"], content=self._order()
        ).content
        return f"{len(self._mapped)} bytes"

    def hold_and_release(self) -> str:
        order = json.loads(self._order())
        order["shipping_lines"][0]["title"] = "Riverboat"
        held = self._session.ask("POST", f"{_LIVE}/map", self._tokens["operator"], json=order, status=422).json()
        expect(held["code"] == "lookup-miss", f"the code is {held['code']}")
        row = {"keys": ["Riverboat"], "values": ["Example Boats", "Slow"], "reason": "Agreed with the warehouse."}
        rows = f"{_API}/projects/{PROJECT}/lookups/delivery-options/rows"
        self._session.ask("POST", rows, self._tokens["operator"], json=row, status=(200, 201))
        mapped = self._session.ask("POST", f"{_LIVE}/map", self._tokens["operator"], json=order).json()
        expect(mapped["WebSalesOrder"]["CourierService"] == "Slow", "the new row was not used")
        return "held as lookup-miss, mapped after one row was added"

    def refuse_a_bad_version(self) -> str:
        text = (self._folder / "mappings" / MAPPING / "map.jsonata").read_text()
        wrong = {"text": text.replace("name,", '"#" & name,', 1), "reason": "A wrong order number"}
        self._session.ask("POST", f"{_MAPPING}/versions", self._tokens["editor"], json=wrong, status=201)
        new = {"environment": ENVIRONMENT, "mapping": MAPPING, "version": 2, "reason": "Let us see."}
        promotions = f"{_API}/projects/{PROJECT}/promotions"
        refused = self._session.ask("POST", promotions, self._tokens["approver"], json=new, status=409).json()
        expect(refused["code"] == "fixtures-failed", f"the code is {refused['code']}")
        return "version 2 fails its fixtures and does not go live"

    def roll_back(self) -> str:
        text = (self._folder / "mappings" / MAPPING / "map.jsonata").read_text()
        better = {"text": text + "\n", "reason": "One more line"}
        self._session.ask("POST", f"{_MAPPING}/versions", self._tokens["editor"], json=better, status=201)
        new = {"environment": ENVIRONMENT, "mapping": MAPPING, "version": 3, "reason": "The fixtures pass."}
        self._session.ask(
            "POST", f"{_API}/projects/{PROJECT}/promotions", self._tokens["approver"], json=new, status=201
        )
        back = {"reason": "We liked the old one."}
        self._session.ask("POST", f"{_LIVE}/rollback", self._tokens["approver"], json=back, status=(200, 201))
        live = self._session.ask("GET", _LIVE, self._tokens["approver"]).json()
        expect(live["version"] == 1, f"version {live['version']} is live")
        return "version 3 live, then version 1 again, in one step"

    def survive(self) -> str:
        self._session.demo.kill()
        self._session.start()
        again = self._session.ask("POST", f"{_LIVE}/map", self._tokens["operator"], content=self._order()).content
        expect(again == self._mapped, "another output than before")
        return "killed and started again: the same bytes"

    def verify_audit(self) -> str:
        place = ("--data", str(self._session.demo.data), "--format", "json")
        said = json.loads(self._session.run("audit", "verify", *place, both=False))
        return f"{len(said) if isinstance(said, list) else 1} chains hold"

    def _create_project(self) -> None:
        new = {"name": PROJECT, "title": "First Brand", "environments": [ENVIRONMENT, "live"]}
        self._session.ask("POST", f"{_API}/projects", self._tokens["admin"], json=new, status=201)
        for role in ("editor", "approver", "operator"):
            asked = {"name": f"check-{role}", "role": role}
            tokens = f"{_API}/projects/{PROJECT}/tokens"
            issued = self._session.ask("POST", tokens, self._tokens["admin"], json=asked, status=201).json()
            self._tokens[role] = issued["text"]

    def _push(self, *arguments: str) -> str:
        environ = {"CROSSDOCK_TOKEN": self._tokens["editor"]}
        return self._session.run(
            "push", str(self._folder), "--server", self._session.note.url, *arguments, environ=environ
        )

    def _fixture(self, file: str) -> Path:
        return self._folder / "mappings" / MAPPING / "fixtures" / "standard-order" / file

    def _order(self) -> bytes:
        return self._fixture("input.json").read_bytes()


def _last_line(said: str) -> str:
    return said.strip().splitlines()[-1]
