"""Long lists, a page at a time."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")

LARGEST_PAGE = 200


class PageRequest(msgspec.Struct, frozen=True, kw_only=True):
    limit: int = 50
    cursor: str | None = None
    """`next` of the page before; opaque."""


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    items: list[T]
    next: str | None = None
    """Cursor of the next page; None on the last one."""
