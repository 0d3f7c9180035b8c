"""Goods that are announced, deliveries and returns, and products that are made of others.

Facts: SEKO's public manual, pages 'Load receipts' and 'Load kit'.
"""

from __future__ import annotations

from typing import Any

from crossdock.connect import Operation, Repeat, Resource, Writes
from crossdock_seko import inferred

ANNOUNCE_GOODS, SET_KIT = "announce-goods", "set-kit"

RECEIPT = Resource(
    name="receipt",
    title="Receipt",
    description="Goods announced to a distribution centre: a delivery (ASN) or a return.",
    key=("Receipt.ASNNumber",),
)
KIT = Resource(
    name="kit",
    title="Kit",
    description="What a product that is a kit is made of, in one distribution centre.",
    key=("Kit.DCCode", "Kit.KitProductCode"),
    inferred=(inferred.KIT_BODY,),
)
ANNOUNCE = Operation(
    name=ANNOUNCE_GOODS,
    title="Announce goods",
    description="Tells a distribution centre of a delivery or a return; with UpdateReceipt in place of what was told before.",
    resource=RECEIPT.name,
    kind="receipt",
    writes=Writes.CREATE,
    repeat=Repeat.REFUSED,
    path="/receipts/v3/submit",
    inferred=(inferred.ASN_USED,),
)
LOAD_KIT = Operation(
    name=SET_KIT,
    title="Set kit",
    description="Tells a distribution centre what a kit is made of. A kit cannot be deleted, nor revised while orders for it are open.",
    resource=KIT.name,
    kind="kit",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path="/kits/v1/submit",
    inferred=(inferred.KIT_BODY,),
)


def receipt_names(message: Any, guid: str) -> tuple[tuple[str, str], ...]:
    """Names of an announcement: the reference that goods received come back with, its number, and SEKO's GUID."""
    number = message["Receipt"]["ASNNumber"]
    return ((ANNOUNCE.kind, message["Receipt"].get("HBReference") or number), ("asn", number), ("guid", guid))
