"""Guards that plugins bring: checks between mapping and writing, for what is awkward to say in JSONata.

A guard is an ordinary Python function on JSON values: None is null. It says what becomes of a record: `Pass`, `Hold`,
`Filter` or `Wait`, as the guards that are written in a flow do. It must be pure: all it knows of the world comes from its
`GuardRecord` and its options. It runs in a process that can be ended, within limits of time and memory; one that fails or
is stopped lets nothing pass, the record is held as `guard-failed`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from crossdock.errors import PluginError
from crossdock.functions import UNDEFINED
from crossdock.model.evaluation import HoldCode
from crossdock.model.flow import GuardAction
from crossdock.model.record import RunCode

__all__ = [
    "UNDEFINED",
    "Filter",
    "Guard",
    "GuardAction",
    "GuardCode",
    "GuardExample",
    "GuardRecord",
    "Hold",
    "NoOptions",
    "Pass",
    "Verdict",
    "Wait",
]


class Pass(msgspec.Struct, frozen=True, kw_only=True, tag="pass"):
    """The guard has nothing against it; the next one is asked."""


class Hold(msgspec.Struct, frozen=True, kw_only=True, tag="hold", omit_defaults=True):
    """A person decides."""

    message: str
    """For people: what is wrong with this very record. It is kept in its journal, so no personal data."""
    remedy: str = ""
    """What they can do about it."""
    code: str = ""
    """One of the guard's `codes`; '' for the name that the flow gives the guard."""


class Filter(msgspec.Struct, frozen=True, kw_only=True, tag="filter", omit_defaults=True):
    """It is not for the target; it ends here."""

    reason: str
    """For people: why."""
    code: str = ""
    """As a hold's."""


class Wait(msgspec.Struct, frozen=True, kw_only=True, tag="wait", omit_defaults=True):
    """It stays in flight and is looked at again, up to a deadline; then a person decides (`waited-too-long`)."""

    reason: str
    """For people: what is waited for."""
    until: datetime | None = None
    """When to look again, with its zone; None: after the flow's `every_seconds`."""
    deadline: datetime | None = None
    """With its zone; None: the flow's `deadline_seconds` after the record's receipt."""


Verdict = Pass | Hold | Filter | Wait

ACTIONS: Mapping[type[Verdict], GuardAction] = {
    Hold: GuardAction.HOLD,
    Filter: GuardAction.FILTER,
    Wait: GuardAction.WAIT,
}
"""What each verdict but `Pass` does with a record."""


def _no_lookups(table: str, key: tuple[str, ...]) -> Any:
    raise LookupError(f"There is no lookup '{table}' to find {' / '.join(key)} in.")


class GuardRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What a guard may know of the record that it is asked about; all values are copies."""

    source: Any
    """The message, as the mapping read it."""
    output: Any
    """What was mapped from it. For a message that could not be mapped, None or what came out of it."""
    now: datetime
    """When the guard is asked, with its zone."""
    received_at: datetime
    """When the record was received, with its zone."""
    look_up: Callable[[str, tuple[str, ...]], Any] = _no_lookups
    """`record.look_up("shops", ("uk",))`: the value or object of a lookup's row, as functions look it up: by the table's
    miss policy where there is no row. A miss that holds gives UNDEFINED, and holds the record whatever the verdict is."""


class NoOptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For a guard that has nothing to choose."""


class GuardCode(msgspec.Struct, frozen=True, kw_only=True):
    """A code of its own that a guard holds or filters with, beside the name that a flow gives it."""

    name: str
    """'total-missing'; the name of its playbook, too."""
    meaning: str
    """One sentence."""
    action: GuardAction = GuardAction.HOLD
    """What is done with the record: hold or filter."""


class GuardExample(msgspec.Struct, frozen=True, kw_only=True):
    """A record and what the guard says of it; every example is run as a test."""

    source: Any = None
    output: Any = None
    options: Mapping[str, Any] = {}
    """As they stand in a flow."""
    verdict: Verdict
    lookups: Mapping[str, Mapping[str, str]] = {}
    """Tables the example needs: name to key to value."""
    now: datetime | None = None
    """None: when it was received, 2026-01-15T10:30:00Z."""


class Guard(msgspec.Struct, frozen=True, kw_only=True):
    """A guard with all that is needed to ask it, document it and test it.

    Raises PluginError where one of its codes is Crossdock's own, or where it can do nothing.
    """

    name: str
    """What a flow's `plugin` says: 'totals-agree'."""
    summary: str
    """One sentence: what it looks for."""
    check: Callable[[GuardRecord, Any], Verdict]
    """Called with the record and the options as a struct. It must not remember anything from one call to the next."""
    options: type[msgspec.Struct] = NoOptions
    """A struct whose fields each have a title and a description: its JSON Schema is the form, and what a flow says is
    held against it. Options stand in project folders and are shown, so none of them is a secret."""
    actions: tuple[GuardAction, ...] = (GuardAction.HOLD,)
    """All that it may do with a record; a verdict that is not among them is refused. One that may filter is asked also
    where a message could not be mapped, and then only its filtering counts."""
    codes: tuple[GuardCode, ...] = ()
    """Beside the name that a flow gives the guard, which is the code of a verdict that names none."""
    examples: tuple[GuardExample, ...] = ()

    def __post_init__(self) -> None:
        taken = [code.name for code in self.codes if code.name in (*HoldCode, *RunCode)]
        if taken or not self.actions:
            wrong = f"has the code '{taken[0]}', which is Crossdock's own" if taken else "may do nothing with a record"
            raise PluginError(f"The guard '{self.name}' {wrong}.", remedy="Tell the plugin's author.")
