"""Goods: which items a message is about, in the words that people at a shop and a warehouse share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crossdock.connect.ledger import Tells, values_at
from crossdock.connect.resource import Resource


def skus_of(resource: Resource, message: Any) -> tuple[str, ...]:
    """The SKUs that a message names, each once, in their order; none where its connector declares no place for them."""
    found = (sku for tells in resource.tells for sku in _skus(tells, message))
    return tuple(dict.fromkeys(sku for sku in found if sku))


def _skus(tells: Tells, message: Any) -> Iterator[str]:
    if tells.sku:
        path = f"{tells.lines}.{tells.sku}" if tells.lines else tells.sku
        yield from (str(value) for value in values_at(message, path) if isinstance(value, str | int))
