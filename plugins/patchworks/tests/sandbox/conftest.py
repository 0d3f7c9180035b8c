"""A sandbox of Patchworks, served for each module of tests and brought back to its beginning for each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.connect.settings_form import fill, secret_names
from crossdock.testing.sandbox_contract import StandingClock
from crossdock_patchworks.connector import Patchworks
from crossdock_patchworks.sandbox import start_data
from crossdock_patchworks.settings import PatchworksSettings

SIGNED = {"patchworks_signature": start_data.SIGNATURE}


def handoff(*keys: str) -> Any:
    """What a flow is started with: an item for each key."""
    return {"key": "+".join(keys), "items": [{"key": key} for key in keys]}


class Account:
    """The API, spoken to by hand."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        known = {"username": start_data.USERNAME, "password": start_data.PASSWORD}
        token = client.post("/fabric/api/login", json=known).json()["token"]
        client.headers["authorization"] = f"Bearer {token}"

    def start(self, payload: Any, flow: int = start_data.DISPATCHES) -> int:
        """A run that was taken in."""
        answer = self.client.post(f"/start/api/v1/flows/{flow}/start/raw", json=payload)
        assert answer.status_code == 200, answer.text
        return int(answer.json()["flow_run_id"])

    def trigger(self, name: str, payload: Any, **changes: str) -> httpx.Response:
        address = f"/webhooks/api/v1/{start_data.COMPANY}/{name}"
        return self.client.post(address, params={**SIGNED, **changes}, json=payload)

    def runs(self, **query: str) -> list[Any]:
        """The newest first."""
        found: list[Any] = self.client.get("/api/v1/flow-runs", params={"sort": "-started_at", **query}).json()["data"]
        return found

    def run(self, number: int) -> Any:
        return next(run for run in self.runs() if run["id"] == number)

    def said(self, run: int) -> list[tuple[str, str]]:
        """Level and words of a run's logs."""
        logs = self.client.get(f"/api/v1/flow-runs/{run}/flow-run-logs").json()["data"]
        return [(log["log_level"], log["log_message"]) for log in logs]

    def done(self) -> dict[str, int]:
        """How often each item was done."""
        state = self.client.get("/_sandbox/state").json()
        return {entry["item"]["key"]: entry["received"] for entry in state["items"]}

    def control(self, path: str, document: Any) -> Any:
        answer = self.client.post(f"/_sandbox/{path}", json=document)
        assert answer.is_success, answer.text
        return answer.json()

    def later(self, minutes: float = 2) -> None:
        self.control("advance", {"seconds": minutes * 60})


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(start_sandbox(Patchworks, clock=StandingClock())) as address:
        yield address


@pytest.fixture
def account(address: str) -> Iterator[Account]:
    with httpx.Client(base_url=address) as client:
        client.post("/_sandbox/reset")
        yield Account(client)


@pytest.fixture
def patchworks(address: str) -> Patchworks:
    needed = start_sandbox(Patchworks).connection(address)
    hidden = secret_names(PatchworksSettings)
    plain = {name: value for name, value in needed.items() if name not in hidden}
    settings = fill(PatchworksSettings, plain, {name: needed[name] for name in hidden})
    assert isinstance(settings, PatchworksSettings)
    return Patchworks(settings)
