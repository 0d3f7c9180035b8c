"""What goes wrong between the demo's platforms and its flows: now and then, as in life."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from crossdock.demo.control import calm_down, control

_WAIT_SECONDS = 2


class Trouble(StrEnum):
    """How much of it."""

    NONE = "none"
    SOME = "some"
    """What a quiet week brings."""
    MUCH = "much"
    """A bad day."""


_RARITY: Mapping[Trouble, int] = {Trouble.SOME: 8, Trouble.MUCH: 1}
"""How many times rarer than on a bad day."""
_SHARES: Mapping[str, Mapping[str, Any]] = {
    "throttle": {"kind": "throttle", "seconds": 1},
    "error": {"kind": "status", "status": 503},
    "lost-answer": {"kind": "timeout", "after_write": True, "seconds": _WAIT_SECONDS},
    "no-answer": {"kind": "timeout", "seconds": _WAIT_SECONDS},
    "reset": {"kind": "reset"},
}
_SHARE_OF_CALLS = {"throttle": 0.08, "error": 0.04, "lost-answer": 0.03, "no-answer": 0.02, "reset": 0.02}
"""On a bad day."""
_EVERY = {
    "seko": {"lose_push_every": 7, "repeat_push_every": 5},
    "shopify": {"lose_every": 10, "repeat_every": 6},
}
"""Of the messages that platforms send by themselves, on a bad day."""


def make_trouble(addresses: Mapping[str, str], trouble: Trouble) -> None:
    """Have it happen at both sandboxes from now on, instead of what was asked for before.

    Raises httpx.HTTPError where one does not answer.
    """
    rarity = _RARITY.get(trouble)
    for name, every in _EVERY.items():
        control(
            addresses[name], "switches", {switch: often * rarity if rarity else 0 for switch, often in every.items()}
        )
        calm_down(addresses[name])
        for kind, share in _SHARE_OF_CALLS.items() if rarity else ():
            control(addresses[name], "faults", {**_SHARES[kind], "share": share / (rarity or 1)})
