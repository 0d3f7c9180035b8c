"""The reference interpreter: JSONata 2.2 once more, small, slow and obvious.

It is the compiler's second opinion. It takes the parser, the signatures and the plain built-in functions from the
engine, and shares neither the second pass (paths, `%`) nor anything of how the compiler evaluates. Arrays carry the
marks that they carry in the reference implementation, every step makes new ones, nothing is cached.

It keeps to the reference implementation's documented behaviour, and so differs from what that does by accident:

- what stands behind a call at the end of a function (a filter, a grouping) is carried out, not lost or applied to a
  call that has not been made yet;
- `@` and `#` bind behind an array constructor, too, with which a path begins; a block there is a step like any other,
  whatever it begins with;
- nothing (undefined) never becomes an item of an array, and an empty array of the input is never changed;
- a regular expression as the function given to `$filter` or `$map` looks at all of each text.
"""

from __future__ import annotations

from collections.abc import Mapping

from crossdock.jsonata.errors import failure
from crossdock.jsonata.undefined import UNDEFINED, Value
from interpreter import functions, grouping, operators, paths, steps
from interpreter.evaluating import evaluate
from interpreter.natives import natives
from interpreter.shaping import shape
from interpreter.values import Frame, Run, plain, wrap

__all__ = ["functions", "grouping", "interpret", "operators", "paths", "steps"]

_NO_BINDINGS: Mapping[str, Value] = {}


def interpret(
    source: str, data: Value = UNDEFINED, bindings: Mapping[str, Value] = _NO_BINDINGS, run: Run | None = None
) -> Value:
    """The value of an expression for an input document. Raises JsonataError with a code, without a place."""
    outermost = Frame(None, run or Run())
    outermost.variables = natives(outermost)
    frame = outermost.inner({"$": data, **bindings})
    try:
        return plain(evaluate(shape(source), wrap(data), frame))
    except RecursionError as error:
        raise failure("D1011") from error
