"""What the engine and its users know about a built-in function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter, signature

from crossdock.jsonata.undefined import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An expression and its value, UNDEFINED included."""

    expression: str
    result: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Builtin:
    """A function of the language.

    `signature` is JSONata's notation of parameters and result. `implementation` takes arguments that were checked and
    coerced by it, UNDEFINED for a missing one; raises JsonataError. `needs` names what it takes from the evaluation as
    keyword arguments: `call` (to call function values), `limits` (FunctionLimits), `now` (milliseconds since 1970).
    """

    name: str
    signature: str
    implementation: Callable[..., Value]
    summary: str
    examples: tuple[Example, ...]
    needs: frozenset[str]


def builtin(
    name: str, notation: str, implementation: Callable[..., Value], summary: str, *examples: tuple[str, Value]
) -> Builtin:
    """A built-in whose `needs` are the keyword-only parameters of its implementation."""
    parameters = signature(implementation).parameters.values()
    return Builtin(
        name=name,
        signature=notation,
        implementation=implementation,
        summary=summary,
        examples=tuple(Example(expression=expression, result=result) for expression, result in examples),
        needs=frozenset(parameter.name for parameter in parameters if parameter.kind is Parameter.KEYWORD_ONLY),
    )
