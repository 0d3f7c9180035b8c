"""Finding things at Deposco by a name of ours. A filter may be ignored there: what is found is compared here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.connect.resource import at
from crossdock.errors import ErrorKind, Malformed, PlatformError
from crossdock_deposco.inferred import ID
from crossdock_deposco.states import CANCELED

if TYPE_CHECKING:
    from crossdock.connect.answer import Answer
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

ITEM = "item"


async def sales_order(connector: Connector, line: Line, number: str) -> Any:
    """The sales order with a number; None where there is none. Raises PlatformError."""
    found = [each for each in await _listed(connector, line, "sales_order", number=number) if each["number"] == number]
    return found[0] if found else None


async def customer_order(connector: Connector, line: Line, number: str) -> Any:
    """The oldest customer order with an external number that is not cancelled; None where there is none.

    Several may have it, newest first. Raises PlatformError.
    """
    found = await _listed(connector, line, "customer_order", externalOrderNumber=number)
    alive = [each for each in found if each["externalOrderNumber"] == number and each.get("status") != CANCELED]
    return alive[-1] if alive else None


async def require_item(connector: Connector, line: Line, number: str) -> None:
    """Raise PlatformError (hold) where no item has a number, letter by letter."""

    async def ask() -> str:
        if not any(each["number"] == number for each in await _listed(connector, line, ITEM, number=number)):
            raise held(
                f"has no item {number}, letter by letter", "Make it there, then let it go on.", code="sku-unknown"
            )
        return number

    await line.ids.get(ITEM, number, ask)


def told(connector: Connector, answer: Answer, name: str, path: str = ID) -> str:
    """A value in an answer to a write, whose record may stand under its name. Raises PlatformError (uncertain)."""
    try:
        inside = at(answer.document, f"{name}.{path}") is not None
    except Malformed:
        inside = False
    return connector.told(answer, f"{name}.{path}" if inside else path)


def held(what: str, remedy: str, code: str = "") -> PlatformError:
    """The error of a message about which a person has to decide before anything is sent."""
    return PlatformError(f"Deposco {what}; nothing was sent.", kind=ErrorKind.HOLD, code=code, remedy=remedy)


async def _listed(connector: Connector, line: Line, resource: str, **asked: Any) -> list[Any]:
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    return [each async for each in Reader(connector, line=line).read(resource, **asked)]
