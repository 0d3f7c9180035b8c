"""Asking that a version be put live, for those who may not do it themselves; and what others answer."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict, Forbidden, InvalidInput
from crossdock.model.access import RIGHTS, Principal, Right
from crossdock.model.page import LARGEST_PAGE, Page, PageRequest
from crossdock.model.promotion import Promotion, PromotionNew
from crossdock.model.promotion_request import Inbox, PromotionRequest, RequestNew, RequestState
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project, require_right
from crossdock.studio.environment import require_environment
from crossdock.studio.promotions import Promotions

LONGEST_REASON = 2000
ANSWERS_ARE_NEWS = timedelta(days=14)


class PromotionRequests:
    def __init__(self, store: Store, promotions: Promotions) -> None:
        self._store = store
        self._promotions = promotions

    async def list(
        self,
        caller: Principal,
        project: str,
        page: PageRequest,
        environment: str | None = None,
        mapping: str | None = None,
        state: RequestState | None = None,
    ) -> Page[PromotionRequest]:
        """Newest first."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.promotion_requests.page(
                opened, page, environment=environment, mapping=mapping, state=state
            )

    async def get(self, caller: Principal, project: str, request: UUID) -> PromotionRequest:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.promotion_requests.get(opened, request)

    async def inbox(self, caller: Principal) -> Inbox:
        """What waits for the caller's answer, and what others answered to the caller; of very many projects the first 200."""
        require_right(caller, Right.READ)
        async with self._store.read() as work:
            shown = (await work.projects.page(PageRequest(limit=LARGEST_PAGE), only=caller.project)).items
            waiting = []
            if Right.APPROVE in RIGHTS[caller.role]:
                waiting = await work.promotion_requests.waiting(shown, caller.name)
            answered = await work.promotion_requests.answered(shown, caller.name, work.now - ANSWERS_ARE_NEWS)
        return Inbox(waiting=tuple(waiting), answered=tuple(answered))

    async def ask(self, caller: Principal, project: str, new: RequestNew) -> PromotionRequest:
        """Ask that a version be put live.

        Raises Conflict 'already-live', or 'already-requested' where somebody asked and nobody answered yet.
        """
        reason = _words(new.reason, "Nobody would know why it shall go live.")
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            require_environment(opened, new.environment)
            mapping = await work.mappings.get(opened, new.mapping)
            await work.versions.get(mapping, new.version)
            await work.promotions.lock(new.environment, mapping)
            live = await work.promotions.newest(opened, new.environment, mapping)
            if live and live.promotion.version == new.version:
                raise _already_live(new)
            newest = await work.promotion_requests.newest(mapping, new.environment, new.version)
            if newest and newest.state is RequestState.WAITING:
                raise _already_requested(newest)
            request = PromotionRequest(
                id=uuid7(),
                project=opened.name,
                environment=new.environment,
                mapping=new.mapping,
                version=new.version,
                requested_by=caller.name,
                reason=reason,
                created_at=work.now,
            )
            await work.promotion_requests.add(opened, mapping, request)
            told = {"request": str(request.id), "reason": reason}
            await work.audit.record(caller.name, opened, "promotion.request", _subject(request), told)
        return request

    async def approve(self, caller: Principal, project: str, request: UUID, reason: str) -> Promotion:
        """Put the version live that was asked for. Raises what `Promotions.promote` does, Conflict 'answered'."""
        words = _words(reason, "Nobody would know why it was approved.")
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.APPROVE)
            asked = await work.promotion_requests.get(opened, request)
        new = PromotionNew(environment=asked.environment, mapping=asked.mapping, version=asked.version, reason=words)
        return await self._promotions.promote(caller, project, new, request)

    async def decline(self, caller: Principal, project: str, request: UUID, reason: str) -> PromotionRequest:
        """Say no, with words for whoever asked. Raises Conflict 'answered'."""
        words = _words(reason, "Whoever asked would not know why.")
        return await self._answer(caller, project, request, Right.APPROVE, RequestState.DECLINED, words)

    async def withdraw(self, caller: Principal, project: str, request: UUID, reason: str = "") -> PromotionRequest:
        """Take one's own back. Raises Forbidden for another's, Conflict 'answered'."""
        return await self._answer(caller, project, request, Right.EDIT, RequestState.WITHDRAWN, reason.strip())

    async def _answer(
        self, caller: Principal, project: str, request: UUID, right: Right, state: RequestState, words: str
    ) -> PromotionRequest:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, right)
            asked = await work.promotion_requests.lock_waiting(opened, request)
            if state is RequestState.WITHDRAWN:
                _require_own(caller, asked)
            answered = msgspec.structs.replace(
                asked, state=state, answered_by=caller.name, answer=words, answered_at=work.now
            )
            await work.promotion_requests.answer(answered)
            told = {"request": str(request), "reason": words}
            await work.audit.record(caller.name, opened, f"promotion.request-{state}", _subject(asked), told)
        return answered


def _words(text: str, otherwise: str) -> str:
    words = text.strip()
    if not words:
        raise InvalidInput(otherwise, code="no-reason", remedy="Say it in a sentence.")
    if len(words) > LONGEST_REASON:
        raise InvalidInput(f"More than {LONGEST_REASON} characters.", code="too-long", remedy="Write it shorter.")
    return words


def _subject(request: PromotionRequest) -> str:
    return f"mapping {request.mapping} v{request.version} in {request.environment}"


def _require_own(caller: Principal, asked: PromotionRequest) -> None:
    if asked.requested_by != caller.name:
        raise Forbidden(
            f"'{asked.requested_by}' asked for this, not '{caller.name}'.",
            code="not-yours",
            remedy="Decline it, where you may approve; or ask whoever it was to take it back.",
        )


def _already_live(new: RequestNew) -> Conflict:
    return Conflict(
        f"Version {new.version} of mapping '{new.mapping}' is already live in '{new.environment}'.",
        code="already-live",
        remedy="There is nothing to do.",
    )


def _already_requested(newest: PromotionRequest) -> Conflict:
    return Conflict(
        f"'{newest.requested_by}' asked for this already, and nobody has answered yet.",
        code="already-requested",
        remedy="Tell whoever approves of it; the request stands on the promotion's page.",
        request=str(newest.id),
    )
