"""Orders at Deposco's sandbox: where they go as time passes, and what can still be done about them."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock_deposco.sandbox.start_data import EAST, OTHER_UNIT, UNIT

from .conftest import MUG, TEA, TIN, Environment, new_customer_order, new_order, new_return, reference

ORDERS, CUSTOMER_ORDERS = "/orders/salesOrders", "/orders/customerOrders"


def quantities(order: Any) -> list[tuple[int, int, int]]:
    """Ordered, shipped and cancelled packs of each line."""
    names = ("orderPackQuantity", "shippedPackQuantity", "canceledPackQuantity")
    return [(line[names[0]], line[names[1]], line[names[2]]) for line in order["orderLines"]["data"]]


def test_an_order_goes_through_its_statuses_as_time_passes(environment: Environment) -> None:
    order = environment.order((TEA, 2))
    statuses = [environment.now(order)["orderStatus"]]
    for minutes in (10, 20, 15, 15, 30):
        environment.work_on(minutes)
        statuses.append(environment.now(order)["orderStatus"])
    assert statuses == ["New", "Ready for Fulfillment", "Released", "Picking", "Pick Complete", "Ship Complete"]
    assert environment.level(TEA) == (118, 0, 118)


def test_goods_are_promised_when_an_order_is_taken_and_set_aside_when_it_is_planned(environment: Environment) -> None:
    environment.order((TEA, 2))
    assert environment.level(TEA) == (120, 0, 118)
    environment.work_on(10)
    assert environment.level(TEA) == (120, 2, 118)


def test_an_order_leaves_in_parts(environment: Environment) -> None:
    environment.control("switches", {"units_per_parcel": 2})
    order = environment.order((TEA, 3))
    environment.work_on(90)
    assert (environment.now(order)["orderStatus"], quantities(environment.now(order))) == (
        "Partially Shipped",
        [(3, 2, 0)],
    )
    environment.work_on(60)
    assert environment.now(order)["orderStatus"] == "Ship Complete"
    shipped = environment.get("/shipments/outboundShipments")["data"]
    assert [line["shippedPackQuantity"] for each in shipped for line in each["shipmentLines"]["data"]] == [1, 2]


def test_what_is_not_found_is_cancelled_and_the_books_are_put_right(environment: Environment) -> None:
    order, lost = environment.order((MUG, 3), (TEA, 1)), environment.order((TIN, 1), number="1002")
    environment.control("stock-arrivals", {"item": TIN, "quantity": 1})
    environment.control("missing-goods", {"item": MUG, "quantity": 1})
    environment.control("missing-goods", {"item": TIN, "quantity": 1})
    environment.work_on(100)
    assert quantities(environment.now(order)) == [(3, 2, 1), (1, 1, 0)]
    assert environment.now(order)["orderStatus"] == "Ship Complete"
    assert (environment.now(lost)["orderStatus"], quantities(environment.now(lost))) == ("Canceled", [(1, 0, 1)])
    assert (environment.level(MUG), environment.level(TIN)) == ((5, 0, 5), (0, 0, 0))


def test_an_order_without_goods_waits_for_them(environment: Environment) -> None:
    order = environment.order((TIN, 2))
    environment.work_on(10)
    assert environment.now(order)["orderStatus"] == "Back Ordered"
    environment.control("stock-arrivals", {"item": TIN, "quantity": 2})
    assert environment.now(order)["orderStatus"] == "Ready for Fulfillment"


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (29, 200), (30, 400), (90, 400)])
def test_an_order_is_cancelled_until_it_is_released(minutes: int, status: int, environment: Environment) -> None:
    order = environment.order((TEA, 2))
    if minutes:
        environment.work_on(minutes)
    assert environment.post(f"{ORDERS}/{order}/cancellations").status_code == status
    assert (environment.now(order)["orderStatus"] == "Canceled") == (status == 200)
    if status == 200:
        assert environment.level(TEA) == (120, 0, 120)


def test_some_packs_of_a_line_are_cancelled(environment: Environment) -> None:
    order = environment.order((TEA, 3))
    (line,) = environment.now(order)["orderLines"]["data"]
    wanted = {"orderLines": [{"orderLine": {"id": line["self"]["id"]}, "canceledPackQuantity": 1}]}
    assert environment.post(f"{ORDERS}/{order}/cancellations", wanted).is_success
    assert quantities(environment.now(order)) == [(3, 0, 1)]
    environment.work_on(100)
    assert quantities(environment.now(order)) == [(3, 2, 1)]


def test_a_sales_order_is_made_or_changed_by_its_number(environment: Environment) -> None:
    order = environment.order((TEA, 1))
    changed = environment.post(ORDERS, new_order((TEA, 2), (MUG, 1)))
    assert (changed.status_code, changed.json()["salesOrder"]["self"]["id"]) == (200, order)
    assert quantities(environment.now(order)) == [(2, 0, 0), (1, 0, 0)]
    less = environment.post(ORDERS, new_order((TEA, 1)))
    assert (less.status_code, quantities(environment.now(order))[0]) == (400, (2, 0, 0))
    environment.work_on(40)
    late = environment.post(ORDERS, new_order((TEA, 5)))
    assert "cannot be updated while in the status of Released" in late.text


def test_a_customer_order_shows_later_and_is_taken_twice(environment: Environment) -> None:
    body = {"customerOrder": new_customer_order(TEA)}
    first = environment.post(CUSTOMER_ORDERS, body)
    assert (first.status_code, environment.get(CUSTOMER_ORDERS)["data"]) == (202, [])
    environment.post(CUSTOMER_ORDERS, body)
    environment.work_on(1)
    found = environment.get(CUSTOMER_ORDERS, externalOrderNumber="WEB-1001")["data"]
    assert [each["status"] for each in found] == ["InFulfillment", "InFulfillment"]
    assert found[0]["self"]["id"] > found[1]["self"]["id"]
    assert environment.get(f"/async/{first.json()['requestId']}")["status"] == "Success"


def test_a_customer_order_becomes_a_sales_order_for_each_facility(environment: Environment) -> None:
    environment.control("stock-arrivals", {"item": TIN, "quantity": 4, "facility": EAST})
    environment.post(CUSTOMER_ORDERS, {"customerOrder": new_customer_order(TEA, TIN)})
    environment.work_on(1)
    children = environment.get(ORDERS)["data"]
    facilities = {each["shipFromFacility"]["businessKey"]["number"] for each in children}
    assert facilities == {"NORTH", "EAST"}
    assert {each["customerOrderNumber"] for each in children} == {"WEB-1001"}
    refused = environment.post(ORDERS, new_order((TEA, 9), number=children[0]["number"]))
    assert refused.status_code == 400
    environment.work_on(120)
    assert environment.get(CUSTOMER_ORDERS)["data"][0]["status"] == "Complete"


@pytest.mark.parametrize(
    ("order", "status", "item"),
    [
        (new_customer_order("NO-SUCH"), "Back Ordered", None),
        (new_customer_order(TEA, shipVia=None), "Review", TEA),
    ],
)
def test_a_customer_order_is_taken_whatever_is_missing(
    order: Any, status: str, item: str | None, environment: Environment
) -> None:
    environment.post(CUSTOMER_ORDERS, {"customerOrder": order})
    environment.work_on(1)
    (shown,) = environment.get(CUSTOMER_ORDERS)["data"]
    assert (shown["status"], shown["coLines"]["data"][0]["itemNumber"]) == (status, item)


def test_a_return_is_awaited_and_arrives(environment: Environment) -> None:
    environment.order((TEA, 2))
    assert environment.post("/orders/customerReturns", new_return((TEA, 1))).status_code == 201
    assert environment.post("/orders/customerReturns", new_return((TEA, 2))).status_code == 200
    environment.control("switches", {"works_by_itself": False})
    environment.control("receipts", {"number": "R-1"})
    (arrived,) = environment.get("/orders/customerReturns")["data"]
    assert (arrived["orderStatus"], arrived["orderLines"]["data"][0]["receivedPackQuantity"]) == ("Received", 2)
    assert environment.level(TEA)[0] == 122


def item(number: str, upc: str) -> Any:
    packs = [{"type": "Each", "quantity": 1}]
    return {"businessUnit": reference(code=UNIT), "number": number, "packs": packs, "upcs": {"data": [{"value": upc}]}}


def test_imports_are_done_one_after_the_other_and_fail_in_part(environment: Environment) -> None:
    first = {"entityType": "item", "entities": [item("A", "1")]}
    second = {"entityType": "item", "entities": [item("B", "1"), item("C", "2")]}
    requests = [environment.post("/async/bulkImports", body).json()["requestId"] for body in (first, second)]
    environment.control("advance", {"seconds": 5})
    assert [environment.get(f"/async/{each}")["status"] for each in requests] == ["Success", "Pending"]
    environment.control("advance", {"seconds": 5})
    done = environment.get(f"/async/{requests[1]}")
    assert (done["status"], done["failures"]) == ("Partially Failed", 1)
    assert "already used by item A" in done["results"][0]["errorMessage"]
    assert environment.get("/items", number="C")["data"]


def test_lists_go_on_by_a_search_and_ignore_what_they_do_not_know(environment: Environment) -> None:
    first = environment.get("/items", pageSize=4, upc="no such filter")
    assert (len(first["data"]), first["complete"]) == (4, False)
    following = environment.client.get(f"{first['links'][0]['href']}&businessUnit={OTHER_UNIT}").json()
    assert (len(following["data"]), following["complete"]) == (3, True)
    assert len(environment.get("/items", businessUnit=OTHER_UNIT)["data"]) == 1


def test_the_older_api_tells_stock_in_xml_and_wants_its_own_password(environment: Environment) -> None:
    path = "/integration/EXTEA/inventory/full"
    assert environment.client.get(path).status_code == 401
    told = environment.client.get(path, auth=("sandbox-user", "sandbox-deposco-legacy-password"))
    assert told.headers["content-type"].startswith("application/xml")
    assert "<itemNumber>TEA-ASSAM-250</itemNumber>" in told.text


def test_too_many_calls_are_refused_without_a_word(environment: Environment) -> None:
    environment.control("switches", {"bucket_size": 3})
    answers = [environment.client.get("/latest/facilities") for _ in range(4)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert answers[-1].content == b""
    environment.control("advance", {"seconds": 1})
    assert environment.client.get("/latest/facilities").is_success
