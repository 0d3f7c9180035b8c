"""Lists whose pages are asked for by a count: of pages, or of records.

Where a platform does not tell how many there are, a list is read until a page is empty: a page that is shorter than
was asked for may be one that the platform cut short, and what comes after it would vanish.
"""

from __future__ import annotations

import msgspec

from crossdock.connect.paging import Asked, Page, Paging
from crossdock.connect.resource import at


class PageNumber(msgspec.Struct, frozen=True):
    """Pages are numbered: `PageNumber("page")`."""

    parameter: str = "page"
    first: int = 1
    """The number of the first page, which need not be asked for by it."""

    def following(self, page: Page) -> Asked | None:
        if not page.records:
            return None
        return page.asked.with_parameter(self.parameter, str(_asked_number(page, self.parameter, self.first) + 1))


class Offset(msgspec.Struct, frozen=True):
    """Each page is asked for by the number of records before it: `Offset("offset")`."""

    parameter: str = "offset"

    def following(self, page: Page) -> Asked | None:
        if not page.records:
            return None
        offset = _asked_number(page, self.parameter, 0) + len(page.records)
        return page.asked.with_parameter(self.parameter, str(offset))


class Totals(msgspec.Struct, frozen=True):
    """Each page tells how many there are in all, and nothing of the next: `Totals(PageNumber(), "meta.total")`.

    What counts is what is listed. A page that is empty before that many came is an error, never the end.
    """

    by: PageNumber | Offset
    """How the next page is asked for."""
    path: str = ""
    """Where the total stands in the answer."""
    header: str = ""
    """The header with the total, in lower case, where it does not stand in the answer."""
    untold: Paging | None = None
    """How a list goes on that does not tell its total; None: that is an error."""

    def __post_init__(self) -> None:
        _require_place(self.path, self.header)

    def following(self, page: Page) -> Asked | None:
        if self.untold is not None and _told(page, self.path, self.header) is None:
            return self.untold.following(page)
        total, read = self.total(page), page.before + len(page.records)
        if read >= total:
            return None
        if not page.records:
            raise ValueError(f"it tells of {total}, and gives {read}")
        return self.by.following(page)

    def total(self, page: Page) -> int:
        """How many records there are in all; raises ValueError where that is not told."""
        return _required(page, self.path, self.header)


class TotalPages(msgspec.Struct, frozen=True):
    """Each page tells how many pages there are: `TotalPages(PageNumber(), header="x-total-pages-count")`.

    An empty page before the last is an error, never the end.
    """

    by: PageNumber
    """How the next page is asked for."""
    path: str = ""
    """Where the number of pages stands in the answer."""
    header: str = ""
    """The header with that number, in lower case, where it does not stand in the answer."""
    untold: Paging | None = None
    """How a list goes on that does not tell its pages; None: that is an error."""

    def __post_init__(self) -> None:
        _require_place(self.path, self.header)

    def following(self, page: Page) -> Asked | None:
        if self.untold is not None and _told(page, self.path, self.header) is None:
            return self.untold.following(page)
        pages = _required(page, self.path, self.header)
        number = _asked_number(page, self.by.parameter, self.by.first)
        if number - self.by.first + 1 >= pages:
            return None
        if not page.records:
            raise ValueError(f"page {number} is empty, and is told not to be the last")
        return self.by.following(page)


def _require_place(path: str, header: str) -> None:
    if bool(path) == bool(header) or header != header.lower():
        raise ValueError("say where the total stands: by its path, or by its header in lower case")


def _told(page: Page, path: str, header: str) -> int | None:
    """A count that an answer tells; None where it tells none."""
    told = page.answer.headers.get(header) if header else at(page.answer.document, path)
    text = str(told)
    return int(text) if not isinstance(told, bool) and text.isascii() and text.isdigit() else None


def _required(page: Page, path: str, header: str) -> int:
    if (told := _told(page, path, header)) is None:
        raise ValueError(f"there is no total at '{header or path}'")
    return told


def _asked_number(page: Page, parameter: str, otherwise: int) -> int:
    asked = page.asked.parameter(parameter)
    return otherwise if asked is None else int(asked)
