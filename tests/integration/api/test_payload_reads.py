"""Whoever sees what a record holds stands in the audit log, whichever route shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
from running import LiveFlow

from crossdock.model.page import LARGEST_PAGE, PageRequest
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock_api.openapi import document

PROJECT = "/api/v1/projects/acme"
RECORD = f"{PROJECT}/environments/sandbox/records"
WORDS = "Please ring twice, 4711."
"""In the order's note: nobody but whoever reads the payload knows them."""
PLACES = {
    "project": "acme",
    "environment": "sandbox",
    "flow": "orders",
    "mapping": "order-to-warehouse",
    "connection": "shop",
    "key": "1001",
}


def reading_paths(record: UUID) -> Iterator[str]:
    """Every address below the project that can be read, with what there is filled in."""
    known = PLACES | {"record": str(record)}
    for path, item in document()["paths"].items():
        if "get" in item and path.startswith("/api/v1/projects/{project}"):
            yield re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], "1001"), path)


async def audited(flow: LiveFlow, record: UUID) -> int:
    """How many entries tell of the record."""
    page = await flow.studio.audit.list(LOCAL_ADMINISTRATOR, "acme", PageRequest(limit=LARGEST_PAGE))
    return sum(entry.subject == f"record {record}" for entry in page.items)


def reads_of(path: str) -> bool:
    """Whether a route opens the payload to tell something of it, if not the words."""
    return path.endswith("/skus")


async def read(client: httpx.AsyncClient, flow: LiveFlow, record: UUID, **request: Any) -> tuple[bool, int]:
    """Whether an answer shows the words, and how many entries that made."""
    before = await audited(flow, record)
    answer = await client.request(**request)
    assert answer.status_code != 500, (request, answer.text)
    return WORDS in answer.text, await audited(flow, record) - before


async def test_every_route_that_shows_a_payload_leaves_an_entry(flow: LiveFlow, admin: httpx.AsyncClient) -> None:
    record = await flow.receive(flow.order(1001, note=WORDS))
    await flow.hold(record, "refused")
    showing = set()
    for path in reading_paths(record):
        shown, entries = await read(admin, flow, record, method="GET", url=path)
        assert entries == int(shown or reads_of(path)), path
        if shown:
            showing.add(path)
    assert f"{RECORD}/{record}/payload" in showing


async def test_what_was_written_is_read_with_an_entry_only(flow: LiveFlow, admin: httpx.AsyncClient) -> None:
    record = await flow.receive(flow.order(1001, note=WORDS))
    await flow.deliver(record, {"remarks": WORDS})
    for path in reading_paths(record):
        shown, entries = await read(admin, flow, record, method="GET", url=path)
        assert entries == int(shown or reads_of(path)), path
