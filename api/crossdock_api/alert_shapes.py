"""What goes over the wire about alerts, where it is not one of the model's values as it stands."""

from __future__ import annotations

import msgspec

from crossdock.model.resource import JsonSchema


class AlertChannelDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A way to tell somebody of an alert."""

    name: str
    summary: str
    plugin: str
    """Distribution and version that bring it."""
    settings_schema: JsonSchema
    """JSON Schema of its settings; secrets are marked `writeOnly`."""
    secrets: tuple[str, ...]
    """Names of the settings that are secrets."""


class Acknowledgement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why nobody needs to be told again."""

    reason: str
    """For those who read it later: who looks after it."""
