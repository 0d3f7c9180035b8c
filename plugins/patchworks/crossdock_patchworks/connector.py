"""Patchworks: handing things to process flows and following what becomes of them, taking from flows, reading its tables.

What is odd here: an answer says that a run is queued and no more (`runs.py`), what a flow is given and gives has no shape
but the one that both sides agree on (`sending.py`, `handing_over.py`), and three hosts share one account. Facts:
doc.wearepatchworks.com and the vendor's public client.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crossdock.connect import (
    Answer,
    Connector,
    Incoming,
    LoginToken,
    Message,
    Operation,
    Query,
    Receipt,
    Resource,
    Webhook,
)
from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_patchworks import inferred, rows, runs, sending
from crossdock_patchworks.cannot import CANNOT
from crossdock_patchworks.handing_over import HANDOVER, WEBHOOKS, envelopes
from crossdock_patchworks.resources import RESOURCES, SINCE
from crossdock_patchworks.settings import PatchworksSettings
from crossdock_patchworks.states import STATES

if TYPE_CHECKING:
    from crossdock.connect.line import Line


class Patchworks(Connector):
    """A company's account at Patchworks."""

    name = "patchworks"
    title = "Patchworks"
    settings: PatchworksSettings
    settings_type = PatchworksSettings
    base_url = "{base_url}"
    auth = LoginToken(token_url="{login_url}", user="username", password="password")  # noqa: S106  # names of settings
    sandbox = "crossdock_patchworks.sandbox:PatchworksSandbox"
    resources = (*RESOURCES, HANDOVER, sending.HANDOFF, sending.TRIGGER_HANDOFF, rows.LOOKUP_VALUE)
    webhooks = WEBHOOKS
    operations = (*sending.OPERATIONS, rows.SET_LOOKUP_VALUE)
    states = STATES
    cannot = CANNOT
    inferred = (inferred.WORDS,)

    @property
    def other_addresses(self) -> tuple[str, ...]:
        return (self.settings.start_url, self.settings.triggers_url, self.settings.callbacks_url)

    def queries(self, resource: Resource, parameters: Mapping[str, Any]) -> Iterator[Query]:
        """Times are asked with in milliseconds since 1970."""
        given = dict(parameters)
        if SINCE in given:
            given[SINCE] = str(int(datetime.fromisoformat(given[SINCE]).timestamp() * 1000))
        return super().queries(resource, given)

    def records(self, resource: Resource, document: Any) -> list[Any]:
        """Records stand in the list as they are, or with their fields in `attributes`."""
        return [_flat(record) for record in super().records(resource, document)]

    def messages(self, webhook: Webhook, incoming: Incoming) -> list[Message]:
        """One message for each envelope: a flow sends the payloads of a batch together."""
        found = envelopes(json_text.decode(incoming.body))
        return [webhook.message(HANDOVER, each, json_text.encode(each), "") for each in found]

    def words(self, answer: Answer) -> str:
        """A refusal's message, and what it says of each field."""
        try:
            document = answer.document
        except Malformed:
            return super().words(answer)
        if not isinstance(document, dict) or not document.get("message"):
            return super().words(answer)
        errors = document.get("errors")
        fields = errors.values() if isinstance(errors, dict) else [errors or []]
        said = [text for each in fields for text in (each if isinstance(each, list) else [each])]
        return "; ".join(map(str, [document["message"], *said]))

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:
        if operation is rows.SET_LOOKUP_VALUE:
            return await rows.resolve(self, line, message)
        return await sending.resolve(self, line, message)

    async def write(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt:
        if operation is rows.SET_LOOKUP_VALUE:
            return await rows.write(self, line, message, resolved)
        return await sending.write(self, line, operation, message, resolved)

    async def find(
        self,
        line: Line,
        operation: Operation,  # noqa: ARG002  # all that are asked for start runs
        message: Any,
        resolved: Mapping[str, Any],
    ) -> Receipt | None:
        """The run that was started with the message, among those that are newer than it."""
        later = await runs.after(self, line, message["flow"], resolved["after"])
        run = await runs.carrying(self, line, later, str(message["key"]))
        return sending.receipt(message, after=resolved["after"], run=run) if run else None

    async def confirm(self, line: Line, operation: Operation, receipt: Receipt) -> Receipt | None:  # noqa: ARG002  # as above
        """What became of the run; a person is asked where something of it did not go through."""
        return await runs.judged(self, line, receipt)


def _flat(record: Any) -> Any:
    """A record in one shape."""
    if not isinstance(record, dict) or not isinstance(record.get("attributes"), dict):
        return record
    return {**{name: value for name, value in record.items() if name != "attributes"}, **record["attributes"]}
