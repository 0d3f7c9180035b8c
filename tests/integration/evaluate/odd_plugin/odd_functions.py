"""The functions of the odd plugin, each named after the trouble it makes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from odd_plugin import SIGNATURES

from crossdock.functions import UNDEFINED, Context, Function, FunctionError

_GROWN: list[bytearray] = []


def change(value: dict[str, Any]) -> dict[str, Any]:
    value["changed"] = True
    value["inner"].clear()
    return value


def leave() -> None:
    os._exit(3)


def quit_() -> None:
    sys.exit(3)


def grow(mebibytes: int) -> int:
    _GROWN.append(bytearray(mebibytes * 1024 * 1024))
    return len(_GROWN)


def kind(value: Any) -> str:
    return "nothing" if value is UNDEFINED else type(value).__name__


def shout(text: str) -> str:
    sys.stdout.write("\x00\x00\x00\x01 this is no frame\n")
    sys.stdout.flush()
    return text.upper()


def break_down(text: str) -> str:
    raise KeyError(text)


def refuse(text: str) -> str:
    raise FunctionError(f"'{text}' is not to my taste", code="odd-taste", remedy="Give something else.")


def repeat(text: str, times: int = 2) -> str:
    return text * times


def secrets() -> list[str]:
    return [name for name in os.environ if name.startswith("CROSSDOCK_")]


def received(context: Context) -> str:
    return context.received_at.isoformat()


def _function(name: str, implementation: Callable[..., Any], *, with_context: bool = False) -> Function:
    return Function(
        name=name,
        signature=SIGNATURES[name],
        implementation=implementation,
        summary="Odd.",
        examples=(),
        with_context=with_context,
    )


ODD_CHANGE = _function("oddChange", change)
ODD_EXIT = _function("oddExit", leave)
ODD_GROW = _function("oddGrow", grow)
ODD_KIND = _function("oddKind", kind)
ODD_PRINT = _function("oddPrint", shout)
ODD_QUIT = _function("oddQuit", quit_)
ODD_RAISE = _function("oddRaise", break_down)
ODD_REFUSE = _function("oddRefuse", refuse)
ODD_REPEAT = _function("oddRepeat", repeat)
ODD_SECRETS = _function("oddSecrets", secrets)
ODD_SET = _function("oddSet", lambda: {"a", "set"})
ODD_NULL = _function("oddNull", lambda: None)
ODD_NOTHING = _function("oddNothing", lambda: UNDEFINED)
ODD_RECEIVED = _function("oddReceived", received, with_context=True)
