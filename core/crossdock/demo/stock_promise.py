"""Stock in the shop is what the rule says: asked while the door is closed, after the warehouse was read once more.

The rule's parts change as time passes (an order counts as placed until the warehouse's number surely contains it), and
telling takes a moment. So each level has to be right at one of several looks, and none may ever be below zero.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from crossdock.demo.seed import PROJECT
from crossdock.demo.session import Session, expect

FLOW, LOCATIONS = "stock", "locations"
LOOKS = 6
"""So often is the warehouse read anew before a level counts as wrong."""
READ_SECONDS = 90.0
_PAUSE = 0.2

Place = tuple[str, str]
"""A distribution centre, and a product code of the warehouse."""


def wrong_levels(session: Session) -> Iterator[str]:
    """The levels that the shop never had as the rule says, in words."""
    wrong: dict[Place, str] = {}
    right: set[Place] = set()
    for _ in range(LOOKS):
        _read_warehouse(session)
        has = shop_levels(session)
        for level in levels(session):
            place = (level["location"], level["sku"])
            if has.get(place) == level["target"]:
                right.add(place)
            else:
                wrong[place] = (
                    f"{place[1]} at {place[0]}: the shop has {has.get(place)}, the rule says {level['target']} ({level['why']})"
                )
        if not wrong.keys() - right:
            return
    yield from (said for place, said in sorted(wrong.items()) if place not in right)


def levels(session: Session) -> list[Mapping[str, Any]]:
    """What the rule says of every level that was ever told to the shop."""
    told: list[Mapping[str, Any]] = session.get(f"stock?flow={FLOW}&limit=200")["items"]
    return [level for level in told if level["told"] is not None]


def shop_levels(session: Session) -> dict[Place, int]:
    """What the shop has available."""
    rows = session.ask("GET", f"/api/v1/projects/{PROJECT}/lookups/{LOCATIONS}/rows", session.operator).json()["items"]
    centres = {row["values"][0].rpartition("/")[2]: row["keys"][0] for row in rows}
    return {
        (centres[location], _code(entry["sku"])): entry["available"]
        for entry in session.control("shopify", "state")["stock"]
        if (location := entry["id"].partition("/")[0]) in centres
    }


def _read_warehouse(session: Session) -> None:
    """Have the stock read now, and wait until the shop was told of it."""
    before = _last_run(session)
    session.post(f"flows/{FLOW}/polls", {})
    until = time.monotonic() + READ_SECONDS
    while _last_run(session) == before or session.get(f"flows/{FLOW}/counts")["in_flight"]:
        expect(time.monotonic() < until, "the stock was not read, or not told, in time")
        time.sleep(_PAUSE)


def _last_run(session: Session) -> str:
    done = [run["id"] for run in session.get(f"flows/{FLOW}/polls")["items"] if run["outcome"] == "done"]
    return str(done[0]) if done else ""


def _code(sku: str) -> str:
    """As the warehouse writes it."""
    return "".join(letter for letter in sku.upper() if letter.isalnum())
