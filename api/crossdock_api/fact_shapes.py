"""States, ledger events and inferred facts of a connector as they go over the wire."""

from __future__ import annotations

from crossdock.connect.inferred import InferredFact, Part
from crossdock.connect.ledger import LedgerEvent, Telling
from crossdock.connect.states import States
from crossdock_api.shapes import Given


class StateDetail(Given, frozen=True, kw_only=True):
    """A state that a business object can be in."""

    name: str
    """As the platform writes it; '' where it writes null, or nothing."""
    meaning: str
    no_return: bool
    """Whether nothing can be called back any more."""


class StatesDetail(Given, frozen=True, kw_only=True):
    """The states of one kind of business object, in the order they are gone through."""

    kind: str
    resource: str
    """The connector's resource that tells the state."""
    path: str
    """Where it stands in a record of that."""
    states: tuple[StateDetail, ...]
    note: str

    @classmethod
    def of(cls, declared: States) -> StatesDetail:
        """What a connector declares."""
        states = tuple(
            StateDetail(name=state.name, meaning=state.meaning, no_return=state.name in declared.no_return)
            for state in declared.states
        )
        return cls(
            kind=declared.kind, resource=declared.resource, path=declared.path, states=states, note=declared.note
        )


class CaseDetail(Given, frozen=True, kw_only=True):
    """A path, and the values any of which makes an event so; without values any value does."""

    path: str
    values: tuple[str, ...]


class LedgerEventDetail(Given, frozen=True, kw_only=True):
    """A ledger event that records of a resource tell, and the paths at which they do."""

    event: LedgerEvent
    resource: str
    webhooks: tuple[str, ...]
    """Those that bring such a record; without any it is only read."""
    order: str
    """The order's name; '' is the record's own identity."""
    at: str
    """The time; '' where the message tells none."""
    lines: str
    """The list of lines; '' is the record itself."""
    sku: str
    quantity: str
    less: str
    """What is taken off the quantity of a line."""
    when: tuple[CaseDetail, ...]
    """All of them must be so."""

    @classmethod
    def of(cls, telling: Telling) -> LedgerEventDetail:
        """What a connector declares."""
        tells = telling.tells
        return cls(
            event=tells.event,
            resource=telling.resource,
            webhooks=telling.webhooks,
            order=tells.order,
            at=tells.at,
            lines=tells.lines,
            sku=tells.sku,
            quantity=tells.quantity,
            less=tells.less,
            when=tuple(CaseDetail(path=path, values=values) for path, values in tells.when),
        )


class PlaceDetail(Given, frozen=True, kw_only=True):
    """A part of a connector."""

    part: Part
    name: str
    """Of the resource, operation or webhook; '' for the whole connector."""


class InferredDetail(Given, frozen=True, kw_only=True):
    """What a connector takes for granted of its platform though no documentation settles it."""

    name: str
    about: str
    """The field or endpoint."""
    assumed: str
    source: str
    """Why it is thought so."""
    used_by: tuple[PlaceDetail, ...]

    @classmethod
    def of(cls, declared: InferredFact) -> InferredDetail:
        """What a connector declares."""
        fact = declared.fact
        return cls(
            name=fact.name,
            about=fact.about,
            assumed=fact.assumed,
            source=fact.source,
            used_by=tuple(PlaceDetail(part=place.part, name=place.name) for place in declared.used_by),
        )
