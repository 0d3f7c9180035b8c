"""An alert and who is told of it, for the API's description."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from crossdock.model.alert import Alert, AlertKind, AlertRule, AlertRuleSettings, Telling
from crossdock.studio.alert_rules import RuleTest
from crossdock_api.alert_shapes import AlertChannelDetail
from crossdock_api.example_values import example_id

_BEGAN = datetime(2026, 11, 4, 7, 40, tzinfo=UTC)
_OPENED = datetime(2026, 11, 4, 7, 55, 10, tzinfo=UTC)

CHANNEL = AlertChannelDetail(
    name="webhook",
    summary="A request to an address of yours, signed after Standard Webhooks.",
    plugin="crossdock-alerts 0.1.0",
    settings_schema={"type": "object", "properties": {"url": {"type": "string"}}, "required": ["url"]},
    secrets=("secret",),
)
RULE_SETTINGS = AlertRuleSettings(
    channel="webhook",
    kinds=(AlertKind.FLOW_STOPPED, AlertKind.HOLDS),
    environments=("live",),
    settings={"url": "https://alerts.example.com/crossdock"},
    secrets={"secret": "whsec_..."},
)
RULE = AlertRule(
    id=example_id(40),
    project="acme-living",
    name="order-desk",
    channel=RULE_SETTINGS.channel,
    kinds=RULE_SETTINGS.kinds,
    environments=RULE_SETTINGS.environments,
    quiet_seconds=RULE_SETTINGS.quiet_seconds,
    thresholds=RULE_SETTINGS.thresholds,
    settings=RULE_SETTINGS.settings,
    secrets_set=("secret",),
    telling=Telling(tried_at=_OPENED, delivered_at=_OPENED),
    revision=1,
    created_at=_BEGAN,
    updated_at=_BEGAN,
)
TEST = RuleTest(arrived=True, message="The address answered 200.")
ALERT = Alert(
    id=example_id(41),
    project="acme-living",
    environment="live",
    kind=AlertKind.HOLDS,
    subject="refused",
    message="31 records are held as 'refused' and wait for a person.",
    remedy="Look at them under Exceptions; the playbook for the code says what to do.",
    count=31,
    since=_BEGAN,
    opened_at=_OPENED,
    last_at=_OPENED,
)
ACKNOWLEDGED = msgspec.structs.replace(
    ALERT, acknowledged_at=_OPENED, acknowledged_by="Robin Example", acknowledgement="The warehouse adds the SKUs today"
)
