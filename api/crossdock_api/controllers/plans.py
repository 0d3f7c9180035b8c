"""Plans and proposals: what a version would change before it goes live."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody, QueryParameter
from litestar.response import Stream

from crossdock.model.plan import Plan, PlanNew
from crossdock.model.promotion import Proposal
from crossdock_api.events import MEDIA_TYPE, event_stream
from crossdock_api.request import Name, StudioRequest

Candidate = Annotated[
    int, QueryParameter(name="version", ge=1, le=2**31 - 1, description="The version that is to go live.")
]


class PlanController(Controller):
    path = "/projects/{project:str}/plans"
    tags = ("promotions",)

    @post(
        operation_id="makePlan",
        summary="Map the last records with two versions, and tell what differs",
        status_code=200,
        responses={200: ResponseSpec(data_container=Plan, media_type=MEDIA_TYPE, generate_examples=False)},
    )
    async def make_plan(self, request: StudioRequest, project: Name, data: JSONBody[PlanNew]) -> Stream:
        """Server-sent events `plan`, each with all that is known so far; the last one is `done`."""
        plans = await request.studio.plans.make(request.principal, project, data)
        return event_stream(request, "plan", plans)


class ProposalController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/mappings/{mapping:str}/proposal"
    tags = ("promotions",)

    @get(operation_id="getProposal", summary="What putting a version live would change, and who must approve it")
    async def get_proposal(
        self, request: StudioRequest, project: Name, environment: Name, mapping: Name, number: Candidate
    ) -> Proposal:
        """Read off both texts; what it does to real records tells a plan."""
        return await request.studio.proposals.get(request.principal, project, environment, mapping, number)
