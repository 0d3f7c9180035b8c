"""Promotions, and what is live by them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, Select, and_, bindparam, func, insert, select

from crossdock.model.mapping import Mapping
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.model.promotion import LiveVersion, Promotion, PromotionKind
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import mappings, promotions, versions


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A promotion and its place in the story of one mapping in one environment."""

    promotion: Promotion
    position: int
    """From 1, without gaps."""
    beneath: UUID | None
    """The promotion whose version a roll back puts live again; None where nothing is beneath."""


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """What is live, and the id under which its version is stored."""

    version: LiveVersion
    version_id: UUID


class Promotions(Repository):
    async def page(
        self, project: Project, request: PageRequest, environment: str | None = None, mapping: str | None = None
    ) -> Page[Promotion]:
        """Newest first."""
        query = _promotions(project)
        if environment is not None:
            query = query.where(promotions.c.environment == environment)
        if mapping is not None:
            query = query.where(mappings.c.name == mapping)
        return await self._page(
            query, request, promotions.c.id, lambda row: _promotion(project, row), newest_first=True
        )

    async def get(self, project: Project, promotion: UUID) -> Promotion:
        """Raises NotFound."""
        return (await self.standing(project, promotion)).promotion

    async def standing(self, project: Project, promotion: UUID) -> Standing:
        """A promotion with its place; raises NotFound."""
        row = await self._first(_promotions(project).where(promotions.c.id == promotion))
        if row is None:
            raise absent("promotion", promotion)
        return _standing(project, row)

    async def lock(self, environment: str, mapping: Mapping) -> None:
        """Let nobody else promote or roll back this mapping in this environment until this unit of work ends."""
        place = f"promotions {mapping.id} {environment}"
        await self._connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(place, 0))))

    async def newest(self, project: Project, environment: str, mapping: Mapping) -> Standing | None:
        """What says what is live; None where nothing ever was."""
        here = and_(promotions.c.mapping_id == mapping.id, promotions.c.environment == environment)
        query = _promotions(project).where(here).order_by(promotions.c.position.desc()).limit(1)
        row = await self._first(query)
        return None if row is None else _standing(project, row)

    async def add(self, project: Project, mapping: Mapping, standing: Standing) -> None:
        """Store a promotion for good, while its place is locked."""
        promotion = standing.promotion
        same = ("id", "environment", "version", "previous_version", "kind", "approver", "reason", "fixtures_passed")
        row = {column: getattr(promotion, column) for column in (*same, "created_at")}
        row |= {"project_id": project.id, "mapping_id": mapping.id}
        row |= {"position": standing.position, "beneath": standing.beneath}
        await self._do(insert(promotions).values(row))

    async def live_in(self, project: Project, environment: str) -> list[LiveVersion]:
        """What is live in an environment, by mapping."""
        rows = await self._all(_LIVE.order_by(mappings.c.name), project=project.id, environment=environment)
        return [_live_version(row).version for row in rows]

    async def live(self, project: Project, environment: str, mapping: str) -> Live | None:
        """What is live for one mapping; None where nothing is."""
        row = await self._first(_LIVE_ONE, project=project.id, environment=environment, mapping=mapping)
        return None if row is None else _live_version(row)


_PROMOTIONS = select(promotions, mappings.c.name.label("mapping")).join_from(
    promotions, mappings, mappings.c.id == promotions.c.mapping_id
)


def _promotions(project: Project) -> Select[Any]:
    return _PROMOTIONS.where(promotions.c.project_id == project.id)


def _live() -> Select[Any]:
    later = promotions.alias("later")
    newer_one = (
        select(later.c.id)
        .where(
            later.c.environment == promotions.c.environment,
            later.c.mapping_id == promotions.c.mapping_id,
            later.c.position > promotions.c.position,
        )
        .exists()
    )
    number = and_(versions.c.mapping_id == promotions.c.mapping_id, versions.c.number == promotions.c.version)
    return (
        _PROMOTIONS.join_from(promotions, versions, number)
        .add_columns(versions.c.id.label("version_id"), versions.c.content_hash)
        .where(
            promotions.c.project_id == bindparam("project"),
            promotions.c.environment == bindparam("environment"),
            ~newer_one,
        )
    )


_LIVE = _live()
_LIVE_ONE = _LIVE.where(mappings.c.name == bindparam("mapping"))


def _promotion(project: Project, row: Row[Any]) -> Promotion:
    return Promotion(
        id=row.id,
        project=project.name,
        environment=row.environment,
        mapping=row.mapping,
        version=row.version,
        previous_version=row.previous_version,
        kind=PromotionKind(row.kind),
        approver=row.approver,
        reason=row.reason,
        fixtures_passed=row.fixtures_passed,
        created_at=row.created_at,
    )


def _standing(project: Project, row: Row[Any]) -> Standing:
    return Standing(promotion=_promotion(project, row), position=row.position, beneath=row.beneath)


def _live_version(row: Row[Any]) -> Live:
    version = LiveVersion(
        environment=row.environment,
        mapping=row.mapping,
        version=row.version,
        content_hash=row.content_hash,
        promotion=row.id,
        approver=row.approver,
        since=row.created_at,
    )
    return Live(version=version, version_id=row.version_id)
