"""Alerts: what is found in the records, the polls, the workers and the connections, and when it is much enough to tell."""

from __future__ import annotations

from datetime import date, timedelta

import httpx
import pytest
from board import Pinned
from desk import Platform, Trouble, away, refused
from live_flow import ENVIRONMENT, PROJECT, StartFlow, TurnableClock
from sqlalchemy import text
from watch import AddRule, Watched

from crossdock.connect import Incoming
from crossdock.errors import Rejected
from crossdock.model.alert import AlertKind, Thresholds
from crossdock.model.flow import GivingUp, Poll, Retry
from crossdock.model.project import ConnectionSettings
from crossdock.model.schedule import Schedule
from crossdock.run.polling import Polling
from crossdock.run.rounds import Rounds
from crossdock.store.database import connect
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Silence, Studio


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
