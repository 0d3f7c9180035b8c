"""Projects: one client brand each."""

from __future__ import annotations

from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project, ProjectNew, ProjectSettings
from crossdock_api.etags import tagged
from crossdock_api.idempotency import CREATES
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest


class ProjectController(Controller):
    path = "/projects"
    tags = ("projects",)

    @get(operation_id="listProjects", summary="List the projects the token may see")
    async def list_projects(
        self, request: StudioRequest, page: NamedDependency[PageRequest]
    ) -> Response[Page[Project]]:
        return paged(request, await request.studio.projects.list(request.principal, page))

    @post(operation_id="createProject", summary="Create a project", opt=CREATES)
    async def create_project(self, request: StudioRequest, data: JSONBody[ProjectNew]) -> Response[Project]:
        project = await request.studio.projects.create(request.principal, data)
        return tagged(project, project.revision, status=201, location=f"/api/v1/projects/{project.name}")

    @get("/{project:str}", operation_id="getProject", summary="Get a project")
    async def get_project(self, request: StudioRequest, project: Name) -> Response[Project]:
        found = await request.studio.projects.get(request.principal, project)
        return tagged(found, found.revision)

    @put("/{project:str}", operation_id="changeProject", summary="Change a project's settings")
    async def change_project(
        self,
        request: StudioRequest,
        project: Name,
        expected: NamedDependency[int | None],
        data: JSONBody[ProjectSettings],
    ) -> Response[Project]:
        changed = await request.studio.projects.change(request.principal, project, data, expected)
        return tagged(changed, changed.revision)
