"""The figures of stock levels: what the rule needs to know of a level, counted in SQL.

What orders take is counted for one level as for all of a flow's: see `_PLACED`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, TextClause, bindparam, text

from crossdock.engine.availability import KeptBack, Share
from crossdock.model.flow import Flow

MISSING_FOR = timedelta(minutes=15)
"""How long units that a channel lacks are taken for sold while no order tells of them: webhooks and sweeps need time."""


class StockFlow(msgspec.Struct, frozen=True, kw_only=True):
    """A flow that tells stock, in one environment."""

    flow_id: UUID
    name: str
    project_id: UUID
    environment: str
    source: str
    """The connection that has the stock."""
    channel: str
    """The connection that is told."""
    share: int
    """Parts of the stock that it has, against those of other flows; 0: it is told all there is."""
    lag: timedelta
    """How long an accepted order may be missing from the source's number."""

    @classmethod
    def of(cls, flow: Flow, project_id: UUID, environment: str, lag_seconds: int) -> StockFlow:
        """A flow in an environment, as levels are stored for it."""
        return cls(
            flow_id=flow.id,
            name=flow.name,
            project_id=project_id,
            environment=environment,
            source=flow.definition.source.connection,
            channel=flow.definition.target.connection,
            share=flow.definition.share,
            lag=timedelta(seconds=lag_seconds),
        )


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
    intended: int | None
    """The most that writes whose end is not known may have the channel show; None: there are none."""
    share: Share | None
    """None: the channel is told all there is."""
    elsewhere: int
    """Units that other channels of the same stock sold by what they show, of orders that are not known yet."""
    through: int
    """Position of the last commitment that is in these figures."""

    @property
    def expected(self) -> int | None:
        """What the channel should show now; None where it was told nothing yet."""
        return None if self.told is None else self.told - self.sold

    @property
    def most(self) -> int | None:
        """The most that the channel may show now; None where nobody knows."""
        known = [number for number in (self.expected, self.intended) if number is not None]
        return max(known, default=None)


def asked(flow: StockFlow, now: datetime) -> dict[str, Any]:
    """What ONE, EVERY and UNTOLD need to be told of a flow."""
    return {
        "flow": flow.flow_id,
        "project": flow.project_id,
        "environment": flow.environment,
        "channel": flow.channel,
        "name": flow.name,
        "source": flow.source,
        "share": flow.share,
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


def _known(level: str, channel: str) -> str:
    """Of the orders that came from a level's channel: what was sold since it was told, and what was found out since."""
    return f"""
    SELECT coalesce(sum(c.quantity) FILTER (
            WHERE c.placed_at > {level}.told_at AND c.location = {level}.location
        ), 0) AS sold,
        coalesce(sum(c.quantity) FILTER (
            WHERE c.position > {level}.told_through AND (c.placed_at IS NULL OR c.placed_at <= {level}.told_at)
        ), 0) AS found
    FROM commitments AS c
    WHERE c.project_id = {level}.project_id AND c.environment = {level}.environment AND c.sku = {level}.sku
    AND c.location IN ('', {level}.location) AND c.deducted AND c.connection = {channel}
    """  # noqa: S608 - put together from our own constants


def _missing(level: str) -> str:
    return f"""
    CASE WHEN {level}.missing_since > :missed THEN greatest(0, {level}.missing - known.found) ELSE 0 END AS missing
    """


_SIBLINGS = """
WITH siblings AS MATERIALIZED (
    SELECT f.id, s.share, f.definition -> 'target' ->> 'connection' AS channel,
        (s.share, :name) > (CAST(:share AS integer), f.name) AS is_before
    FROM flows AS f CROSS JOIN LATERAL (SELECT coalesce((f.definition ->> 'share')::integer, 0) AS share) AS s
    WHERE :share > 0 AND f.project_id = :project AND f.id <> :flow AND s.share > 0
    AND f.definition -> 'source' ->> 'connection' = :source
)
"""
"""Flows that share the stock of a flow, those with more parts before those with fewer, then by name."""
_OTHERS = f"""
    SELECT coalesce(sum(o.parts), 0) AS parts, coalesce(sum(o.parts) FILTER (WHERE o.is_before), 0) AS before,
        coalesce(sum(o.shown), 0) AS shown, coalesce(sum(o.missing), 0) AS missing
    FROM (
        SELECT s.is_before, CASE WHEN shut.reason IS NULL AND NOT other.absent THEN s.share ELSE 0 END AS parts,
            greatest(0, other.told - known.sold, other.intended) AS shown, {_missing("other")}
        FROM siblings AS s JOIN stock_levels AS other ON other.flow_id = s.id AND other.environment = l.environment
            AND other.location = l.location AND other.sku = l.sku
        CROSS JOIN LATERAL ({_known("other", "s.channel")}) AS known
        LEFT JOIN stock_closures AS shut
            ON shut.project_id = l.project_id AND shut.environment = l.environment AND shut.connection = s.channel
    ) AS o
"""  # noqa: S608 - put together from our own constants
_FIGURES = f"""
FROM stock_levels AS l
CROSS JOIN LATERAL (
    SELECT coalesce(sum(most), 0) AS placed
    FROM (SELECT max(quantity) AS most FROM ({_PLACED}) AS p GROUP BY p.flow_id, p.object_id) AS orders
) AS taken
CROSS JOIN LATERAL (
    {_known("l", ":channel")}
) AS known
CROSS JOIN LATERAL (SELECT {_missing("l")}) AS unseen
CROSS JOIN LATERAL ({_OTHERS}) AS others
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
_COLUMNS = f"""
{_SIBLINGS} SELECT l.location, l.sku, l.quantity, l.as_of, l.number, l.told, l.told_on, l.told_why, l.missing_since,
    taken.placed, known.sold, unseen.missing, kept.quantity AS kept_quantity, kept.owner AS kept_owner,
    kept.ends_at AS kept_until, shut.reason AS closed, orders.uncounted, orders.through, l.intended,
    others.parts AS other_parts, others.before AS other_before, others.shown AS other_shown, others.missing AS elsewhere
"""
ONE: TextClause = text(f"{_COLUMNS} {_FIGURES} AND l.location = :location AND l.sku = :sku FOR UPDATE OF l")
EVERY: TextClause = text(f"""{_COLUMNS} {_FIGURES}
AND (CAST(:sku AS text) IS NULL OR l.sku = :sku OR starts_with(lower(l.sku), lower(CAST(:beginning AS text)))) AND (l.location, l.sku) > (:after_location, :after_sku)
ORDER BY l.location, l.sku LIMIT :most""")
_FREE = "greatest(0, l.number - taken.placed - unseen.missing - others.missing - coalesce(kept.quantity, 0))"
_TARGET = f"""
(SELECT CASE WHEN shut.reason IS NOT NULL THEN 0 WHEN :share = 0 THEN pool.free
ELSE greatest(0, least(
    ceil(pool.free * (others.before + :share) / (others.parts + :share)::numeric)
        - ceil(pool.free * others.before / (others.parts + :share)::numeric),
    pool.free - others.shown
)) END FROM (SELECT {_FREE} AS free) AS pool)
"""  # noqa: S608 - put together from our own constants
UNTOLD: TextClause = text(f"""{_SIBLINGS} SELECT l.payload {_FIGURES}
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


_AS_THEY_ARE = (
    *("location", "sku", "quantity", "as_of", "number", "intended"),
    *("told", "told_on", "told_why", "missing_since", "through"),
)


def figures_of(row: Row[Any], flow: StockFlow) -> Figures:
    """The figures in a row of ONE or EVERY that were asked of a flow."""
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
        share=_share(row, flow.share) if flow.share else None,
        elsewhere=int(row.elsewhere),
        **{column: getattr(row, column) for column in _AS_THEY_ARE},
    )


def _share(row: Row[Any], parts: int) -> Share:
    return Share(
        parts=parts, before=int(row.other_before), total=int(row.other_parts) + parts, shown=int(row.other_shown)
    )
