"""How much may be sold: what the source calls available, less what is promised and not yet in that number, less what is
kept back; of that, where several channels sell from it, this one's share. Never below zero, and nothing where the channel
is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

SHOWN_ORDERS = 5
"""So many orders are named in an explanation."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """What one order takes."""

    order: str
    quantity: int


class KeptBack(msgspec.Struct, frozen=True, kw_only=True):
    """A buffer, and whose it is."""

    quantity: int
    owner: str = ""
    ends_at: datetime | None = None


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A channel among those that sell from one stock. They stand in an order of their own, those with most parts first."""

    parts: int
    """Of this channel."""
    before: int
    """Of the channels that stand before it."""
    total: int
    """Of all open channels that have the SKU, this one among them."""
    shown: int
    """Units that the others show, or may show once what is on its way to them arrives."""

    def of(self, pool: int) -> int:
        """This channel's units of a pool: all shares together are the pool, and the last piece is the first channel's."""
        return _rounded_up(pool * (self.before + self.parts), self.total) - _rounded_up(pool * self.before, self.total)


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What the rule is made of."""

    source: int
    """What the source calls available; may be below zero."""
    placed: Sequence[Placed] = ()
    """Orders that the source's number does not surely contain."""
    missing: int = 0
    """Units that channels have sold by what they show, of orders that are not known yet."""
    buffer: KeptBack | None = None
    closed: str = ""
    """Why the channel is closed; '' where it is open."""
    share: Share | None = None
    """None: no other channel sells from this stock."""
    ceiling: int | None = None
    """Nothing above this may be told, since some orders could not be counted."""


def available(parts: Parts) -> int:
    """How many may be sold."""
    if parts.closed:
        return 0
    rest = pool(parts)
    if parts.share is not None:
        # A unit that another channel still shows is not promised twice: this one has its share once the other was told.
        rest = max(0, min(parts.share.of(rest), rest - parts.share.shown))
    return rest if parts.ceiling is None else min(rest, max(0, parts.ceiling))


def pool(parts: Parts) -> int:
    """How many may be sold by all channels together."""
    kept = parts.buffer.quantity if parts.buffer else 0
    return max(0, parts.source - taken(parts.placed) - parts.missing - kept)


def _rounded_up(units: int, parts: int) -> int:
    return -(-units // parts)


def taken(placed: Sequence[Placed]) -> int:
    """The units of some orders."""
    return sum(one.quantity for one in placed)


def explained(parts: Parts) -> str:
    """The rule in words: '48 at the source, less 3 placed and not yet in it (#1042 x2, #1043 x1) = 45'."""
    target = available(parts)
    if parts.closed:
        return f"0, since the channel is closed: {parts.closed}"
    said = [f"{parts.source} at the source", *_less(parts)]
    sentence = f"{', '.join(said)}{_shared(parts)} = {target}"
    if parts.ceiling is not None and available(msgspec.structs.replace(parts, ceiling=None)) > target:
        sentence += ", not more than the channel has: some orders could not be counted"
    return sentence


def _shared(parts: Parts) -> str:
    """' = 45, of which 2 of 3 parts', and what keeps the channel from having them yet."""
    share, free = parts.share, pool(parts)
    if share is None or (share.total == share.parts and not share.shown):
        return ""
    said = f" = {free}, of which {share.parts} of {share.total} parts"
    is_free = free - share.shown >= share.of(free)
    return said if is_free else f"{said}, and no more than what other channels leave, which show {share.shown}"


def _less(parts: Parts) -> list[str]:
    less = []
    if parts.placed:
        less.append(f"less {taken(parts.placed)} placed and not yet in it ({_named(parts.placed)})")
    if parts.missing:
        less.append(f"less {parts.missing} that the channel sold and nobody told yet")
    if parts.buffer:
        less.append(f"less buffer {parts.buffer.quantity} ({_whose(parts.buffer)})")
    return less


def _named(placed: Sequence[Placed]) -> str:
    names = [f"{one.order} x{one.quantity}" for one in placed[:SHOWN_ORDERS]]
    more = [f"and {len(placed) - SHOWN_ORDERS} more"] if len(placed) > SHOWN_ORDERS else []
    return ", ".join([*names, *more])


def _whose(buffer: KeptBack) -> str:
    until = f", until {buffer.ends_at.isoformat(timespec='minutes')}" if buffer.ends_at else ""
    return f"{buffer.owner}{until}"
