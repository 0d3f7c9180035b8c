"""One evaluation: its limits, its clock, and the built-in functions as they are within it.

Generated code takes the number of steps (items it goes through, functions it calls) off a budget; only when the
budget is used up does it ask for more, and the clock and the total are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from time import monotonic, time
from typing import TYPE_CHECKING, Final

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.limits import FunctionLimits
from crossdock.jsonata.limits import CHUNK, Limits
from crossdock.jsonata.runtime.callables import FunctionValue, call, call_raw
from crossdock.jsonata.runtime.sequences import ATOMS, Sequence, Wrapper, unwrap_result
from crossdock.jsonata.undefined import UNDEFINED, Value

if TYPE_CHECKING:
    from crossdock.jsonata.library import Library


_PACE: Final = 256
"""Turns of a long loop between two looks at the clock."""


class Evaluation:
    """What generated code is handed as `run`."""

    __slots__ = (
        "_function_limits", "_library", "_limits", "_now", "_room", "_steps", "budget", "deadline", "depth", "longest",
    )  # fmt: skip

    def __init__(self, library: Library, limits: Limits, now: int | None = None) -> None:
        self._library = library
        self._limits = limits
        self._function_limits: FunctionLimits | None = None
        self._now = now
        self._room = limits.output
        self._steps = limits.steps - CHUNK
        self.budget = CHUNK
        self.deadline = None if limits.seconds is None else monotonic() + limits.seconds
        self.depth = limits.depth
        self.longest = limits.characters

    @property
    def now(self) -> int:
        """The moment of the evaluation in milliseconds since 1970, the same wherever it is asked for."""
        if self._now is None:
            self._now = int(time() * 1000)
        return self._now

    @property
    def function_limits(self) -> FunctionLimits:
        """The bounds as built-in functions take them."""
        if self._function_limits is None:
            limits = self._limits
            self._function_limits = FunctionLimits(
                characters=limits.characters,
                items=limits.items,
                seconds=limits.seconds,
                deadline=self.deadline,
                match_seconds=limits.match_seconds,
            )
        return self._function_limits

    # Limits.

    def refill(self, budget: int) -> int:
        """A new budget for a used one; `budget` is what is left of it, so negative. Raises D1012."""
        self._steps += min(budget, 0)
        if self._steps < 0:
            raise failure("D1012", value=self._limits.steps, unit="steps")
        self.check_time()
        granted = min(CHUNK, self._steps + 1)
        self._steps -= granted
        return granted

    def check_time(self) -> None:
        """Raises D1012 when the time is over."""
        if self.deadline is not None and monotonic() > self.deadline:
            self.function_limits.check_time()

    def paced(self, items: Collection[Value]) -> Iterator[Value]:
        """The items, with a look at the clock every now and then."""
        for count, item in enumerate(items):
            if count % _PACE == 0:
                self.check_time()
            yield item

    def check_text(self, text: str) -> None:
        """Raises D2015 for a text that is too long."""
        self.function_limits.check_text(len(text))

    def check_items(self, items: list[Value]) -> None:
        """Raises D2015 for an array that is too long."""
        self.function_limits.check_items(len(items))

    def own(self, value: Value) -> Value:
        """A copy for the result, which shares nothing with the input. Raises D2015 when the result gets too large."""
        if isinstance(value, dict):
            self._take_room(len(value))
            return {key: child if type(child) in ATOMS else self.own(child) for key, child in value.items()}
        if isinstance(value, list):
            self._take_room(len(value))
            return [child if type(child) in ATOMS else self.own(child) for child in value]
        return value

    def own_array(self, value: Value) -> list[Value]:
        """`[value]` for the result: the items of an array or sequence, one item, or none."""
        if isinstance(value, list):
            self._take_room(len(value))
            return [child if type(child) in ATOMS else self.own(child) for child in value]
        return [] if value is UNDEFINED else [self.own(value)]

    def _take_room(self, size: int) -> None:
        before = self._room
        self._room = before - size - 1
        if self._room < 0:
            raise failure("D2015", value=self._limits.output, unit="values")
        if before // CHUNK != self._room // CHUNK:
            self.check_time()

    # Functions.

    @staticmethod
    def call_back(function: Value, *arguments: Value) -> Value:
        """Call a function value for a built-in function."""
        return call(function, arguments, None, None)

    def function(self, name: str) -> FunctionValue:
        """A built-in or own function as a value."""
        return self._library.bound(name, self)

    def call_function(self, name: str, arguments: tuple[Value, ...], context: Value) -> Value:
        """Call a built-in or own function; its signature checks the arguments."""
        if type(context) is Wrapper:
            context = context[0]
        return unwrap_result(call(self._library.bound(name, self), arguments, context, name))

    def call_raw(self, name: str, arguments: tuple[Value, ...], context: Value) -> Value:
        """Call a function that returns a sequence, as the last act of a lambda: the sequence is not unwrapped."""
        if type(context) is Wrapper:
            context = context[0]
        result = call_raw(self._library.bound(name, self), arguments, context, name)
        if isinstance(result, list) or (result is UNDEFINED and name != "keys"):
            return result
        return Sequence() if result is UNDEFINED else Sequence((result,))

    def evaluate_text(
        self,
        arguments: tuple[Value, ...],
        context: Value,
        visible: Mapping[str, Value],
        data: Value,
        bindings: Mapping[str, Value],
    ) -> Value:
        """`$eval`, with the variables that are visible where it stands. It counts as a call, each character as a step."""
        text = arguments[0] if arguments else ""
        self.refill(-1 - (len(text) if isinstance(text, str) else 0))
        self.depth -= 1
        if self.depth < 0:
            raise failure("D1011")
        result = self._library.evaluate_text(self, arguments, context, {"$": data, **bindings, **visible})
        self.depth += 1
        return result
