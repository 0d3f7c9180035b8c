"""Alert rules and alerts, as people work with them; and payloads whose time is over."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest
from running import LiveFlow
from sqlalchemy import text

from crossdock.errors import Conflict, Gone, InvalidInput, NotFound, Stale
from crossdock.model.access import Principal
from crossdock.model.alert import AlertKind, AlertRuleSettings, Finding, Thresholds
from crossdock.model.page import PageRequest
from crossdock.model.project import ProjectSettings
from crossdock.model.replay import ReplayWith
from crossdock.store.database import connect
from crossdock.store.unit_of_work import Store
from crossdock.studio.studio import Studio

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
RULE = AlertRuleSettings(
    channel="webhook", settings={"url": "http://127.0.0.1:9/alerts"}, secrets={"secret": SECRET}, environments=("live",)
)
PLACE = "sandbox"


async def test_a_rule_is_kept_and_its_secret_never_comes_out(
    studio: Studio, admin: Principal, project: str, database_url: str
) -> None:
    made = await studio.alert_rules.put(admin, project, "ops", RULE, 0)
    assert made.created
    assert made.rule.secrets_set == ("secret",)
    found = await studio.alert_rules.get(admin, project, "ops")
    assert found == made.rule
    with connect(database_url) as connection:
        stored = str(connection.execute(text("SELECT * FROM alert_rules")).one())
    assert SECRET not in stored + repr(found) + repr(RULE)


async def test_a_change_keeps_the_secrets_it_does_not_name_unless_the_channel_is_another(
    studio: Studio, admin: Principal, project: str
) -> None:
    await studio.alert_rules.put(admin, project, "ops", RULE, 0)
    quieter = msgspec.structs.replace(RULE, secrets={}, quiet_seconds=7200)
    changed = (await studio.alert_rules.put(admin, project, "ops", quieter, 1)).rule
    assert (changed.secrets_set, changed.quiet_seconds, changed.revision) == (("secret",), 7200, 2)
    slack = AlertRuleSettings(channel="slack")
    with pytest.raises(InvalidInput) as refused:
        await studio.alert_rules.put(admin, project, "ops", slack, 2)
    assert [problem.pointer for problem in refused.value.problems] == ["/secrets/url"]


async def test_nobody_overwrites_a_rule_they_have_not_seen(studio: Studio, admin: Principal, project: str) -> None:
    await studio.alert_rules.put(admin, project, "ops", RULE, 0)
    for stale in (0, 2):
        with pytest.raises(Stale):
            await studio.alert_rules.put(admin, project, "ops", RULE, stale)
    with pytest.raises(Stale):
        await studio.alert_rules.delete(admin, project, "ops", 2)
    await studio.alert_rules.delete(admin, project, "ops", 1)
    with pytest.raises(NotFound):
        await studio.alert_rules.get(admin, project, "ops")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"settings": {}}, "/settings/url"),
        ({"settings": {"url": "ftp://a.example"}}, "/settings/url"),
        ({"secrets": {}}, "/secrets/secret"),
        ({"secrets": {"secret": "guessable"}}, "/secrets/secret"),
        ({"environments": ("lvie",)}, "/environments/0"),
        ({"quiet_seconds": -1}, "/quiet_seconds"),
        ({"thresholds": Thresholds(rejected_seconds=0)}, "/thresholds/rejected_seconds"),
        ({"thresholds": Thresholds(holds_more_than=2**40)}, "/thresholds/holds_more_than"),
    ],
)
async def test_what_cannot_work_is_refused_with_its_place(
    studio: Studio, admin: Principal, project: str, change: dict[str, object], pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await studio.alert_rules.put(admin, project, "ops", msgspec.structs.replace(RULE, **change), 0)
    assert pointer in [problem.pointer for problem in refused.value.problems]
    assert "guessable" not in str(refused.value)


async def test_an_unknown_channel_is_answered_with_the_nearest(studio: Studio, admin: Principal, project: str) -> None:
    with pytest.raises(InvalidInput, match="Did you mean 'webhook'"):
        await studio.alert_rules.put(admin, project, "ops", msgspec.structs.replace(RULE, channel="webhok"), 0)


async def test_a_test_says_what_happened(studio: Studio, admin: Principal, operator: Principal, project: str) -> None:
    await studio.alert_rules.put(admin, project, "ops", RULE, 0)
    tried = await studio.alert_rules.test(operator, project, "ops")
    assert not tried.arrived
    assert "127.0.0.1:9 leads to 127.0.0.1, an address that connections may not reach" in tried.message
    assert "CROSSDOCK_ALLOWED_HOSTS" in tried.remedy
    assert (await studio.alert_rules.get(admin, project, "ops")).telling.waiting == 0


async def test_open_alerts_are_listed_by_environment_and_acknowledged_with_a_reason(
    studio: Studio, store: Store, operator: Principal, project: str
) -> None:
    async with store.begin() as work:
        opened = await work.projects.get(project)
        for place in ("sandbox", "live", ""):
            finding = Finding(
                kind=AlertKind.HOLDS, environment=place, subject="refused", message="m", remedy="r", since=work.now
            )
            await work.alerts.add(opened, finding, work.now)
    page = await studio.alerts.list(operator, project, PageRequest(), "live")
    assert [alert.environment for alert in page.items] == ["", "live"]
    alert = page.items[0]
    with pytest.raises(InvalidInput):
        await studio.alerts.acknowledge(operator, project, alert.id, "  ")
    known = await studio.alerts.acknowledge(operator, project, alert.id, "The warehouse knows.")
    assert known.acknowledged_by == operator.name
    async with store.begin() as work:
        await work.alerts.change(msgspec.structs.replace(known, resolved_at=work.now))
    with pytest.raises(Conflict, match="over already"):
        await studio.alerts.acknowledge(operator, project, alert.id, "Again.")
    assert len((await studio.alerts.list(operator, project, PageRequest())).items) == 2
    assert len((await studio.alerts.list(operator, project, PageRequest(), all_of_them=True)).items) == 3
    with pytest.raises(NotFound):
        await studio.alerts.acknowledge(operator, project, uuid4(), "Which?")


async def test_a_group_has_one_open_alert(store: Store, project: str) -> None:
    async with store.begin() as work:
        opened = await work.projects.get(project)
        finding = Finding(
            kind=AlertKind.HOLDS, environment="live", subject="refused", message="m", remedy="r", since=work.now
        )
        await work.alerts.add(opened, finding, work.now)
    with pytest.raises(Conflict):
        async with store.begin() as work:
            await work.alerts.add(opened, finding, work.now)


async def test_an_emptied_payload_is_told_to_be_gone_wherever_it_is_asked_for(
    studio: Studio, store: Store, flow: LiveFlow, operator: Principal, editor: Principal, project: str
) -> None:
    record = await flow.receive(flow.order(1001))
    await flow.deliver(record, {"written": True})
    async with store.begin() as work:
        opened = await work.projects.get(project)
        assert await work.retention.empty(opened, work.now + timedelta(seconds=1), work.now, 10) == 1
    with pytest.raises(Gone):
        await studio.records.payload(operator, project, PLACE, record)
    with pytest.raises(Gone):
        await studio.replays.rehearse(operator, project, PLACE, record, ReplayWith.RAN)
    with pytest.raises(Gone):
        await studio.replays.repeat(operator, project, PLACE, record)
    with pytest.raises(Gone):
        await studio.captures.fixture(editor, project, PLACE, record, "from-life")
    assert (await studio.records.get(operator, project, PLACE, record)).emptied_at is not None
    assert len(await studio.records.journal(operator, project, PLACE, record)) == 2


@pytest.mark.parametrize("days", [0, -1, 40_000])
async def test_a_retention_that_cannot_be_is_refused(studio: Studio, admin: Principal, project: str, days: int) -> None:
    settings = ProjectSettings(title="Acme", environments=("sandbox", "live"), retention_days=days)
    with pytest.raises(InvalidInput):
        await studio.projects.change(admin, project, settings, None)


async def test_a_retention_is_kept(studio: Studio, admin: Principal, project: str) -> None:
    settings = ProjectSettings(title="Acme", environments=("sandbox", "live"), retention_days=30)
    await studio.projects.change(admin, project, settings, None)
    assert (await studio.projects.get(admin, project)).retention_days == 30
