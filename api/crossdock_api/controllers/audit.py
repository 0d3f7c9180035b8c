"""The audit log: every change, by whom."""

from __future__ import annotations

from litestar import Controller, Response, get
from litestar.di import NamedDependency

from crossdock.model.audit import AuditEntry, ChainReport
from crossdock.model.page import Page, PageRequest
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest


class AuditController(Controller):
    path = "/audit"
    tags = ("audit",)

    @get(operation_id="listAudit", summary="List what was changed for the whole deployment, newest first")
    async def list_audit(
        self, request: StudioRequest, page: NamedDependency[PageRequest]
    ) -> Response[Page[AuditEntry]]:
        """What belongs to a project stands in the project's own log."""
        return paged(request, await request.studio.audit.list(request.principal, None, page))

    @get("/verification", operation_id="verifyAudit", summary="Verify the deployment's own chain")
    async def verify_audit(self, request: StudioRequest) -> ChainReport:
        """Faults of the chain are a result, not an error: they stand in `broken`."""
        return await request.studio.audit.verify(request.principal, None)


class ProjectAuditController(Controller):
    path = "/projects/{project:str}/audit"
    tags = ("audit",)

    @get(operation_id="listProjectAudit", summary="List what was changed in a project, newest first")
    async def list_audit(
        self, request: StudioRequest, project: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[AuditEntry]]:
        return paged(request, await request.studio.audit.list(request.principal, project, page))

    @get("/verification", operation_id="verifyProjectAudit", summary="Verify the chain of a project's log")
    async def verify_audit(self, request: StudioRequest, project: Name) -> ChainReport:
        """Faults of the chain are a result, not an error: they stand in `broken`."""
        return await request.studio.audit.verify(request.principal, project)
