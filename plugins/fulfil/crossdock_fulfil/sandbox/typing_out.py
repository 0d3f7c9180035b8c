"""Values as Fulfil writes them: decimals, dates and times as objects of their own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_fulfil.sandbox.refusal import malformed

CLASS = "__class__"


def written(value: Any) -> bytes:
    """A value as JSON text with typed objects."""
    return json_text.encode(typed(value))


def typed(value: Any) -> Any:
    """A value with typed objects in the place of what JSON has no word for."""
    if isinstance(value, dict):
        return {str(name): typed(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [typed(each) for each in value]
    if isinstance(value, Decimal):
        return {CLASS: "Decimal", "decimal": str(value)}
    if isinstance(value, datetime):
        return _datetime(value.astimezone(UTC).replace(tzinfo=None))
    if isinstance(value, date):
        parts = {"year": value.year, "month": value.month, "day": value.day}
        return {CLASS: "date", **parts, "iso_string": value.isoformat()}
    return value


def read(body: bytes) -> Any:
    """What a body holds, typed objects taken for what they say; raises Refused where it cannot be read."""
    try:
        return untyped(json_text.decode(body))
    except (Malformed, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise malformed("The body is no JSON that can be read") from error


def untyped(value: Any) -> Any:
    """A value with what typed objects stand for."""
    if isinstance(value, list):
        return [untyped(each) for each in value]
    if not isinstance(value, dict):
        return value
    match value.get(CLASS):
        case "Decimal":
            return Decimal(value["decimal"])
        case "date":
            return date(value["year"], value["month"], value["day"])
        case "datetime":
            clock = (value["hour"], value["minute"], value["second"], value.get("microsecond", 0))
            return datetime(value["year"], value["month"], value["day"], *clock, tzinfo=UTC)
    return {name: untyped(each) for name, each in value.items()}


def _datetime(at: datetime) -> dict[str, Any]:
    names = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    return {CLASS: "datetime", **{name: getattr(at, name) for name in names}, "iso_string": at.isoformat()}
