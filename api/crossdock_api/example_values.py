"""One brand's studio, for the API's description: made of the model's own values, so it cannot drift from them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import msgspec

from crossdock.model.access import RIGHTS, IssuedToken, Right, Role, Session, Token
from crossdock.model.audit import AuditEntry, ChainReport
from crossdock.model.evaluation import HoldCode, HoldReason
from crossdock.model.fixture import Change, Difference, ExpectPartial, FixtureReport, FixtureResult
from crossdock.model.lookup import Lookup, LookupDefinition, LookupRevision, LookupRow
from crossdock.model.mapping import Draft, Mapping, TextDiff, Version
from crossdock.model.problem import Problem, Side
from crossdock.model.project import Connection, Expiry, Ownership, Project
from crossdock.model.promotion import LiveVersion, Promotion, PromotionKind
from crossdock.model.resource import JsonSchema, ResourceRef
from crossdock_api.shapes import FixtureDetail, FunctionDetail, FunctionExample, FunctionSummary

_MONDAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
_TUESDAY = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)


def example_id(number: int) -> UUID:
    """An id that tells that it is an example's."""
    return UUID(f"019a4a3c-5f00-7000-8000-{number:012d}")


ORDER = msgspec.Raw(
    b'{"id":5890012340010,"name":"#1001","created_at":"2026-11-02T09:14:07Z","updated_at":"2026-11-02T09:14:07Z",'
    b'"currency":"GBP","total_price":"25.00","line_items":[{"id":1,"sku":"MUG-RED","quantity":2,"price":"12.50"}]}'
)
WAREHOUSE_ORDER = msgspec.Raw(
    b'{"WebSalesOrder":{"SalesOrderNumber":"#1001"},"DeliveryDetails":{"FirstName":"Alex","LastName":"Example",'
    b'"Line1":"1 Sample Street","City":"Exampleton","CountryCode":"GB","PhoneNumber":"+44 7700 900123",'
    b'"EmailAddress":"alex@example.com"},'
    b'"List":{"SalesOrderLineItem":[{"LineNumber":1,"ProductCode":"MUG-RED","Quantity":2}]}}'
)
TEXT = '{ "WebSalesOrder": { "SalesOrderNumber": name } }'
SCHEMA: JsonSchema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}

PROJECT = Project(
    id=example_id(1),
    name="acme-living",
    title="Acme Living",
    description="Homeware, United Kingdom",
    environments=("sandbox", "uat", "live"),
    ownership=(Ownership(data="stock", system="seko", person="warehouse team"),),
    revision=1,
    created_at=_MONDAY,
    updated_at=_MONDAY,
)
CONNECTION = Connection(
    id=example_id(2),
    project="acme-living",
    environment="sandbox",
    name="shop",
    connector="shopify",
    settings={"shop": "acme-living"},
    secrets_set=("access_token",),
    expiries={"access_token": Expiry(on=date(2026, 11, 18), told_by="Alex Example")},
    revision=1,
    created_at=_MONDAY,
    updated_at=_MONDAY,
)
MAPPING = Mapping(
    id=example_id(3),
    project="acme-living",
    name="shopify-order-to-seko",
    source=ResourceRef("shopify", "order"),
    target=ResourceRef("seko", "order"),
    description="Web orders for the warehouse",
    owners=("integration team",),
    latest_version=3,
    revision=2,
    created_at=_MONDAY,
    updated_at=_TUESDAY,
)
DRAFT = Draft(
    mapping=MAPPING.name,
    author="Alex Example",
    text=TEXT,
    based_on=3,
    revision=7,
    started_at=_MONDAY,
    updated_at=_TUESDAY,
)
VERSION = Version(
    id=example_id(4),
    mapping=MAPPING.name,
    number=3,
    text=TEXT,
    content_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    source=MAPPING.source,
    target=MAPPING.target,
    source_schema=SCHEMA,
    target_schema=SCHEMA,
    engine="reference 0.7.1",
    plugins={"crossdock-seko": "0.1.0", "crossdock-shopify": "0.1.0"},
    author="Alex Example",
    reason="Gift notes go to the packing slip",
    created_at=_TUESDAY,
)
DIFF = TextDiff(
    mapping=MAPPING.name, old=2, new=3, unified='--- v2\n+++ v3\n@@ -1 +1 @@\n-{ "ref": id }\n+{ "ref": name }\n'
)
EXPECT = ExpectPartial(output={"WebSalesOrder": {"SalesOrderNumber": "#1001"}})
FIXTURE = FixtureDetail(
    name="two-mugs",
    input=ORDER,
    expect=EXPECT,
    description="One line, quantity two",
    revision=1,
    updated_by="Alex Example",
    updated_at=_TUESDAY,
)
REPORT = FixtureReport(
    mapping=MAPPING.name,
    passed=1,
    failed=2,
    results=(
        FixtureResult(fixture="two-mugs", passed=True, message="As expected.", output=WAREHOUSE_ORDER),
        FixtureResult(
            fixture="gift-note",
            passed=False,
            message="1 place is not as expected.",
            differences=(
                Difference(pointer="/WebSalesOrder/GiftMessage", change=Change.MISSING, expected="Happy birthday"),
            ),
            output=WAREHOUSE_ORDER,
        ),
        FixtureResult(
            fixture="no-lines",
            passed=False,
            message="It should be mapped, and was held: source-invalid: The message does not fit the source's schema.",
            hold=HoldReason(code=HoldCode.SOURCE_INVALID, message="The message does not fit the source's schema."),
        ),
    ),
)
LOOKUP = Lookup(
    definition=LookupDefinition(
        name="carriers", keys=("shopify",), values=("seko",), owner="warehouse team", description="Shipping methods"
    ),
    revision=4,
    row_count=12,
    updated_at=_TUESDAY,
    updated_by="Alex Example",
)
ROW = LookupRow(keys=("Express",), values=("DPD-NEXTDAY",))
LOOKUP_REVISION = LookupRevision(
    revision=4,
    author="Alex Example",
    reason="New carrier from December",
    added=1,
    changed=0,
    removed=0,
    created_at=_TUESDAY,
)
PROMOTION = Promotion(
    id=example_id(5),
    project="acme-living",
    environment="sandbox",
    mapping=MAPPING.name,
    version=3,
    previous_version=2,
    kind=PromotionKind.PROMOTE,
    approver="Robin Example",
    reason="Fixtures agreed with the warehouse",
    fixtures_passed=3,
    created_at=_TUESDAY,
)
ROLLED_BACK = msgspec.structs.replace(
    PROMOTION,
    id=example_id(6),
    version=2,
    previous_version=3,
    kind=PromotionKind.ROLL_BACK,
    reason="The warehouse refuses long notes",
    fixtures_passed=0,
)
LIVE = LiveVersion(
    environment="sandbox",
    mapping=MAPPING.name,
    version=3,
    content_hash=VERSION.content_hash,
    promotion=PROMOTION.id,
    approver=PROMOTION.approver,
    since=_TUESDAY,
)
TOKEN = Token(
    id=example_id(7),
    name="order service",
    project="acme-living",
    role=Role.OPERATOR,
    prefix="cdk_4fQx9a",
    created_by="Robin Example",
    created_at=_MONDAY,
    expires_at=datetime(2027, 11, 2, tzinfo=UTC),
)
SESSION = Session(
    name=TOKEN.name,
    role=TOKEN.role,
    rights=tuple(right for right in Right if right in RIGHTS[TOKEN.role]),
    project=PROJECT.name,
    projects=(PROJECT,),
    expires_at=TOKEN.expires_at,
)
REVOKED = msgspec.structs.replace(TOKEN, revoked_at=_TUESDAY)
ISSUED = IssuedToken(token=TOKEN, text="cdk_4fQx9a...")
AUDIT_ENTRY = AuditEntry(
    id=example_id(8),
    project="acme-living",
    at=_TUESDAY,
    actor="Robin Example",
    action="promotion.promote",
    subject="mapping shopify-order-to-seko v3",
    details={"environment": "sandbox"},
    seal=41,
)
CHAIN = ChainReport(project="acme-living", entries=2051, seals=41, unsealed=1)
FUNCTION = FunctionSummary(
    name="xref", signature="<s-s:x>", summary="The value of a lookup's row.", plugin="crossdock-commerce 0.1.0"
)
FUNCTION_DETAIL = FunctionDetail(
    name=FUNCTION.name,
    signature=FUNCTION.signature,
    summary=FUNCTION.summary,
    plugin=FUNCTION.plugin,
    examples=(
        FunctionExample(
            expression='$xref("carriers", "Express")',
            result="DPD-NEXTDAY",
            lookups={"carriers": {"Express": "DPD-NEXTDAY"}},
        ),
    ),
)
MISSING_FIELD = Problem(
    code="required",
    message="'DeliveryDetails' is missing.",
    remedy="Add a field rule for it.",
    side=Side.TARGET,
    pointer="/DeliveryDetails",
)
