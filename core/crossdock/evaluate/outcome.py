"""What is made of an evaluation's result before anybody gets it, in whatever process it was evaluated."""

from __future__ import annotations

from typing import Final

import msgspec

from crossdock.evaluate.limits import limit_problem
from crossdock.model.evaluation import Evaluated, Limits
from crossdock.model.problem import Problem

HALF_CHARACTER: Final = Problem(
    code="not-json",
    message="A message or a lookup's key holds half a surrogate pair, which no text can hold.",
    remedy="Write the character itself, or both halves of its escape.",
)


def within_output(evaluated: Evaluated, limits: Limits) -> Evaluated:
    """The result, or the problem that its output is longer than it may be."""
    if evaluated.output is None or len(evaluated.output) <= limits.output_bytes:
        return evaluated
    problem = limit_problem("output", limits)
    return msgspec.structs.replace(evaluated, output=None, limit="output", problems=(problem,))


def sayable(evaluated: Evaluated) -> Evaluated:
    """The result, or the problem that a text in it is none: an output is checked where it is written, the rest here."""
    if not evaluated.problems and not evaluated.misses:
        return evaluated
    try:
        msgspec.msgpack.encode(evaluated)
    except UnicodeEncodeError:
        return Evaluated(problems=(HALF_CHARACTER,))
    return evaluated
