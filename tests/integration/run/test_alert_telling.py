"""Alerts are told once, again after a quiet time, and told to be over; by any number of workers."""

from __future__ import annotations

import asyncio

import pytest
from board import Pinned, nobody_there
from desk import Platform, killed
from live_flow import ENVIRONMENT, PROJECT, StartFlow
from watch import QUIET, AddRule, Watched, resume, stop

from crossdock.model.alert import AlertKind, Thresholds
from crossdock.run.alerts import TRIES, Teller, Watchman, wait
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Studio


async def test_a_stopped_flow_is_told_once_again_when_it_lasts_and_when_it_is_over(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule()
    await stop(live, platform)
    for _ in range(3):
        await watched.turn()
    assert pinned.told == [("alert.opened", "letters")]
    assert "The desk does not know us." in pinned.notices[0].alert.message
    await watched.turn(QUIET)
    assert pinned.told[1:] == [("alert.continues", "letters")]
    await resume(live)
    for _ in range(3):
        await watched.turn()
    assert pinned.told[2:] == [("alert.resolved", "letters")]
    assert await watched.alerts() == []
    (over,) = await watched.alerts(all_of_them=True)
    assert over.resolved_at is not None


async def test_nothing_wrong_is_not_told(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule()
    await live.receive()
    await live.work_off()
    await watched.turn()
    await watched.turn(86400)
    assert pinned.told == []


async def test_any_number_of_workers_tell_it_once(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule()
    await stop(live, platform)
    await asyncio.gather(*(Watchman(watched.store).look() for _ in range(5)))
    await asyncio.gather(*(Teller(watched.store, watched.channels).tell() for _ in range(5)))
    assert pinned.told == [("alert.opened", "letters")]


async def test_what_comes_and_goes_is_told_once_in_a_quiet_time(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule()
    for _ in range(3):
        await stop(live, platform)
        await watched.turn()
        await resume(live)
        await live.work_off()
        await watched.turn()
    assert pinned.told == [("alert.opened", "letters"), ("alert.resolved", "letters")]
    await stop(live, platform)
    await watched.turn(QUIET)
    assert pinned.told[2:] == [("alert.opened", "letters")]


async def test_what_somebody_acknowledged_is_not_told_again_but_that_it_is_over(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned, studio: Studio
) -> None:
    live = await start()
    await add_rule()
    await stop(live, platform)
    await watched.turn()
    (alert,) = await watched.alerts()
    known = await studio.alerts.acknowledge(LOCAL_ADMINISTRATOR, PROJECT, alert.id, "The desk gets a new key.")
    assert (known.acknowledged_by, known.acknowledgement) == ("command line", "The desk gets a new key.")
    await watched.turn(QUIET * 3)
    assert pinned.told == [("alert.opened", "letters")]
    await resume(live)
    await watched.turn()
    assert pinned.told[1:] == [("alert.resolved", "letters")]


async def test_a_channel_that_fails_is_tried_again_and_its_rule_says_so(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule(secrets={"pin": "made-up-pin"})
    await stop(live, platform)
    pinned.troubles = [nobody_there("The pin made-up-pin broke."), RuntimeError("the board fell down")]
    await watched.turn()
    telling = (await watched.rule()).telling
    assert (telling.waiting, telling.delivered_at) == (1, None)
    assert telling.failure == "The pin [secret] broke."
    await watched.turn(31)
    assert "RuntimeError" in (await watched.rule()).telling.failure
    await watched.turn(61)
    assert pinned.told == [("alert.opened", "letters")]
    telling = (await watched.rule()).telling
    assert (telling.waiting, telling.given_up, telling.failure) == (0, 0, "")
    assert telling.delivered_at is not None


async def test_it_is_over_is_never_told_before_it_was_told_to_be(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule()
    await stop(live, platform)
    pinned.troubles = [nobody_there()]
    await watched.turn()
    await resume(live)
    await watched.turn()
    assert pinned.told == []
    await watched.turn(31)
    await watched.turn()
    assert pinned.told == [("alert.opened", "letters"), ("alert.resolved", "letters")]


async def test_a_notice_whose_worker_died_is_told_by_another_with_the_same_id(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule()
    await stop(live, platform)
    pinned.troubles = [killed()]
    with pytest.raises(asyncio.CancelledError):
        await watched.turn()
    await watched.turn()
    assert pinned.told == []
    await watched.turn(121)
    assert pinned.told == [("alert.opened", "letters")]


async def test_a_notice_that_nobody_takes_is_given_up_in_the_end(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule(thresholds=Thresholds())
    await stop(live, platform)
    pinned.troubles = [nobody_there() for _ in range(TRIES)]
    for _ in range(TRIES):
        await watched.turn(3601)
    telling = (await watched.rule()).telling
    assert (telling.given_up, telling.failure) == (1, "Nobody is there.")
    assert pinned.troubles == []


async def test_a_rule_tells_of_its_own_kinds_and_environments_alone(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule("holds-only", AlertKind.HOLDS)
    await add_rule("live-only", environments=("live",))
    await add_rule("all-of-it", AlertKind.FLOW_STOPPED, environments=(ENVIRONMENT,))
    await stop(live, platform)
    await watched.turn()
    assert [notice.rule for notice in pinned.notices] == ["all-of-it"]


def test_waits_grow_and_are_never_shorter_than_is_asked_for() -> None:
    assert [wait(attempts, None).total_seconds() for attempts in (1, 2, 3, 30)] == [30, 60, 120, 3600]
    assert wait(1, 600).total_seconds() == 600
