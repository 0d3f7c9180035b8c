"""How everything stands that somebody may see, and what a flow received over time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from running import FLOW, PLACE, PROJECT, LiveFlow

from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Role, TokenNew
from crossdock.model.alert import AlertKind, Finding
from crossdock.model.flow import FlowStatus
from crossdock.model.history import HistoryStep
from crossdock.model.money import Money
from crossdock.model.overview import Standing
from crossdock.model.project import ConnectionSettings, ProjectNew
from crossdock.studio.studio import Studio


async def here(studio: Studio, caller: Principal) -> Standing:
    standings = (await studio.overview.get(caller, 7)).standings
    return next(one for one in standings if (one.project, one.environment) == (PROJECT, PLACE))


async def test_each_environment_tells_its_equation_its_holds_and_its_flows(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    held = [await flow.receive(flow.order(number)) for number in (1, 2)]
    for record in held:
        await flow.hold(record, "refused")
    await flow.receive(flow.order(3))
    await studio.flows.pause(operator, PROJECT, PLACE, FLOW, "They count.")
    found = await here(studio, operator)
    assert (found.received, found.held, found.in_flight, found.delivered) == (3, 2, 1, 0)
    assert [(one.owner, one.records) for one in found.holds] == [("order desk", 2)]
    assert [(one.flow, one.status, one.reason) for one in found.halted] == [(FLOW, FlowStatus.PAUSED, "They count.")]
    assert found.last_received_at is not None
    assert found.journal_agrees
    assert (await studio.overview.get(operator, 7)).standings[1] == Standing(project=PROJECT, environment="live")


async def test_what_came_before_is_not_counted_and_what_is_held_is(
    studio: Studio, flow: LiveFlow, operator: Principal, turn: Callable[[timedelta], None]
) -> None:
    await flow.hold(await flow.receive(flow.order(1)), "refused")
    turn(timedelta(days=8))
    found = await here(studio, operator)
    assert (found.received, found.last_received_at) == (0, None)
    assert [one.records for one in found.holds] == [1]


async def test_the_money_that_waits_for_an_owner_is_told_for_each_currency(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    for number, amount, currency in ((1, "0.10", "GBP"), (2, "0.20", "GBP"), (3, "7.00", "EUR"), (4, None, "GBP")):
        order = flow.order(number, current_total_price=amount, currency=currency)
        await flow.hold(await flow.receive(order), "refused")
    await flow.receive(flow.order(5))
    assert [one.worth for one in (await here(studio, operator)).holds] == [
        (Money(amount="7.00", currency="EUR"), Money(amount="0.30", currency="GBP"))
    ]


async def test_an_open_alert_is_told_and_one_about_the_journal_makes_it_red(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    async with flow.store.begin() as work:
        project = await work.projects.get(PROJECT)
        told = {"message": "They part.", "remedy": "Look.", "since": work.now}
        differs = Finding(kind=AlertKind.JOURNAL_DIFFERS, environment=PLACE, subject=FLOW, **told)
        silent = Finding(kind=AlertKind.WORKER_SILENT, environment="", subject="hub-1", **told)
        await work.alerts.add(project, differs, work.now)
        await work.alerts.add(project, silent, work.now)
    standings = (await studio.overview.get(operator, 7)).standings
    assert [(one.environment, one.alerts, one.journal_agrees) for one in standings] == [
        (PLACE, 2, False),
        ("live", 1, True),
    ]


async def test_callers_see_their_own_projects_and_administrators_what_soon_ends(
    studio: Studio, admin: Principal, operator: Principal
) -> None:
    await studio.projects.create(admin, ProjectNew(name="other", environments=("uat",)))
    for days in (9, 90):
        ends = datetime.now(UTC) + timedelta(days=days)
        await studio.tokens.issue(admin, "other", TokenNew(name=f"in {days}", role=Role.VIEWER, expires_at=ends))
    seen = await studio.overview.get(admin, 7)
    assert {one.project for one in seen.standings} == {PROJECT, "other"}
    assert [(one.project, one.name) for one in seen.expiring] == [("other", "in 9")]
    own = await studio.overview.get(operator, 7)
    assert ({one.project for one in own.standings}, own.expiring) == ({PROJECT}, ())


async def test_secrets_that_soon_expire_or_did_are_told_soonest_first(
    studio: Studio, flow: LiveFlow, admin: Principal, operator: Principal
) -> None:
    today = datetime.now(UTC).date()
    for name, days in (("shop", {"access_token": 9, "webhook_secret": 90}), ("warehouse", {"api_key": -1})):
        stored = await studio.connections.get(admin, PROJECT, PLACE, name)
        expires_on = {secret: today + timedelta(days=by) for secret, by in days.items()}
        settings = ConnectionSettings(settings=stored.settings, expires_on=expires_on)
        await studio.connections.change(admin, PROJECT, PLACE, name, settings, None)
    told = (await studio.overview.get(operator, 7)).credentials
    assert [(one.connection, one.secret) for one in told] == [("warehouse", "api_key"), ("shop", "access_token")]
    assert (told[1].project, told[1].environment, told[1].expires_on) == (PROJECT, PLACE, today + timedelta(days=9))


async def test_a_history_has_every_span_and_what_became_of_it(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    await flow.hold(await flow.receive(flow.order(1)), "refused")
    await flow.receive(flow.order(2))
    history = await studio.histories.get(operator, PROJECT, PLACE, FLOW, HistoryStep.DAY, 3)
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    assert [span.start for span in history.spans] == [today - timedelta(days=by) for by in (2, 1, 0)]
    assert [(span.held, span.in_flight) for span in history.spans] == [(0, 0), (0, 0), (1, 1)]
    assert history.last_received_at is not None
    hours = await studio.histories.get(operator, PROJECT, PLACE, FLOW, HistoryStep.HOUR, 24)
    assert (len(hours.spans), hours.spans[-1].held) == (24, 1)
    with pytest.raises(InvalidInput):
        await studio.histories.get(operator, PROJECT, PLACE, FLOW, HistoryStep.HOUR, 401)


async def test_a_flow_that_never_received_anything_has_an_empty_history(
    studio: Studio, flow: LiveFlow, operator: Principal
) -> None:
    history = await studio.histories.get(operator, PROJECT, "live", FLOW, HistoryStep.DAY, 1)
    assert (history.last_received_at, history.spans[0].held) == (None, 0)
