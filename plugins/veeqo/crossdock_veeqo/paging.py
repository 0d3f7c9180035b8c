"""Veeqo's pages: numbered from 1, told in headers.

Orders and customers tell their number of pages, products only how many there are in all; where neither is told, a list
is read until a page is empty. What counts is what Veeqo lists, not what is taken out of it: a page of orders of which
none has left holds no shipment, and is not the last one.
"""

from __future__ import annotations

import msgspec

from crossdock.connect import Answer, Asked, Page

SIZE = "page_size"
PAGES, TOTAL = "x-total-pages-count", "x-total-count"
NUMBER = "page"


class ToldPages(msgspec.Struct, frozen=True):
    """Implements `crossdock.connect.Paging`."""

    def following(self, page: Page) -> Asked | None:
        number = int(page.asked.parameter(NUMBER) or 1)
        if not _goes_on(page.answer, number, int(page.asked.parameter(SIZE) or 0)):
            return None
        return page.asked.with_parameter(NUMBER, str(number + 1))


def _goes_on(answer: Answer, number: int, size: int) -> bool:
    """Whether there is a page after one of so many records at most; raises ValueError where one ends too early."""
    pages, total = _told(answer, PAGES), _told(answer, TOTAL)
    goes_on = bool(answer.document)
    if pages is not None:
        goes_on = number < pages
    elif total is not None and size:
        goes_on = number * size < total
    if goes_on and not answer.document:
        raise ValueError(f"page {number} is empty, and is told not to be the last")
    return goes_on


def _told(answer: Answer, header: str) -> int | None:
    text = answer.headers.get(header, "")
    return int(text) if text.isascii() and text.isdigit() else None
