"""What this plugin brings: light, because it is imported whenever plugins are listed."""

from crossdock.hookspecs import hookimpl
from crossdock.plugin import GuardEntry


@hookimpl
def guards():
    return [
        GuardEntry(
            name="acme-credit",
            summary="Holds an order that is worth more than its customer may buy on credit.",
            target="acme_guard.credit:CREDIT",
        )
    ]
