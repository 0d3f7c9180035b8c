"""Promotions: putting a proven version live in an environment, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.engine.fixtures import run_fixtures
from crossdock.engine.pipeline import Pipeline
from crossdock.errors import Conflict, Forbidden
from crossdock.model.access import Principal, Right
from crossdock.model.fixture import FixtureReport, StoredFixture
from crossdock.model.mapping import Mapping, Version
from crossdock.model.page import Page, PageRequest
from crossdock.model.problem import Problem
from crossdock.model.project import Project
from crossdock.model.promotion import Promotion, PromotionKind, PromotionNew
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.promotions import Standing
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store, Work, retried
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment


class Promotions:
    def __init__(self, store: Store, pipeline: Pipeline, tables: LookupTableCache, runnables: RunnableCache) -> None:
        self._store = store
        self._pipeline = pipeline
        self._tables = tables
        self._runnables = runnables

    async def list(
        self,
        caller: Principal,
        project: str,
        page: PageRequest,
        environment: str | None = None,
        mapping: str | None = None,
    ) -> Page[Promotion]:
        """Newest first."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.promotions.page(opened, page, environment, mapping)

    async def get(self, caller: Principal, project: str, promotion: UUID) -> Promotion:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.promotions.get(opened, promotion)

    async def promote(
        self, caller: Principal, project: str, new: PromotionNew, request: UUID | None = None
    ) -> Promotion:
        """Put a version live whose fixtures all pass; what asked for it is answered. `request`: only while that one waits.

        Raises Forbidden 'four-eyes' where the approver wrote the version and the project wants two people; Conflict
        'already-live', 'no-fixtures', 'fixtures-failed' with those that do, 'fixtures-changed' while they ran, or 'answered' for
        a request that waits no more.
        """
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.APPROVE)
            require_environment(opened, new.environment)
            mapping = await work.mappings.get(opened, new.mapping)
            version = await work.versions.get(mapping, new.version)
            _require_other_eyes(opened, caller, version)
            _require_change(await work.promotions.newest(opened, new.environment, mapping), new)
            fixtures = await work.fixtures.all(mapping)
            lookups = await work.lookups.current(opened)
        tables = await self._tables.of(lookups)
        examples = [stored.fixture for stored in fixtures]
        report = await run_fixtures(self._pipeline, new.mapping, self._runnables.of(version), examples, tables)
        _require_passed(report)
        return await self._put_live(caller, opened, mapping, new, fixtures, request)

    @retried
    async def roll_back(
        self, caller: Principal, project: str, environment: str, mapping: str, reason: str
    ) -> Promotion:
        """Put live again what was live before the newest promotion; once more, and it goes one further back.

        Raises Conflict 'nothing-to-roll-back' where nothing was live before.
        """
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.APPROVE)
            require_environment(opened, environment)
            of = await work.mappings.get(opened, mapping)
            await work.promotions.lock(environment, of)
            newest = await work.promotions.newest(opened, environment, of)
            if newest is None or newest.beneath is None:
                raise _nothing_beneath(newest, environment, mapping)
            beneath = await work.promotions.standing(opened, newest.beneath)
            new = PromotionNew(
                environment=environment, mapping=mapping, version=beneath.promotion.version, reason=reason
            )
            step = _Step(kind=PromotionKind.ROLL_BACK, beneath=beneath.beneath)
            return await _record(work, caller, opened, of, newest, new, step)

    @retried
    async def _put_live(
        self,
        caller: Principal,
        project: Project,
        mapping: Mapping,
        new: PromotionNew,
        proof: Iterable[StoredFixture],
        request: UUID | None,
    ) -> Promotion:
        passed = {stored.fixture.name: (stored.revision, stored.updated_at) for stored in proof}
        async with self._store.begin() as work:
            await work.promotions.lock(new.environment, mapping)
            if request is not None:
                await work.promotion_requests.lock_waiting(project, request)
            newest = await work.promotions.newest(project, new.environment, mapping)
            _require_change(newest, new)
            await _require_same_fixtures(work, mapping, passed)
            step = _Step(
                kind=PromotionKind.PROMOTE, beneath=newest.promotion.id if newest else None, fixtures_passed=len(passed)
            )
            return await _record(work, caller, project, mapping, newest, new, step)


class _Step(msgspec.Struct, frozen=True, kw_only=True):
    """What tells a promotion from a roll back."""

    kind: PromotionKind
    beneath: UUID | None
    fixtures_passed: int = 0


async def _record(
    work: Work,
    caller: Principal,
    project: Project,
    mapping: Mapping,
    newest: Standing | None,
    new: PromotionNew,
    step: _Step,
) -> Promotion:
    promotion = Promotion(
        id=uuid7(),
        project=project.name,
        environment=new.environment,
        mapping=new.mapping,
        version=new.version,
        previous_version=newest.promotion.version if newest else None,
        kind=step.kind,
        approver=caller.name,
        reason=new.reason,
        fixtures_passed=step.fixtures_passed,
        created_at=work.now,
    )
    standing = Standing(promotion=promotion, position=newest.position + 1 if newest else 1, beneath=step.beneath)
    await work.promotions.add(project, mapping, standing)
    await work.promotion_requests.fulfil(mapping, promotion)
    subject = f"mapping {new.mapping} v{new.version} in {new.environment}"
    told = {"previous_version": promotion.previous_version, "reason": new.reason}
    await work.audit.record(caller.name, project, f"promotion.{step.kind}", subject, told)
    return promotion


def _require_other_eyes(project: Project, caller: Principal, version: Version) -> None:
    if project.four_eyes and version.author == caller.name:
        raise Forbidden(
            f"'{caller.name}' published version {version.number} and cannot also approve it.",
            code="four-eyes",
            remedy=f"Let somebody else approve it: the project '{project.name}' wants two people for each promotion.",
        )


def _require_change(newest: Standing | None, new: PromotionNew) -> None:
    if newest and newest.promotion.version == new.version:
        raise Conflict(
            f"Version {new.version} of mapping '{new.mapping}' is already live in '{new.environment}'.",
            code="already-live",
            remedy="There is nothing to do.",
        )


def _require_passed(report: FixtureReport) -> None:
    if not report.results:
        raise Conflict(
            f"The mapping '{report.mapping}' has no fixture to prove the version with.",
            code="no-fixtures",
            remedy="Add a fixture: an input, and what must come out of it.",
        )
    if report.failed:
        failed = [result for result in report.results if not result.passed]
        raise Conflict(
            f"{report.failed} of {len(report.results)} fixtures of mapping '{report.mapping}' fail.",
            code="fixtures-failed",
            remedy="Mend the mapping and publish it, or correct the fixtures; then promote again.",
            problems=[Problem(code="fixture-failed", message=f"{one.fixture}: {one.message}") for one in failed],
            fixtures=failed,
        )


async def _require_same_fixtures(work: Work, mapping: Mapping, passed: dict[str, tuple[int, datetime]]) -> None:
    if await work.fixtures.states(mapping) != passed:
        raise Conflict(
            f"The fixtures of mapping '{mapping.name}' changed while they ran.",
            code="fixtures-changed",
            remedy="Promote again: they will be run as they are now.",
        )


def _nothing_beneath(newest: Standing | None, environment: str, mapping: str) -> Conflict:
    now = f"Version {newest.promotion.version} is the first" if newest else "Nothing is"
    return Conflict(
        f"{now} of mapping '{mapping}' that is live in '{environment}': there is nothing to go back to.",
        code="nothing-to-roll-back",
        remedy="Promote the version that shall be live.",
    )
