"""Lists whose pages are asked for by a count: of pages, or of records.

Where a platform does not tell how many there are, a list is read until a page is empty: a page that is shorter than
was asked for may be one that the platform cut short, and what comes after it would vanish.
"""

from __future__ import annotations

import msgspec

from crossdock.connect.paging import Asked, Page
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
    """Each page tells how many records there are in all, and nothing of the next: `Totals(PageNumber(), "meta.total")`.

    A page that is empty before that many came is an error, never the end.
    """

    by: PageNumber | Offset
    """How the next page is asked for."""
    path: str = ""
    """Where the total stands in the answer."""
    header: str = ""
    """The header with the total, in lower case, where it does not stand in the answer."""

    def __post_init__(self) -> None:
        if bool(self.path) == bool(self.header) or self.header != self.header.lower():
            raise ValueError("say where the total stands: by its path, or by its header in lower case")

    def following(self, page: Page) -> Asked | None:
        total, read = self.total(page), page.before + len(page.records)
        if read >= total:
            return None
        if not page.records:
            raise ValueError(f"it tells of {total}, and gives {read}")
        return self.by.following(page)

    def total(self, page: Page) -> int:
        """How many records there are in all; raises ValueError where that is not told."""
        told = page.answer.headers.get(self.header) if self.header else at(page.answer.document, self.path)
        text = str(told)
        if isinstance(told, bool) or not (text.isascii() and text.isdigit()):
            raise ValueError(f"there is no total at '{self.header or self.path}'")
        return int(text)


def _asked_number(page: Page, parameter: str, otherwise: int) -> int:
    asked = page.asked.parameter(parameter)
    return otherwise if asked is None else int(asked)
