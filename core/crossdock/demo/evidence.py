"""What both platforms hold and what Crossdock tells of it, at one moment of a long run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from crossdock.demo.footprint import Footprint, footprint_of
from crossdock.demo.seed import PROJECT
from crossdock.demo.session import Session

Entry = Mapping[str, Any]
PAGE = 200
_PARTS = ("received", "duplicates", "rejected")


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Taken in this order: the platforms first, so that what they hold must be known to Crossdock a little later."""

    at: datetime
    shop: Mapping[str, Sequence[Entry]]
    warehouse: Mapping[str, Sequence[Entry]]
    """What both sandboxes hold, by kind."""
    counts: Mapping[str, Mapping[str, Any]]
    """By flow."""
    records: Sequence[Entry]
    """Of the flows that carry single objects."""
    holds: Sequence[Entry]
    footprint: Footprint | None

    def records_of(self, flow: str) -> dict[str, Entry]:
        """By key; of several the newest."""
        return {record["key"]: record for record in reversed(self.records) if record["flow"] == flow}


def gather(session: Session, flows: Sequence[str]) -> Evidence:
    """Ask everybody; raises Failed or httpx.HTTPError where one does not answer."""
    at = datetime.now(UTC)
    return Evidence(
        at=at,
        shop=session.control("shopify", "state"),
        warehouse=session.control("seko", "state"),
        counts={flow: session.get(f"flows/{flow}/counts") for flow in all_flows(session)},
        records=[record for flow in flows for record in _pages(session, f"records?flow={flow}")],
        holds=list(_pages(session, "holds?")),
        footprint=footprint_of(session.demo.pid, session.demo.database_pid),
    )


def all_flows(session: Session) -> list[str]:
    """The flows of the demo's project."""
    listed = session.ask("GET", f"/api/v1/projects/{PROJECT}/flows", session.operator).json()["items"]
    return [flow["definition"]["name"] for flow in listed]


def intents_of(session: Session, number: str) -> int:
    """How often it was meant to send an order to the warehouse."""
    entries = session.get(f"timeline/{number}")["entries"]
    return sum(entry["event"] == "intent" for entry in entries)


def _pages(session: Session, path: str) -> Iterator[Entry]:
    cursor = ""
    while True:
        page = session.get(f"{path}&limit={PAGE}{cursor}")
        yield from page["items"]
        if not page.get("next"):
            return
        cursor = f"&cursor={page['next']}"
