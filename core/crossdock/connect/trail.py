"""What a read of a list has asked and seen, so that paging that does not end is noticed."""

from __future__ import annotations

import hashlib
from typing import Any

from crossdock.connect.paging import Asked, Page
from crossdock.engine import json_text


class Trail:
    """The pages of one list, in the order they came. What it says of an endless list is '' while nothing is wrong."""

    def __init__(self, most: int) -> None:
        """`most` is the number of pages that a list may have."""
        self._most = most
        self._asked: set[bytes] = set()
        self._pages: set[bytes] = set()
        self.records = 0
        """How many came on all pages so far, repeated ones included."""

    def leave(self, page: Page) -> str:
        """Add a page; what shows that paging goes in circles: the very records of an earlier page."""
        self._asked.add(_question(page.asked))
        self.records += len(page.records)
        mark = mark_of(list(page.records))
        again = bool(page.records) and mark in self._pages
        self._pages.add(mark)
        return "it pages in circles, a page came twice" if again else ""

    def onward(self, asked: Asked) -> str:
        """What is wrong with asking on: it was asked already, or there are too many pages."""
        if _question(asked) in self._asked:
            return "it pages in circles, one page leads back to another"
        return f"it goes beyond {self._most} pages" if len(self._asked) >= self._most else ""


def mark_of(value: Any) -> bytes:
    """A short text that tells a JSON value from all others."""
    return hashlib.blake2b(json_text.encode(value), digest_size=16).digest()


def _question(asked: Asked) -> bytes:
    return mark_of([asked.url, asked.body])
