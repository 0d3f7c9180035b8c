"""What an editor is told about the example's text, for the API's description."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from crossdock.model.analysis import (
    Completion,
    CompletionReport,
    FieldReport,
    FieldRule,
    LeafSources,
    LintFinding,
    LintReport,
    ParseReport,
    SubResult,
)
from crossdock.model.evaluation import HoldCode, HoldReason, LeftOut
from crossdock.model.lookup import ComparedRow, GuardUse, LookupUsage, MappingUse, RowChange, RowUse
from crossdock.model.mapping import Meanwhile, Published
from crossdock.model.problem import Problem, Severity, Span
from crossdock.model.variant import Size
from crossdock_api.example_values import ROW, TEXT
from crossdock_api.shapes import Trace, VariantOutcome, Variants

TYPED_TEXT = '{ "WebSalesOrder": { "SalesOrderNumber": nam'
PARSED = ParseReport(
    problems=(
        Problem(
            code="S0203",
            message="The expression ends where } is needed.",
            remedy="Close what was opened before: a bracket is missing at the end.",
            expression=Span.of(TYPED_TEXT, (41, 44)),
        ),
    )
)
FIELDS = FieldReport(
    fields=(
        FieldRule(
            target="WebSalesOrder.SalesOrderNumber",
            span=Span.of(TEXT, (41, 45)),
            sources=("name",),
            conditions=(),
            functions=(),
            lookups=(),
        ),
    )
)
LINTED_TEXT = TEXT.replace("name", "nmae")
LINTED = LintReport(
    findings=(
        LintFinding(
            rule="unknown-path",
            severity=Severity.WARNING,
            message="`nmae` is not in the schema or samples; `name` is.",
            remedy="Write name.",
            span=Span.of(LINTED_TEXT, (41, 45)),
        ),
    )
)
COMPLETED = CompletionReport(
    completions=(
        Completion(
            kind="field", label="name", insert="name", detail="text", span=Span.of(TYPED_TEXT, (41, len(TYPED_TEXT)))
        ),
    )
)
TRACED = Trace(
    output=msgspec.Raw(b'{"WebSalesOrder":{"SalesOrderNumber":"#1001"}}'),
    problems=(),
    reads=("name",),
    misses=(),
    leaves=(LeafSources(target="WebSalesOrder.SalesOrderNumber", sources=("name",)),),
    branches=(),
    filters=(),
    lookups=(),
    sub_results=(SubResult(span=Span.of(TEXT, (41, 45)), times=1, shown=("#1001",)),),
    lookup_reads=(),
    lookup_misses=(),
    left_out=(LeftOut(what="Gift card 25.00", reason="a gift card, which the shop sends itself"),),
    more_left_out=False,
)
VARIANTS = Variants(
    items=(
        VariantOutcome(
            array="line_items",
            size=Size.NONE,
            input=msgspec.Raw(b'{"name":"#1001","line_items":[]}'),
            output=msgspec.Raw(b'{"WebSalesOrder":{"SalesOrderNumber":"#1001"}}'),
            hold=HoldReason(code=HoldCode.TARGET_INVALID, message="The output does not fit the target's schema."),
        ),
    )
)
COMPARED_ROW = ComparedRow(row=ROW, change=RowChange.CHANGED, before=("DPD-2DAY",))
LOOKUP_USAGE = LookupUsage(
    mappings=(
        MappingUse(
            mapping="shopify-order-to-seko",
            version=3,
            latest=True,
            environments=("sandbox",),
            targets=("WebSalesOrder.CourierName",),
        ),
    ),
    guards=(GuardUse(flow="orders", guard="no-carrier"),),
    noted_since=datetime(2026, 10, 1, 8, 0, tzinfo=UTC),
)
ROW_USE = RowUse(
    row=ROW, since=datetime(2026, 10, 1, 8, 0, tzinfo=UTC), hit_at=datetime(2026, 11, 3, 14, 0, tzinfo=UTC)
)
MEANWHILE = Meanwhile(
    published=Published(
        number=4, author="Robin Example", reason="Gift notes", created_at=datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
    )
)
