"""What this plugin brings: light, because it is imported whenever plugins are listed."""

from __future__ import annotations

from crossdock.hookspecs import hookimpl
from crossdock.plugin import FunctionEntry

crossdock_hooks = "1.1"
"""The version of the hook specification that this is written for."""


@hookimpl
def functions() -> list[FunctionEntry]:
    return [
        FunctionEntry(
            name="{{function}}Bin",
            signature="<s-:o>",
            summary="Takes a bin code apart: aisle, shelf and slot.",
            target="{{package}}.bins:BIN",
        )
    ]
