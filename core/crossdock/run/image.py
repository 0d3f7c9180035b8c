"""The whole image of a thing that its target overwrites: what was confirmed last, and what a message changes of it."""

from __future__ import annotations

from typing import Any

from crossdock.connect.operation import Operation
from crossdock.engine.json_text import decode
from crossdock.model.record import Effect, EffectState
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store

_SENT = (EffectState.CONFIRMED, EffectState.ACCEPTED, EffectState.INTENDED)
"""In these states what was sent is at the target, or on its way there."""


async def whole(store: Store, keyring: Keyring, operation: Operation, effect: Effect | None, message: Any) -> Any:
    """The message laid over what was sent last, where the operation overwrites and the message is only a part.

    It stays a part where nothing whole is known; then the connector refuses it.
    """
    field = operation.overwrites
    if not field or message.get(field) is True or effect is None or effect.state not in _SENT:
        return message
    async with store.read() as work:
        sealed = await work.effects.body(effect.id)
    image = decode(keyring.open(sealed)) if sealed is not None else {}
    return laid_over(image, message) | {field: True} if image.get(field) is True else message


def laid_over(image: Any, change: Any) -> Any:
    """An image with a change: objects field by field, everything else, lists included, as the change has it."""
    if not (isinstance(image, dict) and isinstance(change, dict)):
        return change
    return image | {name: laid_over(image.get(name), value) for name, value in change.items()}
