"""Reading what a body says: what must be there, how long it may be, and what it refers to. The first fault is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from crossdock.connect.resource import at
from crossdock_deposco.sandbox import inferred
from crossdock_deposco.sandbox.refusal import Refused, not_found

Record = dict[str, Any]

ADDRESS = {"line1": 64, "line2": 64, "line3": 64, "line4": 64, "city": 30, "stateProvince": 100, "postalCode": 20}
CONTACT = {"firstName": 30, "lastName": 30, "phone": 30, "email": 50}
HEADER = {"number": 50, "customerOrderNumber": 50, "otherReferenceNumber": 50, "orderSource": 100, "shipVia": 50}


def require(body: Record, where: str, *names: str) -> None:
    """Raise Refused naming the first field that is not there."""
    for name in names:
        if at(body, name) in (None, "", []):
            raise Refused(inferred.NULL.format(path=f"{where}.{name}"))


def require_sizes(body: Any, where: str, sizes: Mapping[str, int]) -> None:
    """Raise Refused naming the first text that is too long."""
    for name, most in sizes.items():
        value = body.get(name) if isinstance(body, dict) else None
        if isinstance(value, str) and len(value) > most:
            raise Refused(inferred.SIZE.format(path=f"{where}.{name}", most=most))


def require_recipient(body: Record, where: str) -> None:
    """Raise Refused for a person or an address that does not fit."""
    require(body, where, "shipToContact", "shipToAddress")
    require_sizes(body["shipToContact"], f"{where}.shipToContact", CONTACT)
    require_sizes(body["shipToAddress"], f"{where}.shipToAddress", ADDRESS)


def key_of(body: Record, name: str, key: str) -> str:
    """The key that a reference names; raises Refused where it names none."""
    told = at(body, f"{name}.businessKey.{key}")
    if not isinstance(told, str):
        raise Refused(inferred.NULL.format(path=f"{name}.businessKey.{key}"))
    return told


def known(key: str, keys: Collection[str]) -> str:
    """A key that somebody has; raises Refused where nobody has it."""
    if key not in keys:
        raise not_found()
    return key


def lines_of(body: Record, where: str, name: str) -> list[Record]:
    """The lines of a body; raises Refused where there are none."""
    found = at(body, f"{name}.data")
    if not isinstance(found, list) or not found or not all(isinstance(row, dict) for row in found):
        raise Refused(inferred.NULL.format(path=f"{where}.{name}"))
    return found


def quantity_of(row: Record, name: str) -> int:
    """A whole quantity above zero; raises Refused for any other."""
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value) or value < 1:
        raise Refused(f"{name} must be greater than 0")
    return int(value)


def require_items(numbers: Collection[str], known_numbers: Collection[str]) -> None:
    """Raise Refused naming every item that is not there."""
    missing = [number for number in dict.fromkeys(numbers) if number not in known_numbers]
    if missing:
        raise Refused(*(inferred.NO_ITEM.format(number=number) for number in missing), status=404)
