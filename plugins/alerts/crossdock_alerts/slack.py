"""The channel `slack`: Slack's incoming webhooks, and whatever takes the same.

Facts: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and
https://docs.slack.dev/messaging/formatting-message-text (only `&`, `<` and `>` are escaped).
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from crossdock.connect import AlertChannel, Secret
from crossdock.connect.alert_channel import refusal
from crossdock.model.alert import Notice
from crossdock_alerts.texts import lines


class SlackSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where messages go."""

    url: Annotated[
        Secret,
        Meta(title="Webhook address", description="As Slack shows it; whoever has it can write, so it is a secret."),
    ]


class Slack(AlertChannel):
    """One message a notice."""

    name = "slack"
    settings_type = SlackSettings

    async def send(self, notice: Notice) -> str:
        body = msgspec.json.encode({"text": text_of(notice)})
        answer = await self.outside.post(self.settings.url.reveal(), body, {"content-type": "application/json"})
        if error := refusal("Slack", answer):
            raise error
        return f"Slack answered {answer.status}."


def text_of(notice: Notice) -> str:
    """The message in Slack's mrkdwn."""
    return "\n".join([f"*{escaped(notice.heading)}*", *(escaped(line) for line in lines(notice))])


def escaped(text: str) -> str:
    """A text in which nothing is a link, a mention or an entity."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
