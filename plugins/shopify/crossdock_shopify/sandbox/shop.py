"""One shop: everything it holds."""

from __future__ import annotations

from crossdock.connect.sandbox import Outbox, SandboxClock
from crossdock_shopify.sandbox import start_data
from crossdock_shopify.sandbox.bucket import Bucket
from crossdock_shopify.sandbox.catalogue import Catalogue
from crossdock_shopify.sandbox.fulfilment_order_changes import FulfilmentOrderChanges
from crossdock_shopify.sandbox.fulfilment_orders import FulfilmentOrders
from crossdock_shopify.sandbox.fulfilments import Fulfilments
from crossdock_shopify.sandbox.ids import Ids, written
from crossdock_shopify.sandbox.inventory import Inventory
from crossdock_shopify.sandbox.orders import Orders, Parts
from crossdock_shopify.sandbox.payments import Payments
from crossdock_shopify.sandbox.payouts import Payouts
from crossdock_shopify.sandbox.points import Points
from crossdock_shopify.sandbox.refunds import Refunds
from crossdock_shopify.sandbox.switches import ShopifySwitches
from crossdock_shopify.sandbox.webhooks import Webhooks


class Shop:
    """What lies behind the API."""

    def __init__(self, clock: SandboxClock, outbox: Outbox, switches: ShopifySwitches) -> None:
        ids = Ids(switches.made_before)
        self.clock, self.outbox = clock, outbox
        self.bucket = Bucket(clock, switches)
        self.points = Points(clock, switches)
        self.catalogue = Catalogue(ids)
        items = [variant["inventory_item_id"] for variant in self.catalogue.variants.values()]
        self.inventory = Inventory(items, self.catalogue.locations, start_data.available(), start_data.OPENED_AT)
        self.webhooks = Webhooks(clock, outbox, ids, switches)
        self.payments = Payments(clock, ids)
        self.payouts = Payouts(clock, switches, self.payments)
        self.fulfilment_orders = FulfilmentOrders(clock, ids, self.catalogue)
        self.fulfilment_order_changes = FulfilmentOrderChanges(self.fulfilment_orders, self.catalogue.locations)
        parts = Parts(
            clock=clock,
            switches=switches,
            made_before=switches.made_before,
            ids=ids,
            catalogue=self.catalogue,
            inventory=self.inventory,
            webhooks=self.webhooks,
            payments=self.payments,
            fulfilment_orders=self.fulfilment_orders,
        )
        self.orders = Orders(parts)
        self.fulfilments = Fulfilments(parts, self.orders)
        self.refunds = Refunds(parts, self.orders)

    def now(self) -> str:
        """The time, as Shopify writes it."""
        return written(self.clock.now())
