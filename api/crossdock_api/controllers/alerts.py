"""Alerts: what somebody should know of."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from crossdock.model.alert import Alert
from crossdock.model.page import Page, PageRequest
from crossdock_api.alert_shapes import Acknowledgement
from crossdock_api.controllers.promotions import Only
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

All = Annotated[bool, QueryParameter(name="all", description="Those that are over, too.")]


class AlertController(Controller):
    path = "/projects/{project:str}/alerts"
    tags = ("alerts",)

    @get(operation_id="listAlerts", summary="List what somebody should know of, newest first")
    async def list_alerts(
        self,
        request: StudioRequest,
        project: Name,
        page: NamedDependency[PageRequest],
        environment: Only = None,
        all_of_them: All = False,
    ) -> Response[Page[Alert]]:
        """Open alerts, or all. Of an environment, with those that concern every one."""
        alerts = request.studio.alerts
        found = await alerts.list(request.principal, project, page, environment, all_of_them=all_of_them)
        return paged(request, found)

    @post(
        "/{alert:uuid}/acknowledge", operation_id="acknowledgeAlert", summary="Say that somebody knows", status_code=200
    )
    async def acknowledge(
        self, request: StudioRequest, project: Name, alert: FromPath[UUID], data: JSONBody[Acknowledgement]
    ) -> Alert:
        """From now on nobody is told again, but that it is over."""
        return await request.studio.alerts.acknowledge(request.principal, project, alert, data.reason)
