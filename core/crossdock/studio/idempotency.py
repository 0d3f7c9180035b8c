"""Requests that are sent again get the answer they got, and do nothing a second time."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from crossdock.errors import Conflict, InvalidInput
from crossdock.model.access import Principal
from crossdock.store.idempotency import KeyInUse, SealedAnswer
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store, retried

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 255


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A response as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes


class Idempotency:
    """Keys belong to the token they came with: nobody gets the answer to another's request."""

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    @retried
    async def begin(self, caller: Principal, key: str, fingerprint: bytes) -> Answer | None:
        """None: go ahead, then `finish`, or `release` where nothing was done. Otherwise the answer of the first time.

        `fingerprint` is the SHA-256 of what was asked for. Raises Conflict 'idempotency-key-reused' where something
        else was, 'in-progress' while the first request runs. When the studio died before it could `finish`, nobody
        knows what that request did, so its key stays 'in-progress' until it expires.
        """
        if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
            raise InvalidInput(
                "The idempotency key cannot be used.",
                code="invalid-idempotency-key",
                remedy=f"Use 1 to {LONGEST_KEY} printable ASCII characters, such as a UUID.",
            )
        async with self._store.begin() as work:
            await work.idempotency_keys.forget_expired(work.now)
            used = await work.idempotency_keys.claim(caller.token_id, key, fingerprint, work.now + KEPT_FOR)
        return self._stored_answer(used, fingerprint) if used else None

    async def finish(self, caller: Principal, key: str, answer: Answer) -> None:
        """Keep an answer, sealed: it may hold the text of a token."""
        sealed = SealedAnswer(status=answer.status, headers=answer.headers, body=self._keyring.seal(answer.body))
        async with self._store.begin() as work:
            await work.idempotency_keys.answer(caller.token_id, key, sealed)

    async def release(self, caller: Principal, key: str) -> None:
        """Forget a key whose request did nothing, so that it can be sent again."""
        async with self._store.begin() as work:
            await work.idempotency_keys.release(caller.token_id, key)

    def _stored_answer(self, used: KeyInUse, fingerprint: bytes) -> Answer:
        if used.fingerprint != fingerprint:
            raise Conflict(
                "The idempotency key was used for another request.",
                code="idempotency-key-reused",
                remedy="Take a new key for each request; the same key only to send the same request again.",
            )
        if used.answer is None:
            raise Conflict(
                "The first request with this idempotency key has not been answered.",
                code="in-progress",
                remedy="Wait a moment and send it again. If it stays so, look whether the first one did its work.",
            )
        answer = used.answer
        return Answer(status=answer.status, headers=answer.headers, body=self._keyring.open(answer.body))
