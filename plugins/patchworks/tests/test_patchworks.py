"""Where Patchworks is odd."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec import structs
from pytest_httpx import HTTPXMock

from crossdock.connect import Answer, Incoming, Secret
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, InvalidInput, PlatformError
from crossdock_patchworks.connector import Patchworks
from crossdock_patchworks.settings import PatchworksSettings

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SETTINGS = PatchworksSettings(
    username="crossdock@example.com",
    password=Secret("made-up-patchworks-password"),
    company="example-tea",
    trigger_signature=Secret("made-up-trigger-signature"),
    callback_signature=Secret("made-up-callback-signature"),
    hook_secret=Secret("made-up-hook-secret"),
)
HANDOFF = {"flow": 1201, "trigger": "dispatches", "key": "D-1", "items": [{"key": "D-1"}]}
RUN = {"message": "Flow initialised.", "flow_run_id": 50001}


@pytest.fixture
def login(httpx_mock: HTTPXMock) -> HTTPXMock:
    """Patchworks, once it was logged in to."""
    httpx_mock.add_response(url=SETTINGS.login_url, json={"message": "In.", "token": "made-up", "expires_in": 86400})
    return httpx_mock


async def handed(operation: str, message: Mapping[str, Any], settings: PatchworksSettings = SETTINGS) -> Any:
    connector = Patchworks(settings)
    async with Line(connector) as line:
        return await connector.write(line, connector.operation(operation), message, {"after": 50000})


async def test_times_are_asked_with_in_milliseconds(login: HTTPXMock) -> None:
    login.add_response(json={"data": [], "meta": {"total": 0}})
    async with Reader(Patchworks(SETTINGS)) as reader:
        assert [run async for run in reader.read("flow_run", since=NOW)] == []
    _, request = login.get_requests()
    assert request.url.params["filter[started_after]"] == "1772443800000"
    assert request.headers["authorization"] == "Bearer made-up"


async def test_fields_stand_in_a_record_or_in_its_attributes(login: HTTPXMock) -> None:
    listed = [{"id": "1", "type": "flow", "attributes": {"name": "Orders"}}, {"id": 2, "name": "Stock"}]
    login.add_response(json={"data": listed, "meta": {"total": 2}})
    async with Reader(Patchworks(SETTINGS)) as reader:
        flows = [flow async for flow in reader.read("flow")]
    assert flows == [{"id": "1", "type": "flow", "name": "Orders"}, {"id": 2, "name": "Stock"}]


@pytest.mark.parametrize(
    ("operation", "path", "sent"),
    [
        ("start-flow", "start/2201", {"payload": '{"key":"D-1","items":[{"key":"D-1"}]}'}),
        ("start-flow-raw", "start/raw/2201", {"key": "D-1", "items": [{"key": "D-1"}]}),
    ],
)
async def test_a_payload_is_a_text_or_the_body_itself(operation: str, path: str, sent: Any, login: HTTPXMock) -> None:
    login.add_response(json=RUN)
    await handed(operation, {**HANDOFF, "flow_version": 2201})
    request = login.get_requests()[-1]
    assert (request.url.host, request.url.path) == ("start.wearepatchworks.com", f"/api/v1/flows/1201/{path}")
    assert json_text.decode(request.content) == sent


async def test_a_flow_is_started_in_a_virtual_environment_with_its_variables(login: HTTPXMock) -> None:
    login.add_response(json=RUN)
    settings = structs.replace(SETTINGS, virtual_environment_id="7")
    await handed("tell-flow", {**HANDOFF, "variables": {"channel": "web"}}, settings)
    asked = dict(login.get_requests()[-1].url.params)
    assert asked == {"virtual_environment_id": "7", "flow_variables": '{"channel":"web"}'}


@pytest.mark.parametrize(
    ("operation", "host", "signature", "answer"),
    [
        ("trigger-flow", "webhooks", "made-up-trigger-signature", {"message": "Flow initialised."}),
        ("call-flow", "callbacks", "made-up-callback-signature", [{"id": "F-1"}]),
    ],
)
async def test_a_trigger_is_called_with_its_signature(
    operation: str, host: str, signature: str, answer: Any, login: HTTPXMock
) -> None:
    login.add_response(json=answer)
    await handed(operation, HANDOFF, structs.replace(SETTINGS, virtual_environment_prefix="uat"))
    url = login.get_requests()[-1].url
    assert (url.host, url.path) == (f"{host}.wearepatchworks.com", "/api/v1/example-tea/dispatches/uat")
    assert dict(url.params) == {"patchworks_signature": signature}


@pytest.mark.parametrize(
    ("operation", "answer", "receipt"),
    [
        ("trigger-flow", {"message": "Flow initialised."}, ("D-1", True)),
        ("call-flow", [{"id": "F-1"}, {"id": "F-2"}], ("F-1", False)),
    ],
)
async def test_what_only_queues_is_accepted_and_what_answers_is_done(
    operation: str, answer: Any, receipt: tuple[str, bool], login: HTTPXMock
) -> None:
    login.add_response(json=answer)
    made = await handed(operation, HANDOFF)
    assert (made.id, made.accepted) == receipt


@pytest.mark.parametrize("missing", ["company", "trigger_signature"])
async def test_nothing_is_sent_to_a_trigger_without_its_address(missing: str) -> None:
    bare = structs.replace(SETTINGS, **{missing: "" if missing == "company" else None})
    with pytest.raises(PlatformError, match="nothing was sent") as raised:
        await handed("trigger-flow", HANDOFF, bare)
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.STOP, False)


def test_one_envelope_or_a_list_of_them_is_taken_in() -> None:
    connector, webhook = Patchworks(SETTINGS), Patchworks.webhook("order-handed-over")
    one = {"key": "1", "version": "a", "order": "1", "number": "#1", "data": {}}
    other = {**one, "key": "2", "order": "2", "number": None}
    bodies = [json_text.encode(body) for body in (one, [one, other])]
    taken = [[message.identities for message in connector.messages(webhook, incoming(body))] for body in bodies]
    assert taken == [
        [(("order", "1"), ("order_number", "#1"))],
        [(("order", "1"), ("order_number", "#1")), (("order", "2"),)],
    ]


@pytest.mark.parametrize("odd", [{"key": "1", "order": "1", "data": {}}, {"data": 5}, "text"])
def test_what_a_retry_could_not_be_known_by_is_for_a_person(odd: Any) -> None:
    connector, webhook = Patchworks(SETTINGS), Patchworks.webhook("order-handed-over")
    sound = {"key": "2", "version": "a", "order": "2", "data": {}}
    with pytest.raises(InvalidInput) as raised:
        connector.messages(webhook, incoming(json_text.encode([sound, odd])))
    assert raised.value.stable_code == "no-envelope"


def incoming(body: bytes) -> Incoming:
    return Incoming(headers={}, body=body, received_at=NOW)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"message": "Invalid.", "errors": {"payload": ["Is blank."], "flow": "None."}}, "Invalid.; Is blank.; None."),
        ({"message": "Unauthenticated."}, "Unauthenticated."),
        ({"other": 1}, '{"other":1}'),
    ],
)
def test_refusals_are_told_in_patchworks_s_words(body: Any, words: str) -> None:
    answer = Answer(status=422, headers={}, body=json_text.encode(body), url="", received_at=NOW)
    error = Patchworks(SETTINGS).failure(answer)
    assert error is not None
    assert f'"{words}"' in error.message
