"""The figures of stock levels: what the rule needs to know of a level, counted in SQL.

What orders take is counted for one level as for all of a flow's: see `_PLACED`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, TextClause, bindparam, text

from crossdock.engine.availability import KeptBack

MISSING_FOR = timedelta(minutes=15)
"""How long units that a channel lacks are taken for sold while no order tells of them: webhooks and sweeps need time."""


class StockFlow(msgspec.Struct, frozen=True, kw_only=True):
    """A flow that tells stock, in one environment."""

    flow_id: UUID
    project_id: UUID
    environment: str
    channel: str
    """The connection that is told."""
    lag: timedelta
    """How long an accepted order may be missing from the source's number."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """One level with all that the rule needs to know of it."""

    location: str
    sku: str
    quantity: int
    as_of: datetime
    number: int | None
    """What the mapping made of the quantity; None: nothing was told yet."""
    told: int | None
    told_on: datetime | None
    told_why: str
    placed: int
    sold: int
    """Units of known orders that the channel has taken off since it was told."""
    missing: int
    missing_since: datetime | None
    buffer: KeptBack | None
    closed: str
    uncounted: bool
    """There are orders of which nobody knows what they take."""
    through: int
    """Position of the last commitment that is in these figures."""

    @property
    def expected(self) -> int | None:
        """What the channel should show now; None where it was told nothing yet."""
        return None if self.told is None else self.told - self.sold


def asked(flow: StockFlow, now: datetime) -> dict[str, Any]:
    """What ONE, EVERY and UNTOLD need to be told of a flow."""
    return {
        "flow": flow.flow_id,
        "project": flow.project_id,
        "environment": flow.environment,
        "channel": flow.channel,
        "lag": flow.lag,
        "now": now,
        "missed": now - MISSING_FOR,
    }


def _placed(project: str, environment: str, sku: str, location: str, contained: str) -> str:
    """What each record takes of a SKU at a location, unless the source's number surely contains it.

    Of an order that came in several records the one that takes most counts, so that none is counted twice.
    """
    return f"""
    SELECT min(c.position) AS position, c.record_id, r.flow_id, r.object_id, min(c."order") AS name,
        sum(c.quantity) AS quantity
    FROM commitments AS c JOIN records AS r ON r.id = c.record_id
    WHERE c.project_id = {project} AND c.environment = {environment} AND c.sku = {sku} AND c.location IN ('', {location})
    AND (
        r.state IN ('in-flight', 'held')
        OR (r.state = 'delivered' AND r.settled_at > {contained})
        OR (r.state = 'failed' AND NOT EXISTS (
            SELECT FROM records AS late WHERE late.object_id = r.object_id AND late.flow_id = r.flow_id
            AND late.position > r.position
        ))
    )
    GROUP BY c.record_id, r.flow_id, r.object_id
    """  # noqa: S608 - put together from our own constants


_PLACED = _placed("l.project_id", "l.environment", "l.sku", "l.location", "l.as_of - CAST(:lag AS interval)")
_FIGURES = f"""
FROM stock_levels AS l
CROSS JOIN LATERAL (
    SELECT coalesce(sum(most), 0) AS placed
    FROM (SELECT max(quantity) AS most FROM ({_PLACED}) AS p GROUP BY p.flow_id, p.object_id) AS orders
) AS taken
CROSS JOIN LATERAL (
    SELECT coalesce(sum(c.quantity) FILTER (WHERE c.placed_at > l.told_at AND c.location = l.location), 0) AS sold,
        coalesce(sum(c.quantity) FILTER (
            WHERE c.position > l.told_through AND (c.placed_at IS NULL OR c.placed_at <= l.told_at)
        ), 0) AS found
    FROM commitments AS c
    WHERE c.project_id = l.project_id AND c.environment = l.environment AND c.sku = l.sku
    AND c.location IN ('', l.location) AND c.deducted AND c.connection = :channel
) AS known
CROSS JOIN LATERAL (
    SELECT CASE WHEN l.missing_since > :missed THEN greatest(0, l.missing - known.found) ELSE 0 END AS missing
) AS unseen
LEFT JOIN LATERAL (
    SELECT b.quantity, b.owner, b.ends_at FROM stock_buffers AS b
    WHERE b.project_id = l.project_id AND b.environment = l.environment AND b.sku IN ('*', l.sku)
    AND b.location IN ('*', l.location) AND (b.ends_at IS NULL OR b.ends_at > :now)
    ORDER BY b.sku = '*', b.location = '*' LIMIT 1
) AS kept ON true
LEFT JOIN stock_closures AS shut
    ON shut.project_id = l.project_id AND shut.environment = l.environment AND shut.connection = :channel
CROSS JOIN (
    SELECT EXISTS (
        SELECT FROM uncounted_records WHERE project_id = :project AND environment = :environment
    ) AS uncounted, coalesce((
        SELECT max(position) FROM commitments WHERE project_id = :project AND environment = :environment
    ), 0) AS through
) AS orders
WHERE l.flow_id = :flow AND l.environment = :environment
"""  # noqa: S608 - put together from our own constants
_COLUMNS = """
SELECT l.location, l.sku, l.quantity, l.as_of, l.number, l.told, l.told_on, l.told_why, l.missing_since, taken.placed,
    known.sold, unseen.missing, kept.quantity AS kept_quantity, kept.owner AS kept_owner, kept.ends_at AS kept_until,
    shut.reason AS closed, orders.uncounted, orders.through
"""
ONE: TextClause = text(f"{_COLUMNS} {_FIGURES} AND l.location = :location AND l.sku = :sku FOR UPDATE OF l")
EVERY: TextClause = text(f"""{_COLUMNS} {_FIGURES}
AND (CAST(:sku AS text) IS NULL OR l.sku = :sku) AND (l.location, l.sku) > (:after_location, :after_sku)
ORDER BY l.location, l.sku LIMIT :most""")
_TARGET = """
CASE WHEN shut.reason IS NOT NULL THEN 0
ELSE greatest(0, l.number - taken.placed - unseen.missing - coalesce(kept.quantity, 0)) END
"""
UNTOLD: TextClause = text(f"""SELECT l.payload {_FIGURES}
AND l.told IS NOT NULL AND CASE WHEN orders.uncounted THEN {_TARGET} < l.told - known.sold
ELSE {_TARGET} <> l.told - known.sold END
AND NOT EXISTS (
    SELECT FROM records AS r WHERE r.project_id = l.project_id AND r.environment = l.environment AND r.key = l.key
    AND r.flow_id = l.flow_id AND r.state IN ('in-flight', 'held')
)
ORDER BY l.location, l.sku LIMIT :most""")  # noqa: S608 - put together from our own constants
ORDERS = text(f"""
SELECT name, quantity FROM (
    SELECT DISTINCT ON (p.flow_id, p.object_id) p.position, p.name, p.quantity
    FROM ({_placed(":project", ":environment", ":sku", ":location", ":contained")}) AS p
    ORDER BY p.flow_id, p.object_id, p.quantity DESC
) AS orders ORDER BY position
""").bindparams(bindparam("contained"))  # noqa: S608 - put together from our own constants


def figures_of(row: Row[Any]) -> Figures:
    """The figures in a row of ONE or EVERY."""
    same = ("location", "sku", "quantity", "as_of", "number", "told", "told_on", "told_why", "missing_since", "through")
    kept = None
    if row.kept_quantity is not None:
        kept = KeptBack(quantity=row.kept_quantity, owner=row.kept_owner, ends_at=row.kept_until)
    return Figures(
        placed=int(row.placed),
        sold=int(row.sold),
        missing=int(row.missing),
        buffer=kept,
        closed=row.closed or "",
        uncounted=row.uncounted,
        **{column: getattr(row, column) for column in same},
    )
