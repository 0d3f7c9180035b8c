"""The newer API, as far as it is here."""

from __future__ import annotations

from functools import partial

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_deposco.sandbox import documents
from crossdock_deposco.sandbox.answers import Call, answered, listed, sent, single
from crossdock_deposco.sandbox.refusal import Refused, not_found
from crossdock_deposco.sandbox.tenant import Tenant

CHANGED = ("createdAfter", "updatedAfter")
Given = NamedDependency[Tenant]


class SalesOrderRoutes(Controller):
    """Orders of the warehouses."""

    path = "/orders/salesOrders"

    @get()
    async def list_orders(self, request: Call, tenant: Given) -> Response[bytes]:
        rows = [documents.sales_order(tenant, order) for order in tenant.orders.all.values()]
        return listed(request, tenant, rows, "businessUnit", "number", "orderStatus", *CHANGED)

    @post()
    async def put_order(self, request: Call, tenant: Given) -> Response[bytes]:
        order, is_new = tenant.orders.put(await sent(request))
        return single(tenant, "salesOrder", documents.sales_order(tenant, order), 201 if is_new else 200)

    @get("/{number:int}")
    async def get_order(self, number: FromPath[int], tenant: Given) -> Response[bytes]:
        return single(tenant, "salesOrder", documents.sales_order(tenant, tenant.orders.get(number)))

    @get("/{number:int}/orderLines")
    async def list_lines(self, request: Call, number: FromPath[int], tenant: Given) -> Response[bytes]:
        return listed(request, tenant, [documents.sales_line(line) for line in tenant.orders.get(number).lines])

    @post("/{number:int}/cancellations")
    async def cancel_order(self, request: Call, number: FromPath[int], tenant: Given) -> Response[bytes]:
        wanted = await sent(request) if await request.body() else None
        order = tenant.orders.cancel(number, wanted)
        return single(tenant, "salesOrder", documents.sales_order(tenant, order))


class CustomerOrderRoutes(Controller):
    """Orders of the order management, and what is done later."""

    @get("/orders/customerOrders")
    async def list_orders(self, request: Call, tenant: Given) -> Response[bytes]:
        rows = [documents.customer_order(tenant, order) for order in tenant.customer_orders.all.values()]
        return listed(request, tenant, rows, "businessUnit", "externalOrderNumber", *CHANGED)

    @post("/orders/customerOrders")
    async def take_order(self, request: Call, tenant: Given) -> Response[bytes]:
        return answered(tenant.customer_orders.take(await sent(request)).document(), 202)

    @get("/orders/customerOrders/{number:int}")
    async def get_order(self, number: FromPath[int], tenant: Given) -> Response[bytes]:
        order = tenant.customer_orders.get(number)
        return single(tenant, "customerOrder", documents.customer_order(tenant, order))

    @get("/orders/customerOrders/{number:int}/customerOrderLines")
    async def list_lines(self, request: Call, number: FromPath[int], tenant: Given) -> Response[bytes]:
        return listed(request, tenant, tenant.customer_orders.get(number).lines)

    @get("/async/{request_id:str}")
    async def get_request(self, request_id: FromPath[str], tenant: Given) -> Response[bytes]:
        if request_id not in tenant.requests.all:
            raise not_found()
        return answered(tenant.requests.all[request_id].document())

    @post("/async/bulkImports")
    async def import_entities(self, request: Call, tenant: Given) -> Response[bytes]:
        body = await sent(request)
        entities = body.get("entities")
        if body.get("entityType") != "item" or not isinstance(entities, list) or not entities:
            raise Refused("entityType or entities are not supported")
        acts = [partial(tenant.items.put_later, entity) for entity in entities]
        return answered(tenant.requests.queue(tenant.switches.seconds_to_import, acts).document(), 202)


class ShipmentRoutes(Controller):
    """What left."""

    path = "/shipments/outboundShipments"

    @get()
    async def list_shipments(self, request: Call, tenant: Given) -> Response[bytes]:
        rows = [documents.shipment(tenant, number) for number in tenant.shipments.all]
        return listed(request, tenant, rows, "businessUnit", "shipmentNumber", "shipmentStatus", *CHANGED)

    @get("/{number:int}")
    async def get_shipment(self, number: FromPath[int], tenant: Given) -> Response[bytes]:
        if number not in tenant.shipments.all:
            raise not_found()
        return single(tenant, "outboundShipment", documents.shipment(tenant, number))

    @get("/{number:int}/shipmentLines")
    async def list_lines(self, request: Call, number: FromPath[int], tenant: Given) -> Response[bytes]:
        if number not in tenant.shipments.all:
            raise not_found()
        return listed(request, tenant, tenant.shipments.lines[number])


class ReturnRoutes(Controller):
    """What comes back."""

    path = "/orders/customerReturns"

    @get()
    async def list_returns(self, request: Call, tenant: Given) -> Response[bytes]:
        rows = [documents.customer_return(tenant, one) for one in tenant.returns.all.values()]
        return listed(request, tenant, rows, "businessUnit", "number", "orderStatus", *CHANGED)

    @post()
    async def put_return(self, request: Call, tenant: Given) -> Response[bytes]:
        made, is_new = tenant.returns.put(await sent(request))
        return single(tenant, "customerReturn", documents.customer_return(tenant, made), 201 if is_new else 200)

    @get("/{number:int}/orderLines")
    async def list_lines(self, request: Call, number: FromPath[int], tenant: Given) -> Response[bytes]:
        return listed(request, tenant, [documents.return_line(line) for line in tenant.returns.get(number).lines])


class CatalogueRoutes(Controller):
    """Items and facilities."""

    @get("/items")
    async def list_items(self, request: Call, tenant: Given) -> Response[bytes]:
        return listed(request, tenant, list(tenant.items.all.values()), "businessUnit", "number", "name", *CHANGED)

    @post("/items")
    async def put_item(self, request: Call, tenant: Given) -> Response[bytes]:
        item, is_new = tenant.items.put(await sent(request))
        return single(tenant, "item", item, 201 if is_new else 200)

    @get("/items/{number:int}")
    async def get_item(self, number: FromPath[int], tenant: Given) -> Response[bytes]:
        return single(tenant, "item", tenant.items.get(number))

    @get("/facilities")
    async def list_facilities(self, request: Call, tenant: Given) -> Response[bytes]:
        return listed(request, tenant, list(tenant.facilities.values()), "number", "name")
