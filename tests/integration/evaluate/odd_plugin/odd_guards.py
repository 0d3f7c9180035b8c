"""The guards of the odd plugin, each named after the trouble it makes."""

from __future__ import annotations

import itertools
import os
import sys
from typing import Any

import msgspec

from crossdock.functions import FunctionError
from crossdock.guards import (
    Filter,
    Guard,
    GuardAction,
    GuardCode,
    GuardRecord,
    Hold,
    NoOptions,
    Pass,
    Verdict,
    Wait,
)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    least: int
    action: str = "hold"


def changes(record: GuardRecord, options: NoOptions) -> Verdict:
    seen = record.source["seen"]
    record.source["seen"] = True
    return Hold(message="It was changed before.") if seen else Pass()


def codes(record: GuardRecord, options: NoOptions) -> Verdict:
    return Hold(message="No.", code=record.source["code"])


def exits(record: GuardRecord, options: NoOptions) -> Verdict:
    os._exit(3)


def forbids(record: GuardRecord, options: NoOptions) -> Verdict:
    return Filter(reason="It may only hold.")


def hangs(record: GuardRecord, options: NoOptions) -> Verdict:
    for _ in itertools.count():
        pass
    return Pass()


def looks(record: GuardRecord, options: NoOptions) -> Verdict:
    return Hold(message=f"{record.look_up('shops', (record.source['shop'],))}.")


def quits(record: GuardRecord, options: NoOptions) -> Verdict:
    sys.exit(3)


def raises(record: GuardRecord, options: NoOptions) -> Verdict:
    raise KeyError("x")


def refuses(record: GuardRecord, options: NoOptions) -> Verdict:
    raise FunctionError("there is salt in it", code="odd-taste", remedy="Give something else.")


def sees(record: GuardRecord, options: Seen) -> Verdict:
    told = f"{record.source['a'] >= options.least} {record.output} {record.now.isoformat()} {record.received_at.isoformat()}"
    if options.action == "wait":
        return Wait(reason=told, until=record.now)
    return Filter(reason=told, code="seen") if options.action == "filter" else Hold(message=told)


def silent(record: GuardRecord, options: NoOptions) -> None:
    return None


def _guard(name: str, check: Any, **more: Any) -> Guard:
    return Guard(name=name, summary="Odd.", check=check, **more)


ODD_CHANGES = _guard("odd-changes", changes)
ODD_CODES = _guard(
    "odd-codes",
    codes,
    codes=(GuardCode(name="known", meaning="K."), GuardCode(name="other", meaning="O.", action=GuardAction.FILTER)),
)
ODD_EXITS = _guard("odd-exits", exits)
ODD_FORBIDS = _guard("odd-forbids", forbids)
ODD_HANGS = _guard("odd-hangs", hangs)
ODD_LOOKS = _guard("odd-looks", looks)
ODD_QUITS = _guard("odd-quits", quits)
ODD_RAISES = _guard("odd-raises", raises)
ODD_REFUSES = _guard("odd-refuses", refuses)
ODD_SEES = _guard(
    "odd-sees",
    sees,
    options=Seen,
    actions=(GuardAction.HOLD, GuardAction.FILTER, GuardAction.WAIT),
    codes=(GuardCode(name="seen", meaning="S.", action=GuardAction.FILTER),),
)
ODD_SILENT = _guard("odd-silent", silent)
