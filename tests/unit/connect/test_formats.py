"""Formats on the wire: what is read, written and taken in is a JSON value, whatever it travels in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpx import HTTPXMock

from crossdock.connect import (
    JSON,
    Connector,
    Form,
    Format,
    Graphql,
    Incoming,
    Operation,
    PageNumber,
    Receipt,
    Repeat,
    Resource,
    SharedSecret,
    Webhook,
    Writes,
    Xml,
)
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, Malformed, PlatformError

LISTED = Xml(root="Orders", lists=("Order",), content_type="text/xml")
EXPORT = Form({"ExportData": Xml(root="XMLFile", lists=("order",))})
ORDER = Resource(
    name="order",
    title="Order",
    description="An order.",
    key=("number",),
    path="/orders",
    records="Order",
    paging=PageNumber(),
    format=LISTED,
)
CREATE = Operation(
    name="create-order",
    title="Create order",
    description="Sends an order.",
    resource="order",
    kind="order",
    writes=Writes.CREATE,
    repeat=Repeat.UNKNOWABLE,
    path="/orders",
    format=Xml(root="Order"),
    receipt_id="@id",
)
TOLD = Webhook(
    name="order-sent",
    title="Order sent",
    description="An order left.",
    resource="order",
    topic="order",
    kind="order",
    format=Xml(root="Order", lists=("parcel",)),
    signature=SharedSecret(setting="token"),
)


def speaking(acme: Connector, **declared: Any) -> Connector:
    made = {"resources": (ORDER,), "operations": (CREATE,), "webhooks": (TOLD,), **declared}
    connector: Connector = type("Speaking", (type(acme),), {"package": acme.package, **made})(acme.settings)
    return connector


async def written(connector: Connector, message: Any) -> Receipt:
    async with Line(connector) as line:
        return await connector.write(line, connector.operation("create-order"), message, {})


async def refused(connector: Connector, message: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await written(connector, message)
    return raised.value


async def test_a_list_is_read_in_its_format(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(content=b"<Orders><Order><number>1</number></Order></Orders>")
    httpx_mock.add_response(content=b"<Orders/>")
    async with Reader(speaking(acme)) as reader:
        assert [order async for order in reader.read("order")] == [{"number": "1"}]
    assert [request.headers["accept"] for request in httpx_mock.get_requests()] == ["text/xml", "text/xml"]


@pytest.mark.parametrize(
    ("body", "kind"), [(b"<Orders><Order>", ErrorKind.RETRY), (b"{}", ErrorKind.RETRY), (b"", ErrorKind.RETRY)]
)
async def test_an_answer_in_another_format_is_no_list(
    body: bytes, kind: ErrorKind, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_response(content=body)
    with pytest.raises(PlatformError, match=r"nothing|not XML") as raised:
        async with Reader(speaking(acme)) as reader:
            assert not [order async for order in reader.read("order")]
    assert raised.value.kind is kind


async def test_a_message_is_sent_and_its_answer_read_in_the_operation_s_format(
    acme: Connector, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_response(content=b'<Order id="7"/>', headers={"Content-Type": "application/xml"})
    receipt = await written(speaking(acme), {"number": 12345678901234567890, "line": ["a", "b"]})
    assert receipt.id == "7"
    (request,) = httpx_mock.get_requests()
    assert (request.headers["content-type"], request.headers["accept"]) == ("application/xml", "application/xml")
    assert request.content.endswith(b"<Order><number>12345678901234567890</number><line>a</line><line>b</line></Order>")


async def test_a_refusal_in_xml_is_quoted_and_a_page_for_people_is_not(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(
        status_code=422, content=b"<Error>No such shop</Error>", headers={"Content-Type": "text/xml"}
    )
    httpx_mock.add_response(status_code=422, html="<html>No such page</html>")
    assert "No such shop" in (await refused(speaking(acme), {})).message
    assert "No such page" not in (await refused(speaking(acme), {})).message


async def test_an_answer_to_a_write_that_cannot_be_read_is_uncertain(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"id": 7})
    error = await refused(speaking(acme), {"number": 1})
    assert (error.uncertain, "not XML" in error.message) == (True, True)


async def test_a_message_that_its_format_cannot_say_is_not_sent(acme: Connector, httpx_mock: HTTPXMock) -> None:
    with pytest.raises(Malformed):
        await written(speaking(acme), {"note": "\x00"})
    assert not httpx_mock.get_requests()


def incoming(body: bytes) -> Incoming:
    return Incoming(headers={}, body=body, received_at=datetime(2026, 11, 1, tzinfo=UTC))


def test_what_comes_in_xml_is_kept_as_json(acme: Connector) -> None:
    (message,) = speaking(acme).messages(TOLD, incoming(b"<Order><number>7</number></Order>"))
    assert (message.payload, message.key) == (b'{"number":"7","parcel":[]}', "7")


def test_what_comes_in_a_form_is_kept_as_json(acme: Connector) -> None:
    webhook = msgspec.structs.replace(TOLD, format=EXPORT)
    numbered = msgspec.structs.replace(ORDER, key=("ExportData.number",))
    body = b"ExportData=%3CXMLFile%3E%3Cnumber%3E7%3C%2Fnumber%3E%3Corder%2F%3E%3C%2FXMLFile%3E&session=a+b%2Bc"
    (message,) = speaking(acme, resources=(numbered,)).messages(webhook, incoming(body))
    assert json_text.decode(message.payload) == {"ExportData": {"number": "7", "order": [""]}, "session": "a b+c"}


def test_json_that_comes_in_is_kept_byte_by_byte(acme: Connector) -> None:
    body = b'{ "number" : 7 }'
    (message,) = speaking(acme).messages(msgspec.structs.replace(TOLD, format=JSON), incoming(body))
    assert message.payload == body


@given(fields=st.dictionaries(st.text(), st.text()), held=st.text(st.characters(codec="ascii", min_codepoint=32)))
def test_a_form_reads_as_it_was_written(fields: dict[str, str], held: str) -> None:
    value = {**fields, "ExportData": {"number": held, "order": []}}
    assert EXPORT.decode(EXPORT.encode(value)) == value


@pytest.mark.parametrize(
    "body", [b"ExportData", b"a=1&a=2", b"a=%ff", b"\xff=1", b"ExportData=%3Ca", b"&".join([b"a=1"] * 1001)]
)
def test_what_is_no_form_is_told(body: bytes) -> None:
    with pytest.raises(Malformed) as raised:
        EXPORT.decode(body)
    assert raised.value.remedy


@pytest.mark.parametrize("value", [[], "a", {"a": []}, {"a": {}}, {"ExportData": "\x00"}])
def test_what_a_form_cannot_say_is_refused(value: Any) -> None:
    with pytest.raises(Malformed):
        EXPORT.encode(value)


MUTATION = Graphql(
    query="mutation ($input: OrderInput!) { orderCreate(input: $input) { order { id } userErrors { message } } }",
    variable="input",
    refusals="data.orderCreate.userErrors",
    kinds={"THROTTLED": ErrorKind.RETRY},
)


def asking(acme: Connector, format: Format = MUTATION) -> Connector:  # noqa: A002  # what operations call it
    operation = msgspec.structs.replace(CREATE, format=format, receipt_id="data.orderCreate.order.id")
    return speaking(acme, operations=(operation,))


async def test_a_mutation_takes_the_message_as_its_variable(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"data": {"orderCreate": {"order": {"id": "gid-7"}, "userErrors": []}}})
    assert (await written(asking(acme), {"number": 7})).id == "gid-7"
    (request,) = httpx_mock.get_requests()
    assert json_text.decode(request.content) == {"query": MUTATION.query, "variables": {"input": {"number": 7}}}


async def test_a_message_may_be_all_variables(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"data": {"orderCreate": {"order": {"id": "gid-7"}}}})
    await written(asking(acme, Graphql(query=MUTATION.query)), {"number": 7})
    (request,) = httpx_mock.get_requests()
    assert json_text.decode(request.content)["variables"] == {"number": 7}


def refusals() -> Iterator[tuple[Any, tuple[ErrorKind, bool]]]:
    """Answers with status 200, and what they mean: the kind, and whether the write may have been carried out."""
    errors = [{"message": "No such field made-up-token", "extensions": {"code": "UNDEFINED"}}]
    throttled = [{"message": "Too fast", "extensions": {"code": "THROTTLED"}}]
    yield {"errors": errors}, (ErrorKind.HOLD, False)
    yield {"errors": throttled}, (ErrorKind.RETRY, False)
    yield {"errors": errors, "data": None}, (ErrorKind.RETRY, True)
    yield {"errors": "gone wrong", "data": {"orderCreate": None}}, (ErrorKind.RETRY, True)
    yield {"data": {"orderCreate": {"userErrors": [{"message": "No such SKU"}]}}}, (ErrorKind.HOLD, False)
    yield {"data": {"orderCreate": None}}, (ErrorKind.RETRY, True)
    yield [], (ErrorKind.RETRY, True)


@pytest.mark.parametrize(("document", "meaning"), list(refusals()))
async def test_a_success_that_tells_errors_is_none(
    document: Any, meaning: tuple[ErrorKind, bool], acme: Connector, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_response(json=document)
    error = await refused(asking(acme), {"number": 7})
    assert (error.kind, error.uncertain) == meaning
    assert "made-up-token" not in error.message
