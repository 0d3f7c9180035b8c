"""`crossdock trace`, `replay` and `holds` against a real server, to which a shop has sent an order."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from uuid import uuid4

import httpx
import pytest

from crossdock.cli.exit_code import ExitCode
from crossdock.model.access import Role

Crossdock = Callable[..., CompletedProcess[str]]
Issue = Callable[[str | None, Role], str]
Place = tuple[str, ...]

CASE = "mappings/shopify-order-to-seko/fixtures/standard-order"
SECRET = "shop-secret"
CONNECTIONS = (
    ("shop", "shopify", {"shop": "example-shop"}, {"access_token": "token", "webhook_secret": SECRET}),
    ("warehouse", "seko", {"base_url": "http://127.0.0.1:1"}, {"api_key": "key"}),
)


@pytest.fixture
def place(name: str) -> Place:
    return ("--project", name, "--environment", "sandbox")


@pytest.fixture
def ask(crossdock: Crossdock, server: str, issue: Issue) -> Crossdock:
    """Runs a command against the server as an administrator."""
    token = issue(None, Role.ADMIN)
    return lambda *arguments: crossdock(*arguments, CROSSDOCK_SERVER=server, CROSSDOCK_TOKEN=token)


@pytest.fixture
def order(ask: Crossdock, server: str, issue: Issue, project: Path, name: str) -> bytes:
    """An order that the shop has sent, and that is held: no version of the mapping is live."""
    assert ask("push", project).returncode == 0
    message = (project / CASE / "input.json").read_bytes()
    with httpx.Client(base_url=server, headers={"Authorization": f"Bearer {issue(None, Role.ADMIN)}"}) as admin:
        for connection, connector, settings, secrets in CONNECTIONS:
            new = {"name": connection, "connector": connector, "settings": settings, "secrets": secrets}
            admin.post(f"/api/v1/projects/{name}/environments/sandbox/connections", json=new).raise_for_status()
        send(admin, name, message)
        wait_for_hold(admin, name)
    return message


def send(client: httpx.Client, project: str, message: bytes) -> None:
    """As Shopify does: signed on the raw bytes, with an id of the event."""
    signature = base64.b64encode(hmac.digest(SECRET.encode(), message, hashlib.sha256)).decode()
    headers = {
        "Content-Type": "application/json",
        "X-Shopify-Topic": "orders/create",
        "X-Shopify-Hmac-Sha256": signature,
        "X-Shopify-Webhook-Id": str(uuid4()),
        "X-Shopify-Event-Id": str(uuid4()),
    }
    client.post(f"/hooks/sandbox/{project}/orders", content=message, headers=headers).raise_for_status()


def wait_for_hold(client: httpx.Client, project: str) -> None:
    for _ in range(200):
        if client.get(f"/api/v1/projects/{project}/environments/sandbox/holds").raise_for_status().json()["items"]:
            return
        time.sleep(0.1)
    pytest.fail("The order was not held within 20 seconds.")


def held(ask: Crossdock, place: Place) -> list[dict[str, object]]:
    done = ask("holds", "list", *place, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_an_order_is_traced_by_any_of_its_names(ask: Crossdock, order: bytes, place: Place) -> None:
    for name in ("5001", "#1001", str(held(ask, place)[0]["record"])):
        done = ask("trace", name, *place)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert "shop order 5001" in done.stderr
        assert "held (nothing-live)" in done.stderr
        assert " received " in done.stderr
        assert "[intake]" in done.stderr
    timeline = json.loads(ask("trace", "5001", *place, "--format", "json").stdout)
    assert [record["code"] for record in timeline["records"]] == ["nothing-live"]
    assert {entry["event"] for entry in timeline["entries"]} >= {"received", "held"}


def test_what_was_never_received_is_told_with_what_to_try(
    ask: Crossdock, order: bytes, place: Place, name: str
) -> None:
    done = ask("trace", "#9/9", *place)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"Nothing named '#9/9' was ever received in 'sandbox' of '{name}'." in done.stderr
    assert "Try " in done.stderr
    elsewhere = ask("trace", "5001", "--project", name, "--environment", "sandbx")
    assert elsewhere.returncode == 2
    assert "sandbox" in elsewhere.stderr
    assert ask("trace", "5001", "--project", "brnd", "--environment", "sandbox").returncode == 2


def test_holds_are_listed_and_skipped_with_a_reason(ask: Crossdock, order: bytes, place: Place) -> None:
    listed = ask("holds", "list", *place)
    assert "nothing-live" in listed.stderr
    (hold,) = held(ask, place)
    assert ask("holds", "list", *place, "--code", "refused").stderr == "Nothing is held.\n"
    assert ask("holds", "list", *place, "--misses").stderr == "Nothing is held.\n"

    skipped = ask("holds", "skip", hold["record"], *place, "--reason", "Entered by hand.")
    assert skipped.returncode == 0, skipped.stderr
    assert held(ask, place) == []
    assert "filtered (skipped)" in (told := ask("trace", "5001", *place).stderr)
    assert "Entered by hand" in told
    again = ask("holds", "skip", hold["record"], *place, "--reason", "Once more.")
    assert again.returncode == 1
    assert "not held" in again.stderr


def test_a_held_record_goes_on_as_it_is_or_corrected(
    ask: Crossdock, order: bytes, tmp_path: Path, place: Place
) -> None:
    (hold,) = held(ask, place)
    corrected = tmp_path / "corrected.json"
    corrected.write_text("{oh")
    refused = ask("holds", "edit", hold["record"], *place, "--payload", corrected, "--reason", "A wrong name.")
    assert refused.returncode == 1
    assert "not JSON" in refused.stderr

    message = ask("holds", "payload", hold["record"], *place)
    assert json.loads(message.stdout) == json.loads(order)
    corrected.write_text(message.stdout.replace("Exampleton", "Sampleton"))
    done = ask("holds", "edit", hold["record"], *place, "--payload", corrected, "--reason", "A wrong name.")
    assert done.returncode == 0, done.stderr
    assert "edited" in ask("trace", "5001", *place).stderr

    assert ask("holds", "retry", *place, "--code", "nothing-live").returncode == 0
    assert ask("holds", "retry", *place).returncode == 2


def test_a_record_is_replayed_without_being_sent(ask: Crossdock, order: bytes, place: Place) -> None:
    record = held(ask, place)[0]["record"]
    replayed = ask("replay", record, *place, "--with", "draft", "--format", "json")
    assert replayed.returncode == 0, replayed.stderr
    assert json.loads(replayed.stdout)["output"]["WebSalesOrder"]["SalesOrderNumber"] == "#1001"
    assert "nothing was sent" in ask("replay", record, *place, "--with", "draft").stderr

    live = ask("replay", record, *place)
    assert live.returncode == 2
    assert "is live" in live.stderr
    assert ask("replay", record, *place, "--with", "draft", "--send").returncode == 2
    early = ask("replay", record, *place, "--send")
    assert early.returncode == 1
    assert "not settled" in early.stderr

    ask("holds", "skip", record, *place, "--reason", "Sent again below.")
    sent = ask("replay", record, *place, "--send", "--format", "json")
    assert sent.returncode == 0, sent.stderr
    child = json.loads(sent.stdout)["record"]
    assert f"repeats {record}" in ask("trace", child, *place).stderr


def test_flows_are_listed_drained_and_resumed_and_a_connection_is_paused(
    ask: Crossdock, order: bytes, place: Place
) -> None:
    def flow() -> dict[str, Any]:
        listed = ask("flows", "list", *place, "--format", "json")
        assert listed.returncode == 0, listed.stderr
        found = {one["state"]["flow"]: one for one in json.loads(listed.stdout)}
        return dict(found["orders"])

    assert (flow()["counts"]["received"], flow()["counts"]["held"]) == (1, 1)
    assert ask("flows", "drain", "orders", *place).returncode == ExitCode.USAGE, "why is not told"
    assert ask("flows", "drain", "orders", *place, "--reason", "A new mapping").returncode == 0
    assert flow()["state"]["status"] in ("draining", "paused")
    assert ask("flows", "resume", "orders", *place).returncode == 0
    assert ask("flows", "pause", "warehouse", "--connection", *place, "--reason", "It moves").returncode == 0
    (connection,) = flow()["state"]["connections"]
    assert (connection["connection"], connection["status"], connection["reason"]) == ("warehouse", "paused", "It moves")
    assert "connection warehouse paused: It moves" in ask("flows", "list", *place).stderr
    assert ask("flows", "resume", "warehouse", "--connection", *place).returncode == 0
    assert flow()["state"]["connections"] == []


def test_the_usage_of_a_connection_is_told_against_its_limit(ask: Crossdock, order: bytes, place: Place) -> None:
    told = ask("flows", "usage", "shop", *place)
    assert told.stderr.splitlines()[0] == "0 calls in the last hour, 0 in the last day; 7200 an hour allowed"
    assert json.loads(ask("flows", "usage", "shop", *place, "--format", "json").stdout)["allowed_per_hour"] == 7200
