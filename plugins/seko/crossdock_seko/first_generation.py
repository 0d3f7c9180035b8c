"""The first generation of the services (v1), the only one that can be asked about orders.

It lives at another host. Answers are wrapped in `Response`; they were XML once, so an empty value comes as `{}`, a list
of one as a bare object, and texts of digits as numbers (public clients of this API).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crossdock.connect import Answer, Resource
from crossdock.connect.resource import at
from crossdock.errors import InvalidInput
from crossdock_seko import inferred

DISPATCHED = "dispatched_order"
SERVICES = re.compile(r"/(dispatches|salesorders)/v1/")
HOSTS: Mapping[str, str] = {
    "https://ihub.supplystream.com:8081/api": "https://hub.supplystream.com/hub/api",
    "https://ihubuat.supplystream.com:8081/api": "https://hubuat1.supplystream.com/hub/api",
}
"""The manual's address of the first generation for each of the current one."""
RESOURCES = (
    Resource(
        name=DISPATCHED,
        title="Dispatched order",
        description="An order that left in a time, by SEKO's GUID: which dispatches there are, not what is in them. "
        "A sweep of the webhook `dispatch` finds by it what was never pushed.",
        key=("GUID",),
        path="/dispatches/v1/status/{dispatched_since}/{dispatched_until}.json",
        records="Response.List.DispatchLineItem",
        query={"status": "Dispatched"},
        since="dispatched_since",
        until="dispatched_until",
        kind="guid",
        inferred=(inferred.FIRST_GENERATION, inferred.NO_RESULTS, inferred.LISTED),
    ),
    Resource(
        name="order_status",
        title="Order status",
        description="How far an order is; read for its `guid`.",
        key=("GUID",),
        path="/salesorders/v1/{guid}/status.json",
        records="Response",
        kind="guid",
        inferred=(inferred.FIRST_GENERATION, inferred.PICK_WAVE),
    ),
    Resource(
        name="order_tracking",
        title="Order tracking",
        description="Carrier and tracking number of an order that left; read for its `guid`.",
        key=("GUID",),
        path="/salesorders/v1/{guid}/tracking.json",
        records="Response",
        kind="guid",
        inferred=(inferred.FIRST_GENERATION, inferred.TRACKING_GUID),
    ),
)
NAMES = frozenset(resource.name for resource in RESOURCES)


def is_of_first_generation(path: str) -> bool:
    """Whether a path leads to one of its services."""
    return SERVICES.search(path) is not None


def is_nothing_dispatched(answer: Answer, words: str) -> bool:
    """Whether a failure only says that no order left in that time, as most times none did."""
    return "/dispatches/v1/" in answer.url and inferred.NO_RESULTS_WORDS in words.lower()


def records(resource: Resource, document: Any) -> list[Any]:
    """The records of an answer; raises ValueError where it holds none of that shape."""
    found = at(document, resource.records)
    if resource.name == DISPATCHED and (found in (None, {}) and at(document, "Response.CallStatus") is not None):
        return []
    listed = found if isinstance(found, list) else [found]
    if not all(isinstance(record, dict) and record for record in listed):
        raise ValueError(f"there is nothing at '{resource.records}'")
    return [_mended(record) for record in listed]


def in_utc(moment: Any) -> str:
    """A time as its paths have it: '2026-03-01T09:00:00Z'."""
    text = str(moment)
    if not text.endswith(("+00:00", "Z")):
        raise InvalidInput(f"'{text}' is no time in UTC.", remedy="Give it as 2026-03-01T09:00:00Z.")
    return text.removesuffix("Z").removesuffix("+00:00") + "Z"


def _mended(record: dict[str, Any]) -> dict[str, Any]:
    """A record with `null` for what is empty, and texts for what may come as a bare number."""
    return {name: _value(value) for name, value in record.items() if name != "CallStatus"}


def _value(value: Any) -> Any:
    if value == {}:
        return None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
