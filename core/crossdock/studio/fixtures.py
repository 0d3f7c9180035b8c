"""Fixtures: what a mapping must give for an example."""

from __future__ import annotations

from decimal import Decimal

from crossdock.engine.pointer import segments
from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.fixture import ExpectHold, Fixture, StoredFixture
from crossdock.model.name import check_name
from crossdock.model.page import Page, PageRequest
from crossdock.model.problem import Problem, Side
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.revision import require_present, require_revision


class Fixtures:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def list(self, caller: Principal, project: str, mapping: str, page: PageRequest) -> Page[StoredFixture]:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.fixtures.page(await work.mappings.get(opened, mapping), page)

    async def get(self, caller: Principal, project: str, mapping: str, name: str) -> StoredFixture:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.fixtures.get(await work.mappings.get(opened, mapping), name)

    async def put(
        self, caller: Principal, project: str, mapping: str, fixture: Fixture, expected: int | None
    ) -> tuple[StoredFixture, bool]:
        """Create or replace a fixture; `expected` 0 only where there is none. Also tells whether it is new.

        Raises InvalidInput for pointers and tolerances that are none.
        """
        check_name("fixture", fixture.name)
        _check_expectation(fixture)
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            # The mapping's lock decides between two that create a fixture of one name.
            of = await work.mappings.lock(opened, mapping)
            before = await work.fixtures.find(of, fixture.name)
            if before:
                require_revision("fixture", before.revision, expected)
            else:
                require_present("fixture", expected)
            stored = StoredFixture(
                fixture=fixture,
                revision=before.revision + 1 if before else 1,
                updated_by=caller.name,
                updated_at=work.now,
            )
            await work.fixtures.put(of, stored)
            told = {"revision": stored.revision}
            await work.audit.record(caller.name, opened, "fixture.put", _subject(mapping, fixture.name), told)
        return stored, before is None

    async def delete(self, caller: Principal, project: str, mapping: str, name: str, expected: int | None) -> None:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            of = await work.mappings.lock(opened, mapping)
            stored = await work.fixtures.get(of, name)
            require_revision("fixture", stored.revision, expected)
            await work.fixtures.delete(of, name)
            await work.audit.record(caller.name, opened, "fixture.delete", _subject(mapping, name))


def _subject(mapping: str, name: str) -> str:
    return f"fixture {name} of mapping {mapping}"


def _check_expectation(fixture: Fixture) -> None:
    if isinstance(fixture.expect, ExpectHold):
        return
    problems = [
        *(_pointer_problem(f"/expect/ignore/{index}", text) for index, text in enumerate(fixture.expect.ignore)),
        *(_pointer_problem("/expect/tolerances", text) for text in fixture.expect.tolerances),
        *(_decimal_problem(place, by) for place, by in fixture.expect.tolerances.items()),
    ]
    if found := [problem for problem in problems if problem]:
        raise InvalidInput(found[0].message, remedy=found[0].remedy, problems=found)


def _pointer_problem(place: str, text: str) -> Problem | None:
    try:
        segments(text)
    except ValueError as error:
        remedy = "Write it as '/lines/*/sku'; a segment '*' stands for every item or key."
        return Problem(code="invalid-pointer", message=f"{error}.", remedy=remedy, side=Side.REQUEST, pointer=place)
    return None


def _decimal_problem(place: str, by: str) -> Problem | None:
    try:
        fits = Decimal(by).is_finite() and Decimal(by) >= 0
    except ArithmeticError:
        fits = False
    if fits:
        return None
    return Problem(
        code="invalid-tolerance",
        message=f"The tolerance '{by}' of '{place}' is no decimal number from 0 up.",
        remedy="Write it as '0.01'.",
        side=Side.REQUEST,
        pointer="/expect/tolerances",
    )
