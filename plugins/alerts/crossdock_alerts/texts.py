"""An alert in words."""

from __future__ import annotations

from datetime import UTC, datetime

from crossdock.model.alert import Notice, NoticeType


def lines(notice: Notice) -> list[str]:
    """What there is to say below the heading, a sentence or two each."""
    alert = notice.alert
    if notice.type is NoticeType.RESOLVED:
        return [f"It is over. It was: {alert.message}", f"From {told(alert.since)} to {told(notice.at)}."]
    said = [alert.message, alert.remedy, f"Since {told(alert.since)}."]
    return [sentence for sentence in said if sentence]


def told(moment: datetime) -> str:
    """A time for people: '2026-11-04 08:01 UTC'."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
