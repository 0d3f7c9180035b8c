"""Mapping sheets: what fills each target field, out to a spreadsheet and back; owners and comments of fields."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from crossdock.errors import Malformed
from crossdock.model.annotation import Annotations, AnnotationsPut
from crossdock.model.sheet import Sheet, SheetCells, SheetComparison
from crossdock.project import sheet_csv, sheet_xlsx
from crossdock_api.bodies import check_media_type
from crossdock_api.etags import tagged
from crossdock_api.request import Name, StudioRequest

OfVersion = Annotated[
    int, QueryParameter(ge=0, le=2**31 - 1, description="A version; 0, or left out, for my draft or else the latest.")
]


class SheetController(Controller):
    path = "/projects/{project:str}/mappings/{mapping:str}"
    tags = ("sheets",)

    @get("/sheet", operation_id="getSheet", summary="What fills each target field, in words")
    async def get_sheet(self, request: StudioRequest, project: Name, mapping: Name, version: OfVersion = 0) -> Sheet:
        return await request.studio.sheets.get(request.principal, project, mapping, version or None)

    @get("/sheet.csv", operation_id="exportSheet", summary="Get the mapping sheet as CSV", media_type="text/csv")
    async def export_csv(
        self, request: StudioRequest, project: Name, mapping: Name, version: OfVersion = 0
    ) -> Response[str]:
        """Cells that a spreadsheet would run as a formula begin with an apostrophe."""
        sheet = await request.studio.sheets.get(request.principal, project, mapping, version or None)
        return Response(sheet_csv.write(sheet.rows), media_type="text/csv", headers=_saved_as(mapping, "csv"))

    @get(
        "/sheet.xlsx",
        operation_id="exportWorkbook",
        summary="Get the mapping sheet as an Excel workbook",
        media_type=sheet_xlsx.MEDIA_TYPE,
    )
    async def export_xlsx(
        self, request: StudioRequest, project: Name, mapping: Name, version: OfVersion = 0
    ) -> Response[bytes]:
        """Every cell is text, never a formula."""
        sheet = await request.studio.sheets.get(request.principal, project, mapping, version or None)
        book = await to_thread.run_sync(sheet_xlsx.write, sheet.rows, mapping)
        return Response(book, media_type=sheet_xlsx.MEDIA_TYPE, headers=_saved_as(mapping, "xlsx"))

    @post(
        "/sheet/comparison",
        operation_id="compareSheet",
        summary="What is different in a sheet that came back",
        status_code=200,
    )
    async def compare_sheet(
        self, request: StudioRequest, project: Name, mapping: Name, version: OfVersion = 0
    ) -> SheetComparison:
        """Takes CSV or an Excel workbook. Nothing is stored: owners and comments are put as annotations, rules are
        suggestions for a draft."""
        returned = await _returned(request.headers.get("content-type", ""), await request.body())
        sheets = request.studio.sheets
        return await sheets.compare(request.principal, project, mapping, returned, version or None)

    @get("/annotations", operation_id="getAnnotations", summary="Owners and comments of a mapping's fields")
    async def get_annotations(self, request: StudioRequest, project: Name, mapping: Name) -> Response[Annotations]:
        found = await request.studio.annotations.get(request.principal, project, mapping)
        return tagged(found, found.revision)

    @put("/annotations", operation_id="putAnnotations", summary="Replace owners and comments of a mapping's fields")
    async def put_annotations(
        self,
        request: StudioRequest,
        project: Name,
        mapping: Name,
        expected: NamedDependency[int | None],
        data: JSONBody[AnnotationsPut],
    ) -> Response[Annotations]:
        annotations = request.studio.annotations
        stored = await annotations.put(request.principal, project, mapping, data.fields, expected)
        return tagged(stored, stored.revision)


async def _returned(content_type: str, raw: bytes) -> tuple[SheetCells, ...]:
    if content_type.partition(";")[0].strip().lower() == sheet_xlsx.MEDIA_TYPE:
        return await to_thread.run_sync(sheet_xlsx.read, raw)
    check_media_type(content_type, "text/csv")
    try:
        return sheet_csv.read(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Malformed(
            f"The CSV is not UTF-8: byte {error.start} cannot be read.", remedy="Save it as UTF-8, or as a workbook."
        ) from error


def _saved_as(mapping: str, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{mapping}.{ending}"'}
