"""Deliveries: what was sent to the flows' addresses, the rejected ones with where they came from."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from crossdock.model.page import Page, PageRequest
from crossdock.model.record import Delivery, DeliveryOutcome
from crossdock_api.asked import choice
from crossdock_api.controllers.promotions import Only
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

Outcome = Annotated[
    str | None,
    QueryParameter(description="Only those with this outcome.", schema_extra={"enum": list(DeliveryOutcome)}),
]


class DeliveryController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/deliveries"
    tags = ("records",)

    @get(operation_id="listDeliveries", summary="List what was delivered to an environment, newest first")
    async def list_deliveries(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        page: NamedDependency[PageRequest],
        flow: Only = None,
        outcome: Outcome = None,
    ) -> Response[Page[Delivery]]:
        deliveries = request.studio.deliveries
        asked = choice(DeliveryOutcome, outcome)
        return paged(request, await deliveries.list(request.principal, project, environment, page, flow, asked))
