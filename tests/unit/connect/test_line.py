"""One request, one answer; and whether a write may have been carried out where no clear answer came."""

from __future__ import annotations

import gzip
import json
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import anyio
import httpx
import msgspec
import pytest
from anyio.abc import SocketAttribute, SocketStream
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_httpx import HTTPXMock, IteratorStream

from crossdock.connect import Basic, Connector, Operation, Receipt, Repeat, Secret, Writes
from crossdock.connect.line import Allowance, Line, LineLimits
from crossdock.engine import json_text
from crossdock.errors import BatchRefused, ErrorKind, Malformed, PlatformError

ORDER = {"number": 12345678901234567890, "name": "Grüße 茶 😀", "price": "12.50"}
CREATE = Operation(
    name="create-order",
    title="Create order",
    description="Sends an order.",
    resource="order",
    kind="order",
    writes=Writes.CREATE,
    repeat=Repeat.UNKNOWABLE,
    path="/shops/{shop}/orders",
    receipt_id="order.id",
)


async def failure(connector: Connector, method: str = "POST", **limits: Any) -> PlatformError:
    async with Line(connector, limits=LineLimits(**limits)) as line:
        with pytest.raises(PlatformError) as raised:
            await line.ask(method, "/orders", body=ORDER)
    return raised.value


async def test_a_body_arrives_with_every_digit(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(status_code=201, json={})
    async with Line(acme) as line:
        answer = await line.ask("PUT", "/orders", parameters={"note": "a & b"}, body=ORDER, headers={"X-Part": "1"})
    (request,) = httpx_mock.get_requests()
    assert (answer.status, request.method, str(request.url).partition("?")[2]) == (201, "PUT", "note=a+%26+b")
    assert request.content == '{"number":12345678901234567890,"name":"Grüße 茶 😀","price":"12.50"}'.encode()
    assert (request.headers["content-type"], request.headers["x-part"]) == ("application/json", "1")
    assert request.headers["x-acme-token"] == "made-up-token"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
async def test_what_is_sent_is_what_is_read(body: Any, acme: Connector) -> None:
    seen: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(json_text.decode(request.content))
        return httpx.Response(200)

    async with Line(acme, transport=httpx.MockTransport(answer)) as line:
        await line.ask("POST", "/orders", body=body)
    assert seen == [body]


async def test_a_request_without_a_body_sends_none(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response()
    async with Line(acme) as line:
        await line.ask("POST", "/orders/1/cancel")
    (request,) = httpx_mock.get_requests()
    assert (request.content, "content-type" in request.headers) == (b"", False)


async def test_what_json_cannot_say_is_not_sent(acme: Connector, httpx_mock: HTTPXMock) -> None:
    async with Line(acme) as line:
        with pytest.raises(Malformed):
            await line.ask("POST", "/orders", body={"price": float("nan")})
    assert not httpx_mock.get_requests()


@pytest.mark.parametrize(
    ("status", "kind", "uncertain"),
    [
        (400, ErrorKind.HOLD, False),
        (401, ErrorKind.STOP, False),
        (408, ErrorKind.RETRY, False),
        (409, ErrorKind.HOLD, False),
        (422, ErrorKind.HOLD, False),
        (429, ErrorKind.RETRY, False),
        (500, ErrorKind.RETRY, True),
        (503, ErrorKind.RETRY, True),
        (302, ErrorKind.STOP, True),
    ],
)
async def test_a_refusal_is_certain_and_an_outage_is_not(
    status: int, kind: ErrorKind, uncertain: bool, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_response(status_code=status, json={"message": "No such shipping option"})
    error = await failure(acme)
    assert (error.kind, error.status, error.uncertain) == (kind, status, uncertain)
    assert "No such shipping option" in error.message


@pytest.mark.parametrize(
    ("trouble", "uncertain"),
    [
        (httpx.ConnectError, False),
        (httpx.ConnectTimeout, False),
        (httpx.PoolTimeout, False),
        (httpx.WriteTimeout, True),
        (httpx.WriteError, True),
        (httpx.ReadTimeout, True),
        (httpx.ReadError, True),
        (httpx.RemoteProtocolError, True),
    ],
)
async def test_silence_is_uncertain_once_something_was_sent(
    trouble: type[httpx.TransportError], uncertain: bool, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_exception(trouble("gone"), is_reusable=True)
    error = await failure(acme)
    assert (error.kind, error.uncertain) == (ErrorKind.RETRY, uncertain)
    assert not (await failure(acme, "GET")).uncertain


@pytest.mark.parametrize("body", [b"x" * 6000, gzip.compress(b"0" * 1_000_000), b"no gzip at all"])
async def test_an_answer_that_cannot_be_taken_is_uncertain(body: bytes, acme: Connector, httpx_mock: HTTPXMock) -> None:
    packed = {} if body.startswith(b"x") else {"Content-Encoding": "gzip"}
    httpx_mock.add_response(stream=IteratorStream([body]), headers=packed)
    assert (await failure(acme, answer_bytes=5000)).uncertain


class Counted:
    """An allowance that writes down what it is asked for."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    async def take(self) -> None:
        self.told.append("take")

    async def pause(self, seconds: float) -> None:
        self.told.append(seconds)


async def test_every_request_is_allowed_first_and_a_throttled_one_makes_everybody_wait(
    acme: Connector, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_response()
    httpx_mock.add_response(status_code=429, headers={"Retry-After": "2.5"})
    httpx_mock.add_response(status_code=429)
    httpx_mock.add_response(status_code=503, headers={"Retry-After": "7"})
    counted: Allowance = Counted()
    async with Line(acme, allowance=counted) as line:
        await line.ask("GET", "/orders")
        for _ in range(3):
            with pytest.raises(PlatformError):
                await line.ask("POST", "/orders", body=ORDER)
    assert isinstance(counted, Counted)
    assert counted.told == ["take", "take", 2.5, "take", acme.throttled_seconds, "take"]


async def test_neither_errors_nor_logs_hold_a_secret(
    acme: Connector, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for status in (401, 422, 503):
        httpx_mock.add_response(status_code=status, json={"message": "we do not like made-up-token"})
        error = await failure(acme)
        assert "[secret]" in error.message
        assert "made-up-token" not in f"{error} {error!r} {error.details}"
    assert "made-up-token" not in caplog.text


async def test_what_is_wrong_with_each_of_several_holds_no_secret_either(
    acme: Connector, httpx_mock: HTTPXMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = PlatformError("We do not like made-up-token.", kind=ErrorKind.HOLD, code="sku-unknown")
    monkeypatch.setattr(acme, "failure", lambda _: BatchRefused(refusal, {1: refusal}), raising=True)
    httpx_mock.add_response(json={})
    error = await failure(acme)
    assert isinstance(error, BatchRefused)
    told = [(each.message, each.kind, each.stable_code) for each in (error, error.offenders[1])]
    assert told == [("We do not like [secret].", ErrorKind.HOLD, "sku-unknown")] * 2


async def test_where_nobody_knows_what_was_done_nobody_is_named(
    acme: Connector, httpx_mock: HTTPXMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = PlatformError("Some of it is wrong.", kind=ErrorKind.HOLD)
    monkeypatch.setattr(acme, "failure", lambda _: BatchRefused(refusal, {1: refusal}), raising=True)
    httpx_mock.add_response(status_code=503)
    async with Line(acme) as line:
        with pytest.raises(PlatformError) as raised:
            await line.ask("POST", "/orders", body=ORDER)
    assert (type(raised.value), raised.value.uncertain) == (PlatformError, True)


async def created(acme: Connector, httpx_mock: HTTPXMock, **answer: Any) -> Receipt:
    connector = writing(acme)
    httpx_mock.add_response(**answer)
    async with Line(connector) as line:
        return await connector.write(line, connector.operation("create-order"), ORDER, {"shop": "a/b"})


def writing(acme: Connector) -> Connector:
    made: Connector = type("Writing", (type(acme),), {"operations": (CREATE,), "package": acme.package})(acme.settings)
    return made


async def test_a_write_gives_a_receipt(acme: Connector, httpx_mock: HTTPXMock) -> None:
    receipt = await created(acme, httpx_mock, json={"order": {"id": 12345678901234567890}})
    assert receipt == Receipt(id="12345678901234567890", identities=(("order", "12345678901234567890"),))
    (request,) = httpx_mock.get_requests()
    assert request.url.raw_path == b"/api/shops/a%2Fb/orders"
    assert json.loads(request.content) == ORDER


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"order": {"id": null}}', b"<html>Back soon</html>"])
async def test_a_success_that_does_not_say_what_it_made_is_uncertain(
    body: bytes, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    with pytest.raises(PlatformError, match="not known") as raised:
        await created(acme, httpx_mock, content=body)
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.RETRY, True)


async def test_a_path_that_cannot_be_filled_in_is_not_sent(acme: Connector, httpx_mock: HTTPXMock) -> None:
    connector = writing(acme)
    async with Line(connector) as line:
        with pytest.raises(PlatformError, match="shop") as raised:
            await connector.write(line, CREATE, ORDER, {"shop": ""})
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.HOLD, False)
    assert not httpx_mock.get_requests()


@asynccontextmanager
async def served(handle: Callable[[SocketStream], Awaitable[None]]) -> AsyncIterator[int]:
    """A server on loopback; the number of its port."""

    async def close_after(stream: SocketStream) -> None:
        async with stream:
            await handle(stream)

    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener, anyio.create_task_group() as tasks:
        tasks.start_soon(listener.serve, close_after)
        yield int(listener.extra_attributes[SocketAttribute.local_port]())
        tasks.cancel_scope.cancel()


def at_port(acme: Connector, port: int) -> Connector:
    address = {"base_url": f"http://127.0.0.1:{port}/api", "package": acme.package}
    made: Connector = type("Local", (type(acme),), address)(acme.settings)
    return made


@pytest.mark.httpx_mock(should_mock=lambda _: False)
class TestOnTheWire:
    """The same over real connections, where the HTTP library decides which error it is."""

    async def test_a_connection_broken_after_the_request_is_uncertain(self, acme: Connector) -> None:
        async def read_and_leave(stream: SocketStream) -> None:
            await stream.receive()

        async with served(read_and_leave) as port:
            assert (await failure(at_port(acme, port))).uncertain

    async def test_no_answer_in_time_is_uncertain(self, acme: Connector) -> None:
        async def read_and_wait(stream: SocketStream) -> None:
            await stream.receive()
            await anyio.sleep_forever()

        async with served(read_and_wait) as port:
            error = await failure(at_port(acme, port), seconds=0.2)
        assert (error.uncertain, "within 0.2 seconds" in error.message) == (True, True)

    async def test_an_answer_cut_short_is_uncertain(self, acme: Connector) -> None:
        async def answer_half(stream: SocketStream) -> None:
            await stream.receive()
            await stream.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")

        async with served(answer_half) as port:
            assert (await failure(at_port(acme, port))).uncertain

    async def test_nobody_listening_is_certain(self, acme: Connector) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        assert not (await failure(at_port(acme, port))).uncertain

    async def test_a_name_that_is_not_known_is_certain(self, acme: Connector, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        error = await failure(acme)
        assert (error.kind, error.uncertain) == (ErrorKind.RETRY, False)

    async def test_many_may_ask_at_once(self, acme: Connector) -> None:
        together = anyio.Event()
        waiting = 0

        async def answer_when_all_are_there(stream: SocketStream) -> None:
            nonlocal waiting
            await stream.receive()
            waiting += 1
            if waiting == 8:
                together.set()
            await together.wait()
            await stream.send(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

        async with (
            served(answer_when_all_are_there) as port,
            Line(at_port(acme, port)) as line,
            anyio.create_task_group() as tasks,
        ):
            for _ in range(8):
                tasks.start_soon(line.ask, "POST", "/orders")
        assert waiting == 8


async def test_an_answer_that_cannot_be_read_is_tried_again(acme: Connector, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(json={"number": 1})
    httpx_mock.add_response(text="Back soon")
    async with Line(acme) as line:
        assert line.document(await line.ask("GET", "/orders/1")) == {"number": 1}
        with pytest.raises(PlatformError, match="not JSON") as raised:
            line.document(await line.ask("GET", "/orders/1"))
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.RETRY, False)


async def test_another_address_may_have_proof_of_its_own(acme: Connector, httpx_mock: HTTPXMock) -> None:
    old = "https://demo.acme.example/api/old"
    members: dict[str, Any] = {"other_auth": Basic("shop", "spare"), "other_addresses": (old,), "package": acme.package}
    both = type("Both", (type(acme),), members)(msgspec.structs.replace(acme.settings, spare=Secret("made-up-spare")))
    httpx_mock.add_response(json={}, is_reusable=True)
    async with Line(both) as line:
        for base in ("", old):
            await line.get(line.address("/orders", {}, base))
        await line.ask("GET", "/older")
    proofs = [(sent.headers.get("x-acme-token"), "authorization" in sent.headers) for sent in httpx_mock.get_requests()]
    assert proofs == [("made-up-token", False), (None, True), ("made-up-token", False)]


async def test_a_write_may_go_to_another_address(acme: Connector, httpx_mock: HTTPXMock) -> None:
    other = "https://start.acme.example/v1"
    two = type("Two", (type(acme),), {"other_addresses": (other,), "package": acme.package})(acme.settings)
    httpx_mock.add_response(url=f"{other}/runs", json={})
    async with Line(two) as line:
        await line.ask("POST", "/runs", body={"a": 1}, base=other)
    (request,) = httpx_mock.get_requests()
    assert (request.method, json_text.decode(request.content)) == ("POST", {"a": 1})
    assert request.headers["x-acme-token"] == "made-up-token"
