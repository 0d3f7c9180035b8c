"""A held result as an error, for callers that asked for an output."""

from __future__ import annotations

from crossdock.errors import LimitExceeded, MappingFailed
from crossdock.model.evaluation import HoldCode, Mapped


def failure(mapped: Mapped) -> MappingFailed | None:
    """The error to raise for a held result, its code the hold's code; None when there is an output to give.

    Its details hold `output` (raw JSON text) where there is one to look at, `misses` of lookups, and what was `left_out`.
    """
    hold = mapped.hold
    if hold is None:
        return None
    kind = LimitExceeded if hold.code is HoldCode.LIMIT_EXCEEDED else MappingFailed
    details: dict[str, object] = {}
    if mapped.output is not None:
        details["output"] = mapped.output
    if hold.misses:
        details["misses"] = hold.misses
    if mapped.left_out:
        details["left_out"] = mapped.left_out
    return kind(hold.message, code=hold.code, remedy=hold.remedy, problems=hold.problems, **details)
