"""The functions that an expression can call: the built-in ones and the caller's own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from crossdock.jsonata.errors import LIMIT_CODES, JsonataError, failure
from crossdock.jsonata.functions.catalogue import BUILTINS
from crossdock.jsonata.places import locate
from crossdock.jsonata.runtime import higher_order
from crossdock.jsonata.runtime.callables import FunctionValue
from crossdock.jsonata.runtime.sequences import ATOMS, copy, wrap_input
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.undefined import UNDEFINED, Value

if TYPE_CHECKING:
    from crossdock.jsonata.evaluation import Evaluation

Implementation = Callable[..., Value]
Compile = Callable[[str, frozenset[str]], "Evaluator"]
Evaluator = Callable[[Value, Value, Mapping[str, Value], "Evaluation"], Value]

_HIGHER_ORDER: Final[dict[str, tuple[str, Implementation]]] = {
    "map": ("<af>", higher_order.map_items),
    "filter": ("<af>", higher_order.filter_items),
    "single": ("<af?>", higher_order.single),
    "reduce": ("<afj?:j>", higher_order.reduce),
    "sift": ("<o-f?:o>", higher_order.sift),
    "each": ("<o-f:a>", higher_order.each),
    "sort": ("<af?:a>", higher_order.sort),
}


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the caller, to be called as `$name`.

    It gets plain values (a copy of every object and array, UNDEFINED for what is missing) and returns one; None is
    null, UNDEFINED is nothing. Without a `signature` it gets the arguments as they are written. What it raises
    becomes the `__cause__` of a JsonataError D3900 with the place of the call; memory and stack that run out are limits.
    """

    name: str
    implementation: Implementation
    signature: str | None = None
    summary: str = ""

    def value(self) -> FunctionValue:
        """The function as the engine calls it."""
        signature = None if self.signature is None else Signature.parse(self.signature)
        return FunctionValue(self._call, _arity(self.implementation, signature), signature, self.name, variadic=True)

    def _call(self, *arguments: Value) -> Value:
        own = [argument if type(argument) in ATOMS else copy(argument) for argument in arguments]
        try:
            return self.implementation(*own)
        except (JsonataError, MemoryError, RecursionError):
            raise
        except Exception as error:
            raise failure("D3900", message=str(error), token=self.name) from error


@dataclass(frozen=True, slots=True)
class Entry:
    """One function: its value, and what its implementation wants from the evaluation by keyword."""

    value: FunctionValue
    implementation: Implementation
    needs: frozenset[str] = frozenset()


class Library:
    """The functions of one expression. `compile_text` compiles the argument of `$eval`."""

    def __init__(self, functions: tuple[Function, ...], compile_text: Compile) -> None:
        self._entries = dict(_builtins())
        self._compile_text = compile_text
        for function in functions:
            if function.name in self._entries:
                raise ValueError(f"${function.name} is a built-in function; choose another name")
            value = function.value()
            self._entries[function.name] = Entry(value, value.body)
        self.own = frozenset(function.name for function in functions)
        self.values: Mapping[str, FunctionValue] = {name: entry.value for name, entry in self._entries.items()}

    def entry(self, name: str) -> Entry:
        """What is known about a function."""
        return self._entries[name]

    def bound(self, name: str, run: Evaluation) -> FunctionValue:
        """A function as a value within one evaluation."""
        entry = self._entries[name]
        if not entry.needs:
            return entry.value
        given = {need: getattr(run, _NEEDS[need]) for need in entry.needs}
        value = entry.value
        return FunctionValue(
            partial(entry.implementation, **given), value.arity, value.signature, name, variadic=value.variadic
        )

    def evaluate_text(
        self, run: Evaluation, arguments: tuple[Value, ...], context: Value, variables: Mapping[str, Value]
    ) -> Value:
        """`$eval`. Raises D3120 for a text with a syntax error, D3121 for any error while it is evaluated."""
        text, focus = _EVAL.validate(arguments, context, "eval")
        if text is UNDEFINED:
            return UNDEFINED
        if focus is not UNDEFINED:
            context = wrap_input(focus)
        try:
            evaluator = self._compile_text(text, frozenset(variables))
        except JsonataError as error:
            raise failure(
                "D3120", value=error.message, token="eval", line=error.line or 1, column=error.column or 1
            ) from error
        try:
            return evaluator(variables["$"], context, variables, run)
        except JsonataError as error:
            if error.code in LIMIT_CODES:
                raise
            locate(error, str(text))
            raise failure(
                "D3121", value=error.message, token="eval", line=error.line or 1, column=error.column or 1
            ) from error


_NEEDS: Final = {"call": "call_back", "limits": "function_limits", "now": "now"}
_EVAL: Final = Signature.parse("<sx?:x>")


def _eval_as_value(*_arguments: Value) -> Value:
    raise JsonataError("D3121", "$eval can only be called by its name", token="eval")


@cache
def _builtins() -> Mapping[str, Entry]:
    entries = {name: _entry(name, *given) for name, given in _HIGHER_ORDER.items()}
    for name, builtin in BUILTINS.items():
        entries[name] = _entry(name, builtin.signature, builtin.implementation, builtin.needs)
    entries["eval"] = _entry("eval", _EVAL.text, _eval_as_value)
    return entries


def _entry(name: str, notation: str, implementation: Implementation, needs: frozenset[str] = frozenset()) -> Entry:
    signature = Signature.parse(notation)
    arity = 1 if name == "string" else _arity(implementation, signature)
    variadic = any(parameter.repeated for parameter in signature.parameters)
    return Entry(FunctionValue(implementation, arity, signature, name, variadic=variadic), implementation, needs)


def _arity(implementation: Implementation, signature: Signature | None) -> int:
    """How many arguments a function takes: by its signature, else by its positional parameters."""
    if signature is not None:
        return len(signature.parameters)
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(parameter.kind in kinds for parameter in inspect.signature(implementation).parameters.values())
