"""What became of what was handed over: runs, their retries, and which of the items went through.

A retry starts over from the beginning, as a run of its own that names the first one. So the newest of such a chain says
whether it is over, and all of them together say what went through.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from msgspec import structs

from crossdock.connect import Receipt
from crossdock.connect.errors import quoted
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, Malformed, PlatformError
from crossdock_patchworks import inferred
from crossdock_patchworks.states import ENDED_AS, PARTIAL, STARTED, SUCCESS

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

Run = dict[str, Any]
FAULTS = ("ERROR", "FATAL")
"""Levels of what a run says that went wrong."""
MOST_WORDS = 3


async def newest(connector: Connector, line: Line, flow: Any) -> int:
    """The number of a flow's newest run, 0 where it never ran. Raises PlatformError."""
    async with aclosing(_runs(connector, line, flow, per_page="1")) as listed:
        return int((await anext(listed, {"id": 0}))["id"])


async def after(connector: Connector, line: Line, flow: Any, run: int) -> list[Run]:
    """The runs of a flow that are newer than one, the oldest first. Raises PlatformError."""
    found = []
    async with aclosing(_runs(connector, line, flow)) as listed:
        async for each in listed:
            if int(each["id"]) <= run:
                break
            found.append(each)
    return found[::-1]


async def carrying(connector: Connector, line: Line, runs: Sequence[Run], key: str) -> str:
    """The number of the first run that was started with a key; '' where none was. Raises PlatformError."""
    for run in runs:
        given = await _started_with(connector, line, run)
        if isinstance(given, dict) and given.get("key") == key:
            return str(run["id"])
    return ""


async def judged(connector: Connector, line: Line, receipt: Receipt) -> Receipt | None:
    """What became of a handoff: None while it is under way. Raises PlatformError (hold) where it is not through."""
    told = receipt.details
    listed = await after(connector, line, told["flow"], told["after"])
    number = told["run"] or await carrying(connector, line, listed, told["key"])
    chain = _chain(listed, number)
    if not chain or int(chain[-1]["status"]) == STARTED:
        return None
    missing = [] if int(chain[-1]["status"]) == SUCCESS else _missing(chain, told["items"])
    if missing:
        raise await _not_through(connector, line, chain[-1], missing, len(told["items"]))
    return structs.replace(receipt, id=number, accepted=False)


def _chain(listed: Sequence[Run], number: str) -> list[Run]:
    """A run and its retries, the oldest first."""
    members, chain = {number}, []
    for run in listed:
        if str(run["id"]) in members or str(run.get("retry_flow_run_id")) in members:
            members.add(str(run["id"]))
            chain.append(run)
    return chain


def _missing(chain: Sequence[Run], items: Sequence[str]) -> list[str]:
    """The items that none of the runs has tracked as done; a run that failed as a whole is not believed."""
    believed = [run for run in chain if int(run["status"]) in (SUCCESS, PARTIAL)]
    done = {str(each[inferred.TRACKED_VALUE]) for run in believed for each in run.get(inferred.TRACKED) or []}
    return [item for item in items if item not in done]


async def _not_through(
    connector: Connector, line: Line, run: Run, missing: Sequence[str], handed: int
) -> PlatformError:
    async with aclosing(_logs(connector, line, run)) as logs:
        said = [str(log["log_message"]) async for log in logs if log.get("log_level") in FAULTS]
    is_partial = int(run["status"]) == PARTIAL
    return PlatformError(
        f"Patchworks' run {run['id']} of flow {run['flow_id']} {ENDED_AS[int(run['status'])]}: of {handed} items "
        f"{len(missing)} did not go through, {', '.join(missing)}{quoted('; '.join(said[:MOST_WORDS])) or '.'}",
        kind=ErrorKind.HOLD,
        code="run-partial" if is_partial else "run-unsuccessful",
        remedy="Mend it there and retry the run: it starts over, and its data pool leaves out what is done. Then let "
        "this record go on; it looks again, and sends nothing.",
    )


async def _started_with(connector: Connector, line: Line, run: Run) -> Any:
    """What a run was started with; None where that is no JSON. Raises PlatformError where it is not told."""
    async with aclosing(_logs(connector, line, run)) as logs:
        async for log in logs:
            if number := log.get("payload_metadata_id"):
                answer = await line.ask("GET", f"/payload-metadata/{int(number)}/download")
                try:
                    return json_text.decode(answer.body)
                except Malformed:
                    return None
    raise line.trouble(f"does not show yet what run {run['id']} was started with")


def _runs(connector: Connector, line: Line, flow: Any, **asked: str) -> Any:
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    return Reader(connector, line=line).read("flow_run", **{"filter[flow_id]": flow, **asked})


def _logs(connector: Connector, line: Line, run: Run) -> Any:
    from crossdock.connect.client import Reader  # here, as above

    return Reader(connector, line=line).read("run_log", flow_run=run["id"])
