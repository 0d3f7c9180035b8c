"""What runs of the company's flows do: they wait, send, are given up, start over, and do items once."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256
from typing import Any

import pytest

from crossdock.testing.receiver import Receiver, receiver
from crossdock_patchworks.sandbox import start_data

from .conftest import Account, handoff

ORDER = {"id": 5550000000001, "name": "#1001", "updated_at": "2026-03-02T09:00:00+00:00"}


@pytest.fixture
def crossdock() -> Any:
    with receiver() as taking:
        yield taking


def latest(account: Account) -> int:
    return int(account.runs()[0]["id"])


def test_more_runs_than_a_minute_takes_wait_for_their_turn(account: Account) -> None:
    account.control("switches", {"runs_per_minute": 1})
    first, second = account.start(handoff("D-1")), account.start(handoff("D-2"))
    account.later(1)
    assert [account.run(run)["status"] for run in (first, second)] == [2, 1]
    account.later(1)
    assert account.run(second)["status"] == 2


def test_a_pool_leaves_out_what_was_done_and_a_flow_without_one_does_it_again(account: Account) -> None:
    for flow in (start_data.DISPATCHES, start_data.DISPATCHES, start_data.STOCK, start_data.STOCK):
        account.start(handoff(f"F-{flow}"), flow)
    account.later()
    assert account.done() == {f"F-{start_data.DISPATCHES}": 1, f"F-{start_data.STOCK}": 2}


def test_an_order_of_the_shop_is_handed_over_in_an_envelope_that_a_retry_repeats(
    account: Account, crossdock: Receiver
) -> None:
    account.control("switches", {"hooks_url": crossdock.url})
    assert account.trigger("shop-orders", ORDER).json() == {"message": "Flow initialised."}
    account.later()
    account.control("retries", {"run": latest(account)})
    account.later()
    first, again = crossdock.deliveries
    assert (first.path, first.body) == ("/orders", again.body)
    assert first.document == {
        "key": "5550000000001",
        "version": ORDER["updated_at"],
        "order": "5550000000001",
        "number": "#1001",
        "data": ORDER,
    }
    password = base64.b64decode(first.headers["authorization"].removeprefix("Basic ")).decode()
    assert password == f"patchworks:{start_data.HOOK_SECRET}"
    assert [(run["trigger"], run["status"]) for run in account.runs()] == [("Retry", 2), ("Webhook", 2)]


def test_what_is_passed_on_stays_as_it_is_and_is_signed(account: Account, crossdock: Receiver) -> None:
    signs = {"header": "x-signed", "secret": "made-up", "encoding": "hex"}
    drawn = {"trigger": "as-it-is", "address": f"{crossdock.url}/hook", "headers": {"x-topic": "t"}, "signs": signs}
    account.control("flows", drawn)
    body = b'{"id":  1.50}'
    account.client.post(
        f"/webhooks/api/v1/{start_data.COMPANY}/as-it-is",
        params={"patchworks_signature": start_data.SIGNATURE},
        content=body,
    )
    account.later()
    (came,) = crossdock.deliveries
    assert (came.body, came.headers["x-topic"]) == (body, "t")
    assert came.headers["x-signed"] == hmac.new(b"made-up", body, sha256).hexdigest()


def test_a_run_that_reaches_nobody_is_given_up_after_two_more_tries(account: Account, crossdock: Receiver) -> None:
    account.control("switches", {"hooks_url": crossdock.url})
    crossdock.statuses = [503, 503, 503]
    account.trigger("shop-orders", ORDER)
    account.later(10)
    assert (account.runs()[0]["status"], len(crossdock.deliveries)) == (3, 3)
    assert ("ERROR", "Crossdock could not be reached.") in account.said(latest(account))


def test_a_flow_that_is_not_deployed_does_nothing(account: Account) -> None:
    assert account.trigger("old-orders", ORDER).json() == {"message": "Flow initialised."}
    answer = account.client.post(f"/start/api/v1/flows/{start_data.RETIRED}/start/raw", json=ORDER)
    assert (answer.status_code, account.runs()) == (404, [])


@pytest.mark.parametrize(
    ("body", "status"), [({"payload": {"a": 1}}, 422), ({"payload": ""}, 422), ({"payload": '{"items": []}'}, 200)]
)
def test_a_payload_must_be_a_text_where_one_is_asked_for(body: Any, status: int, account: Account) -> None:
    path = f"/start/api/v1/flows/{start_data.DISPATCHES}/start/2201"
    assert account.client.post(path, json=body).status_code == status


def test_a_trigger_needs_its_signature_and_a_body_that_is_not_too_large(account: Account) -> None:
    assert account.trigger("shop-orders", ORDER, patchworks_signature="made-up").status_code == 401
    account.control("switches", {"largest_body": 10})
    assert account.trigger("shop-orders", ORDER).status_code == 413


def test_a_callback_answers_with_a_list_at_once(account: Account) -> None:
    address = f"/callbacks/api/v1/{start_data.COMPANY}/dispatches-now"
    signed = {"patchworks_signature": start_data.SIGNATURE}
    answer = account.client.post(address, params=signed, json=handoff("D-1"))
    assert answer.json() == [{"id": f"{latest(account)}-1"}]
    assert account.done() == {"D-1": 1}


def test_runs_are_found_by_flow_status_and_time(account: Account) -> None:
    account.start(handoff("D-1"))
    account.later()
    account.start(handoff("S-1"), start_data.STOCK)
    milliseconds = "1772442060000"
    asked = [{"filter[flow_id]": "1201"}, {"filter[status]": "1,3"}, {"filter[started_after]": milliseconds}]
    assert [[run["flow_id"] for run in account.runs(**query)] for query in asked] == [[1201], [1202], [1202]]
    assert account.client.get("/api/v1/flow-runs", params={"filter[started_after]": "2026-03-02"}).status_code == 422


def test_a_token_is_good_for_a_day(account: Account) -> None:
    account.later(24 * 60)
    assert account.client.get("/api/v1/flows").status_code == 401


@pytest.mark.parametrize("path", ["retries", "stops"])
def test_what_has_ended_or_never_was_cannot_be_stopped_or_retried(path: str, account: Account) -> None:
    assert account.client.post(f"/_sandbox/{path}", json={"run": 7}).status_code == 404
    run = account.start(handoff("D-1"))
    account.later()
    status = account.client.post(f"/_sandbox/{path}", json={"run": run}).status_code
    assert status == (201 if path == "retries" else 422)
