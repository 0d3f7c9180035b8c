"""Playbooks: what to do about each kind of held record."""

from __future__ import annotations

from litestar import Controller, delete, get, put
from litestar.params import JSONBody

from crossdock.model.page import Page
from crossdock.model.playbook import Playbook
from crossdock_api.flow_shapes import PlaybookText
from crossdock_api.request import Name, StudioRequest


class PlaybookController(Controller):
    path = "/projects/{project:str}/playbooks"
    tags = ("holds",)

    @get(operation_id="listPlaybooks", summary="List a project's playbooks")
    async def list_playbooks(self, request: StudioRequest, project: Name) -> Page[Playbook]:
        return Page(items=await request.studio.playbooks.list(request.principal, project))

    @put("/{code:str}", operation_id="putPlaybook", summary="Write what to do about holds with a code")
    async def put_playbook(
        self, request: StudioRequest, project: Name, code: Name, data: JSONBody[PlaybookText]
    ) -> Playbook:
        return await request.studio.playbooks.put(request.principal, project, data.about(code))

    @delete("/{code:str}", operation_id="deletePlaybook", summary="Delete a playbook")
    async def delete_playbook(self, request: StudioRequest, project: Name, code: Name) -> None:
        await request.studio.playbooks.delete(request.principal, project, code)
