"""What happens at the installation without a call of its API, for people to play with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post
from litestar.di import NamedDependency
from msgspec import Meta

from crossdock.connect.sandbox import ControlRoute, read_body
from crossdock.errors import NotFound
from crossdock_orderwise.sandbox import start_data
from crossdock_orderwise.sandbox.answers import answered
from crossdock_orderwise.sandbox.installation import Installation

CONTROLS: Sequence[ControlRoute] = (
    ControlRoute(
        "POST",
        "stock-arrivals",
        'goods come in, and orders that waited for them are served: {"code": "TIN-ROUND-S", "quantity": 5}',
    ),
    ControlRoute("POST", "prices", 'a variant costs something else: {"code": "TIN-ROUND-S", "gross": 4.75}'),
)


class StockArrival(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Goods that come to a location."""

    code: str
    quantity: Annotated[int, Meta(ge=1, le=1_000_000)]
    location: int = start_data.MAIN


class NewPrice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a variant costs from now on, tax included."""

    code: str
    gross: Annotated[float, Meta(ge=0, le=1_000_000)]


@post("/stock-arrivals")
async def bring_stock(request: Request[Any, Any, Any], installation: NamedDependency[Installation]) -> Response[bytes]:
    """Goods come to a location."""
    arrival = await read_body(request, StockArrival)
    if arrival.location not in start_data.LOCATIONS:
        raise NotFound(f"There is no location {arrival.location}.", remedy="GET /_sandbox/state lists the stock.")
    installation.arrive(_known(installation, arrival.code), arrival.location, arrival.quantity)
    return answered({"id": arrival.code}, 201)


@post("/prices")
async def set_price(request: Request[Any, Any, Any], installation: NamedDependency[Installation]) -> Response[bytes]:
    """Somebody enters another price."""
    price = await read_body(request, NewPrice)
    installation.set_price(_known(installation, price.code), price.gross)
    return answered({"id": price.code}, 201)


def _known(installation: Installation, code: str) -> str:
    if code not in installation.variants:
        raise NotFound(f"There is no variant '{code}'.", remedy="GET /_sandbox/state lists the variants.")
    return code
