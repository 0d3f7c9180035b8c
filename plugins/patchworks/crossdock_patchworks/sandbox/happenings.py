"""What people do on the dashboard: draw a flow, stop and retry runs; and a shop that does not take an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.di import NamedDependency

from crossdock.connect.sandbox import ControlRoute, read_body
from crossdock.errors import InvalidInput, NotFound
from crossdock_patchworks.sandbox.answers import answered
from crossdock_patchworks.sandbox.company import Company
from crossdock_patchworks.sandbox.flows import Flow, Signing
from crossdock_patchworks.sandbox.runs import Run
from crossdock_patchworks.states import STARTED

CONTROLS: Sequence[ControlRoute] = (
    ControlRoute(
        "POST",
        "flows",
        'a flow is drawn that passes on what its trigger is given, byte for byte: {"trigger": "orders", '
        '"address": "http://127.0.0.1:8321/hooks/...", "headers": {}, "signs": {"header": "x-sign", "secret": "..."}}',
    ),
    ControlRoute("POST", "retries", 'a run is retried, from its beginning: {"run": 50001}'),
    ControlRoute("POST", "stops", 'a run is stopped: {"run": 50001}'),
    ControlRoute(
        "POST", "refusals", 'the shop does not take an item, or takes it again: {"key": "D-1", "refused": true}'
    ),
)


class Drawing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A flow that passes on as it is."""

    trigger: str
    address: str
    headers: Mapping[str, str] = {}
    signs: Signing | None = None


class RunNamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One run."""

    run: int


class Refusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the shop takes an item."""

    key: str
    refused: bool = True


@post("/flows")
async def draw_flow(request: Request[Any, Any, Any], company: NamedDependency[Company]) -> Response[bytes]:
    """Another flow, deployed at once."""
    drawn = await read_body(request, Drawing)
    if any(flow.trigger == drawn.trigger for flow in company.flows.values()):
        raise InvalidInput(f"There is a trigger '{drawn.trigger}' already.", remedy="Name it otherwise.")
    number = max(company.flows) + 1
    company.flows[number] = Flow(
        id=number,
        name=f"Pass on {drawn.trigger}",
        version=number + 1000,
        trigger=drawn.trigger,
        address=drawn.address,
        headers=drawn.headers,
        signs=drawn.signs,
    )
    return answered({"id": str(number)}, 201)


@post("/retries")
async def retry_run(request: Request[Any, Any, Any], company: NamedDependency[Company]) -> Response[bytes]:
    """A run starts over."""
    run = _run(company, await read_body(request, RunNamed))
    return answered({"id": str(company.retry(run).id)}, 201)


@post("/stops")
async def stop_run(request: Request[Any, Any, Any], company: NamedDependency[Company]) -> Response[bytes]:
    """A run that is under way is stopped."""
    run = _run(company, await read_body(request, RunNamed))
    if run.status != STARTED:
        raise InvalidInput(f"The run {run.id} has ended.", remedy="Only what is under way can be stopped.")
    company.stop(run)
    return answered({"id": str(run.id)}, 201)


@post("/refusals")
async def refuse_item(request: Request[Any, Any, Any], company: NamedDependency[Company]) -> Response[bytes]:
    """The shop behind the flows takes an item no more, or again."""
    told = await read_body(request, Refusal)
    (company.refused.add if told.refused else company.refused.discard)(told.key)
    return answered({"id": told.key}, 201)


def _run(company: Company, named: RunNamed) -> Run:
    if named.run not in company.runs:
        raise NotFound(f"There is no run {named.run}.", remedy="GET /_sandbox/state lists the runs.")
    return company.runs[named.run]
