"""The export definitions of the installation: SQL of its own, run by number. Times are compared as texts of its clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from crossdock.engine import json_text
from crossdock_orderwise.sandbox import start_data
from crossdock_orderwise.sandbox.installation import Installation
from crossdock_orderwise.sandbox.orders import Delivery, Order
from crossdock_orderwise.sandbox.refusal import Refused, not_found

Row = dict[str, Any]
Parameters = Mapping[str, str]


def run(installation: Installation, number: int, sent: Any) -> list[Row]:
    """The rows of a definition; raises Refused for a number that none has, and for a parameter that is missing."""
    if number not in _DEFINITIONS:
        raise not_found()
    needed, rows = _DEFINITIONS[number]
    given = _parameters(sent)
    if missing := [name for name in needed if name not in given]:
        raise Refused({"Message": f"Must declare the scalar variable '{missing[0]}'."})
    return list(rows(installation, given))


def local(moment: datetime) -> str:
    """A moment as the installation's clock shows it."""
    return moment.astimezone(start_data.ZONE).replace(tzinfo=None).isoformat(timespec="seconds")


def _parameters(sent: Any) -> Parameters:
    if not (isinstance(sent, list) and sent and all(isinstance(one, dict) and "name" in one for one in sent)):
        raise Refused({"Message": "A list of parameters is expected."})
    return {one["name"]: str(one.get("value") or "") for one in sent}


def _orders(installation: Installation, given: Parameters) -> Iterator[Row]:
    for order in installation.orders.values():
        amended = local(order.amended_at)
        if amended >= given["@changed_since"] and given["@number"] in ("", order.wanted.number):
            yield {
                **_names(installation, order),
                "order_gross": order.wanted.gross,
                "order_date": local(order.wanted.placed_at),
                "amended_at": amended,
            }


def _despatches(installation: Installation, given: Parameters) -> Iterator[Row]:
    for order in installation.orders.values():
        for delivery in order.deliveries:
            if local(delivery.at) >= given["@changed_since"]:
                yield from _lines(installation, order, delivery)


def _lines(installation: Installation, order: Order, delivery: Delivery) -> Iterator[Row]:
    names = _names(installation, order)
    head = {
        "delivery_number": delivery.number,
        **{name: names[name] for name in ("order_id", "order_number", "ecommerce_order_number")},
        "order_status": names["status"],
        "despatched_at": local(delivery.at),
        "courier": delivery.courier,
        "consignment_number": delivery.consignment,
        "tracking_link": f"https://track.example.com/{delivery.consignment}",
        "stock_location_id": delivery.location,
    }
    for line, quantity in delivery.quantities:
        yield {**head, "item_number": line.item_number, "variant_code": line.wanted.code, "quantity": float(quantity)}


def _names(installation: Installation, order: Order) -> Row:
    return {
        "order_id": order.id,
        "order_number": order.number,
        "ecommerce_order_number": order.wanted.number,
        "customer_reference": order.wanted.reference or None,
        "status": installation.status(order),
    }


def _variants(installation: Installation, given: Parameters) -> Iterator[Row]:
    for sold in installation.variants.values():
        amended, rate = local(installation.priced_at[sold.code]), start_data.TAX_CODES[sold.tax_code]
        if amended >= given["@changed_since"]:
            yield {
                "variant_id": sold.number,
                "variant_code": sold.code,
                "description": f"{sold.product} {sold.option}",
                "weight": sold.kilograms,
                "price_gross": sold.gross,
                "price_net": round(sold.gross * 100 / (100 + rate), 2),
                "tax_code": sold.tax_code,
                "tax_rate": rate,
                "product_id": 9000 + sold.number % 10,
                "product_code": sold.code.rpartition("-")[0],
                "product_description": sold.product,
                "discontinued": False,
                "amended_at": amended,
            }


def _stock(installation: Installation, _: Parameters) -> Iterator[Row]:
    shape = installation.switches.locations_as
    for code in installation.variants:
        places = [
            {"id": location, "free_stock": installation.stock.free((code, location))}
            for location in start_data.LOCATIONS
        ]
        if shape == "rows":
            yield from (
                {"variant_code": code, "stock_location_id": one["id"], "free_stock": one["free_stock"]}
                for one in places
            )
        else:
            told = places if shape == "list" else json_text.encode(places).decode()
            yield {"variant_code": code, "stock_locations": told}


_DEFINITIONS: Mapping[int, tuple[tuple[str, ...], Callable[[Installation, Parameters], Iterator[Row]]]] = {
    start_data.ORDERS: (("@changed_since", "@number"), _orders),
    start_data.DESPATCHES: (("@changed_since",), _despatches),
    start_data.VARIANTS: (("@changed_since",), _variants),
    start_data.STOCK: ((), _stock),
}
"""What each takes, and gives."""
