"""Variants: what of products is sold and stocked, and which of them has a SKU.

Shopify searches by words, so what it finds is compared; and it lets SKUs come twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crossdock.connect.resource import at
from crossdock.errors import ErrorKind, PlatformError
from crossdock_shopify.graphql import PATH

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Document = dict[str, Any]
_FIND = "query crossdockVariant($query: String!) { productVariants(first: 10, query: $query) { nodes { id sku } } }"
SKU_UNKNOWN, SKU_AMBIGUOUS = "sku-unknown", "sku-ambiguous"


def search_for(sku: str) -> str:
    """The search query that finds a SKU, and others that begin alike."""
    return f"sku:{quoted(sku)}"


def quoted(text: str) -> str:
    """A text inside a search query."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


async def of_sku(line: Line, sku: str) -> int:
    """The number of the variant that has a SKU; asked for once a minute. Raises PlatformError as `only` does."""

    async def ask() -> int:
        asked = {"query": _FIND, "variables": {"query": search_for(sku)}}
        document = line.document(await line.get(line.address(PATH, {}), asked))
        return int(number_of(only(found(line, document, sku), sku)["id"]))

    return int(await line.ids.get("variant", sku, ask))


def found(line: Line, document: Any, sku: str) -> list[Document]:
    """The variants of an answer that have exactly this SKU; raises PlatformError where it lists none at all."""
    nodes = at(document, "data.productVariants.nodes")
    if not isinstance(nodes, list):
        raise line.trouble("answered without variants where they were asked for")
    return [node for node in nodes if node.get("sku") == sku]


def only(variants: Sequence[Document], sku: str) -> Document:
    """The one variant of a SKU; raises PlatformError, held as `sku-unknown` or `sku-ambiguous`."""
    if not variants:
        raise held(
            f"has no variant with the SKU {sku}",
            "Give the product this SKU in the shop, or correct its row in the lookup; then let it go on.",
            SKU_UNKNOWN,
        )
    if len(variants) > 1:
        raise held(
            f"has {len(variants)} variants with the SKU {sku}, and it is told by that",
            "Give each variant a SKU of its own, then let it go on.",
            SKU_AMBIGUOUS,
        )
    return variants[0]


def held(what: str, remedy: str, code: str) -> PlatformError:
    """What a person has to put right, with a code of its own."""
    return PlatformError(f"Shopify {what}.", kind=ErrorKind.HOLD, remedy=remedy, code=code)


def inside(products: Sequence[Document]) -> list[Document]:
    """The variants of listed products, each with the rest of its product; raises ValueError for one that lists none."""
    return [{**variant, "product": _rest(product)} for product in products for variant in _variants_of(product)]


def _variants_of(product: Document) -> list[Document]:
    variants = product.get("variants")
    if not isinstance(variants, list):
        raise ValueError("a product does not list its variants")
    return variants


def _rest(product: Document) -> Document:
    return {name: value for name, value in product.items() if name != "variants"}


def number_of(gid: str) -> str:
    """The number in a global id, as REST writes it."""
    return gid.rpartition("/")[2]
