"""Examples of what changes from version to version, and of mapping sheets."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from crossdock.model.annotation import Annotation, Annotations, AnnotationsPut
from crossdock.model.field_change import FieldChange, FieldChangeKind, FieldDiff, RuleText
from crossdock.model.plan import ExampleValue, FieldEffect, Plan, PlanBasis, PlanExample, PlanNew
from crossdock.model.promotion import Approval, Proposal
from crossdock.model.promotion_request import Inbox, PromotionRequest, RequestNew, RequestState
from crossdock.model.sheet import AnnotationChange, RuleSuggestion, Sheet, SheetComparison, SheetRow
from crossdock.project import sheet_csv

_MAPPING = "shopify-order-to-seko"
_CARRIER = "WebSalesOrder.CourierName"
_WAS = RuleText(expression="shipping_lines[0].code", words="copied from shipping_lines[0].code")
_NOW = RuleText(
    expression='$xref("carriers", shipping_lines[0].code)', words="looked up in carriers by shipping_lines[0].code"
)
_SENTENCE = f"{_CARRIER} changes: it was {_WAS.words}, it is {_NOW.words}."

FIELD_DIFF = FieldDiff(
    mapping=_MAPPING,
    old=2,
    new=3,
    fields=(FieldChange(target=_CARRIER, kind=FieldChangeKind.CHANGED, was=(_WAS,), now=(_NOW,)),),
    untouched=38,
    lookups_added=("carriers",),
    lookups_removed=(),
    note=(_SENTENCE, "The lookup carriers is asked for the first time: its rows must be there."),
)

PLAN_NEW = PlanNew(environment="sandbox", mapping=_MAPPING, version=3, records=500)
PLAN = Plan(
    environment="sandbox",
    mapping=_MAPPING,
    version=3,
    against=2,
    basis=PlanBasis.RECORDS,
    of=500,
    compared=500,
    same=456,
    differing=41,
    newly_held=3,
    fields=(FieldEffect(target=_CARRIER, messages=41),),
    examples=(
        PlanExample(
            name="1042",
            record=UUID("0193b3a5-6e0a-7cc4-9d3e-3f5c6a1b2c3d"),
            values=(ExampleValue(pointer="/WebSalesOrder/CourierName", was='"express"', now='"DPD"'),),
        ),
    ),
    done=True,
)

REQUEST_NEW = RequestNew(
    environment="live", mapping=_MAPPING, version=3, reason="The warehouse has the new carrier from Monday"
)
REQUEST = PromotionRequest(
    id=UUID("0193b3a5-6e0a-7cc4-9d3e-3f5c6a1b2c41"),
    project="acme-living",
    environment="live",
    mapping=_MAPPING,
    version=3,
    requested_by="alex.example",
    reason=REQUEST_NEW.reason,
    created_at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
)
DECLINED = msgspec.structs.replace(
    REQUEST,
    state=RequestState.DECLINED,
    answered_by="robin.example",
    answer="Not before the stock count is over.",
    answered_at=datetime(2026, 11, 2, 11, 0, tzinfo=UTC),
)
WITHDRAWN = msgspec.structs.replace(
    DECLINED, state=RequestState.WITHDRAWN, answered_by="alex.example", answer="Version 4 is better."
)
INBOX = Inbox(waiting=(REQUEST,), answered=(DECLINED,))

PROPOSAL = Proposal(
    environment="live",
    mapping=_MAPPING,
    version=3,
    author="alex.example",
    reason="Carriers by the warehouse's names",
    live=2,
    flows=("orders",),
    diff=FIELD_DIFF,
    note=(
        "In live version 3 takes the place of version 2.",
        *FIELD_DIFF.note,
        "The guards of the flow orders stay as they are: unpaid.",
    ),
    approval=Approval(
        four_eyes=True,
        may=False,
        words="You published version 3: somebody else with the role approver or admin must approve it.",
    ),
    request=REQUEST,
)

_ROW = SheetRow(
    target=_CARRIER,
    sources=("shipping_lines.code",),
    rule=_NOW.words,
    expression=_NOW.expression,
    example="DPD",
    owner="warehouse team",
    comment="As on their label.",
)
SHEET = Sheet(mapping=_MAPPING, version=3, example_of="two-mugs", rows=(_ROW,), annotations_revision=4)
SHEET_CSV = sheet_csv.write(SHEET.rows)
_ANNOTATION = Annotation(target=_CARRIER, owner=_ROW.owner, comment=_ROW.comment)
SHEET_COMPARISON = SheetComparison(
    annotations=(
        AnnotationChange(was=_ANNOTATION, now=Annotation(target=_CARRIER, owner="order desk", comment=_ROW.comment)),
    ),
    suggestions=(
        RuleSuggestion(
            target=_CARRIER,
            was=_ROW,
            source="shipping_lines.title",
            rule="looked up in carriers by shipping_lines[0].title",
            expression='$xref("carriers", shipping_lines[0].title)',
        ),
    ),
    annotations_revision=4,
)
ANNOTATIONS = Annotations(
    mapping=_MAPPING,
    fields=(_ANNOTATION,),
    revision=5,
    updated_by="alex.example",
    updated_at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
)
ANNOTATIONS_PUT = AnnotationsPut(fields=(_ANNOTATION,))
