"""What SEKO pushes: when, in which blocks, with which numbers, and how often it tries."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock.engine.schema import SchemaCheck
from crossdock.model.problem import Side
from crossdock.testing.receiver import Delivery, Receiver
from crossdock_seko.connector import Seko

from .conftest import SAMPLES, Hub, OrderOf

NAMES = {"dispatch": "Dispatch", "tracking": "TrackingDetails", "goods_received": "GRN"}


def messages(delivery: Delivery, service: str) -> list[Any]:
    return [entry["Response"][NAMES[service]] for entry in delivery.document["Responses"]]


def direct(hub: Hub, pushed: Receiver, *services: str) -> None:
    hub.control("switches", {f"{service}_url": f"{pushed.url}/{service}" for service in services})


def test_dispatch_and_tracking_are_pushed_at_the_schedulers_next_run(
    hub: Hub, order: OrderOf, pushed: Receiver
) -> None:
    direct(hub, pushed, "dispatch", "tracking")
    hub.submit(order())
    hub.advance(100)
    assert pushed.deliveries == []
    hub.advance(5)
    dispatch, tracking = sorted(pushed.wait_for(2), key=lambda delivery: delivery.path)  # they are sent together
    assert (dispatch.path, tracking.path) == ("/dispatch", "/tracking")
    (left,), (followed,) = messages(dispatch, "dispatch"), messages(tracking, "tracking")
    assert (left["SalesOrderNumber"], left["CourierService"], left["DCCode"]) == ("1001", "Tracked 48", "DCCL01")
    assert [(line["ProductCode"], line["QuantityShipped"]) for line in left["List"]["DispatchLineItem"]] == [
        ("TEAASSAM250", 2),
        ("MUGSTONE01", 1),
    ]
    assert left["DispatchDate"] == "2026-03-02T10:40:00Z"
    assert left["TrackingNumber"] == followed["TrackingNumber"]
    hub.advance(1_000)
    assert len(pushed.deliveries) == 2


@pytest.mark.parametrize("service", ["dispatch", "tracking", "goods_received"])
def test_every_push_fits_the_schema_of_its_resource(service: str, hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    direct(hub, pushed, service)
    hub.submit(order())
    hub.post("receipts/v3/submit", SAMPLES["receipt"]["return"])
    hub.advance(200)
    (delivery,) = pushed.wait_for(1)
    check = SchemaCheck(Seko.resource(service).schema(Seko.package))
    for message in messages(delivery, service):
        assert check.problems(message, Side.SOURCE) == ()
        known_by = ("EXTEA", message["SequenceNumber"]) if service == "goods_received" else ("1001-1",)
        assert Seko.resource(service).key_of(message) == known_by


def test_a_dispatch_may_leave_its_number_to_the_tracking(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    direct(hub, pushed, "dispatch", "tracking")
    hub.control("switches", {"tracking_in_dispatch": False})
    hub.submit(order())
    hub.advance(200)
    dispatch, tracking = sorted(pushed.wait_for(2), key=lambda delivery: delivery.path)
    (left,), (followed,) = messages(dispatch, "dispatch"), messages(tracking, "tracking")
    assert SchemaCheck(Seko.resource("dispatch").schema(Seko.package)).problems(left, Side.SOURCE) == ()
    assert (left["TrackingNumber"], left["TrackingUrl"]) == (None, None)
    assert followed["TrackingNumber"]


def test_sequence_numbers_grow_by_one_for_each_service(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    direct(hub, pushed, "dispatch", "tracking")
    for number in range(3):
        hub.submit(order(f"N{number}", lines={"TINROUNDS": 1}))
    hub.advance(200)
    for delivery in pushed.wait_for(2):
        service = delivery.path.removeprefix("/")
        assert [message["SequenceNumber"] for message in messages(delivery, service)] == ["1", "2", "3"]


def test_a_block_holds_five_hundred_of_one_centre(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    direct(hub, pushed, "dispatch")
    for number in range(150):
        assert hub.submit(order(f"U{number}", lines={"TINROUNDS": 1}, SalesOrderHeader__DCCode="DCSOM01")) == ""
    for number in range(360):
        assert hub.submit(order(f"T{number}", lines={"TINROUNDS": 1})) == ""
    for number in range(145):
        assert hub.submit(order(f"E{number}", lines={"TEAEARLGREY100": 1})) == ""
    hub.advance(200)
    blocks = sorted(pushed.wait_for(3), key=lambda delivery: -len(delivery.body))
    sizes = [len(messages(block, "dispatch")) for block in blocks]
    assert sizes == [500, 150, 5]
    first, _, last = (messages(block, "dispatch")[0] for block in blocks)
    assert (first["MessagePart"], first["MessageTotal"], last["MessagePart"]) == (1, 2, 2)
    assert all(len({m["DCCode"] for m in messages(block, "dispatch")}) == 1 for block in blocks)


def test_a_push_is_tried_three_times_a_quarter_of_an_hour_apart(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    direct(hub, pushed, "dispatch")
    pushed.statuses = [500] * 9
    hub.submit(order())
    hub.advance(105)
    assert len(pushed.wait_for(1)) == 1
    hub.advance(14)
    assert len(pushed.deliveries) == 1
    hub.advance(1)
    assert len(pushed.wait_for(2)) == 2
    hub.advance(500)
    bodies = [delivery.body for delivery in pushed.deliveries]
    assert bodies == [bodies[0]] * 3
    assert [push["outcome"] for push in hub.state("pushes").values()] == ["given-up"]


def test_a_push_that_is_taken_the_second_time_is_not_sent_again(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    direct(hub, pushed, "dispatch")
    pushed.statuses = [503]
    hub.submit(order())
    hub.advance(1_000)
    assert len(pushed.deliveries) == 2
    (push,) = hub.state("pushes").values()
    assert (push["outcome"], push["attempts"], push["answer"]) == ("delivered", 2, "200")


def test_tracking_may_come_first(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    direct(hub, pushed, "dispatch", "tracking")
    hub.control("switches", {"tracking_first": True})
    hub.submit(order())
    hub.advance(200)
    order_of_posting = [push.split("/")[0] for push in hub.state("pushes")]
    assert order_of_posting == ["tracking", "dispatch"]


def test_nothing_is_sent_where_no_address_is_set(hub: Hub, order: OrderOf) -> None:
    hub.submit(order())
    hub.advance(1_000)
    assert hub.state("pushes") == {}
    assert list(hub.state("dispatches")) == ["1001-1"]


def test_user_and_password_of_an_address_become_basic_auth(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    url = pushed.url.replace("http://", "http://seko:made-up@")
    hub.control("switches", {"dispatch_url": url, "minutes_between_pushes": 0})
    hub.submit(order())
    hub.advance(100)
    (delivery,) = pushed.wait_for(1)
    assert delivery.headers["authorization"].startswith("Basic ")


def test_status_and_tracking_can_be_read_of_a_dispatched_order(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    direct(hub, pushed, "tracking")
    guid = hub.post("salesorders/v4/websubmit", order()).json()["GUID"]
    early = hub.get(f"salesorders/v1/{guid}/tracking.json").json()["Response"]["CallStatus"]
    assert early["Message"] == "No results found for search criteria"
    hub.advance(200)
    read = hub.get(f"salesorders/v1/{guid}/tracking.json").json()["Response"]
    (followed,) = messages(pushed.wait_for(1)[0], "tracking")
    assert (read["Courier"], read["TrackingNumber"]) == ("Royal Mail", followed["TrackingNumber"])
    assert read["CallStatus"] == {"Success": True, "Code": 0, "Message": {}}


@pytest.mark.parametrize("prefix", ["/api", "/hub/api"])
def test_dispatches_are_listed_by_time_status_and_centre(prefix: str, hub: Hub, order: OrderOf) -> None:
    for number, dc in enumerate(["DCCL01", "DCSOM01", "DCCL01"]):
        hub.submit(order(str(number), lines={"TINROUNDS": 1}, SalesOrderHeader__DCCode=dc))
    hub.advance(200)
    guids = {number: held["guid"] for number, held in hub.state("orders").items()}
    day = f"{prefix}/dispatches/v1/status/2026-03-02T00:00:00Z/2026-03-03T00:00:00Z.json"

    def read(path: str, **query: str) -> Any:
        return hub.client.get(path, params={"token": hub.key["api_key"], **query}).json()["Response"]

    one = read(day, status="Dispatched", dc="DCSOM01")["List"]["DispatchLineItem"]
    assert one == {"DCCode": "DCSOM01", "GUID": guids["1"]}
    hung_on = read(f"{day}&status=Dispatched&dc=DCCL01")["List"]["DispatchLineItem"]
    assert [line["GUID"] for line in hung_on] == [guids["0"], guids["2"]]
    later = day.replace("2026-03-02T00", "2026-03-02T23")
    assert read(later)["CallStatus"]["Message"] == "No results found for search criteria"
    assert read(day.replace("2026-03-03T00:00:00Z", "soon"))["CallStatus"]["Message"] == "Error. Invalid date"


def test_an_unknown_guid_has_no_status(hub: Hub) -> None:
    answer = hub.get("salesorders/v1/no-such-guid/status.json").json()["Response"]
    assert answer["CallStatus"]["Message"] == "No results found for search criteria"


def test_a_quick_account_does_in_seconds_what_takes_minutes(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    hub.control("switches", {"pace": 60})
    direct(hub, pushed, "dispatch")
    hub.submit(order())
    hub.advance(100 / 60)
    assert hub.state("orders")["1001"]["status"] == "Dispatched"
    hub.advance(15 / 60)
    (told,) = messages(pushed.wait_for(1)[0], "dispatch")
    assert told["DispatchDate"] == "2026-03-02T09:01:40Z"


def test_a_push_may_be_lost_without_a_word_and_its_number_with_it(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    hub.control("switches", {"lose_push_every": 2})
    direct(hub, pushed, "dispatch")
    for number in range(3):
        hub.submit(order(f"N{number}", lines={"TINROUNDS": 1}))
        hub.advance(200)
    numbers = [messages(delivery, "dispatch")[0]["SequenceNumber"] for delivery in pushed.wait_for(2)]
    assert numbers == ["1", "3"]
    assert len(pushed.deliveries) == 2


def test_a_push_may_come_again_an_hour_later(hub: Hub, order: OrderOf, pushed: Receiver) -> None:
    hub.control("switches", {"repeat_push_every": 1})
    direct(hub, pushed, "dispatch")
    hub.submit(order())
    hub.advance(150)
    assert len(pushed.wait_for(1)) == 1
    hub.advance(60)
    first, again = pushed.wait_for(2)
    assert first.document == again.document
