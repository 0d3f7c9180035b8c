"""The contract's checks of webhooks and writing find what they are meant to find."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from crossdock.connect import (
    Connector,
    HmacSignature,
    Incoming,
    Message,
    Operation,
    Receipt,
    Repeat,
    Secret,
    Webhook,
    Writes,
)
from crossdock.connect.line import Line
from crossdock.errors import ErrorKind, InvalidInput, PlatformError
from crossdock.testing import ConnectorContract
from crossdock.testing.webhooks import WebhookChecks
from crossdock.testing.writing import WritingChecks

CREATED = Webhook(
    name="order-created",
    title="Order created",
    description="A buyer ordered.",
    resource="order",
    topic="orders/create",
    topic_headers=("x-acme-topic",),
    kind="order",
    event_headers=("x-acme-event",),
    signature=HmacSignature(headers=("x-acme-hmac",), setting="spare", timestamp_header="x-acme-time"),
)


def operation(repeat: Repeat) -> Operation:
    return Operation(
        name="create-order",
        title="Create order",
        description="Sends an order.",
        resource="order",
        kind="order",
        writes=Writes.CREATE,
        repeat=repeat,
        path="/orders",
    )


async def look(self: Connector, line: Line, asked: Operation, message: Any, resolved: Mapping[str, Any]) -> None:
    await line.ask("GET", f"/orders/{message['number']}")


SOUND: dict[str, Any] = {"webhooks": (CREATED,), "operations": (operation(Repeat.FOUND),), "find": look}


@pytest.fixture
def made(acme: Connector, package: Path) -> Any:
    """Makes the contract of a connector like `acme` that writes and tells, but for what is broken in it."""
    assert package.is_dir()

    def make(**broken: Any) -> Any:
        connector = type("Broken", (type(acme),), {"package": acme.package, **SOUND, **broken})
        settings = type(acme.settings)(shop="demo", token=Secret("made-up-token"), spare=Secret("made-up-spare-key"))
        return type("Contract", (ConnectorContract,), {"connector": connector, "settings": settings})()

    return make


def fails(check: Any, *given: Any) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        check(*given)


async def fails_in_time(check: Any, *given: Any) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        await check(*given)


def test_a_connector_that_is_fine_passes_every_check_of_webhooks(made: Any) -> None:
    for name in vars(WebhookChecks):
        if name.startswith("test_"):
            getattr(made(), name)(CREATED)


async def test_a_connector_that_is_fine_writes(made: Any) -> None:
    checks, create = made(), operation(Repeat.FOUND)
    await checks.test_a_message_is_sent_once_exactly_and_authenticated(create, checks.stand_in())
    await checks.test_refused_data_is_held_in_the_platform_s_own_words(create)
    await checks.test_an_outage_while_looking_for_a_write_is_never_its_absence(create)


def test_a_connector_that_believes_everybody_is_found(made: Any) -> None:
    checks = made(verify=lambda *_: None)
    for check in (
        checks.test_a_request_without_proof_is_rejected,
        checks.test_proof_made_with_another_secret_is_rejected,
        checks.test_a_body_changed_by_one_byte_is_rejected,
        checks.test_an_old_request_sent_again_is_rejected,
        checks.test_a_connection_without_the_secret_believes_nobody,
    ):
        fails(check, CREATED)


def test_messages_that_lose_something_are_found(made: Any) -> None:
    def without_new_fields(_: Connector, webhook: Webhook, incoming: Incoming) -> list[Message]:
        return [Message(payload=b'{"number":1}', key="1", version="", identities=(("order", "1"),))]

    checks = made(messages=without_new_fields)
    fails(checks.test_every_message_comes_whole_under_a_key_of_its_own, CREATED)
    fails(checks.test_a_body_that_is_not_understood_is_told, CREATED)
    fails(checks.test_a_request_of_another_topic_is_told, CREATED)


def test_a_partial_body_is_found(made: Any) -> None:
    def lenient(self: Connector, webhook: Webhook, incoming: Incoming) -> list[Message]:
        try:
            return Connector.messages(self, webhook, incoming)
        except InvalidInput:
            return []

    fails(made(messages=lenient).test_one_message_that_is_not_understood_lets_no_other_through, CREATED)


async def test_a_write_that_is_sent_twice_is_found(made: Any) -> None:
    async def eager(self: Any, line: Line, asked: Operation, message: Any, resolved: Any) -> Receipt:
        await Connector.write(self, line, asked, message, resolved)
        return await Connector.write(self, line, asked, message, resolved)

    checks, create = made(write=eager), operation(Repeat.FOUND)
    await fails_in_time(checks.test_a_message_is_sent_once_exactly_and_authenticated, create, checks.stand_in())


async def test_a_write_that_changes_the_message_is_found(made: Any) -> None:
    async def rounding(self: Any, line: Line, asked: Operation, message: Any, resolved: Any) -> Receipt:
        changed = copy.deepcopy(message)
        changed["brand_new_field"]["digits"] = int(float(changed["brand_new_field"]["digits"]))
        return await Connector.write(self, line, asked, changed, resolved)

    checks, create = made(write=rounding), operation(Repeat.FOUND)
    await fails_in_time(checks.test_a_message_is_sent_once_exactly_and_authenticated, create, checks.stand_in())


async def test_a_write_too_sure_of_its_failure_is_found(made: Any) -> None:
    async def sure(self: Any, line: Line, asked: Operation, message: Any, resolved: Any) -> Receipt:
        try:
            return await Connector.write(self, line, asked, message, resolved)
        except PlatformError as error:
            raise PlatformError(error.message, kind=ErrorKind.RETRY, remedy=error.remedy) from error

    checks, create = made(write=sure), operation(Repeat.FOUND)
    await fails_in_time(checks.test_an_outage_is_uncertain, create)
    check = checks.test_a_success_that_does_not_say_what_it_did_is_uncertain
    await fails_in_time(check, create)


async def test_every_refusal_taken_for_a_repeat_is_found(made: Any) -> None:
    create = operation(Repeat.REFUSED)
    checks = made(operations=(create,), is_repeat=lambda *_: True)
    type(checks).repeated_answer = lambda self, asked: self.refused_answer(asked, "is there already")
    await fails_in_time(checks.test_a_refused_repeat_is_told_from_any_other_failure, create)


async def test_an_author_is_told_to_say_how_a_repeat_is_refused(made: Any) -> None:
    create = operation(Repeat.REFUSED)
    checks = made(operations=(create,), is_repeat=lambda *_: True)
    with pytest.raises(AssertionError, match="repeated_answer"):
        await checks.test_a_refused_repeat_is_told_from_any_other_failure(create)


async def test_an_outage_taken_for_absence_is_found(made: Any) -> None:
    async def hasty(self: Any, line: Line, asked: Operation, message: Any, resolved: Any) -> None:
        try:
            await line.ask("GET", "/orders/1")
        except PlatformError:
            return

    check = made(find=hasty).test_an_outage_while_looking_for_a_write_is_never_its_absence
    await fails_in_time(check, operation(Repeat.FOUND))


def test_checks_of_what_a_connector_does_not_do_are_left_out(made: Any) -> None:
    silent = made(webhooks=(), operations=())
    for checks in (WebhookChecks, WritingChecks):
        assert {getattr(silent, name) for name in vars(checks) if name.startswith("test_")} == {None}
