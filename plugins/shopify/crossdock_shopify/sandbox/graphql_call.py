"""A call to the GraphQL Admin API, and how it fails."""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock_shopify.sandbox.shop import Shop


class GraphqlError(Exception):
    """Nothing was done; told at the top of the answer."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class GraphqlCall(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked, of which shop."""

    query: str
    variables: dict[str, Any]
    version: str
    shop: Shop


def number_of(gid: Any) -> int:
    """The number in a global id; 0 where there is none."""
    digits = str(gid).rpartition("/")[2]
    return int(digits) if digits.isdecimal() else 0


def user_error(message: str, *field: str, code: str | None = None) -> dict[str, Any]:
    """Why a mutation refused something."""
    return {"field": list(field), "message": message, **({"code": code} if code else {})}
