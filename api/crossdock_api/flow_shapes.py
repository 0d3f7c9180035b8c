"""What goes over the wire about flows and their records, where it is not one of the model's values as it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from crossdock.connect.operation import Operation, Repeat, Writes
from crossdock.connect.webhook import Webhook
from crossdock.engine.json_text import decode
from crossdock.errors import Malformed
from crossdock.model.flow import FlowDefinition, FlowSource, FlowTarget, Guard, OrderPolicy, Retry
from crossdock.model.lookup import LookupDefinition
from crossdock.model.playbook import Playbook
from crossdock.model.problem import Problem
from crossdock.model.replay import ReplayWith
from crossdock.studio.flows import FlowPut as StoredFlow
from crossdock.studio.lookups import LookupPut, RowsImport
from crossdock.studio.records import Payload


class _Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request body."""


class _Given(msgspec.Struct, frozen=True, kw_only=True):
    """An answer."""


class FlowPut(_Asked, frozen=True, kw_only=True):
    """A flow as it shall be."""

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
    """What its messages take from stock: JSONata; '' for nothing."""
    share: int = 0
    """Of stock that several channels sell from: this one's parts; 0: it is told all there is."""

    def named(self, name: str) -> FlowDefinition:
        """The definition of this name."""
        return FlowDefinition(name=name, **msgspec.structs.asdict(self))


class FlowSaved(_Given, frozen=True, kw_only=True):
    """A flow that was stored, and what it still lacks to run everywhere."""

    id: UUID
    project: str
    definition: FlowDefinition
    revision: int
    created_at: datetime
    updated_at: datetime
    warnings: tuple[Problem, ...]

    @classmethod
    def of(cls, put: StoredFlow) -> FlowSaved:
        """What the studio stored."""
        return cls(**msgspec.structs.asdict(put.flow), warnings=put.warnings)


class Reason(_Asked, frozen=True, kw_only=True):
    """Why; for those who read it later."""

    reason: str


class ChannelPut(_Asked, frozen=True, kw_only=True):
    """Whether a channel shall be closed, and why."""

    closed: bool
    reason: str


class PollRequest(_Asked, frozen=True, kw_only=True):
    """From when on to read."""

    since: datetime | None = None
    """Left out: from where the last poll ended."""


class SubscriptionRequest(_Asked, frozen=True, kw_only=True):
    """Where the platform reaches this deployment."""

    base: str | None = None
    """Scheme and host: 'https://hub.example.com'; left out: the address of this request."""


class OptionalReason(_Asked, frozen=True, kw_only=True):
    """Why, where there is something to say."""

    reason: str = ""


class PlaybookText(_Asked, frozen=True, kw_only=True):
    """What to do about held records with a code."""

    text: str
    """Markdown."""

    def about(self, code: str) -> Playbook:
        """The playbook of this code."""
        return Playbook(code=code, text=self.text)


class RecordPayload(_Given, frozen=True, kw_only=True):
    """What a record holds, personal data included."""

    readable: bool
    """Whether the original is JSON; if not, it is told as a text."""
    original: msgspec.Raw
    """As the platform sent it."""
    edited: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    """What a person made of it; not there where nobody did."""

    @classmethod
    def of(cls, payload: Payload) -> RecordPayload:
        """A payload, as JSON where it is."""
        readable = _is_json(payload.original)
        text = payload.original if readable else msgspec.json.encode(payload.original.decode(errors="replace"))
        edited = msgspec.UNSET if payload.edited is None else msgspec.Raw(payload.edited)
        return cls(readable=readable, original=msgspec.Raw(text), edited=edited)


class ReplayRequest(_Asked, frozen=True, kw_only=True):
    """How a record is to be gone through once more."""

    using: ReplayWith = msgspec.field(default=ReplayWith.LIVE, name="with")
    """Which text maps it."""
    dry: bool = True
    """Only look what would come out; false: send it again, with what is live."""


class CaptureRequest(_Asked, frozen=True, kw_only=True):
    """The fixture to be made of a record."""

    name: str
    description: str = ""


class HoldEdit(_Asked, frozen=True, kw_only=True):
    """A corrected payload, and why."""

    payload: msgspec.Raw
    reason: str


class RecordSkus(_Given, frozen=True, kw_only=True):
    """The items that a record's message names."""

    skus: tuple[str, ...]


class HoldRetries(_Asked, frozen=True, kw_only=True):
    """Which held records are to go on."""

    code: str
    flow: str | None = None
    """Left out: those of all flows."""


class HoldsReleased(_Given, frozen=True, kw_only=True):
    """How many held records go on."""

    released: int


class Assignment(_Asked, frozen=True, kw_only=True):
    """Who looks after a held record."""

    assignee: str
    """'' for nobody."""


class Snooze(_Asked, frozen=True, kw_only=True):
    """Until when a held record may rest."""

    until: datetime | None
    """With its zone; null: it is looked at again."""


class CommentText(_Asked, frozen=True, kw_only=True):
    """What is to be said about a record."""

    text: str


class LookupChanged(_Given, frozen=True, kw_only=True):
    """A lookup after a change, and how many held records go on because of it."""

    definition: LookupDefinition
    revision: int
    row_count: int
    updated_at: datetime
    updated_by: str
    released: int

    @classmethod
    def of(cls, put: LookupPut) -> LookupChanged:
        """What the studio stored."""
        return cls(**msgspec.structs.asdict(put.lookup), released=put.released)


class LookupImported(_Given, frozen=True, kw_only=True):
    """The revision that an import made, and how many held records go on because of it."""

    revision: int
    author: str
    reason: str
    added: int
    changed: int
    removed: int
    created_at: datetime
    released: int

    @classmethod
    def of(cls, made: RowsImport) -> LookupImported:
        """What the studio stored."""
        return cls(**msgspec.structs.asdict(made.revision), released=made.released)


class WebhookSummary(_Given, frozen=True, kw_only=True):
    """What a platform sends by itself, and a flow can start with."""

    name: str
    title: str
    description: str
    resource: str
    """The connector's resource that it carries."""
    topic: str
    """The platform's own name of it."""

    @classmethod
    def of(cls, webhook: Webhook) -> WebhookSummary:
        """What a connector declares."""
        return cls(**_shared(webhook, cls))


class OperationSummary(_Given, frozen=True, kw_only=True):
    """A way to write to a platform, and where a flow can end."""

    name: str
    title: str
    description: str
    resource: str
    """The connector's resource that is sent."""
    kind: str
    """What it makes or sets, as kind of identity."""
    writes: Writes
    repeat: Repeat
    """How a write stays one write after an interruption."""

    @classmethod
    def of(cls, operation: Operation) -> OperationSummary:
        """What a connector declares."""
        return cls(**_shared(operation, cls))


def _shared(declared: msgspec.Struct, shape: type[msgspec.Struct]) -> dict[str, Any]:
    return {field.name: getattr(declared, field.name) for field in msgspec.structs.fields(shape)}


def _is_json(raw: bytes) -> bool:
    try:
        decode(raw)
    except Malformed:
        return False
    return True
