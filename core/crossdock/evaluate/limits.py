"""The words for an evaluation that was ended by a limit."""

from __future__ import annotations

from crossdock.errors import LimitExceeded
from crossdock.model.evaluation import Limits
from crossdock.model.problem import Problem


def limit_problem(limit: str, limits: Limits) -> Problem:
    """Why an evaluation was ended: `limit` is 'time', 'memory' or 'output'."""
    message = f"The expression was stopped: it took more {limit} than the {_allowed(limit, limits)} it may."
    return Problem(code=LimitExceeded.code, message=message, remedy=_REMEDIES[limit])


def limit_of(code: str) -> str | None:
    """The limit that ended an evaluation, by the language's code for it; None where no limit did."""
    return _BY_CODE.get(code)


def parse_problem(limit: str, limits: Limits) -> Problem:
    """Why reading a text was ended: `limit` is 'time' or 'memory'."""
    message = f"The text cannot be read with the {_allowed(limit, limits)} of {limit} that it may take."
    return Problem(code=LimitExceeded.code, message=message, remedy="Make the text shorter, or nest it less deeply.")


def _allowed(limit: str, limits: Limits) -> str:
    amounts = {"memory": limits.memory_bytes, "output": limits.output_bytes}
    return f"{amounts[limit] / 1024**2:g} MiB" if limit in amounts else f"{limits.seconds:g} s"


_BY_CODE = {"D1011": "depth", "D1012": "time", "D2014": "memory", "D2015": "memory"}
_REMEDIES = {
    "time": "Look for endless recursion, a regular expression that backtracks, or a range that is too long.",
    "memory": "Look for a text or an array that keeps growing, or a range that is too long.",
    "output": "Give only what the target needs; map large messages in parts.",
}
