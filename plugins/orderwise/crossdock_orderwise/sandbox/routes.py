"""The API, as far as public code calls it, and the call to cancel that is inferred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_orderwise.sandbox import definitions, start_data
from crossdock_orderwise.sandbox.answers import Call, answered, sent
from crossdock_orderwise.sandbox.installation import Installation
from crossdock_orderwise.sandbox.order_taking import wanted_order
from crossdock_orderwise.sandbox.refusal import Refused, not_found

Record = dict[str, Any]


class OwApi(Controller):
    """What needs a token."""

    path = "/OWAPI"

    @post("/system/export-definition/{number:int}", status_code=200)
    async def run_definition(
        self, request: Call, number: FromPath[int], installation: NamedDependency[Installation]
    ) -> Response[bytes]:
        rows = definitions.run(installation, number, await sent(request))
        within = installation.switches.rows_within
        return answered({within: rows} if within else rows)

    @post("/sales/order")
    async def create_order(self, request: Call, installation: NamedDependency[Installation]) -> Response[bytes]:
        session = str(request.query_params.get("session_id", ""))
        wanted = wanted_order(await sent(request), session, installation.variants, installation.customers)
        order = installation.take(wanted)
        told = {"id": order.id, "orderNumber": order.number, "eCommerceOrderNumber": wanted.number}
        return answered(told if installation.switches.tells_made_orders else {}, 201)

    @post("/sales/orders/{number:int}/cancel", status_code=200)
    async def cancel_order(self, number: FromPath[int], installation: NamedDependency[Installation]) -> Response[bytes]:
        order = installation.cancel(number)
        return answered({"id": order.id, "status": installation.status(order)})

    @get("/customers")
    async def list_customers(self, request: Call, installation: NamedDependency[Installation]) -> Response[bytes]:
        return _page(request, list(installation.customers.values()), installation)

    @get("/customers/{number:int}/customer-contacts")
    async def list_contacts(
        self, request: Call, number: FromPath[int], installation: NamedDependency[Installation]
    ) -> Response[bytes]:
        if number not in installation.customers:
            raise not_found()
        return _page(request, start_data.CONTACTS.get(number, []), installation)


def _page(request: Call, records: Sequence[Record], installation: Installation) -> Response[bytes]:
    """What follows the last id, as many as are asked for."""
    last, limit = (_number(request, name, usual) for name, usual in (("last_id", 0), ("limit", 100)))
    following = [record for record in records if record["id"] > last]
    return answered(following[: min(limit, installation.switches.largest_page)])


def _number(request: Call, name: str, usual: int) -> int:
    text = str(request.query_params.get(name, usual))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused({"Message": f"The value '{text}' is not valid for {name}."})
    return int(text)
