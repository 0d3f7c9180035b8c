"""Finding things at Veeqo by a name of ours. Its search is fuzzy: what it finds is compared letter by letter here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.errors import ErrorKind, PlatformError

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

SELLABLE = "sellable"


async def orders_numbered(connector: Connector, line: Line, message: Any) -> list[Any]:
    """The orders with a message's number in its store, cancelled ones included; raises PlatformError."""
    number, store = message["number"], message["channel_id"]
    found = [
        order for resource in ("order", "cancelled_order") for order in await _search(connector, line, resource, number)
    ]
    return [each for each in found if each.get("number") == number and (each.get("channel") or {}).get("id") == store]


async def sellable_id(connector: Connector, line: Line, sku: str) -> int:
    """The id of the one variant with a SKU; raises PlatformError (hold) where none or several have it."""

    async def ask() -> int:
        found = {each["id"] for each in await _search(connector, line, SELLABLE, sku) if each.get("sku_code") == sku}
        if len(found) != 1:
            what, code = ("several variants", "sku-ambiguous") if found else ("no variant", "sku-unknown")
            raise held(
                f"has {what} with the SKU {sku}, letter by letter", "Put the SKU right there, then let it go on.", code
            )
        return int(found.pop())

    return int(await line.ids.get(SELLABLE, sku, ask))


def held(what: str, remedy: str, code: str = "") -> PlatformError:
    """The error of a message about which a person has to decide before anything is sent."""
    return PlatformError(f"Veeqo {what}; nothing was sent.", kind=ErrorKind.HOLD, code=code, remedy=remedy)


async def _search(connector: Connector, line: Line, resource: str, words: str) -> list[Any]:
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    return [each async for each in Reader(connector, line=line).read(resource, query=words)]
