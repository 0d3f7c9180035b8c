"""The audit log: every change, by whom."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from crossdock.model.audit import AuditEntry, AuditFilters, ChainReport
from crossdock.model.page import Page, PageRequest
from crossdock_api.asked import day
from crossdock_api.controllers.flows import FirstDay, LastDay
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

Actor = Annotated[str | None, QueryParameter(max_length=100, description="Who did it, as the log names them.")]
Action = Annotated[
    str | None,
    QueryParameter(pattern=r"^[a-z-]+(\.[a-z-]+)?$", max_length=63, description="Noun and verb, or the noun alone."),
]


def audit_filters(
    actor: Actor = None, action: Action = None, first_day: FirstDay = None, last_day: LastDay = None
) -> AuditFilters:
    """Which entries are asked for; raises InvalidInput where the calendar has no such day."""
    return AuditFilters(actor=actor, action=action, first_day=day(first_day), last_day=day(last_day))


class AuditController(Controller):
    path = "/audit"
    tags = ("audit",)

    @get(operation_id="listAudit", summary="List what was changed for the whole deployment, newest first")
    async def list_audit(
        self,
        request: StudioRequest,
        page: NamedDependency[PageRequest],
        audit_filters: NamedDependency[AuditFilters],
    ) -> Response[Page[AuditEntry]]:
        """What belongs to a project stands in the project's own log."""
        return paged(request, await request.studio.audit.list(request.principal, None, page, audit_filters))

    @get("/verification", operation_id="verifyAudit", summary="Verify the deployment's own chain")
    async def verify_audit(self, request: StudioRequest) -> ChainReport:
        """Faults of the chain are a result, not an error: they stand in `broken`."""
        return await request.studio.audit.verify(request.principal, None)


class ProjectAuditController(Controller):
    path = "/projects/{project:str}/audit"
    tags = ("audit",)

    @get(operation_id="listProjectAudit", summary="List what was changed in a project, newest first")
    async def list_audit(
        self,
        request: StudioRequest,
        project: Name,
        page: NamedDependency[PageRequest],
        audit_filters: NamedDependency[AuditFilters],
    ) -> Response[Page[AuditEntry]]:
        return paged(request, await request.studio.audit.list(request.principal, project, page, audit_filters))

    @get("/verification", operation_id="verifyProjectAudit", summary="Verify the chain of a project's log")
    async def verify_audit(self, request: StudioRequest, project: Name) -> ChainReport:
        """Faults of the chain are a result, not an error: they stand in `broken`."""
        return await request.studio.audit.verify(request.principal, project)
