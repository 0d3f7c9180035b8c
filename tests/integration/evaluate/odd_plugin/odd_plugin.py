"""A function pack that does what function packs must not do."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import FunctionEntry

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


@hookimpl
def functions() -> Sequence[FunctionEntry]:
    """One entry for each trouble."""
    return [
        FunctionEntry(name=name, signature=signature, target=f"odd_functions:ODD_{name[3:].upper()}", summary="Odd.")
        for name, signature in SIGNATURES.items()
    ]
