"""Records: what came in through flows, and what became of it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from crossdock.errors import InvalidInput
from crossdock.model.journal import JournalEntry
from crossdock.model.page import Page, PageRequest
from crossdock.model.record import Attempt, Effect, Filters, Record, RecordState
from crossdock.model.replay import Replay, ReplayWith
from crossdock_api.asked import choice, day
from crossdock_api.controllers.flows import FirstDay, LastDay
from crossdock_api.controllers.promotions import Only
from crossdock_api.etags import tagged
from crossdock_api.flow_shapes import CaptureRequest, RecordPayload, RecordSkus, ReplayRequest
from crossdock_api.idempotency import CREATES
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest
from crossdock_api.shapes import FixtureDetail

State = Annotated[
    str | None,
    QueryParameter(name="state", description="Only those in this state.", schema_extra={"enum": list(RecordState)}),
]
Key = Annotated[str | None, QueryParameter(max_length=500, description="Business key at the source.")]


def record_filters(
    flow: Only = None,
    record_state: State = None,
    code: Only = None,
    key: Key = None,
    first_day: FirstDay = None,
    last_day: LastDay = None,
) -> Filters:
    """Which records are asked for."""
    state = choice(RecordState, record_state)
    return Filters(flow=flow, state=state, code=code, key=key, first_day=day(first_day), last_day=day(last_day))


class RecordController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/records"
    tags = ("records",)

    @get(operation_id="listRecords", summary="List an environment's records, newest first")
    async def list_records(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        page: NamedDependency[PageRequest],
        filters: NamedDependency[Filters],
    ) -> Response[Page[Record]]:
        records = request.studio.records
        return paged(request, await records.list(request.principal, project, environment, page, filters))

    @get("/{record:uuid}", operation_id="getRecord", summary="Get a record")
    async def get_record(
        self, request: StudioRequest, project: Name, environment: Name, record: FromPath[UUID]
    ) -> Record:
        return await request.studio.records.get(request.principal, project, environment, record)

    @get("/{record:uuid}/payload", operation_id="getRecordPayload", summary="Read what a record holds")
    async def get_payload(
        self, request: StudioRequest, project: Name, environment: Name, record: FromPath[UUID]
    ) -> Response[RecordPayload]:
        """Personal data included; each reading stands in the audit log."""
        payload = await request.studio.records.payload(request.principal, project, environment, record)
        return Response(RecordPayload.of(payload))

    @get("/{record:uuid}/skus", operation_id="getRecordSkus", summary="Tell which items a record's message names")
    async def get_skus(
        self, request: StudioRequest, project: Name, environment: Name, record: FromPath[UUID]
    ) -> RecordSkus:
        """By the places that its connector declares, and nothing else of the message; it stands in the audit log."""
        return RecordSkus(skus=await request.studio.records.skus(request.principal, project, environment, record))

    @get("/{record:uuid}/attempts", operation_id="listAttempts", summary="List a record's passes through its flow")
    async def list_attempts(
        self, request: StudioRequest, project: Name, environment: Name, record: FromPath[UUID]
    ) -> Page[Attempt]:
        found = await request.studio.records.attempts(request.principal, project, environment, record)
        return Page(items=list(found))

    @get("/{record:uuid}/effects", operation_id="listEffects", summary="List what a record wrote")
    async def list_effects(
        self, request: StudioRequest, project: Name, environment: Name, record: FromPath[UUID]
    ) -> Page[Effect]:
        found = await request.studio.records.effects(request.principal, project, environment, record)
        return Page(items=list(found))

    @get("/{record:uuid}/journal", operation_id="listJournal", summary="Read a record's story")
    async def list_journal(
        self, request: StudioRequest, project: Name, environment: Name, record: FromPath[UUID]
    ) -> Page[JournalEntry]:
        found = await request.studio.records.journal(request.principal, project, environment, record)
        return Page(items=list(found))

    @post(
        "/{record:uuid}/replay",
        operation_id="replayRecord",
        summary="Map a record once more, or send it again",
        opt=CREATES,
    )
    async def replay(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        record: FromPath[UUID],
        data: JSONBody[ReplayRequest],
    ) -> Response[Replay]:
        """Dry, it tells what would come out, and what of it is not what was written; else it makes a new record."""
        if data.dry:
            replays = request.studio.replays
            return Response(
                await replays.rehearse(request.principal, project, environment, record, data.using), status_code=200
            )
        return await _sent_again(request, project, environment, record, data.using)

    @post("/{record:uuid}/fixture", operation_id="captureFixture", summary="Make a fixture of a record", opt=CREATES)
    async def capture(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        record: FromPath[UUID],
        data: JSONBody[CaptureRequest],
    ) -> Response[FixtureDetail]:
        """With stand-ins for what is personal, and with what the live version makes of it as what must come out."""
        captures = request.studio.captures
        made = await captures.fixture(request.principal, project, environment, record, data.name, data.description)
        location = f"/api/v1/projects/{project}/mappings/{made.mapping}/fixtures/{data.name}"
        return tagged(FixtureDetail.of(made.stored), made.stored.revision, status=201, location=location)


async def _sent_again(
    request: StudioRequest, project: str, environment: str, record: UUID, using: ReplayWith
) -> Response[Replay]:
    if using is not ReplayWith.LIVE:
        raise InvalidInput(
            "A record is sent again with what is live, and with nothing else.",
            code="only-live",
            remedy="Leave `with` out, or replay dry; promote the version that you want to send with.",
        )
    made = await request.studio.replays.repeat(request.principal, project, environment, record)
    location = f"/api/v1/projects/{project}/environments/{environment}/records/{made.id}"
    return Response(Replay(record=made.id), status_code=201, headers={"Location": location})
