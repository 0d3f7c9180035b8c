"""What this plugin brings: light, because it is imported whenever plugins are listed."""

from crossdock.hookspecs import hookimpl
from crossdock.plugin import FunctionEntry


@hookimpl
def functions():
    return [
        FunctionEntry(
            name="bin",
            signature="<s-:o>",
            summary="Takes a bin code apart: aisle, shelf and slot.",
            target="acme_functions.bins:BIN",
        )
    ]
