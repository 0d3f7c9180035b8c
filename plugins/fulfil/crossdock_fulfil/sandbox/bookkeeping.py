"""Entries into the journals: drafts, until somebody posts them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from crossdock_fulfil.sandbox.customers import created
from crossdock_fulfil.sandbox.order_reading import amount
from crossdock_fulfil.sandbox.refusal import user_error
from crossdock_fulfil.sandbox.tables import Row, Tables

MODEL = "account.move"


def create(tables: Tables, record: Row) -> Row:
    """Make a draft; raises Refused. One of the same description is another one."""
    _require(tables, "account.journal", record.get("journal"))
    if type(record.get("date")) is not date:
        raise user_error("The field 'Effective Date' on 'Account Move' is required")
    if record.get("state", "draft") != "draft":
        raise user_error(f"Cannot create record with state '{record['state']}'. Allowed states: draft")
    lines = [_line(tables, each) for each in created(record.get("lines"))]
    return tables.create(
        MODEL,
        journal=record["journal"],
        date=record["date"],
        description=record.get("description"),
        state="draft",
        lines=[line["id"] for line in lines],
    )


def balance(tables: Tables, entry: Row) -> tuple[Decimal, Decimal]:
    """What an entry debits and credits."""
    lines = [tables.get("account.move.line", number) for number in entry["lines"]]
    return sum((line["debit"] for line in lines), Decimal(0)), sum((line["credit"] for line in lines), Decimal(0))


def _line(tables: Tables, line: Row) -> Row:
    _require(tables, "account.account", line.get("account"))
    return tables.create(
        "account.move.line",
        account=line["account"],
        description=line.get("description"),
        debit=amount(line.get("debit", "0")),
        credit=amount(line.get("credit", "0")),
    )


def _require(tables: Tables, model: str, number: Any) -> None:
    if number not in {row["id"] for row in tables.all(model)}:
        raise user_error(f"There is no {model} {number}")
