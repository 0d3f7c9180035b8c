"""Alerts: found in the records, followed until they are over, and told to whom the rules name.

Any number of workers do this beside each other: one at a time looks at a project, and one has a notice at a time.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog
from uuid_utils.compat import uuid7

from crossdock.errors import PlatformError
from crossdock.model.alert import Alert, AlertKind, AlertRule, Finding, Notice, NoticeType, Thresholds
from crossdock.model.project import Project
from crossdock.run.channels import Channels
from crossdock.run.findings import Findings, merged
from crossdock.store.alert_deliveries import Leased, Told
from crossdock.store.unit_of_work import Store, Work

WATCH_EVERY = timedelta(seconds=15)
"""How often a project is looked at, by whichever worker comes first."""
JOURNAL_EVERY = timedelta(minutes=5)
"""How often its counts are held against its journal, which reads far more."""
LEASE = timedelta(minutes=2)
"""How long a notice is one worker's; one that dies with it is sent again by another."""
AT_ONCE = 8
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
TRIES = 24
"""About a day; then a notice is given up, and its rule says so."""

Group = tuple[AlertKind, str, str]
_log = structlog.get_logger(__name__)


class Watchman:
    """Looks at every project, and has told what is to be told."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def look(self) -> None:
        """Look at every project whose time it is. Raises Unavailable where the database is away."""
        async with self._store.read() as work:
            names = await work.projects.names()
        for name in names:
            async with self._store.begin() as work:
                await self._look_at(work, await work.projects.get(name))

    async def _look_at(self, work: Work, project: Project) -> None:
        watch = await work.watches.take(project, work.now, WATCH_EVERY, JOURNAL_EVERY)
        if watch is not None:
            rules = await work.alert_rules.all(project)
            await Look(work, project, rules, reads_journal=watch.reads_journal).take()


class Look:
    """One look at one project, in one unit of work."""

    def __init__(self, work: Work, project: Project, rules: list[AlertRule], *, reads_journal: bool) -> None:
        self._work, self._project, self._rules = work, project, rules
        self._reads_journal = reads_journal
        self._findings = Findings(work, project)
        self._told: list[Told] = []

    async def take(self) -> None:
        """Open, go on with and end alerts as it is found, and put down what is to be told."""
        quiet = max((rule.quiet for rule in self._rules), default=timedelta())
        self._told = await self._work.alert_deliveries.told(self._project, self._work.now - quiet)
        shared = await self._findings.standing()
        if self._reads_journal:
            shared += await self._findings.contradictions()
        crossing = {
            thresholds: await self._findings.crossing(thresholds)
            for thresholds in {Thresholds(), *(rule.thresholds for rule in self._rules)}
        }
        found = merged([*shared, *(finding for findings in crossing.values() for finding in findings)])
        followed = await self._follow(found)
        for rule in self._rules:
            noticed = {finding.group for finding in (*shared, *crossing[rule.thresholds])}
            await self._tell_of_open(rule, [alert for group, alert in followed.items() if group in noticed])

    async def _follow(self, found: dict[Group, Finding]) -> dict[Group, Alert]:
        """The open alerts as they are now, by group; those that are over are ended, and told to be."""
        followed: dict[Group, Alert] = {}
        for alert in await self._work.alerts.open(self._project):
            group = (alert.kind, alert.environment, alert.subject)
            if group in found:
                followed[group] = await self._go_on(alert, found[group])
            elif alert.kind is AlertKind.JOURNAL_DIFFERS and not self._reads_journal:
                followed[group] = alert
            else:
                await self._end(alert)
        for group, finding in found.items():
            if group not in followed:
                followed[group] = await self._work.alerts.add(self._project, finding, self._work.now)
        return followed

    async def _go_on(self, alert: Alert, finding: Finding) -> Alert:
        changed = msgspec.structs.replace(
            alert,
            message=finding.message,
            remedy=finding.remedy,
            count=finding.count,
            since=min(alert.since, finding.since),
            last_at=self._work.now,
        )
        await self._work.alerts.change(changed)
        return changed

    async def _end(self, alert: Alert) -> None:
        ended = msgspec.structs.replace(alert, resolved_at=self._work.now)
        await self._work.alerts.change(ended)
        knowing = {told.rule_id for told in self._told if told.alert_id == alert.id}
        for rule in self._rules:
            if rule.id in knowing:
                await self._put_down(rule, NoticeType.RESOLVED, ended)

    async def _tell_of_open(self, rule: AlertRule, alerts: list[Alert]) -> None:
        for alert in alerts:
            if rule.is_about(alert.kind, alert.environment) and (kind := self._due(rule, alert)):
                await self._put_down(rule, kind, alert)

    def _due(self, rule: AlertRule, alert: Alert) -> NoticeType | None:
        """What a rule is to tell of an open alert now; None: nothing, or nothing yet.

        The quiet time holds for the group: what comes and goes is not told each time.
        """
        group = (alert.kind, alert.environment, alert.subject)
        ours = [told for told in self._told if told.rule_id == rule.id and told.group == group]
        loud = [told for told in ours if told.type is not NoticeType.RESOLVED]
        if any(told.waiting for told in loud if told.alert_id == alert.id):
            return None
        if loud and self._work.now < loud[-1].at + rule.quiet:
            return None
        if not any(told.alert_id == alert.id for told in loud):
            return NoticeType.OPENED
        return None if alert.acknowledged_at else NoticeType.CONTINUES

    async def _put_down(self, rule: AlertRule, kind: NoticeType, alert: Alert) -> None:
        notice = Notice(id=uuid7(), type=kind, at=self._work.now, rule=rule.name, alert=alert)
        await self._work.alert_deliveries.add(rule, notice)


class Teller:
    """Delivers notices that are due."""

    def __init__(self, store: Store, channels: Channels) -> None:
        self._store, self._channels = store, channels

    async def tell(self) -> int:
        """Deliver what is due now, once each; gives how many were tried. Raises Unavailable where the database is away.

        A notice whose answer is lost, or whose worker dies, is sent again with the same id.
        """
        tried = 0
        while leased := await self._lease():
            await asyncio.gather(*(self._try(one) for one in leased))
            tried += len(leased)
        return tried

    async def _lease(self) -> list[Leased]:
        async with self._store.begin() as work:
            return await work.alert_deliveries.lease(work.now, work.now + LEASE, AT_ONCE)

    async def _try(self, leased: Leased) -> None:
        async with self._store.read() as work:
            found = await work.alert_rules.by_id(leased.rule_id)
        if found is None:
            return  # the rule is gone, and what it had to tell with it
        try:
            await self._channels.tell(*found, leased.notice)
        except PlatformError as error:
            await self._failed(leased, found[0].id, error)
        else:
            async with self._store.begin() as work:
                await work.alert_deliveries.delivered(leased, work.now)

    async def _failed(self, leased: Leased, rule: UUID, error: PlatformError) -> None:
        _log.warning("an alert could not be told", rule=str(rule), attempt=leased.attempts, reason=error.message)
        async with self._store.begin() as work:
            again = None if leased.attempts >= TRIES else work.now + wait(leased.attempts, error.retry_after)
            await work.alert_deliveries.failed(leased, str(error), again)


def wait(attempts: int, asked: float | None) -> timedelta:
    """How long to wait after so many tries: 30 s, 1 min, 2 min ... an hour; never shorter than is asked for."""
    exponential = min(FIRST_WAIT * (1 << min(attempts - 1, 20)), LONGEST_WAIT)
    return max(exponential, timedelta(seconds=min(asked or 0.0, 86400.0)))


def sample_notice(rule: AlertRule, now: datetime) -> Notice:
    """What a test of a rule tells."""
    alert = Alert(
        id=uuid7(),
        project=rule.project,
        environment=rule.environments[0] if rule.environments else "",
        kind=rule.kinds[0] if rule.kinds else AlertKind.FLOW_STOPPED,
        subject="test",
        message="This is a test: nothing is wrong.",
        remedy="There is nothing to do.",
        count=1,
        since=now,
        opened_at=now,
        last_at=now,
    )
    return Notice(id=uuid7(), type=NoticeType.TEST, at=now, rule=rule.name, alert=alert)
