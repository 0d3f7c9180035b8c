"""Asking that a version be put live: the request is kept, those who may answer see it, and whoever asked the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest

from crossdock.errors import Conflict, CrossdockError, Forbidden, InvalidInput, NotFound
from crossdock.model.access import Principal, Role
from crossdock.model.fixture import Fixture
from crossdock.model.mapping import Version
from crossdock.model.page import PageRequest
from crossdock.model.project import ProjectNew
from crossdock.model.promotion import PromotionNew
from crossdock.model.promotion_request import PromotionRequest, RequestNew, RequestState
from crossdock.studio.studio import Studio

Publish = Callable[[str], Awaitable[Version]]
PAGE = PageRequest()


@pytest.fixture
async def published(publish: Publish, fixture: Fixture) -> None:
    """Versions 1 and 2, and a fixture that both pass."""
    for index in (1, 2):
        await publish(f"$ /* {index} */")


def wanted(version: int = 1, environment: str = "sandbox", mapping: str = "orders") -> RequestNew:
    return RequestNew(environment=environment, mapping=mapping, version=version, reason="The shop needs it.")


async def waiting(studio: Studio, caller: Principal) -> list[UUID]:
    return [request.id for request in (await studio.promotion_requests.inbox(caller)).waiting]


async def test_a_request_is_kept_and_shown_to_those_who_may_answer_it(
    studio: Studio, editor: Principal, approver: Principal, operator: Principal, published: None
) -> None:
    asked = await studio.promotion_requests.ask(editor, "acme", wanted())
    assert (asked.requested_by, asked.reason, asked.state) == (editor.name, "The shop needs it.", RequestState.WAITING)
    assert await studio.promotion_requests.get(operator, "acme", asked.id) == asked
    assert await waiting(studio, approver) == [asked.id]
    assert await waiting(studio, operator) == []
    assert await waiting(studio, editor) == []
    for one in (editor, approver):
        assert (await studio.proposals.get(one, "acme", "sandbox", "orders", 1)).request == asked
    assert (await studio.proposals.get(editor, "acme", "sandbox", "orders", 2)).request is None
    assert (await studio.audit.list(editor, "acme", PAGE)).items[0].action == "promotion.request"


async def test_an_author_who_may_approve_is_not_asked_about_the_own_version(
    studio: Studio, admin: Principal, editor: Principal, published: None
) -> None:
    author = Principal(token_id=admin.token_id, name=editor.name, project=None, role=Role.ADMIN)
    asked = await studio.promotion_requests.ask(author, "acme", wanted())
    assert await waiting(studio, author) == []
    assert await waiting(studio, admin) == [asked.id]
    with pytest.raises(Forbidden) as refused:
        await studio.promotion_requests.approve(author, "acme", asked.id, "Mine.")
    assert refused.value.stable_code == "four-eyes"


async def test_its_approval_puts_the_version_live_and_its_author_sees_that(
    studio: Studio, editor: Principal, approver: Principal, published: None
) -> None:
    asked = await studio.promotion_requests.ask(editor, "acme", wanted())
    promotion = await studio.promotion_requests.approve(approver, "acme", asked.id, "Agreed with the warehouse.")
    assert (promotion.version, promotion.approver, promotion.reason) == (
        1,
        approver.name,
        "Agreed with the warehouse.",
    )
    assert await waiting(studio, approver) == []
    (answered,) = (await studio.promotion_requests.inbox(editor)).answered
    assert (answered.id, answered.state, answered.promotion) == (asked.id, RequestState.APPROVED, promotion.id)
    assert (answered.answered_by, answered.answer) == (approver.name, "Agreed with the warehouse.")


async def test_a_promotion_beside_it_answers_it_as_well(
    studio: Studio, editor: Principal, approver: Principal, published: None
) -> None:
    asked = await studio.promotion_requests.ask(editor, "acme", wanted(2))
    other = await studio.promotion_requests.ask(editor, "acme", wanted(1))
    new = PromotionNew(environment="sandbox", mapping="orders", version=2, reason="Seen.")
    promotion = await studio.promotions.promote(approver, "acme", new)
    assert (await studio.promotion_requests.get(editor, "acme", asked.id)).promotion == promotion.id
    assert await waiting(studio, approver) == [other.id]
    await studio.promotion_requests.approve(approver, "acme", other.id, "Back to it.")
    assert (await studio.live.get(editor, "acme", "sandbox", "orders")).version == 1


async def test_a_refusal_comes_with_words_and_is_final(
    studio: Studio, editor: Principal, approver: Principal, published: None
) -> None:
    asked = await studio.promotion_requests.ask(editor, "acme", wanted())
    with pytest.raises(InvalidInput) as wordless:
        await studio.promotion_requests.decline(approver, "acme", asked.id, " ")
    assert wordless.value.stable_code == "no-reason"
    await studio.promotion_requests.decline(approver, "acme", asked.id, "Not in the peak week.")
    (answered,) = (await studio.promotion_requests.inbox(editor)).answered
    assert (answered.state, answered.answer) == (RequestState.DECLINED, "Not in the peak week.")
    for again in (studio.promotion_requests.approve, studio.promotion_requests.decline):
        with pytest.raises(Conflict) as refused:
            await again(approver, "acme", asked.id, "After all.")
        assert refused.value.stable_code == "answered"
    assert await studio.live.list(editor, "acme", "sandbox") == []
    assert (await studio.promotion_requests.ask(editor, "acme", wanted())).state is RequestState.WAITING


async def test_only_whoever_asked_takes_it_back(
    studio: Studio, admin: Principal, editor: Principal, approver: Principal, published: None
) -> None:
    asked = await studio.promotion_requests.ask(editor, "acme", wanted())
    with pytest.raises(Forbidden) as refused:
        await studio.promotion_requests.withdraw(admin, "acme", asked.id)
    assert refused.value.stable_code == "not-yours"
    taken = await studio.promotion_requests.withdraw(editor, "acme", asked.id, "Version 2 is better.")
    assert (taken.state, taken.answer) == (RequestState.WITHDRAWN, "Version 2 is better.")
    inbox = await studio.promotion_requests.inbox(editor)
    assert (inbox.answered, await waiting(studio, approver)) == ((), [])


@pytest.mark.parametrize(
    ("new", "kind", "code"),
    [
        (wanted(version=9), NotFound, "not-found"),
        (wanted(mapping="nothing"), NotFound, "not-found"),
        (wanted(environment="mars"), NotFound, "not-found"),
        (RequestNew(environment="sandbox", mapping="orders", version=1, reason=" "), InvalidInput, "no-reason"),
    ],
)
async def test_what_cannot_go_live_is_not_asked_for(
    studio: Studio, editor: Principal, published: None, new: RequestNew, kind: type[CrossdockError], code: str
) -> None:
    with pytest.raises(kind) as refused:
        await studio.promotion_requests.ask(editor, "acme", new)
    assert refused.value.stable_code == code


async def test_what_is_live_or_asked_for_already_is_not_asked_for_again(
    studio: Studio, editor: Principal, approver: Principal, published: None
) -> None:
    asked = await studio.promotion_requests.ask(editor, "acme", wanted())
    with pytest.raises(Conflict) as twice:
        await studio.promotion_requests.ask(editor, "acme", wanted())
    assert (twice.value.stable_code, twice.value.details) == ("already-requested", {"request": str(asked.id)})
    await studio.promotion_requests.approve(approver, "acme", asked.id, "Yes.")
    with pytest.raises(Conflict) as live:
        await studio.promotion_requests.ask(editor, "acme", wanted())
    assert live.value.stable_code == "already-live"


async def test_requests_are_found_by_state_and_place(
    studio: Studio, editor: Principal, approver: Principal, published: None
) -> None:
    made = [
        await studio.promotion_requests.ask(editor, "acme", wanted(version, place))
        for version, place in ((1, "sandbox"), (1, "live"), (2, "sandbox"))
    ]
    await studio.promotion_requests.decline(approver, "acme", made[0].id, "No.")

    async def found(*filters: str | None, state: RequestState | None = None) -> list[PromotionRequest]:
        return list((await studio.promotion_requests.list(editor, "acme", PAGE, *filters, state=state)).items)

    assert [one.id for one in await found()] == [one.id for one in reversed(made)]
    assert [one.id for one in await found("live")] == [made[1].id]
    assert await found(None, "another") == []
    assert [one.id for one in await found("sandbox", state=RequestState.WAITING)] == [made[2].id]


async def test_an_inbox_is_of_the_projects_that_one_may_see_and_answers_grow_old(
    studio: Studio,
    admin: Principal,
    editor: Principal,
    approver: Principal,
    published: None,
    turn: Callable[[timedelta], None],
) -> None:
    await studio.projects.create(admin, ProjectNew(name="other"))
    asked = await studio.promotion_requests.ask(editor, "acme", wanted())
    elsewhere = Principal(token_id=approver.token_id, name="another", project="other", role=Role.APPROVER)
    assert await waiting(studio, elsewhere) == []
    await studio.promotion_requests.decline(approver, "acme", asked.id, "No.")
    turn(timedelta(days=15))
    assert (await studio.promotion_requests.inbox(editor)).answered == ()
