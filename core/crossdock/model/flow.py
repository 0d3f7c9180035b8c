"""Flows: where messages come from, what maps and checks them, and where they are written."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from crossdock.model.pause import ConnectionState
from crossdock.model.schedule import Schedule


class Poll(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Reading a list from a platform, again and again."""

    resource: str
    """One that the connection's connector reads: 'stock_level'."""
    schedule: Schedule
    parameters: dict[str, str] = {}
    """What is asked for: `{"dc": "DCCL01"}`."""
    overlap_seconds: int = 300
    """How much of what was read before is read once more, since changes may show late; what came is recognised."""
    delay_seconds: int = 0
    """What is younger is left for a later reading: its webhook may still be on its way."""
    zero_share: float = 0.3
    """Of stock: the share of SKUs above zero that may fall to zero in one reading; more is not believed unasked."""
    zero_least: int = 5
    """Of stock: that many must have fallen to zero for a reading to be doubted."""


class FlowSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What starts a flow: a message that a platform sends by itself, a list that is read, or both.

    With both, the poll is a sweep: it finds what the webhook should have brought and never did.
    """

    connection: str
    """Name of the connection, the same in every environment."""
    webhook: str = ""
    """One that the connection's connector declares: 'order-created'; '' where it is polled only."""
    poll: Poll | None = None
    """None: the platform tells by itself."""
    beside: str = ""
    """Another flow of the same connection and webhook: this flow takes in what is sent to that one, and what a poll of
    that one reads, as records of its own. Platforms send each message to one address, and one reading is enough. Marks
    of messages that never came are for that flow alone: what they stand for comes to both."""


class FlowTarget(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a flow writes, and where."""

    connection: str
    operation: str
    """One that the connection's connector declares: 'create-order'."""


class GuardAction(StrEnum):
    """What a guard does with a record to which it applies."""

    HOLD = "hold"
    """A person decides."""
    FILTER = "filter"
    """It is not for the target; it ends here, with the guard's reason."""
    WAIT = "wait"
    """It stays in flight until the guard no longer applies, up to its deadline; then a person decides."""


class Guard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A check between mapping and writing: a text with what it does, or a plugin's guard, which says that itself.

    Filters are asked also where a message cannot be mapped.
    """

    name: str
    """The code of the records it holds or filters."""
    when: str = ""
    """A JSONata text; it applies where the text gives something truthy for `{"source", "target", "now"}`."""
    then: GuardAction | None = None
    """None for a plugin's guard."""
    reason: str = ""
    """For people: why such a record is held, filtered or made to wait."""
    plugin: str = ""
    """A guard that a plugin brings, asked in place of a text: 'totals-agree'."""
    options: dict[str, Any] = {}
    """Of the plugin's guard, by its schema."""
    deadline_seconds: int = 3600
    """How long a record may wait, from its receipt on."""
    every_seconds: int = 60
    """How often a waiting record is looked at again."""


class OrderPolicy(StrEnum):
    """What a record that waits does to later ones of its object."""

    BLOCK = "block"
    """They wait until it is settled: orders."""
    SUPERSEDE = "supersede"
    """The newest one takes its place: stock."""
    YIELD = "yield"
    """While it is held, those for its own target wait, and the others pass: cancellations."""


class GivingUp(StrEnum):
    """What becomes of a record whose retries are used up."""

    HOLD = "hold"
    FAIL = "fail"


class Retry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """When what may pass later is tried again: after first, first * 2, first * 4 ... seconds, each a little random."""

    first_seconds: float = 5.0
    ceiling_seconds: float = 3600.0
    """The longest wait, unless the platform asks for a longer one."""
    attempts: int = 12
    """Passes in all before it is given up."""
    then: GivingUp = GivingUp.HOLD


MOST_PARTS = 1_000
"""The largest share that a flow may have."""


class FlowDefinition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A flow as people write it."""

    name: str
    source: FlowSource
    mapping: str
    target: FlowTarget
    owner: str
    """Who answers for its held records: a team or a role."""
    description: str = ""
    guards: tuple[Guard, ...] = ()
    """In their order; the first that applies decides."""
    order: OrderPolicy = OrderPolicy.BLOCK
    retry: Retry = Retry()
    commits: str = ""
    """What its messages take from stock, from their receipt on: a JSONata text that gives a list of
    `{"sku", "quantity", "location", "placed_at", "order", "deducted"}` for the message; '' for none."""
    share: int = 0
    """Of stock that several channels sell from: how many parts of it are this flow's target's, against those of the
    other flows of the same source connection that have a share; 0: it is told all there is."""


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """A flow as it is stored. It runs in every environment that has its connections."""

    id: UUID
    project: str
    definition: FlowDefinition
    revision: int
    created_at: datetime
    updated_at: datetime

    @property
    def name(self) -> str:
        return self.definition.name


class FlowStatus(StrEnum):
    RUNNING = "running"
    DRAINING = "draining"
    """A person asked that what was begun comes to its end, and nothing else is begun; then it is paused."""
    PAUSED = "paused"
    """A person paused it; intake goes on."""
    STOPPED = "stopped"
    """Its target refused our credentials: nothing will pass until somebody mends the connection; intake goes on."""


class FlowState(msgspec.Struct, frozen=True, kw_only=True):
    """How a flow stands in one environment."""

    flow: str
    environment: str
    status: FlowStatus = FlowStatus.RUNNING
    reason: str = ""
    since: datetime | None = None
    """None: since it exists."""
    by: str = ""
    """A token's name, or 'worker'."""
    under_way: int = 0
    """While it drains: writes that were begun and have still to come to their end."""
    connections: tuple[ConnectionState, ...] = ()
    """Those it uses that do not run: with the source's paused it is not polled, with the target's it writes nothing."""
