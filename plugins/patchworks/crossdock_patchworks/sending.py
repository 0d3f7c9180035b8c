"""Handing something to a process flow: by starting it, or by its webhook or callback trigger.

What a flow is given is one object: `key`, by which the whole is known again, and `items`, each with a `key` of its own,
by which the flow leaves out what it has done and tracks what it did. Patchworks knows no idempotency key: before anything
is sent, the newest run of the flow is noted, so that a write of which nobody heard is found among the runs after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msgspec import structs

from crossdock.connect import Answer, Operation, Receipt, Repeat, Resource, Secret, Writes, path_of
from crossdock.connect.errors import unclear
from crossdock.connect.resource import at
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, Malformed, PlatformError
from crossdock_patchworks import inferred, runs
from crossdock_patchworks.settings import PatchworksSettings

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

KIND = "handoff"
RAW = "/flows/{flow}/start/raw"
CONTROL = ("flow", "flow_version", "variables", "trigger")
"""What says where a handoff goes, and is not handed over."""
_FOUND = (inferred.RUN_NUMBERS, inferred.FIRST_PAYLOAD, inferred.TRACKED_DATA)
_STARTS = (inferred.RUN_IN_ANSWER, *_FOUND)
_TRIGGERS = (inferred.ONE_SIGNATURE, inferred.ANSWER_OF_TRIGGER, *_FOUND)

HANDOFF = Resource(
    name="handoff",
    title="Handoff",
    description="What a process flow is started with.",
    key=("flow", "key"),
)
TRIGGER_HANDOFF = Resource(
    name="trigger_handoff",
    title="Handoff by a trigger",
    description="What a process flow is given by its webhook or callback trigger.",
    key=("trigger", "key"),
)
START_FLOW = Operation(
    name="start-flow",
    title="Start flow",
    description="Starts one version of a process flow, with its payload as text. Done when the run has ended well.",
    resource=HANDOFF.name,
    kind=KIND,
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/flows/{flow}/start/{flow_version}",
    receipt_id=inferred.RUN_ID,
    inferred=_STARTS,
)
START_FLOW_RAW = Operation(
    name="start-flow-raw",
    title="Start flow with data",
    description="Starts a process flow with its payload as it is; without a version the deployed one.",
    resource=HANDOFF.name,
    kind=KIND,
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path=RAW,
    receipt_id=inferred.RUN_ID,
    inferred=_STARTS,
)
TELL_FLOW = Operation(
    name="tell-flow",
    title="Tell flow",
    description="As start-flow-raw, for what changes and whose newest state counts, such as stock.",
    resource=HANDOFF.name,
    kind=KIND,
    writes=Writes.SET,
    repeat=Repeat.FOUND,
    path=RAW,
    receipt_id=inferred.RUN_ID,
    inferred=_STARTS,
)
TRIGGER_FLOW = Operation(
    name="trigger-flow",
    title="Trigger flow",
    description="Calls a flow's webhook trigger. That only queues it: done when its run has ended well.",
    resource=TRIGGER_HANDOFF.name,
    kind=KIND,
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/{trigger}",
    receipt_id="message",
    inferred=_TRIGGERS,
)
CALL_FLOW = Operation(
    name="call-flow",
    title="Call flow",
    description="Calls a flow's callback trigger and waits for its answer, an object with the `id` of what was made.",
    resource=TRIGGER_HANDOFF.name,
    kind=KIND,
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path="/{trigger}",
    inferred=_TRIGGERS,
)
OPERATIONS = (START_FLOW, START_FLOW_RAW, TELL_FLOW, TRIGGER_FLOW, CALL_FLOW)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:
    """The newest run of the flow: what is sent next makes a newer one. Raises PlatformError."""
    return {"after": await runs.newest(connector, line, message["flow"])}


async def write(
    connector: Connector, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]
) -> Receipt:
    """Hand a message over. Raises PlatformError."""
    path, settings = path_of(operation, message, resolved), connector.settings
    if not isinstance(settings, PatchworksSettings):
        raise TypeError(f"{connector.title} is set up by PatchworksSettings")
    if operation.resource == TRIGGER_HANDOFF.name:
        return await _call(connector, line, operation, message, resolved)
    if operation is START_FLOW:
        body: Any = {"payload": json_text.encode(payload(message)).decode()}
    else:
        body = payload(message)
        path += f"/{quote(str(message['flow_version']), safe='')}" if message.get("flow_version") else ""
    answer = await line.ask(
        operation.method, path, parameters=_parameters(settings, message), body=body, base=settings.start_url
    )
    run = connector.told(answer, operation.receipt_id)
    return receipt(message, after=resolved["after"], run=run)


def payload(message: Any) -> dict[str, Any]:
    """What the flow is given of a message."""
    return {name: value for name, value in message.items() if name not in CONTROL}


def receipt(message: Any, *, after: int, run: str = "", accepted: bool = True) -> Receipt:
    """What is known of a handoff: it is done when its run has ended well, `accepted` until then."""
    key = str(message["key"])
    return Receipt(
        id=run or key,
        identities=((KIND, key), *((("flow_run", run),) if run else ())),
        details={
            "key": key,
            "flow": str(message["flow"]),
            "after": after,
            "run": run,
            "items": [str(item["key"]) for item in message["items"]],
        },
        accepted=accepted,
    )


async def _call(
    connector: Connector, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]
) -> Receipt:
    """Call a trigger. The token goes there too; what it asks for is the signature in its address."""
    settings: Any = connector.settings
    called = operation is CALL_FLOW
    base = settings.callbacks_url if called else settings.triggers_url
    prefix = settings.virtual_environment_prefix
    path = path_of(operation, message, resolved) + (f"/{prefix}" if prefix else "")
    signature = settings.callback_signature if called else settings.trigger_signature
    answer = await line.ask(
        operation.method,
        path,
        parameters={"patchworks_signature": _revealed(signature, settings.company)},
        body=payload(message),
        base=f"{base}/{settings.company}",
    )
    if called:
        made = _made(connector, operation, answer)
        return structs.replace(receipt(message, after=resolved["after"], accepted=False), id=made)
    connector.told(answer, operation.receipt_id)
    return receipt(message, after=resolved["after"])


def _revealed(signature: Secret | None, company: str) -> str:
    if signature is None or not company:
        raise PlatformError(
            "The connection to Patchworks has no company, or no signature of that trigger; nothing was sent.",
            kind=ErrorKind.STOP,
            remedy="Copy both from the trigger's address into the connection's settings.",
        )
    return signature.reveal()


def _made(connector: Connector, operation: Operation, answer: Answer) -> str:
    """What the first answer of a callback, which stand in a list, says was made; raises PlatformError (uncertain)."""
    try:
        document = answer.document
    except Malformed as error:
        raise unclear(answer, platform=connector.title, what="something that is not JSON") from error
    made = at(document[0], operation.receipt_id) if isinstance(document, list) and document else None
    if isinstance(made, bool) or not isinstance(made, str | int) or made == "":
        raise unclear(answer, platform=connector.title, what=f"without '{operation.receipt_id}' in a list")
    return str(made)


def _parameters(settings: PatchworksSettings, message: Any) -> dict[str, str]:
    environment, variables = settings.virtual_environment_id, message.get("variables")
    return {
        **({"virtual_environment_id": environment} if environment else {}),
        **({"flow_variables": json_text.encode(variables).decode()} if variables else {}),
    }
