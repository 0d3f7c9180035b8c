"""What this distribution brings to Crossdock."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import AlertChannelEntry


@hookimpl
def alert_channels() -> Sequence[AlertChannelEntry]:
    return [
        AlertChannelEntry(
            name="webhook",
            summary="A request to an address of yours, signed after Standard Webhooks.",
            target="crossdock_alerts.webhook:SignedWebhook",
        ),
        AlertChannelEntry(
            name="smtp",
            summary="An e-mail, over your own mail server.",
            target="crossdock_alerts.smtp:Smtp",
        ),
        AlertChannelEntry(
            name="slack",
            summary="A message in a channel of Slack, or of whatever takes Slack's incoming webhooks.",
            target="crossdock_alerts.slack:Slack",
        ),
    ]
