"""What the account holds, as `GET /_sandbox/state` shows it."""

from __future__ import annotations

from collections.abc import Mapping

from crossdock.connect.sandbox import Holding
from crossdock_fulfil.sandbox import bookkeeping
from crossdock_fulfil.sandbox.account import Account
from crossdock_fulfil.sandbox.tables import Row


def holdings(account: Account) -> Mapping[str, list[Holding]]:
    """By kind of resource; an order counts how often it was sent."""
    tables = account.tables
    return {
        "orders": [_order(account, row) for row in tables.all("sale.sale")],
        "shipments": [_shipment(account, row) for row in tables.all("stock.shipment.out")],
        "returns": [
            {"id": row["number"], "received": 0, "state": row["state"]}
            for row in tables.all("stock.shipment.out.return")
        ],
        "stock": [
            {
                "id": f"{place[1]}/{tables.get('product.product', place[0])['code']}",
                "received": 0,
                "on_hand": account.stock.on_hand[place],
                "available": account.stock.available(place),
            }
            for place in account.stock.on_hand
        ],
        "customers": [_customer(account, row) for row in tables.all("party.party")],
        "entries": [_entry(account, row) for row in tables.all(bookkeeping.MODEL)],
    }


def _order(account: Account, row: Row) -> Holding:
    lines = [account.tables.get("sale.line", number) for number in row["lines"]]
    return {
        "id": row["number"],
        "received": row["received"],
        "reference": row["reference"],
        "state": row["state"],
        "customer": row["party"],
        "lines": [
            {"sku": _sku(account, line), "quantity": line["quantity"], "cancelled": line["quantity_canceled"] or 0}
            for line in lines
        ],
        "shipments": len(row["shipments"]),
    }


def _shipment(account: Account, row: Row) -> Holding:
    moves = [account.tables.get("stock.move", number) for number in row["outgoing_moves"]]
    lines = {_sku(account, move): move["quantity"] for move in moves}
    return {"id": row["number"], "received": 0, "state": row["state"], "warehouse": row["warehouse"], "lines": lines}


def _customer(account: Account, row: Row) -> Holding:
    contacts = [account.tables.get("party.contact_mechanism", number)["value"] for number in row["contact_mechanisms"]]
    told = {"code": row["code"], "name": row["name"], "contacts": contacts}
    return {"id": str(row["id"]), "received": row["received"], **told}


def _entry(account: Account, row: Row) -> Holding:
    debit, credit = bookkeeping.balance(account.tables, row)
    told = {"description": row["description"], "debit": str(debit), "credit": str(credit)}
    return {"id": str(row["id"]), "received": 1, **told}


def _sku(account: Account, row: Row) -> str:
    return str(account.tables.get("product.product", row["product"])["code"])
