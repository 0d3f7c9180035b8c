"""Starting flows: by the Start API, and by the addresses of webhook and callback triggers, which sign themselves."""

from __future__ import annotations

from hmac import compare_digest

from litestar import Controller, HttpMethod, Response, post, route
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_patchworks.inferred import RUN_ID
from crossdock_patchworks.sandbox import inferred, start_data
from crossdock_patchworks.sandbox.answers import Call, answered, query_of, sent
from crossdock_patchworks.sandbox.company import Company
from crossdock_patchworks.sandbox.refusal import Refused, invalid, not_found
from crossdock_patchworks.sandbox.steps import items_of

QUEUED = "Flow initialised."


class StartRoutes(Controller):
    """Whoever has a token starts flows."""

    path = "/start/api/v1/flows/{flow:int}/start"

    @post(["/{version:int}", "/manual/{version:int}"], status_code=200)
    async def start_with_text(
        self, request: Call, flow: FromPath[int], version: FromPath[int], company: NamedDependency[Company]
    ) -> Response[bytes]:
        """The payload is a text; anything else is refused."""
        payload = (await sent(request)).get("payload")
        if not isinstance(payload, str) or not payload:
            raise invalid("payload", "The payload must be a string.")
        return _started(company, flow, version, payload.encode())

    @post("/raw", status_code=200)
    async def start_with_data(
        self, request: Call, flow: FromPath[int], company: NamedDependency[Company]
    ) -> Response[bytes]:
        """The body is the payload; the deployed version runs."""
        return _started(company, flow, None, await _data(request, company))

    @post("/raw/{version:int}", status_code=200)
    async def start_version_with_data(
        self, request: Call, flow: FromPath[int], version: FromPath[int], company: NamedDependency[Company]
    ) -> Response[bytes]:
        """As above, in one version."""
        return _started(company, flow, version, await _data(request, company))


@route(
    ["/webhooks/api/v1/{owner:str}/{trigger:str}", "/webhooks/api/v1/{owner:str}/{trigger:str}/{prefix:str}"],
    http_method=[HttpMethod.POST],
    status_code=200,
)
async def trigger(
    request: Call, owner: FromPath[str], trigger: FromPath[str], company: NamedDependency[Company]
) -> Response[bytes]:
    """Queues a run, and says no more. A flow that is not deployed does nothing, and the answer is the same."""
    _require_signature(request, owner)
    flow = company.triggered(trigger)
    payload = await _payload(request, company)
    if flow.is_deployed:
        company.start(flow, payload, "Webhook")
    return answered({"message": QUEUED})


@route(
    ["/callbacks/api/v1/{owner:str}/{trigger:str}", "/callbacks/api/v1/{owner:str}/{trigger:str}/{prefix:str}"],
    http_method=[HttpMethod.POST],
    status_code=200,
)
async def call(
    request: Call, owner: FromPath[str], trigger: FromPath[str], company: NamedDependency[Company]
) -> Response[bytes]:
    """Runs the flow at once; what its callback shape was given is in a list, always."""
    _require_signature(request, owner)
    flow = company.triggered(trigger, by_callback=True)
    if not flow.is_deployed:
        return answered([])
    run = company.start(flow, await _payload(request, company), "Callback")
    company.end(run)
    return answered([{"id": f"{run.id}-{place}"} for place, _ in enumerate(items_of(run.payload) or [], 1)])


def _started(company: Company, flow: int, version: int | None, payload: bytes) -> Response[bytes]:
    found = company.flow(flow)
    if version not in (None, found.version):
        raise not_found()
    run = company.start(found, payload, "API")
    return answered({"message": QUEUED, RUN_ID: run.id})


def _require_signature(request: Call, owner: str) -> None:
    """Raise Refused for an address with another company, or without its signature."""
    given = query_of(request).get("patchworks_signature", "")
    if owner != start_data.COMPANY or not compare_digest(given.encode(), start_data.SIGNATURE.encode()):
        raise Refused(inferred.UNAUTHORISED, 401)


async def _data(request: Call, company: Company) -> bytes:
    """A body, once its flow variables are JSON; raises Refused."""
    if variables := query_of(request).get("flow_variables"):
        try:
            json_text.decode(variables.encode())
        except Malformed as error:
            raise invalid("flow_variables", error.message) from error
    return await _payload(request, company)


async def _payload(request: Call, company: Company) -> bytes:
    """A body; raises Refused for an empty one, and for one that is too large."""
    body = await request.body()
    if not body:
        raise invalid("payload", "The payload field is required.")
    if len(body) > company.switches.largest_body:
        raise Refused(inferred.TOO_LARGE, 413)
    return body
