"""What this plugin brings: light, because it is imported whenever plugins are listed."""

from __future__ import annotations

from crossdock.hookspecs import hookimpl
from crossdock.plugin import GuardEntry

crossdock_hooks = "1.1"
"""The version of the hook specification that this is written for."""


@hookimpl
def guards() -> list[GuardEntry]:
    return [
        GuardEntry(
            name="{{name}}-lines",
            summary="Holds an order with more lines than are packed by hand.",
            target="{{package}}.lines:LINES",
        )
    ]
