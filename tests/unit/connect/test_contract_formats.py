"""The whole contract, on a connector that speaks nothing but XML and forms."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, ClassVar

import pytest
from msgspec import Meta, Struct

from crossdock.connect import (
    Connector,
    Form,
    HmacSignature,
    Operation,
    PageNumber,
    QueryKey,
    Repeat,
    Resource,
    Secret,
    TotalPages,
    Webhook,
    Writes,
    Xml,
)
from crossdock.testing import ConnectorContract

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["number"],
    "properties": {
        "number": {"type": "string", "description": "The order's number."},
        "line": {"type": "array", "description": "What was ordered.", "items": {"type": "object"}},
    },
}
SAMPLES = {
    "one-line": {"number": "1", "line": [{"@id": "7", "sku": "MUG"}]},
    "no-lines": {"number": "2", "line": []},
}
EXPORTED = {"type": "object", "properties": {"ExportData": {"type": "object", "description": "The order that left."}}}


class LegacySettings(Struct, frozen=True, kw_only=True):
    """A warehouse of long ago."""

    site: Annotated[str, Meta(title="Site", description="The warehouse's name.", pattern="^[a-z]+$")]
    key: Annotated[Secret, Meta(title="Key", description="The warehouse's key.")]


class Legacy(Connector):
    """A platform that has never heard of JSON."""

    name = "legacy"
    title = "Legacy"
    settings_type = LegacySettings
    base_url = "https://{site}.legacy.example/xml"
    auth = QueryKey("key", setting="key")
    package = "legacy_for_tests"
    resources = (
        Resource(
            name="order",
            title="Order",
            description="An order.",
            key=("number",),
            path="/orders",
            records="Order",
            format=Xml(root="Orders", lists=("Order", "Order.line")),
            paging=TotalPages(PageNumber(), path="@pages"),
        ),
        Resource(name="export", title="Export", description="An order that left.", key=("ExportData.number",)),
    )
    operations = (
        Operation(
            name="create-order",
            title="Create order",
            description="Sends an order.",
            resource="order",
            kind="order",
            writes=Writes.CREATE,
            repeat=Repeat.UNKNOWABLE,
            path="/orders",
            format=Xml(root="Order", lists=("line",)),
            receipt_id="@id",
        ),
    )
    webhooks = (
        Webhook(
            name="order-changed",
            title="Order changed",
            description="An order is not what it was.",
            resource="order",
            topic="order",
            kind="order",
            format=Xml(root="Order", lists=("line",)),
            signature=HmacSignature(headers=("x-legacy-hmac",), setting="key"),
        ),
        Webhook(
            name="order-left",
            title="Order left",
            description="An order left.",
            resource="export",
            topic="export",
            kind="order",
            format=Form({"ExportData": Xml(root="order", lists=("parcel",))}),
            signature=HmacSignature(headers=("x-legacy-hmac",), setting="key"),
        ),
    )


class TestLegacy(ConnectorContract):
    connector: ClassVar[type[Connector]] = Legacy
    settings = LegacySettings(site="demo", key=Secret("made-up-key-of-a-warehouse"))

    @pytest.fixture(autouse=True)
    def package(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """The connector's files."""
        exported = {
            name: {"ExportData": {"number": sample["number"], "parcel": ["P1"]}} for name, sample in SAMPLES.items()
        }
        folder = tmp_path / "legacy_for_tests"
        for name, schema, samples in (
            ("order", SCHEMA, SAMPLES),
            ("export", SCHEMA | {"required": []} | EXPORTED, exported),
        ):
            (folder / "samples" / name).mkdir(parents=True)
            (folder / "schemas").mkdir(exist_ok=True)
            (folder / "schemas" / f"{name}.json").write_text(json.dumps(schema))
            for sample, value in samples.items():
                (folder / "samples" / name / f"{sample}.json").write_text(json.dumps(value))
        (folder / "__init__.py").touch()
        monkeypatch.syspath_prepend(tmp_path)
        yield
        sys.modules.pop("legacy_for_tests", None)
