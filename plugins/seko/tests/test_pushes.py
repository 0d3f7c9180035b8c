"""What is pushed: several messages in a body, each about its own thing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crossdock.connect import Incoming, Message, Secret
from crossdock.engine import json_text
from crossdock.errors import InvalidInput
from crossdock_seko.connector import Seko
from crossdock_seko.settings import SekoSettings

SEKO = Seko(SekoSettings(api_key=Secret("made-up-key"), push_secret=Secret("made-up-push-secret")))
RECEIVED = {
    sample.name: json_text.decode(sample.payload) for sample in Seko.resource("goods_received").samples(Seko.package)
}


def taken(webhook: str, responses: Any) -> list[Message]:
    body = json.dumps({"Responses": responses}).encode()
    return SEKO.messages(SEKO.webhook(webhook), Incoming(headers={}, body=body, received_at=datetime.now(UTC)))


@pytest.mark.parametrize(
    ("sample", "identity"),
    [("return-without-notice", ("order", "EX-1005")), ("two-lots", ("receipt", "ASN-2201"))],
)
def test_a_return_without_notice_is_about_its_order(sample: str, identity: tuple[str, str]) -> None:
    (message,) = taken("goods-received", [{"Response": {"GRN": RECEIVED[sample]}}])
    assert message.identities[0] == identity


def test_a_single_response_may_come_bare() -> None:
    (message,) = taken("goods-received", {"Response": {"GRN": RECEIVED["two-lots"]}})
    assert message.key == "EXTEA/77"


def test_a_message_without_a_sequence_number_has_no_key_and_is_told() -> None:
    with pytest.raises(InvalidInput, match="SequenceNumber"):
        taken("goods-received", [{"Response": {"GRN": {**RECEIVED["two-lots"], "SequenceNumber": None}}}])


@pytest.mark.parametrize(
    "responses",
    [[], {}, None, "", [{}], [None], [{"Response": {}}], [{"Response": []}], [{"Response": {"Dispatch": {"A": 1}}}]],
)
def test_a_push_of_something_else_is_told(responses: Any) -> None:
    with pytest.raises(InvalidInput, match="not of the webhook"):
        taken("goods-received", responses)
