"""The example project: its fixtures pass, and its flows' guards decide about every one of them as they should."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import structs

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.model.evaluation import Evaluated, Evaluation, HoldCode, Lane
from crossdock.model.flow import FlowDefinition, Guard, GuardAction
from crossdock.model.lookup import LookupRow, LookupTables
from crossdock.model.record import RunCode
from crossdock.project.contents import ProjectFolder
from crossdock.project.fixture_run import Case, Selection, collect, run
from crossdock.project.folder import read
from crossdock.project.format import changes
from crossdock.project.lint import lint
from crossdock.run.guards import GuardInput, first_applying
from crossdock_commerce.sku import normalise

EXAMPLES = Path(__file__).parents[3] / "examples"
SEKO = "shopify-seko"
FULFIL = "shopify-fulfil"
DEPOSCO = "shopify-deposco"
ORDERWISE = "shopify-orderwise"
TWO_SHOPS = "two-shops-one-warehouse"
PLAIN = "multi-line-discount"
GUARDED = {
    (SEKO, "orders"): {
        "test-order": "test-order",
        "gift-card-only": "nothing-to-ship",
        "till-sale-without-addresses": "handed-over-already",
        "part-refunded": "handed-over-already",
    },
    (SEKO, "dispatches"): {"nothing-shipped": "nothing-shipped"},
    (SEKO, "rests-refund"): {"complete": "not-short"}
    | dict.fromkeys(("bundle", "lots", "short-picked", "without-reference"), "short-pick"),
    (SEKO, "tracking"): {},
    (SEKO, "cancellations"): {"till-sale": "handed-over-already", "test-order": "test-order"},
    (SEKO, "refunds"): dict.fromkeys(("kept-by-the-customer", "money-only"), "nothing-comes-back"),
    (SEKO, "returns"): {"announced": "announced", "supplier-delivery": "announced"}
    | dict.fromkeys(("empty-parcel", "lots-of-a-rest-sent-again", "without-notice"), "return-without-notice"),
    (SEKO, "products"): {
        "bundle": "bundle",
        "digital-draft": "not-for-sale",
        "gift-card": "not-shipped",
        "shipped-by-others": "shipped-by-others",
    },
    (FULFIL, "orders"): {
        "test-order": "test-order",
        "gift-card-only": "nothing-to-ship",
        "till-sale-without-addresses": "handed-over-already",
        "part-refunded": "handed-over-already",
        "free-of-charge": "free-of-charge",
    },
    (FULFIL, "cancellations"): {"till-sale": "handed-over-already", "test-order": "test-order"},
    (FULFIL, "refunds"): {
        "shipping-only": "money-only",
        "came-back-to-fulfil": "came-back-to-fulfil",
        "goods-have-left": "goods-have-left",
    },
    (FULFIL, "returns"): {"on-its-way": "not-received"},
    (FULFIL, "shipments"): {"of-another-channel": "other-channel"},
    (FULFIL, "stock"): {},
    (FULFIL, "products"): {"without-code": "without-sku", "charge": "no-goods"},
    (FULFIL, "prices"): {
        "without-code": "without-sku",
        "charge": "no-goods",
        "archived": "not-sold",
        "without-price": "without-price",
    },
    (FULFIL, "customers"): {"newsletter-only": "never-ordered"},
    (FULFIL, "payouts"): {"nothing-moved": "nothing-moved", "test-payments": "test-payments"},
    (DEPOSCO, "orders"): {
        "test-order": "test-order",
        "gift-card-only": "nothing-to-ship",
        "till-sale-without-addresses": "handed-over-already",
    },
    (DEPOSCO, "cancellations"): {"till-sale": "handed-over-already", "test-order": "test-order"},
    (DEPOSCO, "refunds"): {"money-only": "nothing-comes-back", "our-own": "our-own"},
    (DEPOSCO, "products"): {"bundle": "bundle", "digital-draft": "not-for-sale"},
    (DEPOSCO, "shipments"): {
        "other-source": "other-source",
        "being-packed": "not-left",
        "unused-label": "unused-label",
        "unlabelled": "unlabelled",
    },
    (DEPOSCO, "rests"): {
        "taken-in": "not-over",
        "cancelled-as-a-whole": "not-over",
        "complete": "nothing-cancelled",
    },
    (DEPOSCO, "never-found"): {"picked-short": "still-wanted"},
    (DEPOSCO, "returns"): {
        "announced-by-the-shop": "announced-by-the-shop",
        "damaged": "damaged",
        "on-its-way": "not-received",
        "part-received": "part-received",
        **dict.fromkeys(("received", "by-the-case-and-part-of-a-bundle", "without-order"), "return-without-notice"),
    },
    (DEPOSCO, "stock"): {},
    (ORDERWISE, "orders"): {
        "gift-card-only": "nothing-to-ship",
        "till-sale-without-addresses": "handed-over-already",
        "free-of-charge": "free-of-charge",
    },
    (ORDERWISE, "cancellations"): {"till-sale": "handed-over-already", "test-order": "test-order"},
    (ORDERWISE, "shipments"): {"by-telephone": "other-channel", "cancelled-there": "cancelled-there"},
    (ORDERWISE, "products"): {"discontinued": "discontinued"},
    (ORDERWISE, "prices"): {"discontinued": "discontinued", "free-of-charge": "without-price"},
    (ORDERWISE, "stock"): {},
    (ORDERWISE, "outlet-orders"): {
        "gift-card-only": "nothing-to-ship",
        "till-sale-without-addresses": "handed-over-already",
        "free-of-charge": "free-of-charge",
        "express-taxes-on-top": "other-currency",
    },
    (ORDERWISE, "outlet-cancellations"): {"till-sale": "handed-over-already", "test-order": "test-order"},
    (ORDERWISE, "outlet-shipments"): dict.fromkeys(
        ("by-telephone", "bundle", "cancelled-there", "part-of-an-order", "unknown-courier", "without-consignment"),
        "other-channel",
    ),
    (ORDERWISE, "outlet-stock"): {},
    (TWO_SHOPS, "orders-shopify"): {
        "test-order": "test-order",
        "gift-card-only": "nothing-to-ship",
        "till-sale-without-addresses": "handed-over-already",
        "part-refunded": "handed-over-already",
    },
    (TWO_SHOPS, "orders-bigcommerce"): {
        "incomplete": "incomplete",
        "test-order": "test-order",
        "gift-certificate-only": "nothing-to-ship",
        "fetched-at-the-counter": "fetched-at-the-counter",
        "from-a-marketplace-that-ships": "shipped-by-others",
        "free-of-charge": "free-of-charge",
    },
    (TWO_SHOPS, "cancellations-shopify"): {"till-sale": "handed-over-already", "test-order": "test-order"},
    (TWO_SHOPS, "cancellations-bigcommerce"): {"still-wanted": "not-cancelled", "test-order": "test-order"},
    (TWO_SHOPS, "refunds-shopify"): dict.fromkeys(("kept-by-the-customer", "money-only"), "nothing-comes-back"),
    (TWO_SHOPS, "refunds-bigcommerce"): {
        "our-own": "our-own",
        "after-it-left": "has-left",
        "a-part": "part-paid-back",
        "shipping-costs-only": "no-goods",
    },
    (TWO_SHOPS, "dispatches-shopify"): {
        "other-shop": "other-shop",
        "unknown-shop": "unknown-shop",
        "nothing-shipped": "nothing-shipped",
    },
    (TWO_SHOPS, "dispatches-bigcommerce"): {
        "other-shop": "other-shop",
        "unknown-shop": "other-shop",
        "nothing-shipped": "nothing-shipped",
    },
    (TWO_SHOPS, "rests-shopify"): {"other-shop": "other-shop", "complete": "not-short"}
    | dict.fromkeys(("bundle", "lots", "short-picked", "without-reference"), "short-pick"),
    (TWO_SHOPS, "rests-bigcommerce"): {
        "other-shop": "other-shop",
        "unknown-shop": "other-shop",
        "complete": "not-short",
    }
    | dict.fromkeys(("lots", "short-picked", "without-reference"), "short-pick"),
    (TWO_SHOPS, "tracking-shopify"): {"other-shop": "other-shop", "unknown-shop": "unknown-shop"},
    (TWO_SHOPS, "tracking-bigcommerce"): {"other-shop": "other-shop"},
    (TWO_SHOPS, "products-warehouse"): {
        "bundle": "bundle",
        "digital-draft": "not-for-sale",
        "gift-card": "not-shipped",
    },
    (TWO_SHOPS, "products-bigcommerce"): {"digital-draft": "not-for-sale", "gift-card": "not-shipped"},
    (TWO_SHOPS, "prices-bigcommerce"): {"free-of-charge": "no-price", "gift-card": "not-shipped"},
    (TWO_SHOPS, "stock-shopify"): {},
    (TWO_SHOPS, "stock-bigcommerce"): {},
}
"""By project and flow: fixtures to which a guard applies; to all others none does."""
NOT_MET = {
    SEKO: set(),
    FULFIL: {RunCode.PUSH_MISSING},
    DEPOSCO: {RunCode.PUSH_MISSING},
    ORDERWISE: {RunCode.PUSH_MISSING},
    TWO_SHOPS: set(),
}
"""Codes of Crossdock's own that a project's platforms cannot bring about."""
OF_CONNECTORS = {
    SEKO: set(),
    FULFIL: {"entry-exists", "other-currency"},
    DEPOSCO: {"order-exists"},
    ORDERWISE: {"order-exists", "other-currency"},
    TWO_SHOPS: set(),
}
SHOPIFY_ORDERS = {TWO_SHOPS: "orders-shopify"}
"""The flow of a Shopify shop's orders, where it is not `orders`."""
NOW = datetime(2026, 1, 15, 10, 30, tzinfo=UTC)

Parts = tuple[Pipeline, Catalogue]


@pytest.fixture(scope="module", params=[SEKO, FULFIL, DEPOSCO, ORDERWISE, TWO_SHOPS])
def any_example(request: pytest.FixtureRequest) -> ProjectFolder:
    return read(EXAMPLES / request.param)


@pytest.fixture(scope="module")
def example() -> ProjectFolder:
    return read(EXAMPLES / SEKO)


def inputs(example: ProjectFolder, flow: FlowDefinition) -> dict[str, bytes]:
    """The fixtures of a flow's mapping."""
    mapping = next(mapping for mapping in example.mappings if mapping.name == flow.mapping)
    return {fixture.name: fixture.input for fixture in mapping.fixtures}


def named(example: ProjectFolder, name: str) -> FlowDefinition:
    return next(flow for flow in example.flows if flow.name == name)


class TextsOnly(msgspec.Struct, frozen=True):
    """Evaluates the texts of guards; the examples ask no plugin's."""

    pipeline: Pipeline
    lookups: LookupTables

    async def evaluate(self, text: str, given: bytes) -> Evaluated:
        evaluation = Evaluation(text=text, input=given, lookups=self.lookups, received_at=NOW)
        return await self.pipeline.evaluator.evaluate(evaluation, Lane.DRAFT)

    async def check(self, guard: Guard, given: bytes, *, is_mapped: bool) -> Evaluated:  # noqa: ARG002  # never asked
        raise AssertionError(f"'{guard.name}' is a plugin's")


@cache
def case_of(example: str, mapping: str, catalogue: Catalogue) -> Case:
    """A fixture of a mapping, with what it takes to run it."""
    return collect(EXAMPLES / example, catalogue, Selection(mappings=(mapping,)))[0]


async def guard_of(parts: Parts, example: ProjectFolder, flow: FlowDefinition, message: bytes) -> str | None:
    """The guard that applies to a message and what is mapped from it; asked with a null target where nothing is."""
    pipeline, catalogue = parts
    case = case_of(example.name, flow.mapping, catalogue)
    mapped = await pipeline.map(case.runnable, message, lookups=case.lookups, lane=Lane.DRAFT, received_at=NOW)
    given = GuardInput(source=message, target=mapped.output or b"null", now=NOW)
    applied = await first_applying(flow.guards, given, TextsOnly(pipeline, example.tables))
    return applied.guard.name if applied else None


async def test_it_is_canonical_and_has_nothing_to_be_found(parts: Parts, any_example: ProjectFolder) -> None:
    root = EXAMPLES / any_example.name
    assert changes(root, any_example) == {}
    assert [problem for problem in await lint(root, *parts) if not problem.code.startswith("lock-")] == []


async def test_its_fixtures_pass(parts: Parts, any_example: ProjectFolder) -> None:
    pipeline, catalogue = parts
    reports = await run(
        collect(EXAMPLES / any_example.name, catalogue, Selection()), pipeline, lambda _case, _result: None
    )
    assert {report.mapping for report in reports} == {flow.mapping for flow in any_example.flows}
    assert [result.message for report in reports for result in report.results if not result.passed] == []


@pytest.mark.parametrize(("project", "name"), sorted(GUARDED))
async def test_guards_keep_back_what_must_never_go_on(project: str, name: str, parts: Parts) -> None:
    example = read(EXAMPLES / project)
    flow = named(example, name)
    applied = {case: await guard_of(parts, example, flow, message) for case, message in inputs(example, flow).items()}
    assert {case: guard for case, guard in applied.items() if guard} == GUARDED[project, name]


def test_every_flow_is_looked_at(any_example: ProjectFolder) -> None:
    looked_at = {name for project, name in GUARDED if project == any_example.name}
    assert {flow.name for flow in any_example.flows} >= looked_at
    assert {flow.name for flow in any_example.flows if flow.guards} - looked_at <= {"rests-resend"}


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ({"cancelled_at": "2026-01-15T10:31:00+00:00"}, "cancelled-in-the-shop"),
        ({"cancelled_at": None}, None),
        ({"fulfillment_status": "fulfilled"}, "handed-over-already"),
        ({"fulfillment_status": "partial"}, None),
        ({"financial_status": "pending"}, "unpaid"),
        ({"financial_status": "voided"}, "unpaid"),
        ({"financial_status": "authorized"}, None),
        ({"financial_status": "pending", "test": True}, "test-order"),
        ({"line_items": []}, "nothing-to-ship"),
    ],
)
async def test_each_guard_looks_at_what_it_is_for(
    parts: Parts, any_example: ProjectFolder, change: dict[str, Any], guard: str | None
) -> None:
    flow = named(any_example, SHOPIFY_ORDERS.get(any_example.name, "orders"))
    message = json.dumps(json.loads(inputs(any_example, flow)[PLAIN]) | change).encode()
    assert await guard_of(parts, any_example, flow, message) == guard


def line(**change: Any) -> dict[str, Any]:
    """A line of an order that is to be packed, unless it is changed."""
    usual = {"id": 1, "name": "Tea", "sku": "TEA-ASSAM-250", "price": "12.00", "quantity": 1, "current_quantity": 1}
    return usual | {"requires_shipping": True, "gift_card": False, "fulfillment_service": "manual"} | change


GIFT_CARD = line(gift_card=True, requires_shipping=False, fulfillment_service="gift_card")
DIGITAL = line(requires_shipping=False)
TIP = line(name="Tip", sku=None, requires_shipping=False)
BY_OTHERS = line(fulfillment_service="example-print-service")
REMOVED = line(current_quantity=0)


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ({"test": True}, "test-order"),
        ({"source_name": "pos", "shipping_address": None}, "sold-at-the-till"),
        ({"source_name": "pos"}, None),
        ({"total_price": "0.00"}, "nothing-paid"),
        ({"total_price": "0.00", "tags": "vip, replacement"}, None),
        ({"total_price": "0.01", "tags": None}, None),
        ({"line_items": [GIFT_CARD]}, "nothing-to-ship"),
        ({"line_items": [DIGITAL, TIP]}, "nothing-to-ship"),
        ({"line_items": [REMOVED]}, "nothing-to-ship"),
        ({"line_items": [BY_OTHERS]}, "fulfilled-by-others"),
        ({"line_items": [BY_OTHERS, TIP]}, "fulfilled-by-others"),
        ({"line_items": [BY_OTHERS, line()]}, None),
        ({"line_items": [{**line(), "fulfillment_service": None}, GIFT_CARD, TIP]}, None),
    ],
)
async def test_what_must_not_reach_a_picker_is_left_out_with_a_reason(
    parts: Parts, example: ProjectFolder, change: dict[str, Any], guard: str | None
) -> None:
    flow = named(example, "orders")
    message = json.dumps(json.loads(inputs(example, flow)[PLAIN]) | change).encode()
    assert await guard_of(parts, example, flow, message) == guard
    assert all(len(each.reason) > len("No reason.") for each in flow.guards)


def shipped(*rows: tuple[int, int | None, int]) -> dict[str, Any]:
    """Rows of a dispatch: line number, ordered and shipped."""
    lines = [{"LineNumber": n, "ProductCode": "TEA", "QuantityShipped": sent} for n, _, sent in rows]
    ordered = [{} if wanted is None else {"QuantityOrdered": wanted} for _, wanted, _ in rows]
    return {"List": {"DispatchLineItem": [line | more for line, more in zip(lines, ordered, strict=True)]}}


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        (shipped((1, 4, 4)), "not-short"),
        (shipped((1, 4, 3)), "short-pick"),
        (shipped((1, 4, 4), (2, 1, 0)), "short-pick"),
        (shipped((1, 4, 3), (1, 4, 1)), "not-short"),
        (shipped((1, 4, 2), (1, 4, 1)), "short-pick"),
        (shipped((1, None, 3)), "not-short"),
        ({**shipped((1, 4, 3)), "RestDecision": "refund"}, None),
    ],
)
async def test_a_short_pick_waits_for_a_decision_about_its_rest(
    parts: Parts, example: ProjectFolder, change: dict[str, Any], guard: str | None
) -> None:
    flow = named(example, "rests-refund")
    message = json.dumps(json.loads(inputs(example, flow)["complete"]) | change).encode()
    assert await guard_of(parts, example, flow, message) == guard


@pytest.mark.parametrize(
    ("policy", "refund", "resend"),
    [
        ("person", "short-pick", "rest-is-not-sent-again"),
        ("refund", None, "rest-is-not-sent-again"),
        ("resend", "rest-is-sent-again", None),
    ],
)
async def test_a_project_says_what_becomes_of_rests(
    parts: Parts, example: ProjectFolder, policy: str, refund: str | None, resend: str | None
) -> None:
    said = LookupRow(keys=("short-pick-rest",), values=(policy,))
    shop = structs.replace(example.tables["shop"], rows=(said,))
    chosen = structs.replace(example, lookups=(*(one for one in example.lookups if one.name != "shop"), shop))
    for name, guard in (("dispatches", None), ("rests-refund", refund), ("rests-resend", resend)):
        flow = named(chosen, name)
        assert await guard_of(parts, chosen, flow, inputs(chosen, flow)["short-picked"]) == guard


@pytest.fixture(scope="module")
def two_shops() -> ProjectFolder:
    return read(EXAMPLES / TWO_SHOPS)


@pytest.mark.parametrize(
    ("number", "shopify", "bigcommerce"),
    [
        ("SH-1042", None, "other-shop"),
        ("BC-1042", "other-shop", None),
        ("BC-1042-R2", "other-shop", None),
        ("1042", "unknown-shop", "other-shop"),
        ("XX-1042", "unknown-shop", "other-shop"),
        ("SHOP-1042", "unknown-shop", "other-shop"),
        ("sh-1042", "unknown-shop", "other-shop"),
    ],
)
async def test_what_the_warehouse_tells_of_an_order_is_one_shop_s_or_held_once(
    parts: Parts, two_shops: ProjectFolder, number: str, shopify: str | None, bigcommerce: str | None
) -> None:
    for what, fixture in (("dispatches", "complete"), ("tracking", "royal-mail")):
        for shop, guard in (("shopify", shopify), ("bigcommerce", bigcommerce)):
            flow = named(two_shops, f"{what}-{shop}")
            message = json.loads(inputs(two_shops, flow)[fixture]) | {"SalesOrderNumber": number}
            assert await guard_of(parts, two_shops, flow, json.dumps(message).encode()) == guard


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ({"status_id": 1}, "not-paid-yet"),
        ({"status_id": 2}, "handed-over-already"),
        ({"status_id": 4}, "paid-back"),
        ({"status_id": 5}, "cancelled-in-the-shop"),
        ({"status_id": 9}, None),
        ({"status_id": 13}, "disputed"),
        ({"items_shipped": 1}, "handed-over-already"),
        ({"shipping_addresses": [{}, {}]}, "several-addresses"),
        ({"total_inc_tax": "0.0000"}, "free-of-charge"),
        ({"total_inc_tax": "0.0000", "staff_notes": "Replacement"}, None),
    ],
)
async def test_each_status_of_the_store_is_for_the_warehouse_or_not(
    parts: Parts, two_shops: ProjectFolder, change: dict[str, Any], guard: str | None
) -> None:
    flow = named(two_shops, "orders-bigcommerce")
    message = json.dumps(json.loads(inputs(two_shops, flow)["plain"]) | change).encode()
    assert await guard_of(parts, two_shops, flow, message) == guard


def test_no_two_shops_have_one_prefix(two_shops: ProjectFolder) -> None:
    prefixes = [row.values[0] for row in two_shops.tables["shops"].rows]
    assert len({*prefixes}) == len(prefixes) == 2
    assert not any("-" in prefix for prefix in prefixes)


def test_a_bundle_and_its_components_name_each_other(any_example: ProjectFolder) -> None:
    bundles, parts = (any_example.tables[name] for name in ("bundles", "bundles-of"))
    forth = {
        (normalise(part.partition(":")[0]), row.keys[0]) for row in bundles.rows for part in row.values[0].split(",")
    }
    back = {(normalise(row.keys[0]), bundle) for row in parts.rows for bundle in row.values[0].split(",")}
    assert forth == back


def test_every_hold_that_an_operator_meets_has_its_playbook(any_example: ProjectFolder) -> None:
    settled = {RunCode.UNCHANGED, RunCode.OUTDATED, RunCode.SUPERSEDED, RunCode.SKIPPED, RunCode.PAUSED}
    own = {guard.name for flow in any_example.flows for guard in flow.guards if guard.then is GuardAction.HOLD}
    met = set(RunCode) - settled - NOT_MET[any_example.name]
    assert set(any_example.playbooks) == {*HoldCode, *met, *own, *OF_CONNECTORS[any_example.name], "mass-zero"}
    for code, text in any_example.playbooks.items():
        assert text.startswith("# "), code
        assert "Owner: " in text, code
