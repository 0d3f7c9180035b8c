"""The connector writes to the sandbox over real HTTP: once, whatever goes wrong on the way."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from crossdock.connect import Incoming, Receipt, Repeat, Secret
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.outbound import guarded_transport
from crossdock.errors import ErrorKind, InvalidInput, PlatformError, Rejected
from crossdock.testing.receiver import Delivery, Receiver
from crossdock_seko.connector import Seko
from crossdock_seko.settings import SekoSettings

from .conftest import SAMPLES, Hub, OrderOf

CREATE, CANCEL = Seko.operation("create-order"), Seko.operation("cancel-order")
PUSH_SECRET = "made-up-push-secret"


@pytest.fixture
def seko(address: str) -> Seko:
    return Seko(
        SekoSettings(base_url=f"{address}/api", api_key=Secret("sandbox-seko-key"), push_secret=Secret(PUSH_SECRET))
    )


@pytest.fixture
async def line(seko: Seko, address: str) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(seko, limits=LineLimits(seconds=2), transport=transport) as line:
        yield line


async def refused(seko: Seko, line: Line, message: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await seko.write(line, CREATE, message, {})
    return raised.value


async def test_an_order_is_created_and_known_by_both_its_names(
    seko: Seko, line: Line, hub: Hub, order: OrderOf
) -> None:
    receipt = await seko.write(line, CREATE, order("1001"), await seko.resolve(line, CREATE, order("1001")))
    held = hub.state("orders")["1001"]
    assert receipt == Receipt(id=held["guid"], identities=(("order", "1001"), ("guid", held["guid"])))
    assert held["received"] == 1


async def test_an_order_without_stock_is_refused_whole_in_seko_s_words(
    seko: Seko, line: Line, hub: Hub, order: OrderOf
) -> None:
    error = await refused(seko, line, order(lines={"TEAASSAM250": 1, "MUGSTONE01": 100_000}))
    assert "Product MUGSTONE01 has no free stock." in error.message
    assert (error.kind, error.uncertain, seko.is_repeat(error)) == (ErrorKind.HOLD, False, False)
    assert hub.state("orders") == {}


@pytest.mark.parametrize("wrapped", ["never", "always"])
async def test_a_repeat_is_recognised_bare_and_wrapped(
    wrapped: str, seko: Seko, line: Line, hub: Hub, order: OrderOf
) -> None:
    hub.control("switches", {"wrap_failures": wrapped})
    await seko.write(line, CREATE, order("1001"), {})
    error = await refused(seko, line, order("1001"))
    assert (seko.is_repeat(error), error.uncertain) == (True, False)


async def test_a_used_invoice_number_is_no_repeat(seko: Seko, line: Line, hub: Hub, order: OrderOf) -> None:
    await seko.write(line, CREATE, order("1001", WebSalesOrder__SalesInvoiceNumber="I-1"), {})
    error = await refused(seko, line, order("1002", WebSalesOrder__SalesInvoiceNumber="I-1"))
    assert (error.kind, seko.is_repeat(error)) == (ErrorKind.HOLD, False)


@pytest.mark.parametrize("kind", ["timeout", "reset", "status"])
async def test_an_order_whose_answer_was_lost_is_sent_again_and_is_one(
    kind: str, seko: Seko, line: Line, hub: Hub, order: OrderOf
) -> None:
    assert CREATE.repeat is Repeat.REFUSED
    hub.control("faults", {"kind": kind, "next": 1, "path": "*/websubmit", "after_write": True})
    lost = await refused(seko, line, order("1001"))
    assert (lost.kind, lost.uncertain) == (ErrorKind.RETRY, True)
    assert seko.is_repeat(await refused(seko, line, order("1001")))
    assert list(hub.state("orders")) == ["1001"]


async def not_cancelled(seko: Seko, line: Line, number: str) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await seko.write(line, CANCEL, {"SalesOrderNumber": number}, {})
    return raised.value


async def test_an_order_is_cancelled_before_it_is_picked_and_a_repeat_changes_nothing(
    seko: Seko, line: Line, hub: Hub, order: OrderOf
) -> None:
    await seko.write(line, CREATE, order("1001-R1"), {})
    cancelled = Receipt(id="1001-R1", identities=(("order", "1001-R1"),))
    for _ in range(2):
        assert await seko.write(line, CANCEL, {"SalesOrderNumber": "1001-R1"}, {}) == cancelled
        assert hub.state("orders")["1001-R1"]["status"] == "Cancelled"


@pytest.mark.parametrize("wrapped", ["never", "always"])
async def test_an_order_in_a_pick_wave_is_not_cancelled_and_says_what_can_be_done(
    wrapped: str, seko: Seko, line: Line, hub: Hub, order: OrderOf
) -> None:
    hub.control("switches", {"wrap_failures": wrapped})
    await seko.write(line, CREATE, order("1001"), {})
    hub.advance(45)
    error = await not_cancelled(seko, line, "1001")
    assert (error.kind, error.uncertain) == (ErrorKind.HOLD, False)
    assert "Dispatch assigned to a pick wave cannot be cancelled" in error.message
    assert "carrier" in error.remedy
    assert hub.state("orders")["1001"]["status"] == "Being Picked"


async def test_an_order_that_was_never_sent_cannot_be_cancelled(seko: Seko, line: Line, hub: Hub) -> None:
    error = await not_cancelled(seko, line, "1001")
    assert (error.kind, error.uncertain) == (ErrorKind.HOLD, False)
    assert "Sales Order does not exist." in error.message


@pytest.mark.parametrize("kind", ["timeout", "reset", "status"])
async def test_a_cancellation_whose_answer_was_lost_may_be_sent_again(
    kind: str, seko: Seko, line: Line, hub: Hub, order: OrderOf
) -> None:
    await seko.write(line, CREATE, order("1001"), {})
    hub.control("faults", {"kind": kind, "next": 1, "path": "*/cancel", "after_write": True})
    assert (await not_cancelled(seko, line, "1001")).uncertain
    assert (await seko.write(line, CANCEL, {"SalesOrderNumber": "1001"}, {})).id == "1001"


async def test_a_wrong_key_stops_and_hides_itself(line: Line, hub: Hub, order: OrderOf, address: str) -> None:
    foreign = Seko(SekoSettings(base_url=f"{address}/api", api_key=Secret("somebody-elses-key")))
    async with Line(foreign) as wrong:
        error = await refused(foreign, wrong, order())
    assert (error.kind, error.uncertain) == (ErrorKind.STOP, False)
    assert "somebody-elses-key" not in f"{error} {error!r}"
    assert hub.state("orders") == {}


async def test_no_log_holds_the_key_that_travels_in_the_query(
    seko: Seko, line: Line, hub: Hub, order: OrderOf, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="httpcore")
    caplog.set_level(logging.DEBUG, logger="httpx")
    await seko.write(line, CREATE, order(), {})
    assert "websubmit" in caplog.text
    assert "sandbox-seko-key" not in caplog.text


def taken(delivery: Delivery) -> Incoming:
    """As intake takes a request in: the address's last segment is the secret."""
    secret = delivery.path.rpartition("/")[2]
    return Incoming(headers=delivery.headers, body=delivery.body, received_at=datetime.now(UTC), path_secret=secret)


def direct(hub: Hub, pushed: Receiver, *services: str, secret: str = PUSH_SECRET) -> None:
    hub.control("switches", {f"{service}_url": f"{pushed.url}/{service}/{secret}" for service in services})


async def test_pushes_are_believed_and_each_names_its_order(
    seko: Seko, line: Line, hub: Hub, order: OrderOf, pushed: Receiver
) -> None:
    direct(hub, pushed, "dispatch", "tracking")
    for number in ("1001", "1002"):
        await seko.write(line, CREATE, order(number, lines={"TINROUNDS": 1}), {})
    hub.advance(200)
    for delivery in pushed.wait_for(2):
        name = delivery.path.split("/")[1]
        webhook, request = seko.webhook(name), taken(delivery)
        seko.verify(webhook, request)
        messages = seko.messages(webhook, request)
        about = {
            "dispatch": [("order", "1001"), ("order", "1002")],
            "tracking": [("dispatch", "1001-1"), ("dispatch", "1002-1")],
        }
        assert [message.identities[0] for message in messages] == about[name]
        assert all(("order", number) in m.identities for number, m in zip(("1001", "1002"), messages, strict=True))
        assert [message.key for message in messages] == ["1001-1", "1002-1"]
        assert len({message.event_id for message in messages}) == 2
        assert [message.sequence and message.sequence.stream for message in messages] == [f"EXTEA/{name}"] * 2
        assert [message.sequence and message.sequence.number for message in messages] == [1, 2]


async def test_basic_auth_in_the_push_address_is_believed_too(
    seko: Seko, line: Line, hub: Hub, order: OrderOf, pushed: Receiver
) -> None:
    address = pushed.url.replace("http://", f"http://seko:{PUSH_SECRET}@")
    hub.control("switches", {"dispatch_url": f"{address}/dispatch"})
    await seko.write(line, CREATE, order(), {})
    hub.advance(200)
    (delivery,) = pushed.wait_for(1)
    request = Incoming(headers=delivery.headers, body=delivery.body, received_at=datetime.now(UTC))
    seko.verify(seko.webhook("dispatch"), request)


async def test_a_push_with_another_secret_or_to_another_flow_is_not_taken(
    seko: Seko, line: Line, hub: Hub, order: OrderOf, pushed: Receiver
) -> None:
    direct(hub, pushed, "dispatch", secret="somebody-elses")
    await seko.write(line, CREATE, order(), {})
    hub.advance(200)
    (delivery,) = pushed.wait_for(1)
    with pytest.raises(Rejected):
        seko.verify(seko.webhook("dispatch"), taken(delivery))
    with pytest.raises(InvalidInput, match="not of the webhook 'tracking'"):
        seko.messages(seko.webhook("tracking"), taken(delivery))


async def test_received_goods_are_about_their_announcement(seko: Seko, hub: Hub, pushed: Receiver) -> None:
    direct(hub, pushed, "goods_received")
    announced = SAMPLES["receipt"]["supplier-delivery"]
    assert hub.words(hub.post("receipts/v3/submit", announced)) == ""
    hub.advance(60 * 24 * 365)
    (delivery,) = pushed.wait_for(1)
    (message,) = seko.messages(seko.webhook("goods-received"), taken(delivery))
    kind, value = message.identities[0]
    assert kind == "receipt"
    assert value in (announced["Receipt"].get("HBReference"), announced["Receipt"]["ASNNumber"])
