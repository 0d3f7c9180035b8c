"""What a mapping translates from and to: a resource of a connector, with its schema."""

from __future__ import annotations

from typing import Any

import msgspec

JsonSchema = dict[str, Any]
"""A JSON Schema (2020-12) document."""


class ResourceRef(msgspec.Struct, frozen=True, order=True):
    """A resource of a connector, written 'shopify/order'."""

    connector: str
    resource: str

    def __str__(self) -> str:
        return f"{self.connector}/{self.resource}"

    @classmethod
    def parse(cls, text: str) -> ResourceRef:
        """Read 'shopify/order'; raises ValueError where that is not two names and a slash."""
        connector, slash, resource = text.partition("/")
        if not (connector and slash and resource) or "/" in resource:
            raise ValueError(f"'{text}' is not of the form connector/resource")
        return cls(connector, resource)


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """An example payload that a connector ships for one of its resources."""

    name: str
    payload: bytes
    """JSON text."""


class ResourceInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What the studio needs to know of a resource to map from it or to it."""

    ref: ResourceRef
    title: str
    description: str
    schema: JsonSchema
    samples: tuple[Sample, ...] = ()
    plugin: str
    """Distribution and version, 'crossdock-shopify 0.1.0'."""
