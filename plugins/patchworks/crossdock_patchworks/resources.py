"""What is read from Patchworks. Facts: doc.wearepatchworks.com and the vendor's public client.

There is no order, stock or customer here: payloads are whatever a company's flows carry.
"""

from __future__ import annotations

from crossdock.connect import PageNumber, Resource, Totals
from crossdock_patchworks import inferred

PAGE = {"per_page": str(inferred.PAGE_SIZE)}
PAGES = Totals(PageNumber("page"), "meta.total", untold=PageNumber("page"))
SINCE = "filter[started_after]"
"""Takes milliseconds since 1970."""
EVERYWHERE = (inferred.PAGE, inferred.LIST_SHAPES)

FLOWS = (
    Resource(
        name="flow",
        title="Process flow",
        description="A process flow of the company, as it is deployed or not.",
        key=("id",),
        path="/flows",
        records="data",
        query=PAGE,
        paging=PAGES,
        inferred=EVERYWHERE,
    ),
    Resource(
        name="flow_run",
        title="Flow run",
        description="A run of a process flow: how it was started, how it ended, and what it tracked. The newest first.",
        key=("id",),
        path="/flow-runs",
        records="data",
        query={**PAGE, "include": "trackedData", "sort": "-started_at"},
        since=SINCE,
        paging=PAGES,
        version="finished_at",
        inferred=(*EVERYWHERE, inferred.RUN_NUMBERS, inferred.TRACKED_DATA),
    ),
    Resource(
        name="run_log",
        title="Run log",
        description="A line of what one run says of itself, with the number of the payload it speaks of.",
        key=("id",),
        path="/flow-runs/{flow_run}/flow-run-logs",
        records="data",
        query={**PAGE, "load_payload_ids": "true", "sort": "id"},
        paging=PAGES,
        inferred=(*EVERYWHERE, inferred.FIRST_PAYLOAD),
    ),
)

TABLES = (
    Resource(
        name="lookup",
        title="Cross-reference lookup",
        description="A table of two columns, with the value that stands for what is not in it.",
        key=("id",),
        path="/cross-reference-lookups",
        records="data",
        query=PAGE,
        paging=PAGES,
        inferred=EVERYWHERE,
    ),
    Resource(
        name="lookup_row",
        title="Row of a lookup",
        description="A row of one cross-reference lookup.",
        key=("id",),
        path=inferred.ROWS,
        records="data",
        query=PAGE,
        paging=PAGES,
        inferred=(*EVERYWHERE, inferred.LOOKUP_ROWS),
    ),
    Resource(
        name="data_pool",
        title="Data pool",
        description="A pool of keys by which flows leave out what they had before.",
        key=("id",),
        path="/data-pool/",
        records="data",
        query=PAGE,
        paging=PAGES,
        inferred=EVERYWHERE,
    ),
    Resource(
        name="pool_entry",
        title="Entry of a data pool",
        description="A key that a data pool remembers.",
        key=("entity_type_id", "value"),
        path="/data-pool/{data_pool}/deduped-data",
        records="data",
        query=PAGE,
        paging=PAGES,
        inferred=(*EVERYWHERE, inferred.POOL_ENTRIES),
    ),
)

RESOURCES = (*FLOWS, *TABLES)
