"""Going through arrays within arrays, as deep as they are nested."""

from __future__ import annotations

from collections.abc import Iterator

from crossdock.jsonata.functions.limits import FunctionLimits
from crossdock.jsonata.undefined import Value


def leaves(values: list[Value], limits: FunctionLimits) -> Iterator[Value]:
    """Everything in the array that is no array, in order; raises D2015 for more arrays than the limit, D1012."""
    stack = [iter(values)]
    opened = 0
    while stack:
        for value in stack[-1]:
            if isinstance(value, list):
                opened += 1
                limits.check_progress(opened)
                stack.append(iter(value))
                break
            yield value
        else:
            stack.pop()


def distinct_leaves(values: list[Value]) -> Iterator[Value]:
    """As `leaves`, but an array that stands in several places is gone through once."""
    stack = [iter(values)]
    seen = {id(values)}
    while stack:
        for value in stack[-1]:
            if not isinstance(value, list):
                yield value
            elif id(value) not in seen:
                seen.add(id(value))
                stack.append(iter(value))
                break
        else:
            stack.pop()
