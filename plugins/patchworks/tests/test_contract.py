"""Patchworks keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import httpx

from crossdock.connect import Incoming, Operation, Secret, Webhook
from crossdock.engine import json_text
from crossdock.testing import ConnectorContract
from crossdock_patchworks.connector import Patchworks
from crossdock_patchworks.sending import CONTROL
from crossdock_patchworks.settings import PatchworksSettings

SETTINGS = PatchworksSettings(
    username="crossdock@example.com",
    password=Secret("made-up-patchworks-password"),
    company="example-tea",
    trigger_signature=Secret("made-up-trigger-signature"),
    callback_signature=Secret("made-up-callback-signature"),
    hook_secret=Secret("made-up-hook-secret"),
)


class TestPatchworks(ConnectorContract):
    connector = Patchworks
    settings = SETTINGS
    parameters: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "run_log": {"flow_run": 50001},
        "lookup_row": {"lookup": 401},
        "pool_entry": {"data_pool": 301},
    }
    resolved: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        **{
            name: {"after": 50000}
            for name in ("start-flow", "start-flow-raw", "tell-flow", "trigger-flow", "call-flow")
        },
        "set-lookup-value": {"value_id": 4011},
    }

    def deliveries(self, webhook: Webhook, records: Sequence[Any]) -> list[Incoming]:
        """A batch comes as a list."""
        (first, *_), together = super().deliveries(webhook, records[:1]), list(records[1:])
        (rest,) = super().deliveries(webhook, [together])
        return [first, rest]

    def accepted_answer(self, operation: Operation) -> dict[str, Any]:
        if operation.name == "trigger-flow":
            return {"json": {"message": "Flow initialised."}}
        return {"json": [{"id": "F-1"}]} if operation.name == "call-flow" else super().accepted_answer(operation)

    def refused_answer(self, operation: Operation, words: str) -> dict[str, Any]:  # noqa: ARG002  # all are alike
        return {"status_code": 422, "json": {"message": "The given data was invalid.", "errors": {"payload": [words]}}}

    def tells(self, operation: Operation, message: Any, request: httpx.Request) -> bool:
        """Everything but what says where it goes; that stands in the address."""
        told = json_text.decode(request.content)
        if operation.name == "set-lookup-value":
            return bool({**told, "lookup": message["lookup"]} == message)
        if operation.name == "start-flow":
            told = json_text.decode(told["payload"].encode())
        return bool(told == {name: value for name, value in message.items() if name not in CONTROL})
