"""What a flow that handles items does with them: leave out, try, track."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_patchworks.sandbox.runs import Run
from crossdock_patchworks.states import FAILURE, PARTIAL, SUCCESS

Item = dict[str, Any]


def items_of(payload: bytes) -> list[Item] | None:
    """The items of what a run was started with; None where there are none with keys."""
    try:
        given = json_text.decode(payload)
    except Malformed:
        return None
    items = given.get("items") if isinstance(given, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) and item.get("key") for item in items):
        return None
    return items


def handle(run: Run, pool: set[str] | None, refused: Collection[str], now: str) -> list[Item]:
    """Do the items of a run, and end it; gives those that were done. The pool remembers what went through, and no more."""
    items = items_of(run.payload)
    if items is None:
        run.say("FATAL", "The payload holds no items with keys.", now)
        run.ended_as, run.ended_at = FAILURE, now
        return []
    left = [item for item in items if pool is None or str(item["key"]) not in pool]
    done = [item for item in left if str(item["key"]) not in refused]
    for item in left:
        if item not in done:
            run.say("ERROR", f"{item['key']}: the shop answered 422.", now)
    keys = [str(item["key"]) for item in done]
    run.tracked += keys
    if pool is not None:
        pool.update(keys)
    run.say("INFO", f"{len(items) - len(left)} left out, {len(done)} done.", now)
    failed = len(left) - len(done)
    run.ended_as = SUCCESS if not failed else FAILURE if failed == len(items) else PARTIAL
    run.ended_at = now
    return done
