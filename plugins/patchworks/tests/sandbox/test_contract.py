"""Patchworks' sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import httpx

from crossdock.connect import Operation
from crossdock.testing import Refused, SandboxContract
from crossdock_patchworks.connector import Patchworks
from crossdock_patchworks.sandbox import start_data
from crossdock_patchworks.sandbox.inferred import Inferred

from .conftest import Account, handoff

DOCUMENTED = "doc.wearepatchworks.com"
REFUSED = (
    Refused(
        name="row-without-a-value",
        source=f"{DOCUMENTED}, validation rules: 422 for blank fields",
        path="/cross-reference-lookups/401/values",
        body={"left_value": "Standard"},
        words="right_value",
    ),
    Refused(
        name="unknown-lookup", source=DOCUMENTED, method="GET", path="/cross-reference-lookups/7/values", status=404
    ),
    Refused(name="unknown-run", source=DOCUMENTED, method="GET", path="/flow-runs/7/flow-run-logs", status=404),
)


class TestPatchworksSandbox(SandboxContract):
    connector = Patchworks
    read_path = "/api/v1/flows"
    plain_resource = "lookup"
    small_pages: ClassVar[Mapping[str, Any]] = {"per_page": 1}
    refused = REFUSED

    def prepare(
        self,
        client: httpx.Client,
        connection: Mapping[str, str],  # noqa: ARG002  # the account logs in by itself
    ) -> Mapping[str, Mapping[str, Any]]:
        run = Account(client).start(handoff("D-1"))
        return {"run_log": {"flow_run": run}, "lookup_row": {"lookup": 401}, "pool_entry": {"data_pool": 302}}

    def written(
        self,
        operation: Operation,
        client: httpx.Client,  # noqa: ARG002  # flows are there from the start
        connection: Mapping[str, str],  # noqa: ARG002  # as above
    ) -> Any:
        if operation.name == "set-lookup-value":
            return {"lookup": 401, "left_value": "Saturday Delivery", "right_value": "DPD/Saturday"}
        callback = operation.name == "call-flow"
        return {
            "flow": start_data.DISPATCHES,
            "flow_version": 2201,
            "trigger": "dispatches-now" if callback else "dispatches",
            "key": "D-7",
            "items": [{"key": "D-7"}],
        }


def test_every_inferred_switch_is_listed_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for name in Inferred.__struct_fields__:
        assert f"`{name}`" in readme, name
