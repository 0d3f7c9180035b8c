"""Guards: a flow's checks between mapping and writing."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from crossdock.errors import MappingFailed
from crossdock.model.evaluation import Evaluated, HoldCode, HoldReason
from crossdock.model.flow import Guard


class GuardFailed(MappingFailed):
    """A guard cannot be checked; `hold` is why the record must wait."""

    def __init__(self, guard: Guard, code: HoldCode, why: str, remedy: str, evaluated: Evaluated) -> None:
        message = f"The guard '{guard.name}' cannot be checked: {why}"
        super().__init__(message, code=code, remedy=remedy, problems=evaluated.problems)
        self.hold = HoldReason(
            code=code, message=message, remedy=remedy, problems=evaluated.problems, misses=evaluated.misses
        )


Evaluate = Callable[[str, bytes], Awaitable[Evaluated]]
"""Evaluates a JSONata text on a JSON text."""


async def first_applying(
    guards: Sequence[Guard], source: bytes, target: bytes, now: datetime, evaluate: Evaluate
) -> Guard | None:
    """The first guard that applies to a record; None where all let it pass.

    `source` is the message, `target` what was mapped from it, both JSON texts. Raises GuardFailed naming the guard
    whose text cannot be evaluated: a check that cannot be made lets nothing pass.
    """
    if not guards:
        return None
    given = b'{"source":' + source + b',"target":' + target + b',"now":' + json.dumps(now.isoformat()).encode() + b"}"
    together = await evaluate(_all_in_one(guards), given)
    if not (together.problems or together.misses):
        said = json.loads(together.output or b"{}")
        return next((guard for number, guard in enumerate(guards) if _is_true(said.get(str(number)))), None)
    for guard in guards:  # one of them cannot be checked: those before it count all the same
        if _applies(guard, await evaluate(guard.when, given)):
            return guard
    return None


def _all_in_one(guards: Sequence[Guard]) -> str:
    """One text that tells of each guard what it gives: reading a message takes longer than checking it."""
    return "{" + ",".join(f'"{number}": (\n{guard.when}\n)' for number, guard in enumerate(guards)) + "}"


def _applies(guard: Guard, evaluated: Evaluated) -> bool:
    if evaluated.misses:
        missed = evaluated.misses[0]
        raise GuardFailed(
            guard,
            HoldCode.LOOKUP_MISS,
            f"the lookup '{missed.table}' has no row for '{' / '.join(missed.key)}'.",
            "Add the missing row to the lookup; its owner knows the value.",
            evaluated,
        )
    if evaluated.problems:
        why = evaluated.problems[0].message
        raise GuardFailed(guard, HoldCode.MAPPING_ERROR, why, "Correct the guard's text in the flow.", evaluated)
    return evaluated.output is not None and _is_true(json.loads(evaluated.output))


def _is_true(value: Any) -> bool:
    """As `$boolean` of the language has it."""
    if isinstance(value, list):
        return any(_is_true(item) for item in value)
    return bool(value)
