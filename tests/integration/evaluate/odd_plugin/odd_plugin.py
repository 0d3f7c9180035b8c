"""A plugin that does what functions and guards must not do."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import FunctionEntry, GuardEntry

SIGNATURES = {
    "oddChange": "<o:o>",
    "oddExit": "<:x>",
    "oddGrow": "<n:n>",
    "oddKind": "<x:s>",
    "oddPrint": "<s:s>",
    "oddQuit": "<:x>",
    "oddRaise": "<s:s>",
    "oddRefuse": "<s:s>",
    "oddRepeat": "<s-n?:s>",
    "oddSecrets": "<:a<s>>",
    "oddSet": "<:x>",
    "oddNull": "<:x>",
    "oddNothing": "<:x>",
    "oddAway": "<:x>",
    "oddReceived": "<:s>",
}
GUARDS = (
    "odd-away",
    "odd-changes",
    "odd-codes",
    "odd-exits",
    "odd-forbids",
    "odd-hangs",
    "odd-looks",
    "odd-quits",
    "odd-raises",
    "odd-refuses",
    "odd-sees",
    "odd-silent",
)


@hookimpl
def guards() -> Sequence[GuardEntry]:
    """One entry for each trouble."""
    return [
        GuardEntry(name=name, target=f"odd_guards:{name.upper().replace('-', '_')}", summary="Odd.") for name in GUARDS
    ]


@hookimpl
def functions() -> Sequence[FunctionEntry]:
    """One entry for each trouble."""
    return [
        FunctionEntry(name=name, signature=signature, target=f"odd_functions:ODD_{name[3:].upper()}", summary="Odd.")
        for name, signature in SIGNATURES.items()
    ]
