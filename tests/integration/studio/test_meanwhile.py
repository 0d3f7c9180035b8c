"""Two people who write on one mapping: the second is told, and nothing is published over what was not seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from crossdock.errors import Conflict, NotFound
from crossdock.model.access import Principal
from crossdock.model.mapping import Meanwhile, VersionNew
from crossdock.studio.drafts import WRITING
from crossdock.studio.studio import Studio

PROJECT, ORDERS = "acme", "orders"
Turn = Callable[[timedelta], None]


async def publish(studio: Studio, author: Principal, text: str, based_on: int | None = None) -> int:
    new = VersionNew(reason=f"As {author.name} has it.", text=text, based_on=based_on)
    return (await studio.versions.publish(author, PROJECT, ORDERS, new)).number


async def test_a_version_that_was_published_since_is_told_with_who_and_why(
    studio: Studio, editor: Principal, admin: Principal, mapping: str
) -> None:
    await publish(studio, editor, '{"a": 1}')
    assert await studio.drafts.meanwhile(editor, PROJECT, mapping, 1) == Meanwhile()
    await publish(studio, admin, '{"a": 2}')
    published = (await studio.drafts.meanwhile(editor, PROJECT, mapping, 1)).published
    assert published is not None
    assert (published.number, published.author) == (2, admin.name)
    assert published.reason == f"As {admin.name} has it."


async def test_who_writes_now_is_told_with_what_and_who_stopped_is_not(
    studio: Studio, editor: Principal, admin: Principal, mapping: str, turn: Turn
) -> None:
    await studio.drafts.save(admin, PROJECT, mapping, '{"theirs": 1}', 0)
    await studio.drafts.save(editor, PROJECT, mapping, '{"mine": 1}', 0)
    (draft,) = (await studio.drafts.meanwhile(editor, PROJECT, mapping, 0)).drafts
    assert (draft.author, draft.text) == (admin.name, '{"theirs": 1}')
    turn(WRITING + timedelta(seconds=1))
    assert (await studio.drafts.meanwhile(editor, PROJECT, mapping, 0)).drafts == ()
    saved = await studio.drafts.save(admin, PROJECT, mapping, '{"theirs": 2}', 1)
    assert saved.started_at == draft.started_at < saved.updated_at
    assert (await studio.drafts.meanwhile(editor, PROJECT, mapping, 0)).drafts == (saved,)


async def test_whoever_published_what_they_wrote_is_no_longer_writing(
    studio: Studio, editor: Principal, admin: Principal, mapping: str
) -> None:
    await studio.drafts.save(admin, PROJECT, mapping, '{"theirs": 1}', 0)
    await publish(studio, admin, '{"theirs": 1}', based_on=0)
    meanwhile = await studio.drafts.meanwhile(editor, PROJECT, mapping, 0)
    assert meanwhile.drafts == ()
    assert meanwhile.published is not None


async def test_a_draft_says_which_version_it_stands_on(studio: Studio, editor: Principal, mapping: str) -> None:
    for number in (1, 2):
        await publish(studio, editor, f'{{"a": {number}}}')
    started = await studio.drafts.save(editor, PROJECT, mapping, "from the first", 0, based_on=1)
    assert started.based_on == 1
    assert (await studio.drafts.save(editor, PROJECT, mapping, "more", 1)).based_on == 1
    await studio.drafts.save(editor, PROJECT, mapping, "both", 2, based_on=2)
    assert (await studio.drafts.get(editor, PROJECT, mapping)).based_on == 2
    with pytest.raises(NotFound):
        await studio.drafts.save(editor, PROJECT, mapping, "both", 3, based_on=7)


async def test_a_text_from_an_older_version_is_not_published_over_a_newer_one(
    studio: Studio, editor: Principal, admin: Principal, mapping: str
) -> None:
    await publish(studio, admin, '{"a": 1}', based_on=0)
    with pytest.raises(Conflict) as refused:
        await publish(studio, editor, '{"b": 1}', based_on=0)
    assert refused.value.stable_code == "published-meanwhile"
    assert admin.name in refused.value.message
    assert await publish(studio, editor, '{"a": 1, "b": 1}', based_on=1) == 2


async def test_what_was_published_from_a_draft_is_what_the_draft_stands_on(
    studio: Studio, editor: Principal, mapping: str
) -> None:
    await studio.drafts.save(editor, PROJECT, mapping, '{"a": 1}', 0)
    await publish(studio, editor, '{"a": 1}', based_on=0)
    assert (await studio.drafts.get(editor, PROJECT, mapping)).based_on == 1
