"""Finding variants by SKU, and orders by what another system calls them; letters are compared here once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from crossdock_bigcommerce.order_reading import held, read_list

if TYPE_CHECKING:
    from crossdock.connect.line import Line

VARIANT = "variant"
SKU_UNKNOWN, SKU_AMBIGUOUS = "sku-unknown", "sku-ambiguous"


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """What a SKU is."""

    product_id: int
    variant_id: int


async def variants_with(line: Line, sku: str) -> list[Variant]:
    """All that have a SKU; raises PlatformError."""
    listed = await read_list(line, "/v3/catalog/variants", "data", sku=sku)
    return [Variant(product_id=each["product_id"], variant_id=each["id"]) for each in listed if each["sku"] == sku]


async def variant_with(line: Line, sku: str) -> Variant:
    """The one that has a SKU; raises PlatformError (hold) where none or several have it."""

    async def ask() -> str:
        found = await variants_with(line, sku)
        if len(found) != 1:
            raise _no_variant(sku, len(found))
        return f"{found[0].product_id}/{found[0].variant_id}"

    product, _, variant = str(await line.ids.get(VARIANT, sku, ask)).partition("/")
    return Variant(product_id=int(product), variant_id=int(variant))


async def orders_called(line: Line, external: str) -> list[Any]:
    """The orders that another system gave a name to; raises PlatformError."""
    listed = await read_list(line, "/v2/orders", external_order_id=external)
    return [order for order in listed if order.get("external_order_id") == external]


def _no_variant(sku: str, found: int) -> Exception:
    if found:
        return held(
            f"has {found} variants with the SKU {sku}",
            "Give each variant a SKU of its own, then let it go on.",
            SKU_AMBIGUOUS,
        )
    return held(
        f"has no variant with the SKU {sku}",
        "Give the product this SKU in the store, or correct its row in the lookup; then let it go on.",
        SKU_UNKNOWN,
    )
