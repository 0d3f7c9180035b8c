"""Promotions: published versions put live."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from crossdock.model.name import LONGEST_NAME, NAME_PATTERN
from crossdock.model.page import Page, PageRequest
from crossdock.model.promotion import Promotion, PromotionNew
from crossdock_api.idempotency import CREATES
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

Only = Annotated[
    str | None, QueryParameter(pattern=NAME_PATTERN, max_length=LONGEST_NAME, description="Only those of this one.")
]


def promoted(promotion: Promotion) -> Response[Promotion]:
    """A promotion that was just made, with its place."""
    location = f"/api/v1/projects/{promotion.project}/promotions/{promotion.id}"
    return Response(promotion, status_code=201, headers={"Location": location})


class PromotionController(Controller):
    path = "/projects/{project:str}/promotions"
    tags = ("promotions",)

    @get(operation_id="listPromotions", summary="List a project's promotions, newest first")
    async def list_promotions(
        self,
        request: StudioRequest,
        project: Name,
        page: NamedDependency[PageRequest],
        environment: Only = None,
        mapping: Only = None,
    ) -> Response[Page[Promotion]]:
        promotions = request.studio.promotions
        return paged(request, await promotions.list(request.principal, project, page, environment, mapping))

    @post(operation_id="promote", summary="Put a version live when its fixtures pass", opt=CREATES)
    async def promote(self, request: StudioRequest, project: Name, data: JSONBody[PromotionNew]) -> Response[Promotion]:
        return promoted(await request.studio.promotions.promote(request.principal, project, data))

    @get("/{promotion:uuid}", operation_id="getPromotion", summary="Get a promotion")
    async def get_promotion(self, request: StudioRequest, project: Name, promotion: FromPath[UUID]) -> Promotion:
        return await request.studio.promotions.get(request.principal, project, promotion)
