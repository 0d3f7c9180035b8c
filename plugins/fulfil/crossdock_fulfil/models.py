"""Which model of Fulfil's each resource is, and which of its fields are read.

A field with dots is one of a record that this one names ('party.name'); it is told with underscores. That does not go
through lists, so what a list of ids names is read with a request of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """A field of ids, in whose place the records come that it names."""

    field: str
    model: str
    fields: tuple[str, ...]


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """What is read of a model."""

    name: str
    fields: tuple[str, ...]
    domain: tuple[Any, ...] = ()
    """Which of its records, as Fulfil's domains say it."""
    related: tuple[Related, ...] = ()

    @property
    def path(self) -> str:
        """Where its records are searched and read in one go."""
        return verb(self.name, "search_read")


def verb(model: str, name: str) -> str:
    """The path of a model's method."""
    return f"/model/{model}/{name}"


def told(field: str) -> str:
    """The name under which a field is told."""
    return field.replace(".", "_")


TIMES = ("create_date", "write_date")
SALE_LINES = Related(
    field="lines",
    model="sale.line",
    fields=(
        "channel_identifier",
        "product",
        "product.code",
        "description",
        "quantity",
        "quantity_canceled",
        "quantity_shipped",
        "unit_price",
        "amount",
    ),
)
SALES = Related(field="sales", model="sale.sale", fields=("number", "reference", "channel_identifier", "channel"))


def _moves(field: str) -> Related:
    return Related(field=field, model="stock.move", fields=("product", "product.code", "quantity", "state"))


ORDER = Model(
    name="sale.sale",
    fields=(
        "number",
        "reference",
        "channel",
        "channel_identifier",
        "state",
        "sale_date",
        "confirmation_time",
        "party",
        "party.code",
        "party.name",
        "warehouse",
        "currency.code",
        "untaxed_amount",
        "tax_amount",
        "total_amount",
        "shipment_state",
        "invoice_state",
        "payment_total",
        "metadata",
        "shipments",
        "lines",
        *TIMES,
    ),
    related=(SALE_LINES,),
)
SHIPMENT = Model(
    name="stock.shipment.out",
    fields=(
        "number",
        "state",
        "warehouse",
        "warehouse.code",
        "carrier.rec_name",
        "carrier_service.code",
        "tracking_number",
        "effective_date",
        "sales",
        "outgoing_moves",
        *TIMES,
    ),
    domain=(["state", "=", "done"],),
    related=(SALES, _moves("outgoing_moves")),
)
RETURN = Model(
    name="stock.shipment.out.return",
    fields=("number", "state", "warehouse", "warehouse.code", "effective_date", "sales", "incoming_moves", *TIMES),
    related=(SALES, _moves("incoming_moves")),
)
PRODUCT = Model(
    name="product.product",
    fields=(
        "code",
        "rec_name",
        "template",
        "template.name",
        "template.type",
        "active",
        "salable",
        "list_price",
        "cost_price",
        "weight",
        *TIMES,
    ),
)
CUSTOMER = Model(
    name="party.party",
    fields=("code", "name", "contact_mechanisms", "addresses", *TIMES),
    related=(
        Related(field="contact_mechanisms", model="party.contact_mechanism", fields=("type", "value")),
        Related(
            field="addresses",
            model="party.address",
            fields=("name", "street", "city", "postal_code", "subdivision.code", "country.code"),
        ),
    ),
)
WAREHOUSE = Model(
    name="stock.location", fields=("code", "name", "type", "active"), domain=(["type", "=", "warehouse"],)
)
CHANNEL = Model(name="sale.channel", fields=("name", "code", "source", "currency.code", "warehouse"))
COUNTED = Model(
    name="product.product", fields=("code",), domain=(["active", "=", True], ["template.type", "=", "goods"])
)
"""Of what stock is asked, services left out; the numbers themselves are another call's answer."""

MODELS: Mapping[str, Model] = {
    "order": ORDER,
    "shipment": SHIPMENT,
    "return": RETURN,
    "product": PRODUCT,
    "customer": CUSTOMER,
    "location": WAREHOUSE,
    "channel": CHANNEL,
    "stock_line": COUNTED,
}
"""By resource."""
