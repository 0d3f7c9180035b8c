"""What process flows send to Crossdock: an envelope around whatever they carry, one or a list of them.

A run that is retried starts over and sends everything again. So an envelope names its `key` and `version`, and holds
nothing that changes from run to run: what comes again is then recognised.
"""

from __future__ import annotations

from typing import Any

from crossdock.connect import Resource, SharedSecret, Webhook
from crossdock.errors import InvalidInput
from crossdock_patchworks import inferred

SIGNATURE = SharedSecret(setting="hook_secret")

HANDOVER = Resource(
    name="handover",
    title="Handover",
    description="What a process flow hands to Crossdock: a key, a version, and the data.",
    key=("key",),
    version="version",
    passed_on=True,
)
ORDER_HANDED_OVER = Webhook(
    name="order-handed-over",
    title="Order handed over",
    description="A process flow passes on something about an order, which it names.",
    resource=HANDOVER.name,
    topic="order-handed-over",
    kind="order",
    identity="order",
    version="version",
    aliases=(("order_number", "number"),),
    signature=SIGNATURE,
    inferred=(inferred.SENDS_BASIC,),
)
HANDED_OVER = Webhook(
    name="handed-over",
    title="Handed over",
    description="A process flow passes on anything else: a product, a level of stock, a customer.",
    resource=HANDOVER.name,
    topic="handed-over",
    kind="handover",
    version="version",
    signature=SIGNATURE,
    inferred=(inferred.SENDS_BASIC,),
)
WEBHOOKS = (ORDER_HANDED_OVER, HANDED_OVER)


def envelopes(document: Any) -> list[Any]:
    """The envelopes in a body; raises InvalidInput where it is neither one nor a list of them."""
    found = document if isinstance(document, list) else [document]
    if found and all(isinstance(each, dict) and each.get("version") not in (None, "") for each in found):
        return found
    raise InvalidInput(
        "This is no envelope, or one of several has no version.",
        code="no-envelope",
        remedy='Have the process flow send {"key": ..., "version": ..., "data": ...}, or a list of such.',
    )
