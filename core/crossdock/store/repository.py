"""What all repositories share: a connection, and reading rows from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Executable, Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from crossdock.model.page import Page, PageRequest
from crossdock.store.paging import limit_of, read_cursor, write_cursor

T = TypeVar("T")


class Repository:
    """Reads and writes the rows of one noun, on the connection of one unit of work.

    Making a query of SQLAlchemy's parts costs more than running it: those that every request needs are constants.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def _do(self, statement: Executable) -> int:
        """Run a statement that changes rows; gives how many it changed."""
        # Without being asked SQLAlchemy forgets the count of an INSERT.
        result = await self._connection.execute(statement, execution_options={"preserve_rowcount": True})
        return int(result.rowcount)

    async def _insert(self, statement: ReturningInsert[Any], rows: Sequence[dict[str, Any]]) -> int:
        """Insert rows in their order; gives how many were. Only what returns something goes out as one statement."""
        if not rows:
            return 0  # without any, the statement would insert a row of defaults
        return len((await self._connection.execute(statement, rows)).all())

    async def _first(self, query: Executable, **parameters: Any) -> Row[Any] | None:
        return (await self._connection.execute(query, parameters)).first()

    async def _all(self, query: Executable, **parameters: Any) -> list[Row[Any]]:
        return list((await self._connection.execute(query, parameters)).all())

    async def _names(self, query: Executable) -> list[str]:
        return [str(row[0]) for row in await self._all(query)]

    async def _page(
        self,
        query: Select[Any],
        request: PageRequest,
        key: ColumnElement[Any],
        make: Callable[[Row[Any]], T],
        *,
        newest_first: bool = False,
    ) -> Page[T]:
        """One page of a query, in the order of a unique column that it selects."""
        limit = limit_of(request)
        after = read_cursor(request, key.type.python_type)
        if after is not None:
            query = query.where(key < after if newest_first else key > after)
        found = await self._all(query.order_by(key.desc() if newest_first else key).limit(limit + 1))
        rows = found[:limit]
        following = write_cursor(getattr(rows[-1], str(key.key))) if len(found) > limit else None
        return Page(items=[make(row) for row in rows], next=following)
