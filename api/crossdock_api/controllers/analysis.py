"""What an editor asks about a text while it is written."""

from __future__ import annotations

from litestar import Controller, post
from litestar.params import JSONBody

from crossdock.model.analysis import CompletionReport, FieldReport, LintReport, ParseReport
from crossdock_api.request import Name, StudioRequest
from crossdock_api.shapes import AnalysisRequest, CompletionRequest, Trace, TraceRequest


class AnalysisController(Controller):
    """Without `text` each is about the caller's draft, else the latest version."""

    path = "/projects/{project:str}/mappings/{mapping:str}"
    tags = ("analysis",)

    @post("/parse", operation_id="parseMapping", summary="Everything that is wrong with a text", status_code=200)
    async def parse(
        self, request: StudioRequest, project: Name, mapping: Name, data: JSONBody[AnalysisRequest]
    ) -> ParseReport:
        """A text that cannot be read is answered with 200 and all its errors."""
        return await request.studio.analysis.parse(request.principal, project, mapping, data.text)

    @post("/fields", operation_id="listFieldRules", summary="How each leaf of the output is made", status_code=200)
    async def fields(
        self, request: StudioRequest, project: Name, mapping: Name, data: JSONBody[AnalysisRequest]
    ) -> FieldReport:
        """Of a half-typed text: the leaves that can be read, and the syntax errors."""
        return await request.studio.analysis.fields(request.principal, project, mapping, data.text)

    @post("/lint", operation_id="lintMapping", summary="What is probably wrong with a text", status_code=200)
    async def lint(
        self, request: StudioRequest, project: Name, mapping: Name, data: JSONBody[AnalysisRequest]
    ) -> LintReport:
        """Judged by the schemas and samples of source and target, and by the project's lookups."""
        return await request.studio.analysis.lint(request.principal, project, mapping, data.text)

    @post("/complete", operation_id="completeMapping", summary="What can stand at a position", status_code=200)
    async def complete(
        self, request: StudioRequest, project: Name, mapping: Name, data: JSONBody[CompletionRequest]
    ) -> CompletionReport:
        """Fields, variables, functions, lookups and words of the language, the likeliest first."""
        analysis = request.studio.analysis
        return await analysis.complete(request.principal, project, mapping, data.text, data.position)

    @post("/trace", operation_id="traceMapping", summary="What a text does with an input", status_code=200)
    async def trace(self, request: StudioRequest, project: Name, mapping: Name, data: JSONBody[TraceRequest]) -> Trace:
        """An evaluation that fails is a result: its problems, and what was read up to there."""
        analysis = request.studio.analysis
        return Trace.of(await analysis.trace(request.principal, project, mapping, data.text, bytes(data.input)))
