"""Trying a text out: on an input of one's own, or on the mapping's fixtures."""

from __future__ import annotations

import msgspec
from litestar import Controller, Response, post
from litestar.params import JSONBody

from crossdock.model.fixture import FixtureReport
from crossdock_api.mapped import output_of
from crossdock_api.request import Name, StudioRequest
from crossdock_api.shapes import Preview, PreviewRequest, TestRequest, VariantOutcome, Variants, VariantsRequest


class PreviewController(Controller):
    path = "/projects/{project:str}/mappings/{mapping:str}"
    tags = ("preview",)

    @post("/preview", operation_id="previewMapping", summary="Map an input with unsaved text", status_code=200)
    async def preview(
        self, request: StudioRequest, project: Name, mapping: Name, data: JSONBody[PreviewRequest]
    ) -> Response[Preview]:
        """Without `text`: the caller's draft, else the latest version."""
        previews = request.studio.preview
        mapped = await previews.map(request.principal, project, mapping, data.text, bytes(data.input))
        output = msgspec.Raw(output_of(mapped))
        return Response(Preview(output=output, left_out=mapped.left_out, more_left_out=mapped.more_left_out))

    @post("/test", operation_id="testMapping", summary="Run every fixture", status_code=200)
    async def test(
        self, request: StudioRequest, project: Name, mapping: Name, data: JSONBody[TestRequest]
    ) -> FixtureReport:
        """A fixture that fails is a result, not an error."""
        return await request.studio.preview.test(request.principal, project, mapping, data.text, data.version)

    @post("/variants", operation_id="tryVariants", summary="Map an input with fewer and more items", status_code=200)
    async def variants(
        self, request: StudioRequest, project: Name, mapping: Name, data: JSONBody[VariantsRequest]
    ) -> Variants:
        """Each array of the input with none, one and several items: what comes out, or why it would be held."""
        previews = request.studio.preview
        tried = await previews.variants(request.principal, project, mapping, data.text, bytes(data.input))
        return Variants(items=tuple(VariantOutcome.of(each) for each in tried))
