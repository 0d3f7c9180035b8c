"""A request that is sent again gets the first answer; nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import anyio
import pytest
from sqlalchemy import text

from crossdock.errors import Conflict, InvalidInput
from crossdock.model.access import Principal
from crossdock.store.database import Database
from crossdock.studio.idempotency import Answer
from crossdock.studio.studio import Studio

ASKED = sha256(b"asked").digest()
ANSWER = Answer(status=201, headers={"location": "/x"}, body=b'{"text": "cdk_secret"}')


Turn = Callable[[timedelta], None]


async def test_the_first_answer_is_given_again(studio: Studio, editor: Principal) -> None:
    assert await studio.idempotency.begin(editor, "key", ASKED) is None
    await studio.idempotency.finish(editor, "key", ANSWER)
    assert await studio.idempotency.begin(editor, "key", ASKED) == ANSWER


async def test_another_request_with_the_key_is_refused(studio: Studio, editor: Principal) -> None:
    await studio.idempotency.begin(editor, "key", ASKED)
    with pytest.raises(Conflict) as refused:
        await studio.idempotency.begin(editor, "key", sha256(b"something else").digest())
    assert refused.value.stable_code == "idempotency-key-reused"


async def test_of_two_at_once_one_goes_ahead(studio: Studio, editor: Principal) -> None:
    came: list[str] = []

    async def send() -> None:
        try:
            came.append(str(await studio.idempotency.begin(editor, "key", ASKED)))
        except Conflict as error:
            came.append(error.stable_code)

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(send)
    assert sorted(came) == ["None", *["in-progress"] * 4]


async def test_a_released_key_is_free_and_an_answered_one_stays(studio: Studio, editor: Principal) -> None:
    await studio.idempotency.begin(editor, "key", ASKED)
    await studio.idempotency.release(editor, "key")
    assert await studio.idempotency.begin(editor, "key", ASKED) is None
    await studio.idempotency.finish(editor, "key", ANSWER)
    await studio.idempotency.release(editor, "key")
    assert await studio.idempotency.begin(editor, "key", ASKED) == ANSWER


async def test_keys_belong_to_their_token(studio: Studio, editor: Principal, approver: Principal) -> None:
    await studio.idempotency.begin(editor, "key", ASKED)
    await studio.idempotency.finish(editor, "key", ANSWER)
    assert await studio.idempotency.begin(approver, "key", ASKED) is None


async def test_a_key_is_forgotten_after_a_day(studio: Studio, editor: Principal, turn: Turn) -> None:
    await studio.idempotency.begin(editor, "key", ASKED)
    await studio.idempotency.finish(editor, "key", ANSWER)
    turn(timedelta(hours=23))
    assert await studio.idempotency.begin(editor, "key", ASKED) == ANSWER
    turn(timedelta(hours=25))
    assert await studio.idempotency.begin(editor, "key", ASKED) is None


async def test_an_answer_is_sealed(studio: Studio, editor: Principal, database: Database) -> None:
    await studio.idempotency.begin(editor, "key", ASKED)
    await studio.idempotency.finish(editor, "key", ANSWER)
    async with database.begin() as connection:
        body = (await connection.execute(text("SELECT body FROM idempotency_keys"))).scalar_one()
    assert b"secret" not in bytes(body)


@pytest.mark.parametrize("key", ["", "k" * 256, "clé", "a\nb"])
async def test_a_key_that_cannot_be_kept_is_refused(studio: Studio, editor: Principal, key: str) -> None:
    with pytest.raises(InvalidInput):
        await studio.idempotency.begin(editor, key, ASKED)
