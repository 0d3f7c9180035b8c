"""The Core API and the login, as far as they are here."""

from __future__ import annotations

from datetime import datetime

from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_patchworks.sandbox import inferred, start_data
from crossdock_patchworks.sandbox.answers import Call, Record, answered, query_of, sent
from crossdock_patchworks.sandbox.company import TOKEN_LIVES, Company
from crossdock_patchworks.sandbox.listing import listed, number
from crossdock_patchworks.sandbox.refusal import not_found


@post("/fabric/api/login", status_code=200)
async def log_in(request: Call, company: NamedDependency[Company]) -> Response[bytes]:
    """A token for a day."""
    body = await sent(request)
    token = company.log_in(body.get("username"), body.get("password"))
    if token is None:
        return answered(inferred.WRONG_PASSWORD, 401)
    seconds = int(TOKEN_LIVES.total_seconds())
    return answered({"message": "You have logged in.", "token": token, "expires_in": seconds})


class RunRoutes(Controller):
    """Flows, their runs, and what these say."""

    path = "/api/v1"

    @get("/flows")
    async def list_flows(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        return listed(request, [flow.document() for flow in company.flows.values()], company.switches)

    @get("/flow-runs")
    async def list_runs(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        """The oldest first, unless asked for otherwise."""
        query = query_of(request)
        runs = [run.document() for run in company.runs.values()]
        for name in ("flow_id", "status"):
            if wanted := query.get(f"filter[{name}]"):
                runs = [run for run in runs if str(run[name]) in wanted.split(",")]
        since = number(query, "filter[started_after]", 0)
        runs = [run for run in runs if _milliseconds(run) >= since]
        return listed(request, runs[::-1] if query.get("sort") == "-started_at" else runs, company.switches)

    @get("/flow-runs/{run:int}/flow-run-logs")
    async def list_logs(self, request: Call, run: FromPath[int], company: NamedDependency[Company]) -> Response[bytes]:
        return listed(request, company.run(run).logs, company.switches)

    @get("/payload-metadata/{payload:int}/download")
    async def download(self, payload: FromPath[int], company: NamedDependency[Company]) -> Response[bytes]:
        """The very bytes that a run was started with."""
        found = [run for run in company.runs.values() if run.payload_id == payload]
        if not found:
            raise not_found()
        return Response(found[0].payload, media_type="application/octet-stream")


class TableRoutes(Controller):
    """Cross-reference lookups and data pools."""

    path = "/api/v1"

    @get("/cross-reference-lookups")
    async def list_tables(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        return listed(request, [table.document() for table in company.tables.all()], company.switches)

    @get("/cross-reference-lookups/{table:int}/values")
    async def list_rows(
        self, request: Call, table: FromPath[int], company: NamedDependency[Company]
    ) -> Response[bytes]:
        return listed(request, [row.document() for row in company.tables.one(table).rows], company.switches)

    @post("/cross-reference-lookups/{table:int}/values")
    async def add_row(self, request: Call, table: FromPath[int], company: NamedDependency[Company]) -> Response[bytes]:
        return answered({"data": company.tables.add(table, await sent(request)).document()}, 201)

    @put("/cross-reference-lookups/{table:int}/values/{row:int}")
    async def change_row(
        self, request: Call, table: FromPath[int], row: FromPath[int], company: NamedDependency[Company]
    ) -> Response[bytes]:
        return answered({"data": company.tables.change(table, row, await sent(request)).document()})

    @get("/data-pool")
    async def list_pools(self, request: Call, company: NamedDependency[Company]) -> Response[bytes]:
        pools: list[Record] = [{"id": pool, "name": name} for pool, name in start_data.POOLS.items()]
        return listed(request, pools, company.switches)

    @get("/data-pool/{pool:int}/deduped-data")
    async def list_entries(
        self, request: Call, pool: FromPath[int], company: NamedDependency[Company]
    ) -> Response[bytes]:
        if pool not in start_data.POOLS:
            raise not_found()
        keys = sorted(company.pools[start_data.POOLS[pool]])
        entries: list[Record] = [{"value": key, "entity_type_id": 1} for key in keys]
        return listed(request, entries, company.switches)


def _milliseconds(run: Record) -> float:
    return datetime.fromisoformat(run["started_at"]).timestamp() * 1000
