"""Alerts: found in the records, told once, again after a quiet time, and told to be over; by any number of workers."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from board import PINNED, BoardCatalogue, Pinned, nobody_there
from desk import Platform, Trouble, away, killed, locked_out, refused
from live_flow import ENVIRONMENT, PROJECT, Live, StartFlow, TurnableClock
from sqlalchemy import text

from crossdock.connect import Incoming
from crossdock.connect.outside import GuardedOutside
from crossdock.errors import Rejected
from crossdock.model.alert import Alert, AlertKind, AlertRule, AlertRuleSettings, Thresholds
from crossdock.model.flow import GivingUp, Poll, Retry
from crossdock.model.page import PageRequest
from crossdock.model.project import ConnectionSettings
from crossdock.model.schedule import Schedule
from crossdock.run.alerts import TRIES, WATCH_EVERY, Teller, Watchman, wait
from crossdock.run.channels import Channels
from crossdock.run.polling import Polling
from crossdock.run.rounds import Rounds
from crossdock.store.database import connect
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.alert_rules import AlertRules
from crossdock.studio.studio import Silence, Studio

AddRule = Callable[..., Awaitable[None]]
QUIET = 3600
_NUMBERS = itertools.count(1)


@pytest.fixture
def pinned() -> Pinned:
    """The board, empty and in good order."""
    PINNED.notices, PINNED.troubles = [], []
    return PINNED


@pytest.fixture
def channels(keyring: Keyring) -> Channels:
    return Channels(BoardCatalogue(), keyring, GuardedOutside(frozenset()))


@pytest.fixture
def rules(store: Store, keyring: Keyring, channels: Channels, clock: TurnableClock) -> AlertRules:
    return AlertRules(store, BoardCatalogue(), keyring, channels, clock)


@pytest.fixture
def add_rule(rules: AlertRules) -> AddRule:
    """Has a project's alerts pinned to the board."""

    async def act(name: str = "ops", *kinds: AlertKind, **more: Any) -> None:
        settings = {"corner": "left"}
        rule = AlertRuleSettings(channel="board", kinds=kinds, quiet_seconds=QUIET, settings=settings, **more)
        await rules.put(LOCAL_ADMINISTRATOR, PROJECT, name, rule, 0)

    return act


class Watched:
    """Workers that look and tell, and time that passes."""

    def __init__(self, store: Store, channels: Channels, rules: AlertRules, clock: TurnableClock) -> None:
        self.store, self.channels, self.rules, self.clock = store, channels, rules, clock

    async def turn(self, seconds: float = WATCH_EVERY.total_seconds() + 1) -> None:
        """Time passes, then one worker looks and tells."""
        self.clock.turned += timedelta(seconds=seconds)
        await Watchman(self.store).look()
        await Teller(self.store, self.channels).tell()

    async def alerts(self, *, all_of_them: bool = False) -> list[Alert]:
        async with self.store.read() as work:
            project = await work.projects.get(PROJECT)
            page = await work.alerts.page(project, PageRequest(), all_of_them=all_of_them)
        return list(page.items)

    async def rule(self, name: str = "ops") -> AlertRule:
        return await self.rules.get(LOCAL_ADMINISTRATOR, PROJECT, name)


@pytest.fixture
def watched(store: Store, channels: Channels, rules: AlertRules, clock: TurnableClock, pinned: Pinned) -> Watched:
    return Watched(store, channels, rules, clock)


async def stop(live: Live, platform: Platform) -> None:
    """The target refuses our credentials once, for a letter of its own."""
    platform.troubles = [Trouble(before=locked_out())]
    await live.receive(id=f"letter-{next(_NUMBERS)}")
    await live.work_off()


async def resume(live: Live) -> None:
    await live.studio.flows.resume(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, live.flow, "Mended.")


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


async def test_holds_are_told_by_code_once_they_are_many_or_old(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule("many", thresholds=Thresholds(holds_more_than=1, holds_older_seconds=7200))
    await add_rule("old", thresholds=Thresholds(holds_more_than=100, holds_older_seconds=1800))
    platform.troubles = [Trouble(before=refused()) for _ in range(2)]
    await live.receive(id="1")
    await live.work_off()
    await watched.turn()
    assert pinned.told == []
    await live.receive(id="2")
    await live.work_off()
    await watched.turn()
    assert [(notice.rule, notice.alert.subject, notice.alert.count) for notice in pinned.notices] == [
        ("many", "refused", 2)
    ]
    await watched.turn(1800)
    assert [notice.rule for notice in pinned.notices[1:]] == ["old"]


async def test_used_up_retries_are_told_whether_held_or_failed(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start(retry=Retry(attempts=1, then=GivingUp.FAIL))
    await add_rule()
    platform.troubles = [Trouble(before=away(uncertain=False))]
    await live.receive()
    await live.work_off()
    await watched.turn()
    assert pinned.told == [("alert.opened", "letters")]
    assert pinned.notices[0].alert.kind is AlertKind.RETRIES_EXHAUSTED
    await watched.turn(25 * 3600)
    await watched.turn()
    assert pinned.told[-1] == ("alert.resolved", "letters")


async def test_rejected_deliveries_are_told_when_they_are_many_in_a_short_time(
    start: StartFlow, clock: TurnableClock, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start()
    await add_rule(thresholds=Thresholds(rejected_more_than=2, rejected_seconds=600))

    async def forge() -> None:
        forged = Incoming(headers={"x-signature": "AAAA"}, body=b"{}", received_at=clock.now())
        with pytest.raises(Rejected):
            await live.intake.take(ENVIRONMENT, PROJECT, live.flow, forged, "192.0.2.8")

    await forge()
    await forge()
    await watched.turn()
    assert pinned.told == []
    await forge()
    await watched.turn()
    assert pinned.told == [("alert.opened", "letters")]
    await watched.turn(700)
    assert pinned.told[1:] == [("alert.resolved", "letters")]


async def test_a_journal_that_proves_something_else_is_told(
    start: StartFlow, add_rule: AddRule, watched: Watched, pinned: Pinned, database_url: str
) -> None:
    live = await start()
    await add_rule()
    await live.receive()
    await live.work_off()
    with connect(database_url) as connection:
        connection.execute(text("ALTER TABLE journal DISABLE TRIGGER never_changes"))
        connection.execute(text("DELETE FROM journal WHERE event = 'delivered'"))
    await watched.turn()
    assert pinned.notices[0].alert.kind is AlertKind.JOURNAL_DIFFERS
    await watched.turn()
    assert [alert.kind for alert in await watched.alerts()] == [AlertKind.JOURNAL_DIFFERS]


async def test_a_machine_whose_workers_fall_silent_is_told_and_one_that_left_is_not(
    start: StartFlow, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    await start()
    await add_rule()
    dying, leaving = (Rounds(watched.store, watched.channels, host) for host in ("dying", "leaving"))
    await dying.hear()
    await leaving.hear()
    await leaving.leave()
    await watched.turn()
    assert pinned.told == []
    await watched.turn(31)
    assert pinned.told == [("alert.opened", "dying")]
    await dying.hear()
    await watched.turn()
    assert pinned.told[1:] == [("alert.resolved", "dying")]


def test_waits_grow_and_are_never_shorter_than_is_asked_for() -> None:
    assert [wait(attempts, None).total_seconds() for attempts in (1, 2, 3, 30)] == [30, 60, 120, 3600]
    assert wait(1, 600).total_seconds() == 600


async def test_a_poll_that_keeps_failing_is_told_and_one_that_works_again_too(
    start: StartFlow, platform: Platform, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    live = await start(webhook="", poll=Poll(resource="letter", schedule=Schedule(every_seconds=60)))
    await add_rule("ops", AlertKind.POLL_FAILING, thresholds=Thresholds(polls_failing_from=2))

    async def poll(answer: httpx.Response | None) -> None:
        platform.answers = [answer] if answer else []
        live.clock.turned += timedelta(seconds=3601)
        await Polling(live.station, Silence(), "tests").plan()
        await Polling(live.station, Silence(), "tests").work_off()
        await watched.turn()

    await poll(None)
    await poll(httpx.Response(401))
    assert pinned.notices == []
    await poll(httpx.Response(401))
    (alert,) = await watched.alerts()
    assert (alert.kind, alert.subject, alert.count) == (AlertKind.POLL_FAILING, "letters", 2)
    assert "Desk" in alert.message
    await poll(None)
    assert await watched.alerts() == []
    assert [notice.type.value for notice in pinned.notices] == ["alert.opened", "alert.resolved"]


async def test_a_secret_that_soon_expires_is_told_some_days_before_and_its_renewal_ends_it(
    studio: Studio, add_rule: AddRule, watched: Watched, pinned: Pinned
) -> None:
    async def change(day: date, key: str) -> None:
        settings = ConnectionSettings(secrets={"key": key}, expires_on={"key": day})
        await studio.connections.change(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, "desk", settings, None)

    today = watched.clock.now().date()
    await change(today + timedelta(days=10), "made-up-desk-key")
    await add_rule("late", AlertKind.CREDENTIAL_EXPIRING, thresholds=Thresholds(expiring_days=5))
    await watched.turn()
    (alert,) = await watched.alerts()
    assert (alert.kind, alert.environment, alert.subject) == (AlertKind.CREDENTIAL_EXPIRING, ENVIRONMENT, "desk key")
    assert "expires on" in alert.message
    assert pinned.notices == []
    await watched.turn(timedelta(days=6).total_seconds())
    assert [notice.type.value for notice in pinned.notices] == ["alert.opened"]
    await watched.turn(timedelta(days=6).total_seconds())
    assert "expired on" in (await watched.alerts())[0].message
    await change(today + timedelta(days=400), "another-desk-key")
    await watched.turn()
    assert await watched.alerts() == []
    assert pinned.notices[-1].type.value == "alert.resolved"
