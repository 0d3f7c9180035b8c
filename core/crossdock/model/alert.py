"""Alerts: what somebody should know of now, and the rules that say who is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec


class AlertKind(StrEnum):
    """What an alert is about; its subject is named beside each."""

    FLOW_STOPPED = "flow-stopped"
    """A flow's target refuses our credentials: the flow."""
    HOLDS = "holds"
    """Many records are held, or one for long: their code."""
    RETRIES_EXHAUSTED = "retries-exhausted"
    """A target was away for longer than a flow tries: the flow."""
    JOURNAL_DIFFERS = "journal-differs"
    """A flow's counts are not what its journal proves: the flow."""
    DELIVERIES_REJECTED = "deliveries-rejected"
    """Deliveries do not prove that the platform sent them: the flow."""
    MASS_ZERO = "mass-zero"
    """A reading of stock is not believed, since too much of it fell to zero: the flow."""
    ORDERS_UNCOUNTED = "orders-uncounted"
    """What some orders take from stock cannot be worked out: the flow they came in."""
    SEQUENCE_GAP = "sequence-gap"
    """Messages that a platform numbers never came: the connection, and what is counted together."""
    POLL_FAILING = "poll-failing"
    """A flow's poll fails again and again: the flow."""
    CREDENTIAL_EXPIRING = "credential-expiring"
    """A connection's secret expires soon, or did: the connection and the secret."""
    WORKER_SILENT = "worker-silent"
    """A machine's workers are no longer heard of: the machine; it concerns every environment."""


class Thresholds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """From where on something is worth an alert."""

    holds_more_than: int = 20
    """Held records of one code."""
    holds_older_seconds: int = 900
    """Or the age of the oldest one."""
    rejected_more_than: int = 10
    """Rejected deliveries of one flow,"""
    rejected_seconds: int = 600
    """within so long."""
    polls_failing_from: int = 3
    """Polls of one flow that failed in a row,"""
    polls_failing_seconds: int = 3600
    """or for how long they did."""
    expiring_days: int = 14
    """So many days before a connection's secret expires, or fewer."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is so right now, as the records tell."""

    kind: AlertKind
    environment: str
    """'' where it concerns all of them."""
    subject: str
    message: str
    remedy: str
    count: int = 1
    since: datetime
    """When it began."""

    @property
    def group(self) -> tuple[AlertKind, str, str]:
        """What makes two findings one alert, within a project."""
        return self.kind, self.environment, self.subject


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that is followed until it is over. There is one open alert for a kind, environment and subject."""

    id: UUID
    project: str
    environment: str
    """'' where it concerns all of them."""
    kind: AlertKind
    subject: str
    message: str
    remedy: str
    count: int
    since: datetime
    """When what it tells of began."""
    opened_at: datetime
    last_at: datetime
    """When it was last found to be so."""
    resolved_at: datetime | None = None
    """When it was first found to be over."""
    acknowledged_at: datetime | None = None
    """From then on nobody is told again, but that it is over."""
    acknowledged_by: str = ""
    acknowledgement: str = ""
    """Why, in words of whoever acknowledged it."""


class NoticeType(StrEnum):
    OPENED = "alert.opened"
    CONTINUES = "alert.continues"
    """It is still so, a quiet time later."""
    RESOLVED = "alert.resolved"
    TEST = "alert.test"


_HEADINGS = {
    NoticeType.OPENED: "Alert",
    NoticeType.CONTINUES: "Still so",
    NoticeType.RESOLVED: "Over",
    NoticeType.TEST: "Test",
}


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What a channel is given to tell; the same each time it is tried."""

    id: UUID
    """By which a receiver knows it again: a notice whose answer was lost is sent once more."""
    type: NoticeType
    at: datetime
    rule: str
    alert: Alert

    @property
    def heading(self) -> str:
        """One line: 'Alert: acme/live, flow-stopped, orders'."""
        place = "/".join(part for part in (self.alert.project, self.alert.environment) if part)
        return f"{_HEADINGS[self.type]}: {place}, {self.alert.kind}, {self.alert.subject}"


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """How telling goes, over one rule's channel."""

    waiting: int = 0
    """Notices that are still to be delivered."""
    given_up: int = 0
    """Notices that were tried in vain until nobody needed them any more."""
    tried_at: datetime | None = None
    delivered_at: datetime | None = None
    """The last time that one arrived."""
    failure: str = ""
    """Why the last try failed; '' where it did not."""


class AlertRuleSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule as it shall be. Secrets that are left out keep their value; null removes one."""

    channel: str
    """One that a plugin brings: 'webhook', 'smtp', 'slack'."""
    kinds: tuple[AlertKind, ...] = ()
    """None: all of them."""
    environments: tuple[str, ...] = ()
    """None: all of the project's."""
    quiet_seconds: int = 3600
    """How long nothing is told again of what was told."""
    thresholds: Thresholds = Thresholds()
    settings: dict[str, Any] = {}
    secrets: dict[str, str | None] = {}

    def __repr__(self) -> str:
        return f"AlertRuleSettings(channel={self.channel!r}, settings={self.settings!r})"


class AlertRule(msgspec.Struct, frozen=True, kw_only=True):
    """Who is told of what. Secrets are not in it: they never come back out."""

    id: UUID
    project: str
    name: str
    channel: str
    kinds: tuple[AlertKind, ...]
    """None: all of them."""
    environments: tuple[str, ...]
    """None: all of the project's."""
    quiet_seconds: int
    thresholds: Thresholds = Thresholds()
    settings: dict[str, Any]
    secrets_set: tuple[str, ...]
    """Names of the secret settings that have a value."""
    telling: Telling = Telling()
    revision: int
    created_at: datetime
    updated_at: datetime

    def is_about(self, kind: AlertKind, environment: str) -> bool:
        """Whether the rule is for such an alert; one that concerns every environment is for every rule."""
        here = not environment or not self.environments or environment in self.environments
        return here and (not self.kinds or kind in self.kinds)

    @property
    def quiet(self) -> timedelta:
        return timedelta(seconds=self.quiet_seconds)
