"""What is wrong with a flow's guard by itself, whatever the plugins bring."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crossdock.model.flow import Guard

KIND = "guard-kind"
NO_REASON = "no-reason"


class GuardFault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, and where."""

    code: str
    pointer: str
    """Into the guard: '/when'."""
    message: str
    remedy: str


def guard_faults(guard: Guard) -> Iterator[GuardFault]:
    """Every fault of a guard: it is either a text with what it does and why, or a plugin's guard with its options."""
    if guard.plugin:
        yield from _beside_plugin(guard)
        return
    if not guard.when.strip():
        yield _kind("/when", "The guard has no text to check with.", "Write `when`, or name a `plugin`'s guard.")
    if guard.then is None:
        yield _kind("/then", "The guard does not say what it does.", "Write `then`: hold, filter or wait.")
    if not guard.reason.strip():
        message, remedy = "The guard gives no reason.", "Say why, for people."
        yield GuardFault(code=NO_REASON, pointer="/reason", message=message, remedy=remedy)
    if guard.options:
        yield _kind("/options", "Only a plugin's guard has options.", "Name its `plugin`, or take the options out.")


def _beside_plugin(guard: Guard) -> Iterator[GuardFault]:
    given = {"when": guard.when, "then": guard.then, "reason": guard.reason}
    for key in (key for key, value in given.items() if value):
        message = (
            f"A plugin's guard says itself when it applies, what it does and why; `{key}` would be read by nobody."
        )
        yield _kind(f"/{key}", message, f"Take `{key}` out, or take `plugin` out.")


def _kind(pointer: str, message: str, remedy: str) -> GuardFault:
    return GuardFault(code=KIND, pointer=pointer, message=message, remedy=remedy)
