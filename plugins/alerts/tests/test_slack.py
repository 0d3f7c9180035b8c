"""The channel `slack`."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import urlsplit

import msgspec
import pytest

from crossdock.connect import Secret
from crossdock.connect.outside import GuardedOutside
from crossdock.errors import PlatformError
from crossdock.model.alert import Notice, NoticeType
from crossdock.testing.receiver import receiver
from crossdock_alerts.slack import Slack, SlackSettings, text_of


async def test_a_message_says_what_it_is_about_and_what_to_do(notice: Notice) -> None:
    with receiver() as end:
        settings = SlackSettings(url=Secret(f"{end.url}/services/T0/B0/made-up"))
        await Slack(settings, GuardedOutside(frozenset({urlsplit(end.url).netloc}))).send(notice)
        (came,) = end.wait_for(1)
    assert came.path == "/services/T0/B0/made-up"
    told = json.loads(came.body)["text"].splitlines()
    assert told[0] == "*Alert: acme/live, flow-stopped, orders*"
    assert told[2:] == ["Mend the connection, then resume the flow.", "Since 2026-11-04 08:01 UTC."]


def test_nothing_in_a_message_is_a_mention_or_a_link(notice: Notice) -> None:
    assert "&lt;!channel&gt; said no &amp; went." in text_of(notice)
    assert "<" not in text_of(notice)


def test_what_is_over_is_said_to_be(notice: Notice) -> None:
    over = msgspec.structs.replace(notice, type=NoticeType.RESOLVED, at=notice.at + timedelta(hours=2))
    assert text_of(over).startswith("*Over: acme/live")
    assert "From 2026-11-04 08:01 UTC to 2026-11-04 10:01 UTC." in text_of(over)


async def test_the_address_is_a_secret_in_failures_too(notice: Notice) -> None:
    with receiver() as end:
        end.statuses = [404]
        settings = SlackSettings(url=Secret(f"{end.url}/services/T0/B0/made-up"))
        with pytest.raises(PlatformError, match="Slack answered 404") as failed:
            await Slack(settings, GuardedOutside(frozenset({urlsplit(end.url).netloc}))).send(notice)
    assert "made-up" not in str(failed.value)
