"""Keys of requests, with the answers they got."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.store.repository import Repository
from crossdock.store.tables import idempotency_keys


class SealedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A stored answer, its body still sealed."""

    status: int
    headers: dict[str, str]
    body: bytes


class KeyInUse(msgspec.Struct, frozen=True, kw_only=True):
    """A key somebody came with before."""

    fingerprint: bytes
    answer: SealedAnswer | None
    """None while the first request with it is still running."""


class IdempotencyKeys(Repository):
    async def forget_expired(self, now: datetime) -> None:
        await self._do(delete(idempotency_keys).where(idempotency_keys.c.expires_at <= now))

    async def claim(self, token: UUID, key: str, fingerprint: bytes, expires_at: datetime) -> KeyInUse | None:
        """Take a key for a request that starts now; gives what is stored where it is taken."""
        row = {"token_id": token, "key": key, "fingerprint": fingerprint, "expires_at": expires_at}
        claimed = insert(idempotency_keys).values(row).on_conflict_do_nothing(index_elements=["token_id", "key"])
        return None if await self._do(claimed) else await self._find(token, key)

    async def answer(self, token: UUID, key: str, answer: SealedAnswer) -> None:
        values: dict[str, Any] = {"status": answer.status, "headers": answer.headers, "body": answer.body}
        await self._do(update(idempotency_keys).where(_is(token, key)).values(values))

    async def release(self, token: UUID, key: str) -> None:
        """Forget a key whose request did nothing."""
        unanswered = idempotency_keys.c.status.is_(None)
        await self._do(delete(idempotency_keys).where(_is(token, key), unanswered))

    async def _find(self, token: UUID, key: str) -> KeyInUse | None:
        row = await self._first(select(idempotency_keys).where(_is(token, key)))
        if row is None:
            return None
        answer = None
        if row.status is not None:
            answer = SealedAnswer(status=row.status, headers=row.headers, body=row.body)
        return KeyInUse(fingerprint=row.fingerprint, answer=answer)


def _is(token: UUID, key: str) -> ColumnElement[bool]:
    return and_(idempotency_keys.c.token_id == token, idempotency_keys.c.key == key)
