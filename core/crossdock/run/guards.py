"""Guards: a flow's checks between mapping and writing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Protocol

import msgspec

from crossdock import guards
from crossdock.errors import MappingFailed
from crossdock.model.evaluation import Evaluated, HoldCode
from crossdock.model.flow import Guard, GuardAction
from crossdock.model.lookup import LookupMiss
from crossdock.model.record import RunCode

_DECIDE = "Decide: let it go on once it is right, or skip it."
_verdicts: msgspec.json.Decoder[guards.Verdict] = msgspec.json.Decoder(guards.Verdict)


class GuardFailed(MappingFailed):
    """A guard cannot be checked, so the record must wait; its code is the hold's."""

    def __init__(self, guard: Guard, code: str, why: str, remedy: str, evaluated: Evaluated) -> None:
        message = f"The guard '{guard.name}' cannot be checked: {why}"
        super().__init__(message, code=code, remedy=remedy, problems=evaluated.problems)
        self.misses: tuple[LookupMiss, ...] = evaluated.misses


class GuardInput(msgspec.Struct, frozen=True, kw_only=True):
    """What guards are asked about: JSON texts of the message and of what was mapped from it, and the time."""

    source: bytes
    target: bytes
    now: datetime
    is_mapped: bool = True
    """Whether the message could be mapped; of one that could not, only filters are asked."""

    @property
    def text(self) -> bytes:
        """The JSON text that guards' texts are evaluated on."""
        now = json.dumps(self.now.isoformat()).encode()
        return b'{"source":' + self.source + b',"target":' + self.target + b',"now":' + now + b"}"


class Asker(Protocol):
    """Who evaluates texts and asks plugins' guards, about one record."""

    async def evaluate(self, text: str, given: bytes) -> Evaluated:
        """A JSONata text's result on a JSON text."""

    async def check(self, guard: Guard, given: bytes, *, is_mapped: bool) -> Evaluated:
        """The JSON text of a plugin's guard's verdict; raises NotFound or ConfigurationError where it cannot be had."""


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """A guard that applies to a record, and what becomes of it."""

    guard: Guard
    verdict: guards.Hold | guards.Filter | guards.Wait

    @property
    def reason(self) -> str:
        """For people: why."""
        return self.verdict.message if isinstance(self.verdict, guards.Hold) else self.verdict.reason


async def first_applying(asked: Sequence[Guard], given: GuardInput, asker: Asker) -> Applied | None:
    """The first guard that applies to a record; None where all let it pass.

    Raises GuardFailed naming the guard that cannot be checked: a check that cannot be made lets nothing pass.
    """
    wanted = asked if given.is_mapped else [guard for guard in asked if guard.plugin or _filters(guard)]
    text = given.text if wanted else b""
    for plugin, some in groupby(wanted, key=lambda guard: bool(guard.plugin)):
        if plugin:
            applied = await _first_of_plugins(some, text, asker, is_mapped=given.is_mapped)
        else:
            applied = await _first_text(tuple(some), text, asker)
        if applied is not None:
            return applied
    return None


def _filters(guard: Guard) -> bool:
    return guard.then is GuardAction.FILTER


async def _first_of_plugins(some: Iterable[Guard], given: bytes, asker: Asker, *, is_mapped: bool) -> Applied | None:
    for guard in some:
        verdict = _verdict(guard, await asker.check(guard, given, is_mapped=is_mapped))
        if not isinstance(verdict, guards.Pass):
            return Applied(guard=guard, verdict=verdict)
    return None


async def _first_text(texts: Sequence[Guard], given: bytes, asker: Asker) -> Applied | None:
    together = await asker.evaluate(_all_in_one(texts), given)
    if not (together.problems or together.misses):
        said = json.loads(together.output or b"{}")
        return next((_applied(guard) for number, guard in enumerate(texts) if _is_true(said.get(str(number)))), None)
    for guard in texts:  # one of them cannot be checked: those before it count all the same
        if _applies(guard, await asker.evaluate(guard.when, given)):
            return _applied(guard)
    return None


def _all_in_one(texts: Sequence[Guard]) -> str:
    """One text that tells of each guard what it gives: reading a message takes longer than checking it."""
    return "{" + ",".join(f'"{number}": (\n{guard.when}\n)' for number, guard in enumerate(texts)) + "}"


def _applied(guard: Guard) -> Applied:
    match guard.then:
        case GuardAction.FILTER:
            return Applied(guard=guard, verdict=guards.Filter(reason=guard.reason))
        case GuardAction.WAIT:
            return Applied(guard=guard, verdict=guards.Wait(reason=guard.reason))
        case _:
            return Applied(guard=guard, verdict=guards.Hold(message=guard.reason, remedy=_DECIDE))


def _applies(guard: Guard, evaluated: Evaluated) -> bool:
    _require_lookups(guard, evaluated)
    if evaluated.problems:
        why = evaluated.problems[0].message
        raise GuardFailed(guard, HoldCode.MAPPING_ERROR, why, "Correct the guard's text in the flow.", evaluated)
    return evaluated.output is not None and _is_true(json.loads(evaluated.output))


def _verdict(guard: Guard, evaluated: Evaluated) -> guards.Verdict:
    _require_lookups(guard, evaluated)
    if evaluated.limit:
        why = f"'{guard.plugin}' was stopped, for it took more {evaluated.limit} than it may."
        raise GuardFailed(guard, RunCode.GUARD_FAILED, why, "Tell the plugin's author.", evaluated)
    if evaluated.output is None:
        first = evaluated.problems[0]
        why = f"'{guard.plugin}' failed ({first.message.rstrip('.')})."
        raise GuardFailed(guard, RunCode.GUARD_FAILED, why, first.remedy, evaluated)
    return _verdicts.decode(evaluated.output)


def _require_lookups(guard: Guard, evaluated: Evaluated) -> None:
    if evaluated.misses:
        missed = evaluated.misses[0]
        raise GuardFailed(
            guard,
            HoldCode.LOOKUP_MISS,
            f"the lookup '{missed.table}' has no row for '{' / '.join(missed.key)}'.",
            "Add the missing row to the lookup; its owner knows the value.",
            evaluated,
        )


def _is_true(value: Any) -> bool:
    """As `$boolean` of the language has it."""
    if isinstance(value, list):
        return any(_is_true(item) for item in value)
    return bool(value)
