"""The call by which a channel makes and changes its orders. The channel's own id tells an order: again is the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crossdock_fulfil.sandbox import start_data
from crossdock_fulfil.sandbox.customers import customer_of
from crossdock_fulfil.sandbox.order_reading import amount, moment, quantity, require_whole, taxes
from crossdock_fulfil.sandbox.refusal import user_error
from crossdock_fulfil.sandbox.shipping import FAR, Shipping
from crossdock_fulfil.sandbox.tables import Row, Tables


class OrderTaking:
    """Makes and changes orders. All of it raises Refused."""

    def __init__(self, tables: Tables, shipping: Shipping, *, by_status: bool) -> None:
        self._tables, self._shipping, self._by_status = tables, shipping, by_status

    def take(self, channel_id: Any, order: Any) -> tuple[Row, bool]:
        """The order that a channel's message makes or changes, and whether it is new."""
        channel = self._tables.get("sale.channel", channel_id)
        if not isinstance(order, dict) or not order.get("channel_identifier"):
            raise user_error("'channel_identifier' is required")
        name = str(order["channel_identifier"])
        known = self._tables.where("sale.sale", channel=channel["id"], channel_identifier=name)
        if known:
            self._change(known[0], order)
            known[0]["received"] += 1
            return known[0], False
        return self._create(channel, order), True

    def _create(self, channel: Row, order: Row) -> Row:
        require_whole(order)
        products = [self._product(line.get("sku")) for line in order["sale_lines"]]
        party = customer_of(self._tables, order["customer"], order["shipping_address"])
        sale = self._tables.create(
            "sale.sale",
            **self._named(order),
            **_paid(order),
            channel=channel["id"],
            state="confirmed",
            party=party["id"],
            warehouse=channel["warehouse"],
            currency=channel["currency"],
            shipment_state="none",
            metadata=order.get("metadata"),
            carrier_code=order["shipping_lines"][0]["carrier_service_code"],
            shipments=[],
            shipment_returns=[],
            lines=[],
            received=1,
        )
        for line, product in zip(order["sale_lines"], products, strict=True):
            self._add_line(sale, line, product)
        for line in order["shipping_lines"]:
            self._add_line(sale, {**line, "quantity": 1}, self._product(start_data.SHIPPING_CODE))
        return sale

    def _named(self, order: Row) -> Row:
        number = f"SO{1001 + len(self._tables.all('sale.sale'))}"
        name, at = str(order["channel_identifier"]), moment(order["confirmed_at"])
        told = {"reference": order["reference"], "channel_identifier": name}
        return {"number": number, "rec_name": number, **told, "sale_date": at.date(), "confirmation_time": at}

    def _add_line(self, sale: Row, line: Row, product: Row) -> None:
        made = self._tables.create(
            "sale.line",
            sale=sale["id"],
            channel_identifier=line.get("channel_identifier"),
            product=product["id"],
            description=line.get("description") or product["rec_name"],
            quantity=quantity(line.get("quantity")),
            quantity_canceled=None,
            quantity_shipped=None,
            unit_price=amount(line.get("unit_price", line.get("amount"))),
            amount=amount(line.get("amount")),
        )
        self._tables.change(sale, lines=[*sale["lines"], made["id"]])

    def _change(self, sale: Row, order: Row) -> None:
        """The same order again: lines are matched by the channel's ids of them, and those that are new are added."""
        lines = {line["channel_identifier"]: line for line in self._tables.where("sale.line", sale=sale["id"])}
        stops = order.get("status") == "cancelled"
        if stops:
            self._require_here(sale)
        for each in order.get("sale_lines") or ():
            self._change_line(sale, lines.get(each.get("channel_identifier")), each)
        if stops and self._by_status:
            self._shipping.cancel(sale)

    def _change_line(self, sale: Row, line: Row | None, said: Row) -> None:
        if line is None:
            self._add_line(sale, said, self._product(said.get("sku")))
            return
        price = amount(said.get("unit_price", line["unit_price"]))
        if price != line["unit_price"] and sale["invoice_state"] == "paid":
            raise user_error("The price of a line cannot be changed once it is invoiced")
        if "quantity_canceled" in said:
            self._shipping.cancel_line(sale, line, said["quantity_canceled"])

    def _require_here(self, sale: Row) -> None:
        shipments = [self._tables.get("stock.shipment.out", number) for number in sale["shipments"]]
        if any(shipment["state"] in FAR for shipment in shipments):
            raise user_error(f"{sale['number']} cannot be cancelled: a shipment of it is packed or done")

    def _product(self, sku: Any) -> Row:
        found = self._tables.where("product.product", code=sku, active=True)
        if not found:
            raise user_error(f"There is no product with the code '{sku}'")
        return found[0]


def _paid(order: Row) -> Row:
    """What an order comes to, and what was paid of it."""
    charged = [*order["sale_lines"], *order["shipping_lines"]]
    untaxed, tax = sum((amount(line["amount"]) for line in charged), Decimal(0)), taxes(charged)
    paid = [amount(each["amount"]) for each in order.get("payments") or () if each.get("state") == "success"]
    return {
        "untaxed_amount": untaxed,
        "tax_amount": tax,
        "total_amount": untaxed + tax,
        "invoice_state": "paid" if order["financial_status"] == "paid" else "none",
        "payment_total": sum(paid, Decimal(0)),
    }
