"""Stock as one number for each product and distribution centre, made of SEKO's lines; and what messages about it say.

A read has a line for each kind of location, and none for what is zero (manual, page 'Retrieve stock quantity'). A
push tells a change and not a level, so the level is read when one comes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crossdock.connect import Resource, StockNumber, Webhook
from crossdock.connect.signature import SharedSecret
from crossdock.connect.stock import Place
from crossdock.errors import PlatformError
from crossdock_seko import inferred, telling

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

SELLABLE = ("Available Stock", "Available")
"""Kinds of location whose stock can be sold; the second is the older spelling."""
LINES_OF = "stock_level"
NO_RESULTS = "no results found"
"""How SEKO says that a read found nothing: an error, also where there is rightly none."""
LAG_SECONDS = 300
"""How long an accepted order may be missing from a read (manual: about 5 minutes)."""

NUMBER = StockNumber(
    read_from=LINES_OF,
    sku="ProductCode",
    location="DCCode",
    quantity="Available",
    as_of="AsOf",
    lag_seconds=LAG_SECONDS,
)
STOCK = Resource(
    name="stock",
    title="Stock",
    description="What can be sold of a product in a distribution centre, counted from the lines of one whole read.",
    key=("ProductCode", "DCCode"),
    kind="stock",
    version="AsOf",
    aliases=(("product", "ProductCode"),),
    stock=NUMBER,
    tells=telling.STOCK,
)
MOVEMENT = Resource(
    name="stock_movement",
    title="Stock movement",
    description="Stock changed, by an adjustment or between kinds of location; pushed by SEKO. It tells no level.",
    key=("ProductCode", "DcCode"),
    inferred=(inferred.ADJUSTMENT,),
)
MOVED = Webhook(
    name="stock-moved",
    title="Stock moved",
    description="Stock of a product changed; how much there is now is read. For status movements and adjustments.",
    resource="stock_movement",
    topic="Stock status movement",
    kind="stock",
    aliases=(("product", "ProductCode"), ("movement", "MovementID")),
    fetches="stock",
    signature=SharedSecret(setting="push_secret"),
    inferred=(*inferred.PUSHED, inferred.ENVELOPE, inferred.ADJUSTMENT),
)


def counted(lines: Iterable[Any], absent: Sequence[Place], at: datetime) -> list[Any]:
    """One record for each product and centre of some lines, and one of zero for each that is absent."""
    sellable: Counter[Place] = Counter()
    elsewhere: defaultdict[Place, Counter[str]] = defaultdict(Counter)
    for line in lines:
        place, kind = (line["ProductCode"], line["DCCode"]), line["LocationType"]
        sellable[place] += line["Quantity"] if kind in SELLABLE else 0
        if kind not in SELLABLE:
            elsewhere[place][kind] += line["Quantity"]
    return [
        {**record, "Elsewhere": dict(elsewhere[record["ProductCode"], record["DCCode"]])}
        for record in NUMBER.records(sellable, absent, at)
    ]


async def present(connector: Connector, line: Line, message: Any, now: datetime) -> Any:
    """The stock of the product and centre that a message is about. Raises PlatformError.

    SEKO answers with the same failure where a product has no stock and where the question was wrong. So where it finds
    nothing the whole centre is read: beside others a missing line means zero.
    """
    code, dc = message["ProductCode"], message["DcCode"]
    try:
        lines = await _lines(connector, line, product_codes=[code], dc=dc)
    except PlatformError as error:
        if NO_RESULTS not in error.message.lower():
            raise
        lines = await _lines(connector, line, dc=dc)
    own = [each for each in lines if each["ProductCode"].upper() == code.upper()]
    return counted(own, [] if own else [(code, dc)], now)[0]


def envelopes(webhook: str) -> tuple[str, ...]:
    """The names under which a message of a webhook may stand in its `Response`."""
    return (inferred.ENVELOPES[webhook], *inferred.OTHER_ENVELOPES.get(webhook, ()))


async def _lines(connector: Connector, line: Line, **parameters: Any) -> list[Any]:
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    return [each async for each in Reader(connector, line=line).read(LINES_OF, **parameters)]
