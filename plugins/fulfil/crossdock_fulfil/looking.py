"""Finding an order at Fulfil by the channel's own name of it, and refusing before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.errors import ErrorKind, PlatformError
from crossdock_fulfil import asking
from crossdock_fulfil.models import ORDER, SALE_LINES, told

if TYPE_CHECKING:
    from crossdock.connect.line import Line

_KIND = "product.template.type"


async def order_of(line: Line, message: Any) -> asking.Record:
    """The order with a message's name in its channel, with the lines of its goods.

    Raises PlatformError, as hold where there is none, or several.
    """
    name = message["channel_identifier"]
    domain = [["channel", "=", message["channel"]], ["channel_identifier", "=", name]]
    found = await asking.search(line, ORDER.name, domain, ("number", "state"))
    if not found:
        raise held(
            f"has no order '{name}' in that channel",
            "Is it held on its way there, skip it there; then there is nothing to stop, so skip this record too.",
        )
    if len(found) > 1:
        numbers = ", ".join(str(each.get("number")) for each in found)
        raise held(f"has several orders '{name}' in that channel: {numbers}", "Cancel the one too many there.")
    return {**found[0], "lines": await _lines(line, found[0]["id"])}


def held(what: str, remedy: str, code: str = "") -> PlatformError:
    """The error of a message about which a person has to decide before anything is sent."""
    return PlatformError(f"Fulfil {what}; nothing was sent.", kind=ErrorKind.HOLD, code=code, remedy=remedy)


async def _lines(line: Line, order: int) -> list[asking.Record]:
    """Its goods: a charge for delivery is a line too, and is not called back."""
    found = await asking.search(line, SALE_LINES.model, [["sale", "=", order]], (*SALE_LINES.fields, _KIND))
    return [each for each in found if each.get(told(_KIND)) != "service"]
