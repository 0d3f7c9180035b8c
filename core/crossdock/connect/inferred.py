"""Inferred facts: what a connector takes for granted of its platform though no documentation settles it.

Each is declared where it is used, so that whoever relies on that part can be told of it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.connect.connector import Connector


class Inferred(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is assumed."""

    name: str
    """Lower-case words and hyphens: 'page-size'. Equal declarations of one name, in several places, are one fact."""
    about: str
    """The field or endpoint: 'GET /orders page_size'."""
    assumed: str
    """A sentence that may be wrong: 'A page holds a hundred orders at most.'"""
    source: str = ""
    """Why it is thought so: what is documented of it, or was seen."""


class Part(StrEnum):
    """What of a connector an inferred fact hangs on."""

    CONNECTOR = "connector"
    RESOURCE = "resource"
    OPERATION = "operation"
    WEBHOOK = "webhook"


class Place(msgspec.Struct, frozen=True):
    """Where an inferred fact is used."""

    part: Part
    name: str = ""
    """Of the resource, operation or webhook; '' for the whole connector."""

    def __str__(self) -> str:
        return f"{self.part} {self.name}" if self.name else f"the whole {self.part}"


class InferredFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact, and every place of a connector that uses it."""

    fact: Inferred
    used_by: tuple[Place, ...]


def inferred_facts(connector: type[Connector]) -> tuple[InferredFact, ...]:
    """What a connector takes for granted, each fact once, in the order it is declared in."""
    used: dict[Inferred, list[Place]] = {}
    for fact, place in hanging(connector):
        used.setdefault(fact, []).append(place)
    return tuple(InferredFact(fact=fact, used_by=tuple(places)) for fact, places in used.items())


def hanging(connector: type[Connector]) -> Iterator[tuple[Inferred, Place]]:
    """Every declaration of a fact with its place; one that hangs on several places comes as often."""
    for fact in connector.inferred:
        yield fact, Place(Part.CONNECTOR)
    for resource in connector.resources:
        for fact in resource.inferred:
            yield fact, Place(Part.RESOURCE, resource.name)
    for operation in connector.operations:
        for fact in operation.inferred:
            yield fact, Place(Part.OPERATION, operation.name)
    for webhook in connector.webhooks:
        for fact in webhook.inferred:
            yield fact, Place(Part.WEBHOOK, webhook.name)
