"""Lists whose pages are asked for by a value of the page before: its last key, or a cursor that the platform names."""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock.connect.paging import Asked, Page
from crossdock.connect.resource import at


class Keyset(msgspec.Struct, frozen=True):
    """Each page is asked for by the last record's key: `Keyset("last_id", of="id")`. An empty page is the last."""

    parameter: str
    of: str
    """Path of the key in a record; the list must be in its order."""

    def following(self, page: Page) -> Asked | None:
        if not page.records:
            return None
        last = _text(at(page.records[-1], self.of))
        if not last:
            raise ValueError(f"its last record has no '{self.of}'")
        return page.asked.with_parameter(self.parameter, last)


class Cursor(msgspec.Struct, frozen=True):
    """The answer holds a cursor of the next page: `Cursor("cursor", path="meta.next_cursor")`. Without one it ends."""

    parameter: str
    path: str
    """Where the cursor stands; nothing, null and '' are none."""

    def following(self, page: Page) -> Asked | None:
        told = at(page.answer.document, self.path)
        if told is None or told == "":
            return None
        cursor = _text(told)
        if not cursor:
            raise ValueError(f"there is no text at '{self.path}'")
        return page.asked.with_parameter(self.parameter, cursor)


class GraphqlCursor(msgspec.Struct, frozen=True):
    """A GraphQL connection tells its `pageInfo`: `GraphqlCursor("data.orders")`. The query asks for it, and takes the cursor.

    Source: the GraphQL Cursor Connections Specification.
    """

    connection: str
    """Where the connection stands in the answer."""
    variable: str = "after"
    """The query's variable that takes the cursor."""

    def following(self, page: Page) -> Asked | None:
        info = at(page.answer.document, f"{self.connection}.pageInfo")
        more, cursor = at(info, "hasNextPage"), at(info, "endCursor")
        if more is False:
            return None
        if more is not True or not isinstance(cursor, str) or not cursor:
            raise ValueError(f"'{self.connection}.pageInfo' has no hasNextPage, or no endCursor to go on with")
        variables = {**page.asked.body["variables"], self.variable: cursor}
        return Asked(page.asked.url, {**page.asked.body, "variables": variables}, page.asked.method)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
