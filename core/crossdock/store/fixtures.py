"""Fixtures of a mapping."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, Select, delete, select
from sqlalchemy.dialects.postgresql import insert

from crossdock.model.fixture import Expectation, Fixture, StoredFixture
from crossdock.model.mapping import Mapping
from crossdock.model.page import Page, PageRequest
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import fixtures


class Fixtures(Repository):
    async def page(self, mapping: Mapping, request: PageRequest) -> Page[StoredFixture]:
        return await self._page(_fixtures(mapping), request, fixtures.c.name, _fixture)

    async def all(self, mapping: Mapping) -> tuple[StoredFixture, ...]:
        """Every fixture of a mapping, by name."""
        return tuple(_fixture(row) for row in await self._all(_fixtures(mapping).order_by(fixtures.c.name)))

    async def states(self, mapping: Mapping) -> dict[str, tuple[int, datetime]]:
        """Name to revision and time: equal exactly while no fixture was added, changed, removed or made anew."""
        query = select(fixtures.c.name, fixtures.c.revision, fixtures.c.updated_at)
        rows = await self._all(query.where(fixtures.c.mapping_id == mapping.id))
        return {row.name: (row.revision, row.updated_at) for row in rows}

    async def get(self, mapping: Mapping, name: str) -> StoredFixture:
        """Raises NotFound naming the nearest."""
        found = await self.find(mapping, name)
        if found is None:
            known = select(fixtures.c.name).where(fixtures.c.mapping_id == mapping.id)
            raise absent("fixture", name, await self._names(known))
        return found

    async def find(self, mapping: Mapping, name: str, *, lock: bool = False) -> StoredFixture | None:
        """A fixture, if there is one; locked until this unit of work ends where asked for."""
        query = _fixtures(mapping).where(fixtures.c.name == name)
        row = await self._first(query.with_for_update() if lock else query)
        return None if row is None else _fixture(row)

    async def put(self, mapping: Mapping, stored: StoredFixture) -> None:
        """Store a fixture, new or locked, as it shall be."""
        changing = {
            "input": stored.fixture.input,
            "expect": msgspec.to_builtins(stored.fixture.expect),
            "description": stored.fixture.description,
            "revision": stored.revision,
            "updated_by": stored.updated_by,
            "updated_at": stored.updated_at,
        }
        written = insert(fixtures).values({"mapping_id": mapping.id, "name": stored.fixture.name} | changing)
        await self._do(written.on_conflict_do_update(index_elements=["mapping_id", "name"], set_=changing))

    async def delete(self, mapping: Mapping, name: str) -> None:
        await self._do(delete(fixtures).where(fixtures.c.mapping_id == mapping.id, fixtures.c.name == name))


def _fixtures(mapping: Mapping) -> Select[Any]:
    return select(fixtures).where(fixtures.c.mapping_id == mapping.id)


def _fixture(row: Row[Any]) -> StoredFixture:
    expect: Expectation = msgspec.convert(row.expect, type=Expectation)
    return StoredFixture(
        fixture=Fixture(name=row.name, input=row.input, expect=expect, description=row.description),
        revision=row.revision,
        updated_by=row.updated_by,
        updated_at=row.updated_at,
    )
