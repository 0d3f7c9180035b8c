"""What SEKO's public manuals, as far as they were read for this connector, do not settle. Correct it here.

Each value stands beside the fact that it is assumed; the facts hang on the parts of the connector that use them, and the
README lists them. What is assumed of a field's name is marked `x-inferred` in the schemas, too.
"""

from __future__ import annotations

from collections.abc import Mapping

from crossdock.connect import Inferred
from crossdock.errors import ErrorKind

CREDENTIAL_WORDS = ("authorization", "api key", "api_key", "token")
"""A failed CallStatus that speaks of these is about the connection, not about the record. Wording ours."""
CREDENTIALS = Inferred(
    name="credential-words",
    about="CallStatus.Message",
    assumed="A failure that speaks of authorization, an API key or a token is about the connection, not about the record.",
    source="Only the 401 answer is documented.",
)

UNKNOWN_FAILURE = ErrorKind.HOLD
OTHER_FAILURES = Inferred(
    name="other-failures",
    about="CallStatus.Code",
    assumed="Any other failure waits for a person.",
    source="The manuals name none that passes by itself, and one code (100) for all.",
)

ONE_LINE_AS_OBJECT = True
BARE_OBJECT = Inferred(
    name="one-as-object",
    about="List.StockQuantityLineItem, Responses",
    assumed="A list of one line, or of one push, may come as a bare object.",
    source="Seen in the old generation only.",
)

UNKNOWN_PRODUCT_WORDS = ("product {code} does not exist", "unknown product {code}", "product {code} not found")
"""How it may be said that a product is not known; in lower case."""
NO_PRODUCT = Inferred(
    name="unknown-product-words",
    about="POST products/v4/update CallStatus.Message",
    assumed="An update of a product that SEKO does not know is refused as one that does not exist, naming its code.",
    source="That there are two services is documented, how the one refuses what the other would take is not.",
)
REPEATED_RECEIPT_WORDS = ("asn number already exists", "asn number already used", "duplicate asn")
ASN_USED = Inferred(
    name="used-asn-words",
    about="POST receipts/v3/submit CallStatus.Message",
    assumed="A used ASN number without UpdateReceipt is refused as one that already exists or was already used.",
    source="That UpdateReceipt is needed to replace one is documented, the refusal's words are not.",
)
KIT_BODY = Inferred(
    name="kit-body",
    about="`kit`: `Kit`, `List`, POST kits/v1/submit",
    assumed="A kit is sent to `kits/v1/submit`, its head as `Kit` and its components as `List.KitLineItem`.",
    source="The service and its fields are documented, neither path nor nesting.",
)
REASON = "reasonCode"
REASON_SENT = Inferred(
    name="reason-code",
    about="POST salesorders/v3/{SalesOrderNumber}/cancel reasonCode",
    assumed="A cancellation's reason is taken as `reasonCode` in the query, with the codes of the first generation.",
    source="The parameter was documented as a placeholder and dropped; the codes are documented for the first generation.",
)

REPEATED_ORDER_WORDS = ("order number already exists", "order number already used", "duplicate sales order")
NUMBER_USED = Inferred(
    name="used-number-words",
    about="POST salesorders/v4/websubmit CallStatus.Message",
    assumed="A used order number is refused as one that already exists or was already used, or as a duplicate sales order.",
    source="That it is refused is documented, the words are not.",
)

CANCELLED_ALREADY_WORDS = ("already cancelled", "already canceled")
CANCELLED_TWICE = Inferred(
    name="cancelled-twice-words",
    about="POST salesorders/v3/{SalesOrderNumber}/cancel CallStatus.Message",
    assumed="A second cancellation is refused as already cancelled.",
    source="The status Cancelled is documented, what is answered then is not.",
)
PICK_WAVE = Inferred(
    name="pick-wave",
    about="salesorders/v1/{guid}/status Status",
    assumed="The pick wave takes an order when its status becomes Being Picked.",
    source="That nothing in a pick wave, or later, is cancelled is documented; at which status the wave takes it is not.",
)
SHORT_PICK = Inferred(
    name="short-pick",
    about="dispatch List.DispatchLineItem QuantityShipped",
    assumed="What a dispatch did not ship of its order is never shipped.",
    source="A dispatched order is closed, as the manual says; that nothing follows is concluded from it.",
)

ENVELOPES: Mapping[str, str] = {
    "dispatch": "Dispatch",
    "tracking": "TrackingDetails",
    "goods-received": "GRN",
    "stock-moved": "StockStatusMovement",
}
"""Under which name a pushed message stands in its `Response`, by webhook."""
ENVELOPE = Inferred(
    name="envelopes",
    about="Responses.Response",
    assumed="A push stands under the name of its service: `Dispatch`, `GRN`, `StockStatusMovement`.",
    source="Shown for tracking only.",
)

OTHER_ENVELOPES: Mapping[str, tuple[str, ...]] = {"stock-moved": ("StockAdjustment",)}
"""Other services whose messages may be pushed to the same address: they say as much as is needed here."""
ADJUSTMENT = Inferred(
    name="adjustment-fields",
    about="StockAdjustment: `ProductCode`, `DcCode`, `ReasonCode`",
    assumed="A pushed adjustment stands under `StockAdjustment`, with `ProductCode` and `DcCode` as a movement has them, "
    "and a `ReasonCode`.",
    source="Its fields are not documented.",
)

GAP_GRACE_SECONDS = 3600
"""How long a sequence number may be missing."""
GRACE = Inferred(
    name="gap-grace",
    about="SequenceNumber",
    assumed="A sequence number that is missing for an hour was lost.",
    source="The scheduler's 15 minutes and the three tries 15 minutes apart are documented, not how they add up.",
)
REPEATED_PUSH = Inferred(
    name="repeated-push",
    about="IntegrationId, SequenceNumber, InterfaceRecordId",
    assumed="A push that is tried again has the account, sequence number and record id that it had before.",
    source="That numbers grow by one for each service is documented, what a repetition carries is not.",
)
PUSH_SECRET = Inferred(
    name="push-secret",
    about="the address of a push",
    assumed="SEKO pushes to an address that ends in a secret, or with Basic auth.",
    source="No signature is documented; credentials of endpoints are, for the generic service provider set-up.",
)

LISTED_BY = "InterfaceRecordId"
LISTED = Inferred(
    name="listed-by-guid",
    about="dispatch InterfaceRecordId, GET dispatches/v1/status GUID",
    assumed="A dispatch's `InterfaceRecordId` is the GUID by which the first generation lists it, and by which an accepted "
    "order is answered.",
    source='That it is "the GUID" is documented, of what is not.',
)

NO_RESULTS_WORDS = "no results found"
NO_RESULTS = Inferred(
    name="no-dispatches",
    about="GET dispatches/v1/status CallStatus.Message",
    assumed='"No results found" of the list of dispatches means that there are none.',
    source="Documented for stock only.",
)
FIRST_GENERATION = Inferred(
    name="first-generation",
    about="dispatches/v1, salesorders/v1",
    assumed="The account still answers the first generation of the services.",
    source="Its manual is public; whether today's accounts are served by it is not said.",
)
TRACKING_GUID = Inferred(
    name="tracking-guid",
    about="`order_tracking`: `GUID`",
    assumed="The tracking of an order comes with its GUID.",
    source="Shown for the status only.",
)

DISPATCH_HEADER = Inferred(
    name="dispatch-header",
    about="`dispatch`: `SalesOrderNumber`, `SalesOrderReference`, `DispatchNumber`, `DCCode`, `Courier`, `TrackingNumber`",
    assumed="A dispatch has these fields.",
    source="Named as in the tracking and carton messages.",
)
DISPATCH_LINES = Inferred(
    name="dispatch-lines",
    about="`dispatch`: `List`, and the names in its lines",
    assumed="A dispatch lists what was shipped as `List.DispatchLineItem`, with what was ordered and shipped of each product.",
    source="The manual's copy breaks off before them.",
)
DISPATCH_ADDRESS = Inferred(
    name="dispatch-address",
    about="`dispatch`: `DeliveryAddressLine2`, `DeliveryAddressLine3`, `DeliveryAddressCity`, `DeliveryAddressCounty`, "
    "`DeliveryAddressPostcodeZip`, `DeliveryAddressCountryCode`",
    assumed="The rest of a dispatch's address is named as the order's own fields are.",
    source="The manual's copy breaks off after the first line of the address.",
)
RECEIVED_LINES = Inferred(
    name="received-lines",
    about="`goods_received`: `GRNLineItem`, and the names in its lines",
    assumed="The lines of received goods are not nested, and name `ProductCode` and `Quantity`.",
    source="Only line number and quantity are documented.",
)

EVERYWHERE = (CREDENTIALS, OTHER_FAILURES)
"""Of every answer."""
PUSHED = (PUSH_SECRET, BARE_OBJECT, REPEATED_PUSH)
"""Of every push."""
