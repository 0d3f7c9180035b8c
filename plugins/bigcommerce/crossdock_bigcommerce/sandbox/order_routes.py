"""Orders and what belongs to them: v2, and v3 for payments."""

from __future__ import annotations

from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_bigcommerce.sandbox import refunds, start_data
from crossdock_bigcommerce.sandbox.answers import Call, answered, bare, given, listed, query_of, sent
from crossdock_bigcommerce.sandbox.listing import Record, chosen, since, until
from crossdock_bigcommerce.sandbox.refusal import MISSING, v3
from crossdock_bigcommerce.sandbox.store import PENDING, Store

FILTERS = ("status_id", "external_order_id", "channel_id", "customer_id")


class OrderRoutes(Controller):
    """`/v2/orders`."""

    @get("/v2/orders")
    async def list_orders(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        query = query_of(request)
        orders = [order.document() for order in store.orders.values()]
        found = since(orders, query, "min_date_modified", "date_modified")
        found = until(found, query, "max_date_modified", "date_modified")
        wanted = {name: query[name] for name in FILTERS if query.get(name)}
        return bare(
            request,
            [each for each in found if all(str(each[name]) == value for name, value in wanted.items())],
            store.switches.largest_page,
        )

    @post("/v2/orders", status_code=201)
    async def create_order(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        body = await sent(request)
        return answered(store.create_order(body, int(body.get("status_id", PENDING))).document(), 201)

    @get("/v2/orders/{number:int}")
    async def get_order(self, number: FromPath[int], store: NamedDependency[Store]) -> Response[bytes]:
        return answered(store.order(number).document())

    @put("/v2/orders/{number:int}")
    async def change_order(
        self, request: Call, number: FromPath[int], store: NamedDependency[Store]
    ) -> Response[bytes]:
        return answered(store.change_order(number, await sent(request)).document())

    @get("/v2/orders/{number:int}/products")
    async def list_lines(self, request: Call, number: FromPath[int], store: NamedDependency[Store]) -> Response[bytes]:
        return bare(request, store.order(number).line_documents(), store.switches.largest_page)

    @get("/v2/orders/{number:int}/shipping_addresses")
    async def list_addresses(
        self, request: Call, number: FromPath[int], store: NamedDependency[Store]
    ) -> Response[bytes]:
        return bare(request, store.order(number).address_documents(), store.switches.largest_page)

    @get("/v2/orders/{number:int}/shipments")
    async def list_shipments(
        self, request: Call, number: FromPath[int], store: NamedDependency[Store]
    ) -> Response[bytes]:
        return bare(request, store.order(number).shipments, store.switches.largest_page)

    @post("/v2/orders/{number:int}/shipments", status_code=201)
    async def create_shipment(
        self, request: Call, number: FromPath[int], store: NamedDependency[Store]
    ) -> Response[bytes]:
        return answered(store.ship(number, await sent(request)), 201)

    @put("/v2/orders/{number:int}/shipments/{shipment:int}")
    async def change_shipment(
        self, request: Call, number: FromPath[int], shipment: FromPath[int], store: NamedDependency[Store]
    ) -> Response[bytes]:
        return answered(store.follow(number, shipment, await sent(request)))

    @get("/v2/order_statuses")
    async def list_statuses(self) -> Response[bytes]:
        return answered(start_data.statuses())


class PaymentRoutes(Controller):
    """`/v3/orders/.../payment_actions`."""

    @get("/v3/orders/payment_actions/refunds")
    async def list_refunds(self, request: Call, store: NamedDependency[Store]) -> Response[bytes]:
        query = query_of(request)
        found = since(chosen(_refunds(store), query, "id", "order_id"), query, "created:min", "created")
        return listed(request, found, store.switches.largest_page)

    @get("/v3/orders/payment_actions/refunds/{number:int}")
    async def get_refund(self, number: FromPath[int], store: NamedDependency[Store]) -> Response[bytes]:
        found = next((each for each in _refunds(store) if each["id"] == number), None)
        if found is None:
            raise v3(MISSING, 404)
        return given(found)

    @get("/v3/orders/{number:int}/payment_actions/refunds")
    async def list_refunds_of(
        self, request: Call, number: FromPath[int], store: NamedDependency[Store]
    ) -> Response[bytes]:
        return listed(request, store.order(number).refunds, store.switches.largest_page)

    @post("/v3/orders/{number:int}/payment_actions/refund_quotes", status_code=200)
    async def quote(self, request: Call, number: FromPath[int], store: NamedDependency[Store]) -> Response[bytes]:
        return given(refunds.quote(store.order(number), await sent(request)))

    @post("/v3/orders/{number:int}/payment_actions/refunds", status_code=200)
    async def refund(self, request: Call, number: FromPath[int], store: NamedDependency[Store]) -> Response[bytes]:
        return given(store.refund(number, await sent(request)))


def _refunds(store: Store) -> list[Record]:
    return [refund for order in store.orders.values() for refund in order.refunds]
