"""Worths: how much money records are about, and sums of it for each currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, Text, cast, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from crossdock.model.money import Money
from crossdock.store.tables import records

Sums = dict[tuple[Any, ...], tuple[Money, ...]]
"""By what was grouped by: one sum for each currency, in the order of their codes."""

WORTH = (cast(records.c.amount, Text).label("amount"), records.c.currency)
"""What `worth_of` reads, of a query that has the records; text, so that no digit is lost or added."""


def worth_of(row: Row[Any]) -> Money | None:
    """The worth in a row that has the columns of WORTH."""
    return None if row.amount is None else Money(amount=row.amount, currency=row.currency)


def values_of_worth(worth: Money | None) -> dict[str, Any]:
    """What is stored of a record's worth."""
    if worth is None:
        return {"amount": None, "currency": None}
    return {"amount": Decimal(worth.amount), "currency": worth.currency}


def sums_by(
    by: Sequence[ColumnElement[Any]], joined: FromClause, conditions: Iterable[ColumnElement[bool]]
) -> Select[Any]:
    """A query for `sums_of`: what is waiting in records, which `joined` has, in groups.

    An object counts once in a group, with what the latest of its records there says: an order that waits together
    with its cancellation is the same money.
    """
    latest = (
        select(*by, records.c.currency, records.c.amount)
        .select_from(joined)
        .where(records.c.amount.is_not(None), *conditions)
        .ext(distinct_on(*by, records.c.object_id))
        .order_by(*by, records.c.object_id, records.c.position.desc())
        .subquery()
    )
    groups = list(latest.c)[: len(by)]
    amount = cast(func.sum(latest.c.amount), Text).label("amount")
    return select(*groups, latest.c.currency, amount).group_by(*groups, latest.c.currency).order_by(latest.c.currency)


def sums_of(rows: Iterable[Row[Any]]) -> Sums:
    """The sums in the rows of `sums_by`."""
    found: defaultdict[tuple[Any, ...], tuple[Money, ...]] = defaultdict(tuple)
    for row in rows:
        found[_hashable(row[:-2])] += (Money(amount=row.amount, currency=row.currency),)
    return dict(found)


def _hashable(group: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in group)
