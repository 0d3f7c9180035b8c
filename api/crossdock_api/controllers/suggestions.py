"""A first mapping from examples."""

from __future__ import annotations

from litestar import Controller, post
from litestar.params import JSONBody

from crossdock.model.suggestion import ComposedMapping, SuggestionReport
from crossdock_api.request import Name, StudioRequest
from crossdock_api.suggestion_shapes import CompositionRequest, SuggestionRequest


class SuggestionController(Controller):
    """Nothing is kept: save the text as a mapping's draft."""

    path = "/projects/{project:str}/suggestions"
    tags = ("suggestions",)

    @post(operation_id="suggestMapping", summary="What may fill each field of a target", status_code=200)
    async def suggest(
        self, request: StudioRequest, project: Name, data: JSONBody[SuggestionRequest]
    ) -> SuggestionReport:
        """Each suggestion was tried on the examples. A suggester that fails or takes too long is named, the others answer."""
        return await request.studio.suggestions.suggest(request.principal, project, data.start)

    @post("/text", operation_id="composeMapping", summary="A mapping made of accepted suggestions", status_code=200)
    async def compose(
        self, request: StudioRequest, project: Name, data: JSONBody[CompositionRequest]
    ) -> ComposedMapping:
        """With what it makes of the example, and where that is not the example's target."""
        suggestions = request.studio.suggestions
        return await suggestions.compose(request.principal, project, data.choices, data.example.pair)
