"""Requests that a version be put live: what waits for an answer, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, insert, or_, select, update

from crossdock.errors import Conflict
from crossdock.model.mapping import Mapping
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.model.promotion import Promotion
from crossdock.model.promotion_request import PromotionRequest, RequestState
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import mappings, projects, promotion_requests, versions

MOST = 200


class PromotionRequests(Repository):
    async def page(
        self,
        project: Project,
        request: PageRequest,
        *,
        environment: str | None = None,
        mapping: str | None = None,
        state: RequestState | None = None,
    ) -> Page[PromotionRequest]:
        """Newest first. Raises InvalidInput for a limit or a cursor that cannot be."""
        query = _of(project)
        asked = {promotion_requests.c.environment: environment, mappings.c.name: mapping}
        asked[promotion_requests.c.state] = state
        query = query.where(*(column == wanted for column, wanted in asked.items() if wanted is not None))
        return await self._page(query, request, promotion_requests.c.id, _request, newest_first=True)

    async def get(self, project: Project, request_id: UUID) -> PromotionRequest:
        """Raises NotFound."""
        return _found(await self._first(_of(project).where(promotion_requests.c.id == request_id)), request_id)

    async def lock_waiting(self, project: Project, request_id: UUID) -> PromotionRequest:
        """One that nobody else answers until this unit of work ends; raises NotFound, Conflict 'answered'."""
        query = _of(project).where(promotion_requests.c.id == request_id)
        request = _found(await self._first(query.with_for_update(of=promotion_requests)), request_id)
        if request.state is not RequestState.WAITING:
            raise _answered(request)
        return request

    async def newest(self, mapping: Mapping, environment: str, version: int) -> PromotionRequest | None:
        """The one that was made last for a version in an environment; None where nobody asked."""
        query = _REQUESTS.where(_about(mapping, environment, version)).order_by(promotion_requests.c.id.desc()).limit(1)
        row = await self._first(query)
        return None if row is None else _request(row)

    async def add(self, project: Project, mapping: Mapping, request: PromotionRequest) -> None:
        """Store a new one. Raises Conflict where one for the same version waits already."""
        row = {column: getattr(request, column) for column in (*_SAME, "id", "version", "requested_by", "created_at")}
        row |= {"project_id": project.id, "mapping_id": mapping.id, "environment": request.environment}
        await self._do(insert(promotion_requests).values(row | {"reason": request.reason}))

    async def answer(self, request: PromotionRequest) -> None:
        """Store the answer to one that is locked."""
        values = {column: getattr(request, column) for column in _SAME}
        await self._do(update(promotion_requests).where(promotion_requests.c.id == request.id).values(values))

    async def fulfil(self, mapping: Mapping, promotion: Promotion) -> None:
        """Answer what waits for the version that a promotion puts live."""
        about = _about(mapping, promotion.environment, promotion.version)
        values = {
            "state": RequestState.APPROVED,
            "answered_by": promotion.approver,
            "answer": promotion.reason,
            "answered_at": promotion.created_at,
            "promotion": promotion.id,
        }
        waiting = promotion_requests.c.state == RequestState.WAITING
        await self._do(update(promotion_requests).where(about, waiting).values(values))

    async def waiting(self, shown: Sequence[Project], approver: str) -> list[PromotionRequest]:
        """Those of these projects that somebody may answer who may approve there, oldest first; 200 at most."""
        number = and_(
            versions.c.mapping_id == promotion_requests.c.mapping_id, versions.c.number == promotion_requests.c.version
        )
        query = (
            _REQUESTS.join(versions, number)
            .where(_in(shown), promotion_requests.c.state == RequestState.WAITING)
            .where(or_(~projects.c.four_eyes, versions.c.author != approver))
            .order_by(promotion_requests.c.id)
            .limit(MOST)
        )
        return [_request(row) for row in await self._all(query)]

    async def answered(self, shown: Sequence[Project], author: str, since: datetime) -> list[PromotionRequest]:
        """Somebody's own that others answered since a time, the newest answer first; 200 at most."""
        query = (
            _REQUESTS.where(_in(shown), promotion_requests.c.requested_by == author)
            .where(promotion_requests.c.answered_by != author, promotion_requests.c.answered_at >= since)
            .order_by(promotion_requests.c.answered_at.desc())
            .limit(MOST)
        )
        return [_request(row) for row in await self._all(query)]


_SAME = ("state", "answered_by", "answer", "answered_at", "promotion")
_REQUESTS = (
    select(promotion_requests, mappings.c.name.label("mapping"), projects.c.name.label("project"))
    .join_from(promotion_requests, mappings, mappings.c.id == promotion_requests.c.mapping_id)
    .join(projects, projects.c.id == promotion_requests.c.project_id)
)


def _of(project: Project) -> Select[Any]:
    return _REQUESTS.where(promotion_requests.c.project_id == project.id)


def _in(shown: Sequence[Project]) -> ColumnElement[bool]:
    return promotion_requests.c.project_id.in_([project.id for project in shown])


def _about(mapping: Mapping, environment: str, version: int) -> ColumnElement[bool]:
    return and_(
        promotion_requests.c.mapping_id == mapping.id,
        promotion_requests.c.environment == environment,
        promotion_requests.c.version == version,
    )


def _found(row: Row[Any] | None, request_id: UUID) -> PromotionRequest:
    if row is None:
        raise absent("promotion request", request_id)
    return _request(row)


def _answered(request: PromotionRequest) -> Conflict:
    return Conflict(
        f"This request was answered already: {request.state} by '{request.answered_by}'.",
        code="answered",
        remedy="There is nothing to do; ask anew where the version shall go live after all.",
    )


def _request(row: Row[Any]) -> PromotionRequest:
    same = ("id", "project", "environment", "mapping", "version", "requested_by", "reason", "created_at")
    told = {column: getattr(row, column) for column in (*same, *_SAME)}
    return PromotionRequest(**told | {"state": RequestState(row.state)})
