"""The shape of a project folder's alert rules."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from crossdock.model.alert import AlertKind, Thresholds
from crossdock.project.shapes import UNIQUE, Name, Text

_ALERT = Thresholds()


class ThresholdsItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """From where on something is worth an alert."""

    holds_more_than: Annotated[int, Meta(ge=0, description="Held records of one code.")] = _ALERT.holds_more_than
    holds_older_seconds: Annotated[int, Meta(ge=0, description="Or the age of the oldest one.")] = (
        _ALERT.holds_older_seconds
    )
    rejected_more_than: Annotated[int, Meta(ge=0, description="Rejected deliveries of one flow,")] = (
        _ALERT.rejected_more_than
    )
    rejected_seconds: Annotated[int, Meta(ge=60, description="within so long.")] = _ALERT.rejected_seconds
    polls_failing_from: Annotated[int, Meta(ge=1, description="Polls of one flow that failed in a row,")] = (
        _ALERT.polls_failing_from
    )
    polls_failing_seconds: Annotated[int, Meta(ge=0, description="or for how long they did.")] = (
        _ALERT.polls_failing_seconds
    )
    expiring_days: Annotated[int, Meta(ge=0, description="Days before a connection's secret expires, or fewer.")] = (
        _ALERT.expiring_days
    )


class AlertFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """alerts/<name>.yaml: who is told of what, over which channel; its secrets are on the server alone."""

    channel: Annotated[Text, Meta(description="An installed alert channel.", examples=["slack"])]
    kinds: Annotated[
        tuple[AlertKind, ...], Meta(extra_json_schema=UNIQUE, description="What it is about; none: everything.")
    ] = ()
    environments: Annotated[
        tuple[Name, ...], Meta(extra_json_schema=UNIQUE, description="None: all of the project's.")
    ] = ()
    quiet_seconds: Annotated[int, Meta(ge=0, description="How long nothing is told again of what was told.")] = 3600
    thresholds: Annotated[ThresholdsItem, Meta(description="From where on something is worth an alert.")] = (
        ThresholdsItem()
    )
    settings: Annotated[dict[str, Any], Meta(description="The channel's plain settings, never a secret.")] = {}
