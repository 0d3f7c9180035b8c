"""What the company holds, as `GET /_sandbox/state` shows it."""

from __future__ import annotations

from collections.abc import Mapping

from crossdock.connect.sandbox import Holding
from crossdock_patchworks.sandbox.company import Company


def holdings(company: Company) -> Mapping[str, list[Holding]]:
    """By kind of resource. An item counts how often a flow has done it."""
    return {
        "runs": [
            {
                "id": str(run.id),
                "received": int(run.retry_of is None),
                "flow": run.flow.id,
                "status": run.status,
                "trigger": run.trigger,
                "tracked": list(run.tracked),
            }
            for run in company.runs.values()
        ],
        "items": [
            {"id": f"{flow}/{key}", "received": company.counted[flow, key], "flow": flow, "item": item}
            for (flow, key), item in company.handled.items()
        ],
        "lookups": [
            {"id": f"{table.id}/{row.id}", "received": row.received, "left": row.left, "right": row.right}
            for table in company.tables.all()
            for row in table.rows
        ],
        "pools": [
            {"id": f"{name}/{key}", "received": 0} for name, keys in company.pools.items() for key in sorted(keys)
        ],
    }
