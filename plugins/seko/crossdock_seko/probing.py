"""Whether an account's distribution centres answer: there is no list of them, so each is asked for one product's stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.errors import PlatformError
from crossdock_seko.stock import LINES_OF, NO_RESULTS

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line


async def answering(connector: Connector, line: Line, centres: list[str], product: str) -> str:
    """A sentence naming the centres that answered; raises PlatformError naming the first that does not."""
    from crossdock.connect.client import Reader  # here, since it brings the HTTP library

    for dc in centres:
        try:
            reader = Reader(connector, line=line)
            _ = [each async for each in reader.read(LINES_OF, dc=dc, product_codes=[product])]
        except PlatformError as error:
            if NO_RESULTS not in error.message.lower():
                raise _of_centre(error, dc) from error
    return f"SEKO answered for {', '.join(centres)}, each asked for {product}."


def _of_centre(error: PlatformError, dc: str) -> PlatformError:
    return PlatformError(
        f"{error.message} That was said of the distribution centre {dc}.",
        kind=error.kind,
        remedy=error.remedy,
        status=error.status,
        retry_after=error.retry_after,
        code=error.stable_code,
    )
