"""What the API adds to the command line, through the hook that any plugin may use."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import CommandEntry


@hookimpl
def commands() -> Sequence[CommandEntry]:
    """`crossdock serve` and `crossdock demo`."""
    return [
        CommandEntry(name="serve", summary="Serve the studio over HTTP.", target="crossdock_api.serve:serve"),
        CommandEntry(name="demo", summary="Run a studio with a demo project.", target="crossdock_api.demo:demo"),
    ]
