"""The engine as benchmark and conformance harnesses call it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "core"))

from crossdock import jsonata
from crossdock.jsonata import UNDEFINED, JsonataError, Limits


def make(_name: str, source: str, bindings: Mapping[str, Any]) -> tuple[Callable[[Any], Any], Callable[[bytes], bytes]]:
    """Functions from value to value, and from JSON to JSON."""
    expression = jsonata.compile(source)

    def on_value(data: Any) -> Any:
        return expression.evaluate(data, bindings)

    def on_bytes(raw: bytes) -> bytes:
        return msgspec.json.encode(expression.evaluate(msgspec.json.decode(raw), bindings))

    return on_value, on_bytes


def conform(
    expr: str, data: Any, has_input: bool, bindings: Mapping[str, Any] | None, limits: Mapping[str, int] | None
) -> tuple[Any, ...]:
    """The outcome of one case: its value, no value, or an error with its code."""
    try:
        bounds = Limits() if limits is None else Limits(seconds=limits["timeout"] / 1000, depth=limits["depth"])
        result = jsonata.compile(expr, limits=bounds).evaluate(data if has_input else UNDEFINED, bindings)
    except JsonataError as error:
        return "error", error.code, str(error)
    return ("undef",) if result is UNDEFINED else ("value", plain(result))


def plain(value: Any) -> Any:
    """The value with functions as text, as the suite compares it."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items() if not callable(each)}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return "<function>" if callable(value) else value
