"""Fulfil's JSON, in which decimals, dates and times are objects: `{"__class__": "Decimal", "decimal": "60.00"}`.

Inside of Crossdock a decimal is its text, a date is ISO 8601, and a time is ISO 8601 in UTC. Written, only the fields
that are named become decimal objects: Fulfil takes dates as text where it takes orders, and domains bring their own.
Source: Fulfil's public Python client, which writes and reads them so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import msgspec

from crossdock.engine import json_text
from crossdock.errors import Malformed

CLASS = "__class__"


class TypedJson(msgspec.Struct, frozen=True):
    """JSON with typed objects: `TypedJson(decimals=("amount", "unit_price"))`."""

    decimals: tuple[str, ...] = ()
    """Names of the fields whose text is sent as a decimal object, wherever they stand."""

    @property
    def title(self) -> str:
        return "JSON"

    @property
    def content_type(self) -> str:
        return "application/json"

    @property
    def answers(self) -> TypedJson:
        return self

    def encode(self, value: Any) -> bytes:
        return json_text.encode(self._typed(value))

    def decode(self, body: bytes) -> Any:
        return _plain(json_text.decode(body))

    def _typed(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self._typed(each) for each in value]
        if not isinstance(value, dict) or CLASS in value:
            return value
        return {
            name: decimal(each) if name in self.decimals and isinstance(each, str) else self._typed(each)
            for name, each in value.items()
        }


TYPED_JSON = TypedJson()


def decimal(text: str) -> dict[str, Any]:
    """A decimal as Fulfil takes it."""
    return {CLASS: "Decimal", "decimal": text}


def moment(text: str) -> dict[str, Any]:
    """A time in ISO 8601 as Fulfil takes it: in UTC, without a zone. Raises ValueError where it is none."""
    at = datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
    parts = {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second", "microsecond")}
    return {CLASS: "datetime", **parts, "iso_string": at.isoformat()}


def day(text: str) -> dict[str, Any]:
    """A date in ISO 8601 as Fulfil takes it. Raises ValueError where it is none."""
    at = date.fromisoformat(text)
    return {CLASS: "date", "year": at.year, "month": at.month, "day": at.day, "iso_string": at.isoformat()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    read = _READ.get(value[CLASS]) if isinstance(value.get(CLASS), str) else None
    if read is None:
        return {name: _plain(each) for name, each in value.items()}
    try:
        return read(value)
    except (KeyError, TypeError, ValueError):
        raise Malformed(
            f"A {value[CLASS]} is not written as Fulfil writes one.", remedy="Look at what Fulfil answered."
        ) from None


def _date(value: Mapping[str, Any]) -> str:
    return date(value["year"], value["month"], value["day"]).isoformat()


def _datetime(value: Mapping[str, Any]) -> str:
    clock = (value["hour"], value["minute"], value["second"], value.get("microsecond", 0))
    return datetime(value["year"], value["month"], value["day"], *clock, tzinfo=UTC).isoformat()


def _time(value: Mapping[str, Any]) -> str:
    return time(value["hour"], value["minute"], value["second"], value.get("microsecond", 0)).isoformat()


_READ: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "Decimal": lambda value: str(value["decimal"]),
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "timedelta": lambda value: value["seconds"],
    "bytes": lambda value: value["base64"],
}
"""What becomes of each class. Any other object, such as a `Model`, stays as it is."""
