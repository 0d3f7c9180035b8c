"""The rows of a lookup: one by one, or all of them as CSV."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from crossdock.errors import Malformed
from crossdock.model.lookup import ComparedRow, Lookup, LookupRow
from crossdock.model.page import Page, PageRequest
from crossdock.project import lookup_csv
from crossdock_api.bodies import check_media_type
from crossdock_api.etags import tagged
from crossdock_api.flow_shapes import LookupChanged, LookupImported
from crossdock_api.lookup_shapes import LookupMerge, LookupRowPut, LookupRows
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

Reason = Annotated[str, QueryParameter(max_length=500, description="Why; stands in the lookup's history.")]
Keys = Annotated[list[str], QueryParameter(name="key", min_items=1, description="One for each key column, in order.")]
Revision = Annotated[
    int, QueryParameter(ge=0, le=2**31 - 1, description="An older revision; 0, or left out, for the newest.")
]


class LookupRowController(Controller):
    path = "/projects/{project:str}/lookups/{lookup:str}"
    tags = ("lookups",)

    @get("/rows", operation_id="listLookupRows", summary="List a lookup's rows")
    async def list_rows(
        self,
        request: StudioRequest,
        project: Name,
        lookup: Name,
        page: NamedDependency[PageRequest],
        revision: Revision = 0,
    ) -> Response[Page[LookupRow]]:
        return paged(
            request, await request.studio.lookups.rows(request.principal, project, lookup, page, revision or None)
        )

    @post("/rows", operation_id="putLookupRow", summary="Add a row, or replace the one with its keys", status_code=200)
    async def put_row(
        self, request: StudioRequest, project: Name, lookup: Name, data: JSONBody[LookupRowPut]
    ) -> Response[LookupChanged]:
        """The records that are held because this row was missing go on; the answer tells how many."""
        lookups = request.studio.lookups
        put = await lookups.put_row(request.principal, project, lookup, data.row, data.reason)
        return tagged(LookupChanged.of(put), put.lookup.revision)

    @delete("/rows", operation_id="deleteLookupRow", summary="Delete the row with these keys", status_code=200)
    async def delete_row(
        self, request: StudioRequest, project: Name, lookup: Name, keys: Keys, reason: Reason = ""
    ) -> Response[Lookup]:
        lookups = request.studio.lookups
        changed = await lookups.delete_row(request.principal, project, lookup, tuple(keys), reason)
        return tagged(changed, changed.revision)

    @post("/rows/comparison", operation_id="compareLookupRows", summary="What rows would change", status_code=200)
    async def compare_rows(
        self, request: StudioRequest, project: Name, lookup: Name, data: JSONBody[LookupRows]
    ) -> Page[ComparedRow]:
        """All of them, in their order. Nothing is changed; rows that do not fit are told with their problems."""
        compared = await request.studio.lookups.compare(request.principal, project, lookup, data.rows)
        return Page(items=list(compared))

    @post(
        "/rows/merge",
        operation_id="mergeLookupRows",
        summary="Add rows or replace those with their keys",
        status_code=200,
    )
    async def merge_rows(
        self,
        request: StudioRequest,
        project: Name,
        lookup: Name,
        expected: NamedDependency[int | None],
        data: JSONBody[LookupMerge],
    ) -> Response[LookupImported]:
        """All or nothing, in one revision. Records held for a row that is there now go on."""
        lookups = request.studio.lookups
        put = lookups.import_rows if data.replace else lookups.put_rows
        made = await put(request.principal, project, lookup, data.rows, expected, data.reason)
        return tagged(LookupImported.of(made), made.revision.revision)

    @get("/rows.csv", operation_id="exportLookup", summary="Get all rows as CSV", media_type="text/csv")
    async def export_rows(
        self, request: StudioRequest, project: Name, lookup: Name, revision: Revision = 0
    ) -> Response[str]:
        table = await request.studio.lookups.table(request.principal, project, lookup, revision or None)
        answer = tagged(lookup_csv.write(table), table.revision)
        answer.media_type = "text/csv"
        answer.headers["Content-Disposition"] = f'attachment; filename="{lookup}.csv"'
        return answer

    @put("/rows.csv", operation_id="importLookup", summary="Replace all rows by those of a CSV")
    async def import_rows(
        self,
        request: StudioRequest,
        project: Name,
        lookup: Name,
        expected: NamedDependency[int | None],
        reason: Reason = "",
    ) -> Response[LookupImported]:
        """All or nothing: where one row is wrong, none is replaced. Records held for a row that is there now go on."""
        check_media_type(request.headers.get("content-type", ""), "text/csv")
        lookups = request.studio.lookups
        definition = (await lookups.get(request.principal, project, lookup)).definition
        rows = lookup_csv.read(definition, _text(await request.body()))
        made = await lookups.import_rows(request.principal, project, lookup, rows, expected, reason)
        return tagged(LookupImported.of(made), made.revision.revision)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed(
            f"The CSV is not UTF-8: byte {error.start} cannot be read.", remedy="Save it as UTF-8."
        ) from error
