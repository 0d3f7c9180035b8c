"""What a connector writes: operations, and the receipts that platforms give for them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from crossdock.connect.format import JSON, Format
from crossdock.connect.inferred import Inferred
from crossdock.connect.offered import Offered
from crossdock.connect.stock import StockTarget
from crossdock.model.stock import Restocked, StockTold


class Writes(StrEnum):
    """What an operation does to the platform."""

    CREATE = "create"
    """It makes a thing; done twice, there would be two."""
    SET = "set"
    """It sets a state; the newest one stays."""


class Repeat(StrEnum):
    """How a write stays one write when it is not known whether the platform carried it out."""

    FOUND = "found"
    """The connector's `find` tells whether it is there."""
    REFUSED = "refused"
    """Sending it again is safe: a second one is refused, and `is_repeat` knows that refusal."""
    HARMLESS = "harmless"
    """Sending it again changes nothing."""
    UNKNOWABLE = "unknowable"
    """Nobody can tell; a person looks at the platform."""


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One way to write to a platform."""

    name: str
    """A verb and a noun: 'create-order'."""
    title: str
    description: str
    resource: str
    """The connector's resource that is sent; its schema is the mapping's target."""
    kind: str
    """What it makes or sets, as kind of identity: 'order'."""
    writes: Writes
    repeat: Repeat
    method: str = "POST"
    path: str = ""
    """Below the base URL; `{order_id}` is taken from what was resolved, or from the message. '' where it is `offered`."""
    format: Format = JSON
    """What the message is sent in, and how that is answered."""
    receipt_id: str = "id"
    """Path of the thing's id in the platform's answer, for connectors that do not override `receipt`."""
    settles_seconds: int = 0
    """How long the platform may not show what it took in: not found sooner is not absent, and is looked for again."""
    overwrites: str = ""
    """For a platform that overwrites all of a thing and lets nothing be read: the field by which a message says that it is
    whole. One that does not is laid over what was sent last of the same thing; the connector refuses what is no whole."""
    offered: Offered | None = None
    """For messages that nobody sends, because the platform fetches them; None: they are sent."""
    stock: StockTarget | None = None
    """For an operation that sets how much can be sold; its receipts say what was `told`."""
    batch: int = 1
    """How many messages one call takes at most; for more than one the class overrides `write_batch`."""
    inferred: tuple[Inferred, ...] = ()
    """What is assumed of writing so."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a platform answered to a write that it carried out, or took in."""

    id: str
    """The platform's own id of the thing."""
    identities: tuple[tuple[str, str], ...] = ()
    """Kinds and values of its names; the first one tells the business object, the others serve to search."""
    details: dict[str, Any] = {}
    """What else is worth keeping; no personal data."""
    accepted: bool = False
    """It was taken in and is not done yet; `confirm` tells what became of it."""
    told: StockTold | None = None
    """For an operation that sets stock."""
    restocked: tuple[Restocked, ...] = ()
    """What the platform sells again by this, by the message's SKUs; the flows that tell it stock put that right."""
